select wall_record('search_searchentry', array['doors', 'laid_open_at', 'concerns', 'grams'], {app_text});

-- Text search operators are not leakproof, so under the walls their index would lie idle. This function applies
-- the same rule itself and returns ids only; a test holds it equal to the rule. The host starts from the
-- index, every other holder from their own keys.
create or replace function find_entries(wanted_kind text, wanted text[], most integer)
returns table (record_id bigint, case_id bigint)
language plpgsql stable security definer set search_path from current as $$
declare
    me record;
    every_gram tsquery := (select string_agg(quote_literal(gram), ' & ')::tsquery from unnest(wanted) as gram);
begin
    select a.*, array[a.desk, a.staff] as holders, acting_is_stepped_up() as is_stepped_up into me from acting() a;
    if me.staff is null or cardinality(wanted) = 0 then
        return;
    end if;
    if me.is_host then
        return query
        select e.record_id, e.case_id from search_searchentry e
        where e.grams @@ every_gram and e.kind = wanted_kind
          and (e.information_class not in ('tax', 'protected_address') or me.is_stepped_up)
          and (exists (select from rooms_grant g
                       where g.compartment_id = e.home_id and g.holder = any (me.holders)
                         and e.information_class = any (g.classes) and g.valid_from <= me.at
                         and (g.valid_to is null or g.valid_to > me.at) and (g.ended_at is null or g.ended_at > me.at))
            or (e.doors <> '{}' and not exists (
                select from unnest(e.doors) d(door) where not exists (
                    select from rooms_grant g where g.compartment_id = d.door and g.holder = any (me.holders)
                      and e.information_class = any (g.classes) and g.valid_from <= me.at
                      and (g.valid_to is null or g.valid_to > me.at)
                      and (g.ended_at is null or g.ended_at > me.at)))))
        limit most;
        return;
    end if;
    return query
    with keys as materialized (
        select g.compartment_id, g.basis, case when me.is_stepped_up then g.classes::text[]
            else array_remove(array_remove(g.classes::text[], 'tax'), 'protected_address') end as classes
        from rooms_grant g
        where g.holder = any (me.holders) and g.valid_from <= me.at
          and (g.valid_to is null or g.valid_to > me.at) and (g.ended_at is null or g.ended_at > me.at)
    )
    -- Room by room: offset 0 keeps the planner from going through the grams' index once for every room.
    select e.record_id, e.case_id
    from keys k cross join lateral (
        select s.record_id, s.case_id, s.grams from search_searchentry s
        where s.home_id = k.compartment_id and s.kind = wanted_kind and s.information_class = any (k.classes)
        offset 0) e
    where e.grams @@ every_gram
    union
    select e.record_id, e.case_id
    from keys k cross join lateral (
        select s.record_id, s.case_id, s.doors, s.information_class, s.grams, s.kind from search_searchentry s
        where k.basis = 'consent' and s.doors && array[k.compartment_id]
        offset 0) e
    where e.kind = wanted_kind and e.grams @@ every_gram
      and not exists (select from unnest(e.doors) d(door) where not exists (
          select from keys o where o.compartment_id = d.door and e.information_class = any (o.classes)))
    limit most;
end $$;

grant execute on function find_entries(text, text[], integer) to {app};
