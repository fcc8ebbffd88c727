-- Whether who acts is at the desk that convened a sitting.
create or replace function convenes(of_sitting bigint) returns boolean
language sql stable security definer set search_path from current as $$
    select exists (select from meetings_sitting where id = of_sitting and desk_id = acting_desk())
$$;

-- The sittings who acts has a seat at, by name; one that is only being prepared calls nobody yet.
create or replace function called_to() returns bigint[]
language sql stable security definer set search_path from current as $$
    select coalesce(array_agg(p.sitting_id), '{}')
    from meetings_participant p join meetings_sitting s on s.id = p.sitting_id
    where p.staff_id = acting_staff() and p.withdrawn_at is null and s.state <> 'planned'
$$;

-- Whether who acts is at the desk that is the secretariat of an existing body.
create or replace function runs_body(code text) returns boolean
language sql stable security definer set search_path from current as $$
    select exists (select from directory_desk d where d.id = acting_desk() and runs_body.code = any (d.secretariat_of))
$$;
grant execute on function convenes(bigint), called_to(), runs_body(text) to {app};

-- Sittings: seen by the convening desk and by those called, nobody else. What they are once convened, the
-- desk may mend until they open; how they proceed, `move_sitting` alone writes.
alter table meetings_sitting enable row level security;
drop policy if exists invited on meetings_sitting;
create policy invited on meetings_sitting for select using (
    desk_id = (select acting_desk()) or id = any ((select called_to())::bigint[]));
drop policy if exists convened on meetings_sitting;
create policy convened on meetings_sitting for insert with check (
    case kind when 'existing_body' then runs_body(body) else (select acting_is_host()) end
    and desk_id = (select acting_desk()) and convened_by = (select acting_staff())
    and state = 'planned');
drop policy if exists led on meetings_sitting;
create policy led on meetings_sitting for update
    using (desk_id = (select acting_desk()) and state in ('planned', 'invited'))
    with check (desk_id = (select acting_desk()));
revoke update on meetings_sitting from {app};
grant select, insert, update (place, is_online, starts_at) on meetings_sitting to {app};

alter table meetings_sittingstep enable row level security;
drop policy if exists proceeded on meetings_sittingstep;
create policy proceeded on meetings_sittingstep for select using (
    exists (select from meetings_sitting s where s.id = meetings_sittingstep.sitting_id));
grant select on meetings_sittingstep to {app};

-- Somebody called sees their own seat; the convening desk sees all, and writes who came and left.
alter table meetings_participant enable row level security;
drop policy if exists seated on meetings_participant;
create policy seated on meetings_participant for select using (
    (staff_id = (select acting_staff()) and sitting_id = any ((select called_to())::bigint[]))
    or convenes(sitting_id));
drop policy if exists invited on meetings_participant;
create policy invited on meetings_participant for insert with check (convenes(sitting_id) and withdrawn_at is null);
drop policy if exists attended on meetings_participant;
create policy attended on meetings_participant for update using (convenes(sitting_id))
    with check (convenes(sitting_id));
grant select, insert, update (arrived_at, left_at, bound_by) on meetings_participant to {app};

alter table meetings_pledge enable row level security;
drop policy if exists pledged on meetings_pledge;
create policy pledged on meetings_pledge for select using (
    exists (select from meetings_participant p where p.id = meetings_pledge.participant_id));
drop policy if exists own_pledge on meetings_pledge;
create policy own_pledge on meetings_pledge for insert with check (
    exists (select from meetings_participant p
            where p.id = meetings_pledge.participant_id and p.staff_id = (select acting_staff()))
    and way = 'own');
grant select, insert on meetings_pledge to {app};

-- 地域課題・資源開発: of no person, read by everybody who belongs to the sitting.
alter table meetings_communityitem enable row level security;
drop policy if exists discussed on meetings_communityitem;
create policy discussed on meetings_communityitem for select using (
    exists (select from meetings_sitting s where s.id = meetings_communityitem.sitting_id));
drop policy if exists put on meetings_communityitem;
create policy put on meetings_communityitem for insert with check (
    convenes(sitting_id) and written_by = (select acting_staff())
    and exists (select from meetings_sitting s where s.id = meetings_communityitem.sitting_id and s.kind = 'multilayered'));
drop policy if exists led on meetings_communityitem;
create policy led on meetings_communityitem for update using (convenes(sitting_id)) with check (convenes(sitting_id));
grant select, insert, update (text, outcome, sort_order, planned_minutes) on meetings_communityitem to {app};

-- Who leaves an item is known to the convening desk and to themselves.
alter table meetings_itemleave enable row level security;
drop policy if exists left_out on meetings_itemleave;
create policy left_out on meetings_itemleave for select using (
    exists (select from meetings_participant p where p.id = meetings_itemleave.participant_id));
grant select on meetings_itemleave to {app};
