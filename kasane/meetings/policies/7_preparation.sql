-- 準備シート. What an agency is writing lies in its own room; what it handed in stands beside the item.
select wall_record('meetings_sheetpart', array['texts', 'saved_at'], {app_text});
select wall_record('meetings_submittedpart', array[]::text[], {app_text});
drop policy written on meetings_submittedpart;
revoke insert on meetings_submittedpart from {app};
select wall_record('meetings_packetpicture', array[]::text[], {app_text});

-- Whether who acts has a seat for a desk at an item: called by name, bound by every basis, not left out; of an
-- existing body's item, once it is designated as 支援会議 (M-6).
create or replace function called_for(of_item bigint, of_desk bigint) returns boolean
language sql stable security definer set search_path from current as $$
    select of_desk = acting_desk() and exists (
        select from meetings_agendaitem i
        join meetings_participant p on p.sitting_id = i.sitting_id and p.bound_by @> i.bases
        where i.id = of_item and i.sitting_id = any (called_to()) and p.staff_id = acting_staff()
          and p.desk_id = of_desk
          and not exists (select from meetings_itemleave l where l.item_id = i.id and l.participant_id = p.id)
          and not exists (
              select from meetings_designation n where n.item_id = i.id and n.is_agreed is not true))
$$;

-- That a part is asked for is known to the convening desk, and to whoever sits for the desk that is asked.
alter table meetings_partrequest enable row level security;
drop policy if exists asked on meetings_partrequest;
create policy asked on meetings_partrequest for select using (convenes(sitting_id) or called_for(item_id, desk_id));
drop policy if exists ask on meetings_partrequest;
create policy ask on meetings_partrequest for insert with check (
    convenes(sitting_id) and asked_by = (select acting_staff()) and submitted_at is null
    and exists (select from meetings_agendaitem i where i.id = item_id and i.sitting_id = meetings_partrequest.sitting_id));
drop policy if exists reminded on meetings_partrequest;
create policy reminded on meetings_partrequest for update using (convenes(sitting_id)) with check (convenes(sitting_id));
grant select, insert, update (due_on, reminded_at) on meetings_partrequest to {app};

-- Where an agency writes its part: its own room in the case, where it may write in one; else a place of its own that
-- holds nothing but this part. The key to such a place is its seat's alone, shows no case, and ends with the packet.
create or replace function place_for_part(of_request bigint) returns bigint
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    asked record;
    place bigint;
begin
    select * into me from acting();
    select r.*, i.case_id, i.matter_id, s.kind, s.packet_until into asked
    from meetings_partrequest r join meetings_agendaitem i on i.id = r.item_id
    join meetings_sitting s on s.id = r.sitting_id where r.id = of_request;
    if not found or not called_for(asked.item_id, asked.desk_id) then
        perform refuse('準備シートの依頼が見つかりません。');
    end if;
    if not exists (select from meetings_pledge g join meetings_participant p on p.id = g.participant_id
                   where p.sitting_id = asked.sitting_id and p.staff_id = me.staff) then
        perform refuse('誓約をいただくまで、準備シートは書けません。会議のページで誓約してください。');
    end if;
    select h.home_id into place from meetings_sheetpart h where h.request_id = of_request;
    if place is null then
        select c.id into place from rooms_compartment c
        where c.case_id = asked.case_id and c.kind = 'desk' and c.desk_id = me.desk and may_write_in(c.id);
    end if;
    if place is null then
        place := new_id();
        insert into rooms_compartment (id, kind, case_id, desk_id, matter_id, opened_at)
        values (place, 'sealed', asked.case_id, me.desk, asked.matter_id, me.at);
    end if;
    if not may_write_in(place) and exists (select from rooms_compartment where id = place and kind = 'sealed') then
        insert into rooms_grant (id, compartment_id, staff_id, may_write, classes, basis, source_kind, source_id,
                                 valid_from, valid_to, ended_why)
        values (new_id(), place, me.staff, true, array['general'],
                case asked.kind when 'multilayered' then 'own_duty' else 'support_conference' end, 'part',
                of_request, me.at, end_of_day(asked.packet_until), '');
    end if;
    return place;
