-- What a desk put off is that desk's own; the reason may speak of a case, so it is read only while a key to the case lives.
alter table tasks_putoff enable row level security;
drop policy if exists own_desk on tasks_putoff;
drop policy if exists put_off on tasks_putoff;
drop policy if exists taken_back on tasks_putoff;
do $$
declare
    known text := '(case_id is null or exists (
        select from rooms_grant g join rooms_compartment c on c.id = g.compartment_id
        where c.case_id = tasks_putoff.case_id and g.holder = any ((select acting_holders())::bigint[])
          and g.valid_from <= (select acting_at())
          and (g.valid_to is null or g.valid_to > (select acting_at()))
          and (g.ended_at is null or g.ended_at > (select acting_at()))))';
begin
    execute 'create policy own_desk on tasks_putoff for select using (desk_id = (select acting_desk()) and ' || known || ')';
    execute 'create policy put_off on tasks_putoff for insert with check (desk_id = (select acting_desk())
        and staff_id = (select acting_staff()) and ' || known || ')';
end $$;
create policy taken_back on tasks_putoff for update using (desk_id = (select acting_desk()))
    with check (desk_id = (select acting_desk()) and ended_by = (select acting_staff()));
revoke all on tasks_putoff from {app};
grant select, insert, update (ended_at, ended_by) on tasks_putoff to {app};

-- What somebody has read is their own affair.
alter table tasks_readmark enable row level security;
drop policy if exists own_marks on tasks_readmark;
drop policy if exists marked on tasks_readmark;
create policy own_marks on tasks_readmark for select using (staff_id = (select acting_staff()));
create policy marked on tasks_readmark for insert with check (staff_id = (select acting_staff()));
revoke all on tasks_readmark from {app};
grant select, insert on tasks_readmark to {app};

-- Who stands in is known at the desk, and set by who is away or by the desk's manager, between two of the desk.
alter table tasks_deputy enable row level security;
drop policy if exists of_own_desk on tasks_deputy;
drop policy if exists stands_in on tasks_deputy;
drop policy if exists is_back on tasks_deputy;
create policy of_own_desk on tasks_deputy for select using (desk_id = (select acting_desk()));
create policy stands_in on tasks_deputy for insert with check (
    desk_id = (select acting_desk()) and set_by = (select acting_staff())
    and (absent_id = (select acting_staff()) or (select acting_is_manager()))
    and (select count(distinct a.staff_id) from directory_assignment a
         where a.desk_id = tasks_deputy.desk_id and a.staff_id in (absent_id, deputy_id)
           and (a.valid_to is null or a.valid_to >= (select day_in_japan((select acting_at()))))) = 2);
create policy is_back on tasks_deputy for update using (
    desk_id = (select acting_desk()) and (absent_id = (select acting_staff()) or (select acting_is_manager())))
    with check (desk_id = (select acting_desk()));
revoke all on tasks_deputy from {app};
grant select, insert, update (ended_at) on tasks_deputy to {app};

-- Where one's own mail goes is one's own to say.
create or replace function keep_own_mail(address text) returns void
language sql volatile security definer set search_path from current as $$
    update directory_staff s set mail = address from acting() a where s.id = a.staff
$$;
grant execute on function keep_own_mail(text) to {app};
