-- A draft is its writer's alone, and only under the hat it is written in: not their desk's, not a manager's.
alter table drafts_draft enable row level security;
drop policy if exists own_drafts on drafts_draft;
create policy own_drafts on drafts_draft for select
    using (staff_id = (select acting_staff()) and desk_id = (select acting_desk()));
drop policy if exists kept on drafts_draft;
create policy kept on drafts_draft for insert
    with check (staff_id = (select acting_staff()) and desk_id = (select acting_desk()));
drop policy if exists kept_on on drafts_draft;
create policy kept_on on drafts_draft for update
    using (staff_id = (select acting_staff()) and desk_id = (select acting_desk()))
    with check (staff_id = (select acting_staff()) and desk_id = (select acting_desk()));
revoke all on drafts_draft from {app};
grant select, insert on drafts_draft to {app};
grant update (fields, saved_at) on drafts_draft to {app};

-- Nothing is kept of a draft that was stored or thrown away; those nobody came back to go after thirty days.
create or replace function discard_draft(draft bigint) returns boolean
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    delete from drafts_draft where staff_id = me.staff and saved_at < me.at - interval '30 days';
    delete from drafts_draft where id = draft and staff_id = me.staff and desk_id = me.desk;
    return found;
end $$;

grant execute on function discard_draft(bigint) to {app};
