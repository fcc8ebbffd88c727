-- Blind matching (design 2). What is compared stands in a table that no role but the owner reads; the
-- functions below answer with a hint, or with a task for the coordinator.
alter table people_matchkey enable row level security;
alter table people_matchtask enable row level security;
drop policy if exists asked on people_matchtask;
create policy asked on people_matchtask for select using ((select acting_is_host()));
grant select on people_matchtask to {app};

create or replace function store_match_keys(of_identity bigint, told jsonb) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    one record;
begin
    select * into one from people_identity where id = of_identity;
    if not found or not may_write_in(one.home_id) then
        perform refuse('この方の記録は見つかりません。');
    end if;
    delete from people_matchkey where identity_id = of_identity;
    insert into people_matchkey (id, identity_id, person_id, name, kana, given_name, given_kana, letters, sounds,
                                 born_from, born_to, sex, phone, street, building)
    select new_id(), one.id, one.person_id, k.name, k.kana, k.given_name, k.given_kana, k.letters, k.sounds,
           k.born_from, k.born_to, k.sex, k.phone, k.street, k.building
    from jsonb_to_recordset(told) as k(name text, kana text, given_name text, given_kana text, letters text,
        sounds text, born_from date, born_to date, sex text, phone text, street text, building text)
    where k.letters <> '' or k.sounds <> '';
end $$;

-- Whether two words differ by one letter put in, left out or exchanged; short ones must be equal.
create or replace function one_apart(one text, other text) returns boolean
language plpgsql immutable set search_path from current as $$
declare
    shorter integer := least(length(one), length(other));
    longer integer := greatest(length(one), length(other));
    ahead integer := 0;
    behind integer := 0;
begin
    if shorter < 4 or longer - shorter > 1 then
        return one = other and shorter > 0;
    end if;
    while ahead < shorter and substr(one, ahead + 1, 1) = substr(other, ahead + 1, 1) loop
        ahead := ahead + 1;
    end loop;
    while behind < shorter - ahead
          and substr(one, length(one) - behind, 1) = substr(other, length(other) - behind, 1) loop
        behind := behind + 1;
    end loop;
    return longer - ahead - behind <= 1;
end $$;

-- Evidence in bits that two names are one person's (log2 of how much likelier they agree so when they are);
-- null when nothing of them agrees. `rare` says how rare the whole name is in the city.
create or replace function name_bits(a people_matchkey, b people_matchkey, rare double precision)
returns double precision language sql immutable set search_path from current as $$
    select case
        when kanji and reading then rare + 1
        when kanji then rare - case when a.kana <> '' and b.kana <> '' then 1 else 0 end
        when reading then rare - case
            when a.given_name <> '' and b.given_name <> '' and a.given_name <> b.given_name then 4 else 0 end
        when a.letters = b.letters and a.letters <> '' or a.sounds = b.sounds and a.sounds <> '' then rare - 1
        -- A slip of one letter counts only where the other writing does not say that they are two (優子, 幸子).
        when one_apart(a.kana, b.kana) and (a.name = '' or b.name = '' or a.name = a.kana or b.name = b.kana)
            or one_apart(a.name, b.name) and (a.kana = '' or b.kana = '') then least(rare, 13)
        when given then 8
    end
    from (select a.name <> '' and a.name = b.name as kanji,
                 a.kana <> '' and a.kana = b.kana as reading,
                 length(a.given_kana) > 1 and right(b.kana, length(a.given_kana)) = a.given_kana
                 or length(b.given_kana) > 1 and right(a.kana, length(b.given_kana)) = b.given_kana
                 or length(a.given_name) > 1 and right(b.name, length(a.given_name)) = a.given_name
                 or length(b.given_name) > 1 and right(a.name, length(b.given_name)) = b.given_name as given) agree
$$;

