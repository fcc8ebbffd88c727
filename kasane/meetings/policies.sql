select wall_record('meetings_agendaitem', array['doors', 'laid_open_at', 'is_anonymous', 'people_line', 'sort_order',
    'planned_minutes', 'deferred_why', 'resumed_in_id'], {app_text});
select wall_record('meetings_packetpaper', array['doors', 'laid_open_at'], {app_text});
select wall_record('meetings_decision', array['doors', 'laid_open_at'], {app_text});
select wall_record('meetings_carriedover', array[]::text[], {app_text});
select wall_record('meetings_supportpolicy', array['reviewed_on'], {app_text});

-- The room of a 支援会議 matter (made once, lasting over sittings) and the packet of one sitting in it.
-- The keys go to the convening desk and show no case.
create or replace function open_packet(of_case bigint, of_sitting bigint, in_matter bigint, new_packet bigint)
returns bigint language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    matter bigint := in_matter;
    one bigint;
begin
    select * into me from acting();
    if not convenes(of_sitting) or not holds_case(of_case) or not exists (
        select from meetings_sitting where id = of_sitting and kind <> 'multilayered' and closed_at is null) then
        perform refuse('支援会議の議題は、主催する福祉総合相談担当が、閉会前の支援会議に立てます。');
    end if;
    if matter is null then
        matter := new_id();
        insert into rooms_compartment (id, kind, case_id, desk_id, opened_at)
        values (matter, 'sealed', of_case, me.desk, me.at);
    elsif not may_write_in(matter) or not exists (
        select from rooms_compartment where id = matter and kind = 'sealed' and case_id = of_case) then
        perform refuse('この事案の区画が見つかりません。');
    end if;
    insert into rooms_compartment (id, kind, case_id, desk_id, matter_id, opened_at)
    values (new_packet, 'sealed', of_case, me.desk, matter, me.at);
    foreach one in array array[matter, new_packet] loop
        insert into rooms_grant (id, compartment_id, desk_id, may_write, classes, basis, source_kind, source_id,
                                 valid_from, ended_why)
        select new_id(), one, me.desk, true, array['general', 'sensitive', 'tax', 'informant'], 'support_conference',
               'sitting', of_sitting, me.at, ''
        where not exists (select from rooms_grant where compartment_id = one and desk_id = me.desk
                          and ended_at is null);
    end loop;
    return matter;
end $$;

-- The pairs of somebody discussed and an agency present that no consent covers (M-1); the database's own
-- reading, asked again when a decision is carried out.
create or replace function uncovered(of_item bigint) returns integer
language sql stable set search_path from current as $$
    select count(*)::integer
    from meetings_agendaitem i
    join meetings_sitting s on s.id = i.sitting_id
    cross join unnest(i.concerns) as discussed(person)
    join meetings_participant p on p.sitting_id = s.id and p.withdrawn_at is null
    where i.id = of_item
      and not exists (select from meetings_itemleave l where l.item_id = i.id and l.participant_id = p.id)
      and not exists (
          select from consents_consent c
          where c.case_id = i.case_id and c.person_id = discussed.person and c.answer = 'given'
            and p.agency_id = any (c.agencies) and c.purposes @> array['support', 'sharing']::varchar[]
            and c.valid_from <= s.held_on and (c.valid_to is null or c.valid_to >= s.held_on)
            and c.ended_at is null)
$$;

-- The matters each occasion requires: the plan's, and what the city added and holds required on the day; a test
-- holds them equal to the rule's (P-3). What is asked only of lost contact is the rule's own.
create or replace function required_matters(of_occasion text) returns text[]
language sql stable set search_path from current as $$
    select array_remove(plan_matters(of_occasion), 'attempts') || array(
        select m.code::text from code_lists_matter m
        where m.is_required and of_occasion = any (m.occasions)
          and m.valid_from <= day_in_japan(coalesce(acting_at(), now()))
          and (m.valid_to is null or m.valid_to >= day_in_japan(coalesce(acting_at(), now())))
          and m.code <> all (coalesce(plan_matters(of_occasion), '{}'))
        order by m.sort_order)
$$;

-- Whether the consent of everybody discussed ended after it had been given: withdrawn, run out, by death or by
-- moving away (P-2b).
create or replace function is_consent_over(of_item bigint) returns boolean
language sql stable set search_path from current as $$
    select coalesce(bool_and(not (c.ended_at is null and (c.valid_to is null or c.valid_to >= s.held_on))), false)
    from meetings_agendaitem i
    join meetings_sitting s on s.id = i.sitting_id
    join consents_consent c on c.case_id = i.case_id and c.person_id = any (i.concerns) and c.answer = 'given'
    where i.id = of_item
$$;

-- The only way into a part's state: a decision of a 重層的支援会議 at the fitting occasion (P-2).
create or replace function carry_out_decision(of_decision bigint, new_change bigint) returns text
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    made record;
    standing text;
    arrived text;
