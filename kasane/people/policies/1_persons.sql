alter table people_person enable row level security;
drop policy if exists known on people_person;
create policy known on people_person for select using (
    exists (select from people_identity i where i.person_id = people_person.id));
drop policy if exists begun on people_person;
create policy begun on people_person for insert
    with check ((select acting_staff()) is not null and same_as_id is null);
grant select, insert on people_person to {app};

select wall_record('people_identity', array['doors', 'laid_open_at', 'concerns', 'name', 'kana', 'called',
    'former_surname', 'birth_on', 'birth_year', 'birth_month', 'about_age', 'sex', 'address', 'phone', 'edition', 'corrected_by', 'communication',
    'communication_words', 'is_address_apart'], {app_text});
-- One human being as the merges so far have it: every person that points to the same one.
create or replace function same_persons(of_person bigint) returns bigint[]
language sql stable security definer set search_path from current as $$
    with recursive
        up as (
            select p.id, p.same_as_id from people_person p where p.id = of_person
            union select p.id, p.same_as_id from people_person p join up on p.id = up.same_as_id),
        family as (
            select id from up
            union select p.id from people_person p join family f on p.same_as_id = f.id)
    select array_agg(id order by id) from family
$$;

-- The one of them that points to nobody.
create or replace function root_person(of_person bigint) returns bigint
language sql stable security definer set search_path from current as $$
    with recursive up as (
        select p.id, p.same_as_id from people_person p where p.id = of_person
        union select p.id, p.same_as_id from people_person p join up on p.id = up.same_as_id)
    select id from up where same_as_id is null
$$;
