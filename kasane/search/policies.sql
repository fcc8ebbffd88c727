select wall_record('search_searchentry', array['doors', 'laid_open_at', 'concerns', 'grams'], {app_text});

-- Marks among the grams, longer than any of them: whose room an entry lives in, and that it is laid open. By them a
-- search goes through the entries one may hold a key to, however many of the city's say the same.
create or replace function mark_entry() returns trigger
language plpgsql security definer set search_path from current as $$
declare
    marks text[] := array(select '@' || desk_id from rooms_compartment where id = new.home_id and kind = 'desk');
begin
    new.grams := ts_delete(new.grams, '@open') || array_to_tsvector(
        marks || case when new.doors <> '{}' then array['@open'] else array[]::text[] end);
    return new;
end $$;
create or replace trigger mark_entry before insert or update of grams, doors on search_searchentry
    for each row execute function mark_entry();

-- Text search operators are not leakproof, so under the walls their index would lie idle. This function applies
-- the same rule itself and returns ids only; a test holds it equal to the rule. `offset 0` keeps the planner from
-- reading all keys of who has many before it looks at the first entry.
create or replace function find_entries(wanted_kind text, wanted text[], most integer)
returns table (record_id bigint, case_id bigint)
language plpgsql stable security definer set search_path from current set plan_cache_mode = force_custom_plan as $$
declare
    me record;
    every_gram tsquery := (select string_agg(quote_literal(gram), ' & ')::tsquery from unnest(wanted) as gram);
    entries bigint[];
begin
    select a.*, array[a.desk, a.staff] as holders, case when acting_is_stepped_up() then '{}'
        else array['tax', 'protected_address'] end as hidden into me from acting() a;
    if me.staff is null or cardinality(wanted) = 0 then
        return;
    end if;
    -- Rooms of one's own desk.
    entries := array(
        select e.id from search_searchentry e
        where e.grams @@ (every_gram && quote_literal('@' || me.desk)::tsquery)
          and e.kind = wanted_kind and e.information_class <> all (me.hidden)
          and (select exists (
              select from rooms_grant g
              where g.compartment_id = e.home_id and g.holder = any (me.holders)
                and e.information_class = any (g.classes) and g.valid_from <= me.at
                and (g.valid_to is null or g.valid_to > me.at) and (g.ended_at is null or g.ended_at > me.at)
              offset 0))
        limit most);
    if cardinality(entries) < most then
        entries := entries || array(
            -- Sealed rooms, and what one opened oneself: keys that show no case or are a person's own are few.
            select e.id
            from rooms_grant k cross join lateral (
                select s.id, s.information_class, s.grams from search_searchentry s
                where s.home_id = k.compartment_id and s.kind = wanted_kind offset 0) e
            where (k.holder = me.staff or k.holder = me.desk and k.opens_case is null) and k.valid_from <= me.at
              and (k.valid_to is null or k.valid_to > me.at) and (k.ended_at is null or k.ended_at > me.at)
              and e.information_class = any (k.classes) and e.information_class <> all (me.hidden)
              and e.grams @@ every_gram
            limit most);
    end if;
    if cardinality(entries) < most then
        -- Laid open: the host, who holds most doors, begins from the words, every other desk from its doors.
        entries := entries || array(
            with doors as materialized (
                select distinct g.compartment_id as door from rooms_grant g
                where not me.is_host and g.basis = 'consent' and g.holder = any (me.holders))
            select e.id
            from (select s.id, s.doors, s.information_class from search_searchentry s
                  where me.is_host and s.grams @@ (every_gram && '''@open'''::tsquery) and s.kind = wanted_kind
                  union all
                  select s.id, s.doors, s.information_class from doors cross join lateral (
                      select b.id, b.doors, b.information_class, b.grams, b.kind from search_searchentry b
                      where b.doors && array[doors.door] offset 0) s
                  where s.grams @@ every_gram and s.kind = wanted_kind) e
            where e.information_class <> all (me.hidden) and e.id <> all (entries) and (select not exists (
                select from unnest(e.doors) d(door) where not exists (
                    select from rooms_grant g
                    where g.compartment_id = d.door and g.holder = any (me.holders)
                      and e.information_class = any (g.classes) and g.valid_from <= me.at
                      and (g.valid_to is null or g.valid_to > me.at)
                      and (g.ended_at is null or g.ended_at > me.at))
                offset 0))
            limit most);
    end if;
    return query
    select distinct e.record_id, e.case_id from search_searchentry e where e.id = any (entries) limit most;
end $$;

grant execute on function find_entries(text, text[], integer) to {app};
