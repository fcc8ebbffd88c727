-- What was signed lies with the desk that received it.
alter table meetings_pledgepaper enable row level security;
drop policy if exists received on meetings_pledgepaper;
create policy received on meetings_pledgepaper for select using (desk_id = (select acting_desk()));
drop policy if exists taken_in on meetings_pledgepaper;
create policy taken_in on meetings_pledgepaper for insert with check (
    (select acting_is_host()) and desk_id = (select acting_desk()) and taken_in_by = (select acting_staff()));
grant select, insert on meetings_pledgepaper to {app};

-- A pledge for the year is known to who made it and to the desk that received it.
alter table meetings_yearlypledge enable row level security;
drop policy if exists pledged on meetings_yearlypledge;
create policy pledged on meetings_yearlypledge for select using (
    desk_id = (select acting_desk()) or staff_id = (select acting_staff()));
drop policy if exists received on meetings_yearlypledge;
create policy received on meetings_yearlypledge for insert with check (
    (select acting_is_host()) and desk_id = (select acting_desk()) and received_by = (select acting_staff())
    and exists (select from meetings_pledgepaper w where w.id = meetings_yearlypledge.paper_id));
grant select, insert on meetings_yearlypledge to {app};

-- The convening desk writes down a pledge it received: with the paper, with who heard it where it is urgent, or by
-- the one of the year.
drop policy if exists received on meetings_pledge;
create policy received on meetings_pledge for insert with check (
    received_by = (select acting_staff())
    and exists (
        select from meetings_participant p join meetings_sitting s on s.id = p.sitting_id
        where p.id = meetings_pledge.participant_id and convenes(s.id)
          and case meetings_pledge.way
              when 'paper' then meetings_pledge.paper_id is not null
              when 'oral' then meetings_pledge.heard_by is not null and s.purpose = 'urgent'
              when 'yearly' then exists (
                  select from meetings_yearlypledge y
                  where y.id = meetings_pledge.yearly_id and y.staff_id = p.staff_id and y.kind = s.kind
                    and s.held_on between y.pledged_on and y.valid_to)
              else false end));
