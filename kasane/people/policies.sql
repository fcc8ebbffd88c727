alter table people_person enable row level security;
drop policy if exists known on people_person;
create policy known on people_person for select using (
    exists (select from people_identity i where i.person_id = people_person.id));
drop policy if exists begun on people_person;
create policy begun on people_person for insert
    with check ((select acting_staff()) is not null and same_as_id is null);
grant select, insert on people_person to {app};

select wall_record('people_identity', array['doors', 'laid_open_at', 'concerns', 'name', 'kana', 'called',
    'birth_on', 'about_age', 'sex', 'address', 'phone', 'edition'], {app_text});
select wall_record('people_membership', array['doors', 'laid_open_at', 'concerns', 'position', 'co_residents'],
    {app_text});
select wall_record('people_kinship', array['doors', 'laid_open_at', 'concerns', 'relation'], {app_text});