begin
    select * into me from acting();
    select d.id, d.judgement, d.decided_on, i.id as item, i.case_id, i.home_id, i.part_id, i.version_id, i.occasion,
           s.kind, s.held_on, s.opened_at
    into made
    from meetings_decision d
    join meetings_agendaitem i on i.id = d.item_id
    join meetings_sitting s on s.id = i.sitting_id
    where d.id = of_decision;
    if not found or not may_write_in(made.home_id) or made.part_id is null then
        perform refuse('決定が見つかりません。');
    end if;
    if made.kind <> 'multilayered' or made.opened_at is null or made.decided_on <> made.held_on then
        perform refuse('プランの状態は、開かれた重層的支援会議の決定によってだけ変わります（実施計画 3-1(2)6）。');
    end if;
    if made.judgement not in ('suitable', 'continue') then
        perform refuse('「適切」または「継続」と判断された決定だけを実施できます。');
    end if;
    if exists (select from unnest(required_matters(made.occasion)) as needed(code)
               where not exists (select from meetings_settledmatter m
                                 where m.item_id = made.item and m.code = needed.code and btrim(m.text) <> '')) then
        perform refuse('この時期に確認すべき事項が、まだ残っています（実施計画 3-1(3)）。');
    end if;
    if uncovered(made.item) > 0
        and not (made.occasion in ('end', 'suspend') and is_consent_over(made.item)) then
        perform refuse('出席機関すべてについて本人の同意が確認できていません（実施計画 3-1(2)）。');
    end if;
    perform pg_advisory_xact_lock(made.part_id);
    if made.occasion in ('establish', 'change') and (
        not exists (select from support_plans_partversion v where v.id = made.version_id and v.part_id = made.part_id)
        or exists (select from support_plans_partstatechange c where c.version_id = made.version_id)) then
        perform refuse('この議題の版は、このプランのまだ決まっていない案ではありません。');
    end if;
    if cardinality(part_gaps(made.part_id, made.version_id, made.occasion)) > 0 then
        perform refuse('決定の前に、整っていないことがあります（実施計画 3-1(3)）。');
    end if;
    select coalesce((select c.state_after from support_plans_partstatechange c where c.part_id = made.part_id
                     order by c.decided_on desc, c.written_at desc limit 1), 'draft') into standing;
    select t.next_state into arrived from part_moves() t where t.state = standing and t.occasion = made.occasion;
    if arrived is null then
        perform refuse('プランのいまの状態では、この時期の決定はできません。');
    end if;
    insert into support_plans_partstatechange (id, case_id, home_id, doors, information_class, concerns, written_by,
        written_at, laid_open_at, part_id, version_id, occasion, state_before, state_after, decision_id, decided_on)
    select new_change, p.case_id, p.home_id, p.doors, p.information_class, p.concerns, me.staff, me.at,
           p.laid_open_at, p.id, case when made.occasion in ('establish', 'change') then made.version_id end,
           made.occasion, standing, arrived, made.id, made.decided_on
    from support_plans_planpart p where p.id = made.part_id;
    return arrived;
end $$;

-- The life of a plan part as the database holds it; a test holds it equal to the rule's table (P-2).
create or replace function part_moves() returns table (state text, occasion text, next_state text)
language sql immutable set search_path from current as $$
    values ('draft', 'establish', 'active'),
           ('active', 'change', 'active'),
           ('active', 'suspend', 'suspended'),
           ('active', 'end', 'ended'),
           ('suspended', 'change', 'active'),
           ('suspended', 'end', 'ended')
$$;

-- A role line goes into the role-holder's own desk room, where it outlives packet and consent.
create or replace function assign_role(new_role bigint, of_item bigint, to_desk bigint, words text, due date)
returns void language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    decided record;
    room bigint;
begin
    select * into me from acting();
    select i.*, s.kind from meetings_agendaitem i join meetings_sitting s on s.id = i.sitting_id
    into decided where i.id = of_item;
    if not found or not convenes(decided.sitting_id) or not may_write_in(decided.home_id) then
        perform refuse('役割を決められるのは、この議題を主催する福祉総合相談担当だけです。');
    end if;
    if not exists (select from meetings_participant
                   where sitting_id = decided.sitting_id and desk_id = to_desk and withdrawn_at is null) then
        perform refuse('役割は、会議に出席した機関の窓口に割り振ってください。');
    end if;
    room := give_own_room(decided.case_id, to_desk,
        case decided.kind when 'multilayered' then 'own_duty' else 'support_conference' end,
        'role', new_role, decided.kind = 'multilayered', me.at);
    insert into cases_roleassignment (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
        agency_id, people_line, text, due_on, sitting_id, is_from_sealed)
    select new_role, decided.case_id, room, '{}', decided.information_class, decided.concerns, me.staff, me.at,
           d.agency_id, decided.people_line, words, due, decided.sitting_id, decided.kind <> 'multilayered'
    from directory_desk d where d.id = to_desk;
end $$;

grant execute on function open_packet(bigint, bigint, bigint, bigint),
    carry_out_decision(bigint, bigint), assign_role(bigint, bigint, bigint, text, date), part_moves(),
    required_matters(text) to {app};
