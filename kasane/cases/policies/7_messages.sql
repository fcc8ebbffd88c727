select wall_record('cases_message', array[]::text[], {app_text});

-- Who may read a message sees who has read it; everybody marks for themselves alone.
alter table cases_messageread enable row level security;
drop policy if exists seen on cases_messageread;
create policy seen on cases_messageread for select
    using (exists (select from cases_message m where m.id = message_id));
drop policy if exists marked on cases_messageread;
create policy marked on cases_messageread for insert
    with check (staff_id = (select acting_staff()) and exists (select from cases_message m where m.id = message_id));
revoke all on cases_messageread from {app};
grant select, insert on cases_messageread to {app};

-- A call is the business of the desk that took it, and of nobody else: it has no case whose keys could open it.
alter table cases_telephonememo enable row level security;
drop policy if exists own_calls on cases_telephonememo;
create policy own_calls on cases_telephonememo for select using (desk_id = (select acting_desk()));
drop policy if exists taken on cases_telephonememo;
create policy taken on cases_telephonememo for insert
    with check (desk_id = (select acting_desk()) and taken_by = (select acting_staff()));
drop policy if exists done on cases_telephonememo;
create policy done on cases_telephonememo for update
    using (desk_id = (select acting_desk())) with check (desk_id = (select acting_desk()));
revoke all on cases_telephonememo from {app};
grant select, insert on cases_telephonememo to {app};
grant update (done_by, done_at, case_id) on cases_telephonememo to {app};