create or replace function birth_bits(a people_matchkey, b people_matchkey) returns double precision
language sql immutable set search_path from current as $$
    select case
        when a.born_from is null or b.born_from is null then 0
        when a.born_from = a.born_to and b.born_from = b.born_to then case
            when a.born_from = b.born_from then 14.5
            -- A slip of one of year, month and day, or month and day exchanged.
            when (extract(year from a.born_from) = extract(year from b.born_from))::integer
               + (extract(month from a.born_from) = extract(month from b.born_from))::integer
               + (extract(day from a.born_from) = extract(day from b.born_from))::integer = 2 then 2.5
            when extract(year from a.born_from) = extract(year from b.born_from)
                 and extract(month from a.born_from) = extract(day from b.born_from)
                 and extract(day from a.born_from) = extract(month from b.born_from) then 5
            else -10 end
        when daterange(a.born_from, a.born_to, '[]') && daterange(b.born_from, b.born_to, '[]')
            then log(2, 25000.0 / greatest(a.born_to - a.born_from, b.born_to - b.born_from)) - 1
        else -10 end
$$;

create or replace function contact_bits(a people_matchkey, b people_matchkey) returns double precision
language sql immutable set search_path from current as $$
    select greatest(phone, street) + least(phone, street) / 4
    from (select case when a.phone = '' or b.phone = '' then 0 when a.phone = b.phone then 13 else -0.5 end as phone,
                 case when a.street = '' or b.street = '' then 0
                      when a.street <> b.street then -1
                      when a.building <> '' and b.building <> '' and a.building <> b.building then 4
                      else 11 end as street) told
$$;

-- The persons of the whole city who are likely the one of an identity, with the evidence in bits. Above 24 bits
-- a city of a million yields fewer than twenty strangers in a thousand registrations (`make bench`).
create or replace function likely_same(of_identity bigint)
returns table (identity_id bigint, person_id bigint, bits double precision)
language plpgsql stable set search_path from current as $$
declare
    mine people_matchkey;
    city double precision := greatest((select reltuples from pg_class where oid = 'people_matchkey'::regclass), 100000);
    rare double precision;
begin
    for mine in select * from people_matchkey k where k.identity_id = of_identity loop
        select log(2, (city / greatest(count(*), 1))::numeric) into rare from (
            select from people_matchkey k
            where case when mine.sounds <> '' then k.sounds = mine.sounds else k.letters = mine.letters end
            limit 2000) alike;
        return query
        select k.identity_id, k.person_id, told.bits
        from people_matchkey k
        cross join lateral (
            select name_bits(mine, k, rare) + birth_bits(mine, k) + contact_bits(mine, k)
                - case when mine.sex in ('female', 'male') and k.sex in ('female', 'male') and mine.sex <> k.sex
                       then 6 else 0 end as bits
            offset 0) told
        where k.person_id <> mine.person_id and told.bits >= 24
          and k.id in (
              select c.id from people_matchkey c where mine.sounds <> '' and c.sounds = mine.sounds
              union select c.id from people_matchkey c where mine.letters <> '' and c.letters = mine.letters
              union select c.id from people_matchkey c where mine.phone <> '' and c.phone = mine.phone
              union select c.id from people_matchkey c where mine.street <> '' and c.street = mine.street
              union select c.id from people_matchkey c where c.born_from = mine.born_from and c.born_to = mine.born_to
                  and mine.born_from = mine.born_to);
    end loop;
end $$;

-- After a person is saved: a task for the coordinator for everybody likely the same, and whether the worker may
-- be told that somebody may already be helping. Resident-run desks are told nothing, and nobody is told of
-- quiet desks, of protected persons, or of anyone known only from sealed rooms.
create or replace function check_matches(of_identity bigint) returns boolean
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    one record;
    likely record;
    is_hinted boolean;
    told boolean := false;
