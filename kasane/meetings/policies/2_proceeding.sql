-- How a sitting proceeds, as the database holds it; a test holds it equal to the rule's table (M-3).
create or replace function sitting_moves() returns table (state text, move text, next_state text)
language sql immutable set search_path from current as $$
    values ('planned', 'invite', 'invited'),
           ('planned', 'postpone', 'planned'),
           ('planned', 'cancel', 'cancelled'),
           ('invited', 'open', 'open'),
           ('invited', 'postpone', 'invited'),
           ('invited', 'cancel', 'cancelled'),
           ('open', 'conclude', 'concluded'),
           ('concluded', 'publish', 'published')
$$;

-- Keys of a sitting for those called by name who have pledged; ending N days after it. 支援会議: to the packet of
-- each item they take part in and are bound by every basis of. 重層的支援会議: to the doors of who is discussed,
-- from the consent that names their agency.
create or replace function admit(of_sitting bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    held record;
begin
    select * into me from acting();
    select * into held from meetings_sitting where id = of_sitting;
    if not found or not (convenes(of_sitting) or of_sitting = any (called_to()) or exists (
        select from meetings_designation where sitting_id = of_sitting and coalesce(me.is_host, false))) then
        perform refuse('会議が見つかりません。');
    end if;
    if held.state in ('planned', 'cancelled') then
        return;
    end if;
    insert into rooms_grant (id, compartment_id, staff_id, may_write, classes, basis, source_kind, source_id,
                             valid_from, valid_to, ended_why)
    select new_id(), i.home_id, p.staff_id, false, array['general', 'sensitive', 'tax'], 'support_conference', 'sitting',
           of_sitting, me.at, end_of_day(held.packet_until), ''
    from meetings_agendaitem i
    join meetings_participant p on p.sitting_id = of_sitting and p.withdrawn_at is null and p.bound_by @> i.bases
    join meetings_pledge g on g.participant_id = p.id
    where i.sitting_id = of_sitting and held.kind <> 'multilayered'
      and (held.kind <> 'existing_body'
           or exists (select from meetings_designation n where n.item_id = i.id and n.is_agreed))
      and not exists (select from meetings_itemleave l where l.item_id = i.id and l.participant_id = p.id)
      and not exists (select from rooms_grant k where k.compartment_id = i.home_id and k.staff_id = p.staff_id
                      and k.ended_at is null);
    insert into rooms_grant (id, compartment_id, staff_id, may_write, classes, sees_agencies, basis, source_kind,
                             source_id, valid_from, valid_to, ended_why)
    select distinct on (door.id, p.staff_id)
           new_id(), door.id, p.staff_id, false, c.classes, c.agencies, 'consent', 'consent', c.id, me.at,
           least(end_of_day(held.packet_until), end_of_day(c.valid_to)), ''
    from meetings_agendaitem i
    join meetings_participant p on p.sitting_id = of_sitting and p.withdrawn_at is null
    join meetings_pledge g on g.participant_id = p.id
    join rooms_compartment door
      on door.case_id = i.case_id and door.kind = 'consented' and door.person_id = any (i.concerns)
    join consents_consent c
      on c.case_id = i.case_id and c.person_id = door.person_id and c.answer = 'given' and c.ended_at is null
     and p.agency_id = any (c.agencies) and c.valid_from <= day_in_japan(me.at)
     and (c.valid_to is null or c.valid_to >= day_in_japan(me.at))
    where i.sitting_id = of_sitting and held.kind = 'multilayered'
      and not exists (select from meetings_itemleave l where l.item_id = i.id and l.participant_id = p.id)
      and not exists (select from rooms_grant k where k.compartment_id = door.id
                      and k.holder in (p.staff_id, p.desk_id) and k.ended_at is null)
    order by door.id, p.staff_id, c.id;
end $$;

-- Ends the keys by name that came from a sitting: of everybody or of one, for every item or for one.
create or replace function end_named_keys(of_sitting bigint, of_staff bigint, of_item bigint, instant timestamptz,
    because text) returns void
language sql volatile set search_path from current as $$
    update rooms_grant k set ended_at = instant, ended_why = because
    from meetings_agendaitem i
    join meetings_participant p on p.sitting_id = i.sitting_id
    where i.sitting_id = of_sitting and (of_item is null or i.id = of_item) and (of_staff is null or p.staff_id = of_staff)
      and k.staff_id = p.staff_id and k.ended_at is null
      and ((k.source_kind = 'sitting' and k.compartment_id = i.home_id)
           or (k.source_kind = 'consent' and k.compartment_id in (
               select d.id from rooms_compartment d
               where d.case_id = i.case_id and d.kind = 'consented' and d.person_id = any (i.concerns))))
$$;

-- After keys by name have ended: whoever holds them from another live sitting of the same desk gets them anew.
create or replace function admit_elsewhere(of_sitting bigint) returns void
language plpgsql volatile set search_path from current as $$
declare
    other bigint;
begin
    for other in
        select distinct s.id from meetings_sitting s
        join meetings_agendaitem i on i.sitting_id = s.id
        join meetings_agendaitem mine on mine.sitting_id = of_sitting and mine.case_id = i.case_id
        where s.id <> of_sitting and s.desk_id = acting_desk() and s.state not in ('planned', 'cancelled')
          and s.packet_until >= day_in_japan(acting_at())
    loop
        perform admit(other);
    end loop;
end $$;

-- The only way a sitting proceeds. Opening asks for the host, and for the CSW or the reason why not (M-5).
create or replace function move_sitting(of_sitting bigint, wanted text, new_step bigint, why text, new_day date,
    new_until date) returns text
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    held record;
    arrived text;
begin
    select * into me from acting();
    select * into held from meetings_sitting where id = of_sitting for update;
    if not found or not convenes(of_sitting) then
        perform refuse('会議を進められるのは、招集した窓口だけです。');
    end if;
    select t.next_state into arrived from sitting_moves() t where t.state = held.state and t.move = wanted;
    if arrived is null then
        perform refuse('会議のいまの進みでは、この操作はできません。');
    end if;
    if wanted in ('postpone', 'cancel') and btrim(why) = '' then
        perform refuse('延期と中止には、わけを書いてください。');
    end if;
    if wanted = 'postpone' and (new_day is null or new_until is null or new_until < new_day) then
        perform refuse('新しい開催日を選んでください。');
    end if;
    if wanted = 'open' and not exists (
        select from meetings_participant p where p.sitting_id = of_sitting and p.arrived_at is not null
            and p.withdrawn_at is null and p.desk_id = held.desk_id) then
        perform refuse('主催する窓口の人が出席してから、開会してください（実施計画 3-1(2)4）。');
    end if;
    if wanted = 'open' and btrim(why) = '' and not exists (
        select from meetings_participant p join directory_desk d on d.id = p.desk_id and d.is_csw
        where p.sitting_id = of_sitting and p.arrived_at is not null and p.withdrawn_at is null) then
        perform refuse('CSWなしで開くときは、そのわけを書いてください（実施計画 3-1(2)4）。');
    end if;
    insert into meetings_sittingstep (id, sitting_id, move, state_after, reason, former_day, made_by, made_at)
    values (new_step, of_sitting, wanted, arrived, coalesce(why, ''),
            case when wanted = 'postpone' then held.held_on end, me.staff, me.at);
    update meetings_sitting
    set state = arrived,
        opened_at = case when wanted = 'open' then me.at else opened_at end,
        closed_at = case when wanted in ('conclude', 'cancel') then me.at else closed_at end,
        held_on = case when wanted = 'postpone' then new_day else held_on end,
        packet_until = case when wanted = 'postpone' then new_until else packet_until end
    where id = of_sitting;
    if wanted in ('postpone', 'cancel') then
        perform end_named_keys(of_sitting, null, null, me.at,
            case wanted when 'cancel' then '会議の中止' else '会議の延期' end);
        perform admit_elsewhere(of_sitting);
    end if;
    if wanted in ('invite', 'postpone') then
        perform admit(of_sitting);
    end if;
    return arrived;
end $$;

-- Somebody's seat is taken back before the sitting opens; their keys from it end in the same transaction.
create or replace function withdraw_seat(of_participant bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    seat record;
begin
    select * into me from acting();
    select p.*, s.state, s.desk_id as convening, d.is_csw into seat
    from meetings_participant p
    join meetings_sitting s on s.id = p.sitting_id
    join directory_desk d on d.id = p.desk_id
    where p.id = of_participant;
    if not found or not convenes(seat.sitting_id) then
        perform refuse('出席者が見つかりません。');
    end if;
    if seat.state not in ('planned', 'invited') then
        perform refuse('開会した後は、招集を取り消せません。退席として記録してください。');
    end if;
    if seat.is_csw or seat.desk_id = seat.convening then
        perform refuse('主催者とCSWは、いつも会議の構成員です（実施計画 3-1(2)4）。');
    end if;
    update meetings_participant set withdrawn_at = me.at where id = of_participant and withdrawn_at is null;
    perform end_named_keys(seat.sitting_id, seat.staff_id, null, me.at, '招集の取消し');
    perform admit_elsewhere(seat.sitting_id);
end $$;

-- Somebody does not take part in one item: their agency is outside a consent, or they are not bound by a basis.
create or replace function leave_item(new_leave bigint, of_item bigint, of_participant bigint, because text) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    seat record;
begin
    select * into me from acting();
    select p.*, s.state, s.desk_id as convening, d.is_csw into seat
    from meetings_agendaitem i
    join meetings_participant p on p.sitting_id = i.sitting_id and p.id = of_participant
    join meetings_sitting s on s.id = i.sitting_id
    join directory_desk d on d.id = p.desk_id
    where i.id = of_item;
    if not found or not convenes(seat.sitting_id) then
        perform refuse('議題か出席者が見つかりません。');
    end if;
    if seat.state not in ('planned', 'invited', 'open') then
        perform refuse('閉会した会議の出席は、変えられません。');
    end if;
    if because <> 'not_bound' and (seat.is_csw or seat.desk_id = seat.convening) then
        perform refuse('主催者とCSWは、どの議題からも外せません（実施計画 3-1(2)4）。');
    end if;
    insert into meetings_itemleave (id, item_id, participant_id, reason, made_by, made_at)
    select new_leave, of_item, of_participant, because, me.staff, me.at
    where not exists (select from meetings_itemleave where item_id = of_item and participant_id = of_participant);
    perform end_named_keys(seat.sitting_id, seat.staff_id, of_item, me.at, '議題から外れたため');
    perform admit(seat.sitting_id);
    perform admit_elsewhere(seat.sitting_id);
end $$;

grant execute on function sitting_moves(), admit(bigint), move_sitting(bigint, text, bigint, text, date, date),
    withdraw_seat(bigint), leave_item(bigint, bigint, bigint, text) to {app};