end $$;

-- The only way of a part into the packet: by who sits for the agency and has pledged, from the notice to the closing.
-- A part is handed in anew as another version. 税情報 comes by itself, and from the tax office only by consent (M-4).
create or replace function submit_part(new_part bigint, of_request bigint, words jsonb, origin text, consent bigint)
returns integer language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    asked record;
    version integer;
begin
    select * into me from acting();
    select r.*, i.case_id, i.home_id, i.doors, i.concerns, i.occasion, s.kind, s.state, s.held_on into asked
    from meetings_partrequest r join meetings_agendaitem i on i.id = r.item_id
    join meetings_sitting s on s.id = r.sitting_id where r.id = of_request for update of r;
    if not found or not called_for(asked.item_id, asked.desk_id) then
        perform refuse('準備シートの依頼が見つかりません。');
    end if;
    if not exists (select from meetings_pledge g join meetings_participant p on p.id = g.participant_id
                   where p.sitting_id = asked.sitting_id and p.staff_id = me.staff) then
        perform refuse('誓約をいただくまで、準備シートは提出できません。会議のページで誓約してください。');
    end if;
    if asked.state not in ('invited', 'open') then
        perform refuse('準備シートは、開催通知から閉会までの間に提出します。');
    end if;
    if words = '{}'::jsonb or jsonb_typeof(words) <> 'object' then
        perform refuse('どの欄も書かれていません。');
    end if;
    if asked.kind = 'multilayered' and asked.occasion not in ('end', 'suspend') and uncovered(asked.item_id) > 0 then
        perform refuse('出席機関すべてについて本人の同意が確認できていません（実施計画 3-1(2)）。');
    end if;
    if origin not in ('', 'self_report') and not exists (
        select from consents_consent c
        where c.id = consent and c.case_id = asked.case_id and c.person_id = any (asked.concerns)
          and c.answer = 'given' and 'tax' = any (c.classes) and c.ended_at is null
          and c.valid_from <= asked.held_on and (c.valid_to is null or c.valid_to >= asked.held_on)) then
        perform refuse('税務に関する情報は、本人の同意なく会議で共有できません（地方税法22条）。');
    end if;
    select coalesce(max(p.number), 0) + 1 into version from meetings_submittedpart p
    where p.request_id = of_request and (p.tax_origin = '') = (origin = '');
    insert into meetings_submittedpart (id, case_id, home_id, doors, information_class, concerns, written_by,
        written_at, laid_open_at, request_id, item_id, desk_id, number, texts, tax_origin, tax_consent_id)
    values (new_part, asked.case_id, asked.home_id, asked.doors, case origin when '' then 'general' else 'tax' end,
            asked.concerns, me.staff, me.at, case when asked.doors <> '{}' then me.at end, of_request, asked.item_id,
            me.desk, version, words, origin, case when origin in ('', 'self_report') then null else consent end);
    if origin = '' then
        update meetings_partrequest set submitted_at = me.at where id = of_request;
    end if;
    return version;
end $$;

-- Handing in is asked for again: the convening desk's, for a reason out of a list; what it says of the case is not.
create or replace function send_part_back(of_request bigint, why text) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
    update meetings_partrequest r set submitted_at = null, sent_back_at = acting_at(), sent_back_why = why
    from meetings_sitting s
    where r.id = of_request and s.id = r.sitting_id and convenes(s.id) and s.state in ('invited', 'open')
      and r.submitted_at is not null
      and exists (select from code_lists_choice c where c.list_code = 'sheet_return' and c.code = why);
    if not found then
        perform refuse('差し戻せる準備シートが見つかりません。');
    end if;
    update meetings_submittedpart set sent_back_at = acting_at()
    where request_id = of_request and tax_origin = '' and sent_back_at is null;
end $$;

grant execute on function send_part_back(bigint, text), called_for(bigint, bigint), place_for_part(bigint),
    submit_part(bigint, bigint, jsonb, text, bigint) to {app};