begin
    select a.*, d.is_resident_run into me from acting() a join directory_desk d on d.id = a.desk;
    select * into one from people_identity where id = of_identity;
    if not found or not may_write_in(one.home_id) then
        perform refuse('この方の記録は見つかりません。');
    end if;
    for likely in
        select distinct on (l.person_id) l.identity_id, l.person_id, l.bits, r.kind, d.is_quiet, d.is_resident_run
        from likely_same(of_identity) l
        join people_identity i on i.id = l.identity_id
        join rooms_compartment r on r.id = i.home_id
        left join directory_desk d on d.id = r.desk_id
        where not l.person_id = any (same_persons(one.person_id))
        order by l.person_id, l.bits desc
    loop
        is_hinted := not me.is_resident_run and likely.kind = 'desk' and not likely.is_quiet
            and not likely.is_resident_run and not is_protected(likely.person_id, day_in_japan(me.at));
        if not exists (
            select from people_matchtask t
            where t.state in ('open', 'different')
              and (t.person_id = any (same_persons(one.person_id)) and t.other_person_id = any (same_persons(likely.person_id))
                or t.person_id = any (same_persons(likely.person_id)) and t.other_person_id = any (same_persons(one.person_id)))) then
            insert into people_matchtask (id, identity_id, person_id, other_identity_id, other_person_id, bits,
                                          was_hinted, found_at, state, reason)
            values (new_id(), one.id, one.person_id, likely.identity_id, likely.person_id, likely.bits, is_hinted,
                    me.at, 'open', '');
            told := told or is_hinted;
        end if;
    end loop;
    return told;
end $$;

-- Whether the desk that saved somebody in a case just now may be told that somebody may already be helping.
create or replace function hinted_now(of_case bigint) returns boolean
language sql stable security definer set search_path from current as $$
    select exists (
        select from people_matchtask t join people_identity i on i.id = t.identity_id
        where i.case_id = of_case and t.was_hinted and t.found_at = (select acting_at()) and may_write_in(i.home_id))
$$;

-- What the coordinator sees of two identities: who they are and which desk wrote it down, nothing else.
create or replace function match_sides(wanted text)
returns table (task bigint, side integer, identity_id bigint, case_id bigint, home_id bigint, name text, kana text,
               former_surname text, birth_on date, birth_year smallint, birth_month smallint, about_age smallint,
               sex text, address text, phone text, desk_name text, phone_of_desk text, is_protected boolean)
language sql stable security definer set search_path from current as $$
    select t.id, s.side, i.id, i.case_id, i.home_id, coalesce(nullif(i.name, ''), i.called)::text, i.kana::text,
           i.former_surname::text, i.birth_on, i.birth_year, i.birth_month, i.about_age, i.sex::text, i.address::text,
           i.phone::text, d.name::text, g.phone::text,
           is_protected(i.person_id, day_in_japan((select acting_at())))
    from people_matchtask t
    cross join lateral (values (1, t.identity_id), (2, t.other_identity_id)) s(side, identity)
    join people_identity i on i.id = s.identity
    join rooms_compartment r on r.id = i.home_id
    left join directory_desk d on d.id = r.desk_id
    left join directory_agency g on g.id = d.agency_id
    where (select acting_is_host()) and t.state = wanted
    order by t.found_at desc, t.id, s.side limit 400
$$;

-- The coordinator's decision. 同じ人 sets one pointer and rewrites nothing; undoing it empties the pointer.
create or replace function decide_match(task bigint, wanted text, why text) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    asked record;
    newer bigint;
    older bigint;
begin
    select * into me from acting();
    select * into asked from people_matchtask where id = task for update;
    if not found or not coalesce(me.is_host, false) then
        perform refuse('名寄せの確認が見つかりません。');
    end if;
    if wanted = 'open' and asked.state = 'open' or wanted in ('same', 'different') and asked.state <> 'open' then
        perform refuse('この名寄せは、ほかの人がすでに決めています。画面を開き直してください。');
    end if;
    perform pg_advisory_xact_lock(hashtext('people_merge'));
    if wanted = 'same' then
        newer := root_person(asked.person_id);
        older := root_person(asked.other_person_id);
        if newer = older then
            perform refuse('この二人は、すでに同じ人として結ばれています。');
        end if;
        update people_person set same_as_id = older where id = newer;
        if is_protected(older, day_in_japan(me.at)) then
            perform move_addresses_apart(older, me.staff, me.at);
        end if;
    elsif asked.state = 'same' then
        update people_person set same_as_id = null where id = asked.merged_person;
        newer := null;
    end if;
    update people_matchtask set state = wanted, decided_by = me.staff, decided_at = me.at, reason = why,
        merged_person = newer
    where id = task;
end $$;

grant execute on function store_match_keys(bigint, jsonb), check_matches(bigint), match_sides(text), hinted_now(bigint),
    decide_match(bigint, text, text) to {app};
