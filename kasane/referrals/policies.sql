-- The life of a つなぎ as the database holds it; a test holds it equal to the rule's table (F-1).
create or replace function referral_moves()
returns table (state text, move text, side text, next_state text)
language sql immutable set search_path from current as $$
    values ('sent', 'accept', 'receiver', 'accepted'),
           ('sent', 'return', 'receiver', 'returned'),
           ('sent', 'ask', 'receiver', 'asked'),
           ('sent', 'withdraw', 'sender', 'withdrawn'),
           ('asked', 'answer', 'sender', 'sent'),
           ('asked', 'accept', 'receiver', 'accepted'),
           ('asked', 'return', 'receiver', 'returned'),
           ('asked', 'withdraw', 'sender', 'withdrawn'),
           ('accepted', 'arrive', 'receiver', 'arrived'),
           ('arrived', 'respond', 'receiver', 'responded'),
           ('responded', 'close', 'receiver', 'closed'),
           ('accepted', 'close', 'receiver', 'closed'),
           ('arrived', 'close', 'receiver', 'closed')
$$;

-- Something is still waited for in every state that a move leads out of.
create or replace function is_awaited(of_state text) returns boolean
language sql immutable set search_path from current as $$
    select exists (select from referral_moves() m where m.state = of_state)
$$;

grant execute on function referral_moves(), is_awaited(text) to {app};

-- The envelope is seen by both desks, and by the coordinator once a step was not made in time (F-1).
alter table referrals_referral enable row level security;
drop policy if exists envelope on referrals_referral;
create policy envelope on referrals_referral for select using (
    from_desk_id = (select acting_desk()) or to_desk_id = (select acting_desk())
    or ((select acting_is_host()) and is_awaited(state)
        and due_on < (select day_in_japan((select acting_at())))));
grant select on referrals_referral to {app};

alter table referrals_referralmove enable row level security;
drop policy if exists of_own_referral on referrals_referralmove;
create policy of_own_referral on referrals_referralmove for select using (
    exists (select from referrals_referral r where r.id = referrals_referralmove.referral_id
            and (select acting_desk()) in (r.from_desk_id, r.to_desk_id)));
grant select on referrals_referralmove to {app};

select wall_record('referrals_referralsheet', array[]::text[], {app_text});

create or replace function send_referral(new_referral bigint, of_case bigint, to_desk bigint, on_basis text,
    due date) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    if me.desk is null or not holds_case(of_case) then
        perform refuse('このケースからは、つなげません。');
    end if;
    if exists (select from referrals_referral
               where case_id = of_case and from_desk_id = me.desk and to_desk_id = to_desk
                 and state in ('sent', 'asked')) then
        perform refuse('この窓口へのつなぎは、まだ回答を待っています。');
    end if;
    insert into referrals_referral (id, case_id, from_desk_id, to_desk_id, names_basis, sent_at, due_on, state)
    values (new_referral, of_case, me.desk, to_desk, on_basis, me.at, due, 'sent');
end $$;

-- Somebody without an account was told by hand: the envelope has no desk to go to, and the sender records every step.
create or replace function log_outside(new_referral bigint, of_case bigint, kind text, is_public boolean, on_basis text,
    due date) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    if me.desk is null or not holds_case(of_case) then
        perform refuse('このケースからは、つなげません。');
    end if;
    if on_basis = 'no_consent_sheet' or (on_basis = 'public_bodies' and not (is_public and exists (
            select from directory_desk d join directory_agency a on a.id = d.agency_id
            where d.id = me.desk and a.is_public_body))) then
        perform refuse('選ばれた根拠では、この相手に名前を伝えられません（個人情報保護法61条・69条）。');
    end if;
    insert into referrals_referral (id, case_id, from_desk_id, outside_kind, is_outside_public, names_basis, sent_at,
                                    due_on, state)
    values (new_referral, of_case, me.desk, kind, is_public, on_basis, me.at, due, 'sent');
end $$;

-- つなぎ of a household that a receiver has not yet brought to an end: one's own, and those of desks one may know of.
create or replace function open_referrals(of_case bigint, receiver bigint)
returns table (since timestamptz, state text, from_desk text, is_own boolean)
language sql stable security definer set search_path from current as $$
    select r.sent_at, r.state::text, d.name::text, r.from_desk_id = a.desk
    from acting() a
    join referrals_referral r on r.case_id = of_case and r.to_desk_id = receiver and is_awaited(r.state)
    join directory_desk d on d.id = r.from_desk_id
    where holds_case(of_case) and (r.from_desk_id = a.desk or exists (
        select from cases_teammember t
        join rooms_grant g on g.opens_case = t.case_id and g.holder in (a.desk, a.staff)
        where t.case_id = of_case and t.desk_id = r.from_desk_id and t.left_at is null
          and (g.sees_agencies is null and a.is_host or t.agency_id = any (g.sees_agencies))
          and g.valid_from <= a.at and (g.valid_to is null or g.valid_to > a.at)
          and (g.ended_at is null or g.ended_at > a.at)))
    order by r.sent_at
$$;

-- Whether names may travel on a basis to a desk: the database's own reading of F-2. Danger and statutory duty
-- rest on the reason the sender wrote; the sheet keeps it.
create or replace function may_carry_names(of_case bigint, from_desk bigint, to_desk bigint, on_basis text,
    concerned bigint[], instant timestamptz) returns boolean
language sql stable set search_path from current as $$
    select case on_basis
        when 'nameless' then true
        when 'no_consent_sheet' then (select is_host from directory_desk where id = to_desk)
        when 'public_bodies' then (
            select bool_and(a.is_public_body) from directory_desk d join directory_agency a on a.id = d.agency_id
            where d.id in (from_desk, to_desk))
        when 'consent' then not exists (
            select from unnest(concerned) as about(person)
            where not exists (
                select from consents_consent c join directory_desk d on d.id = to_desk
                where c.case_id = of_case and c.person_id = about.person and c.answer = 'given'
                  and c.ended_at is null and d.agency_id = any (c.agencies) and 'sharing' = any (c.purposes)
                  and c.valid_from <= day_in_japan(instant)
                  and (c.valid_to is null or c.valid_to >= day_in_japan(instant))))
        else on_basis in ('danger', 'statutory_duty')
    end
$$;

-- The receiver's copy of the sheet, and of who it is about where the basis lets names travel, lie in the
-- receiver's own room; a preview key reads them until the answer.
create or replace function deliver_sheet(sheet bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    sent record;
    room bigint;
    kind text;
    columns_copied text;
    received bigint := new_id();
begin
    select * into me from acting();
    select s.*, r.to_desk_id, r.names_basis into sent
    from referrals_referralsheet s join referrals_referral r on r.id = s.referral_id
    where s.id = sheet and r.from_desk_id = me.desk and r.to_desk_id is not null and r.state = 'sent';
    if not found or not may_write_in(sent.home_id) then
        perform refuse('届けるつなぐシートが見つかりません。');
    end if;
    if not may_carry_names(sent.case_id, me.desk, sent.to_desk_id, sent.names_basis, sent.concerns, me.at) then
        perform refuse('選ばれた根拠では、この窓口に名前を伝えられません（個人情報保護法61条・69条）。');
    end if;
    room := give_own_room(sent.case_id, sent.to_desk_id, 'referral', 'referral', sent.referral_id, false, me.at);
    insert into referrals_referralsheet (id, case_id, home_id, doors, information_class, concerns, written_by,
        written_at, referral_id, title, people_line, content, asks_for, keeps_doing, wish, urgency, way, fields_line,
        reason, told_on)
    values (received, sent.case_id, room, '{}', sent.information_class, sent.concerns, me.staff, me.at,
        sent.referral_id, sent.title, sent.people_line, sent.content, sent.asks_for, sent.keeps_doing, sent.wish,
        sent.urgency, sent.way, sent.fields_line, sent.reason, sent.told_on);
    if sent.names_basis = 'nameless' then
        return;
    end if;
    foreach kind in array array['people_identity', 'people_membership', 'people_kinship'] loop
        select string_agg(quote_ident(attname), ', ') into columns_copied from pg_attribute
        where attrelid = kind::regclass and attnum > 0 and not attisdropped and attgenerated = ''
          and attname not in ('id', 'home_id', 'doors', 'laid_open_at', 'written_by', 'written_at');
        execute format(
            'insert into %1$I (id, home_id, doors, written_by, written_at, %2$s)
             select new_id(), $1, ''{}'', $2, $3, %2$s from %1$I r
             where r.home_id = $4 and r.concerns <@ $5 and r.concerns <> ''{}''
               and r.information_class in (''general'', ''sensitive'')
               -- What has ended or was struck out stays where it is.
               and coalesce(to_jsonb(r) ->> ''until'', '''') = '''' and to_jsonb(r) ->> ''struck_at'' is null
               and not exists (select from %1$I copied where copied.home_id = $1
                               and copied.concerns = r.concerns and copied.information_class = r.information_class)',
            kind, columns_copied)
        using room, me.staff, me.at, sent.home_id, sent.concerns;
    end loop;
    -- Of the issues those that caused it, each once, and each knowing what it is a copy of. Who holds it until it is
    -- accepted is the sender: another agency that the sender knows to hold it is nothing the sheet tells.
    select string_agg(quote_ident(attname), ', ') into columns_copied from pg_attribute
    where attrelid = 'cases_issue'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      and attname not in ('id', 'home_id', 'doors', 'laid_open_at', 'written_by', 'written_at', 'copied_from',
                          'edition', 'held_by', 'held_since');
    execute format(
        'insert into cases_issue (id, home_id, doors, written_by, written_at, copied_from, edition, held_by, held_since,
                                  %1$s)
         select new_id(), $1, ''{}'', $2, $3, r.id, 1, case when r.held_by is not null then $7 end,
                case when r.held_by <> $7 then day_in_japan($3)
                     else coalesce(r.held_since, day_in_japan(r.written_at)) end, %1$s
         from cases_issue r
         where r.home_id = $4 and r.concerns <@ $5 and r.concerns <> ''{}''
           and r.information_class in (''general'', ''sensitive'') and r.id = any ($6)
           and not exists (select from cases_issue copied where copied.home_id = $1 and copied.copied_from = r.id)',
        columns_copied)
    using room, me.staff, me.at, sent.home_id, sent.concerns, sent.issues,
        (select agency_id from directory_desk where id = me.desk);
    update referrals_referralsheet set issues = array(
        select i.id from cases_issue i where i.home_id = room and i.copied_from = any (sent.issues))
    where id = received;
    -- The copies are found by the same grams, in the receiver's room.
    insert into search_searchentry (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
        kind, record_id, grams)
    select new_id(), e.case_id, room, '{}', e.information_class, e.concerns, me.staff, me.at, e.kind, i.id, e.grams
    from people_identity i
    join search_searchentry e on e.home_id = sent.home_id and e.kind = 'person' and e.concerns = i.concerns
    where i.home_id = room and i.written_at = me.at
      and not exists (select from search_searchentry known where known.record_id = i.id);
end $$;

drop function if exists move_referral(bigint, text, text, text);
-- `next_due` is by when the step after this one should be made; null where nothing is waited for any more.
create or replace function move_referral(referral bigint, wanted text, words text, code text, instead_desk bigint,
    instead text, happened date, next_due date) returns text
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    found_one record;
    arrived text;
begin
    select * into me from acting();
    select * into found_one from referrals_referral r
    where r.id = referral and me.desk in (r.from_desk_id, r.to_desk_id) for update;
    if not found then
        perform refuse('つなぎが見つかりません。');
    end if;
    select m.next_state into arrived from referral_moves() m
    where m.state = found_one.state and m.move = wanted
      and me.desk = case m.side when 'sender' then found_one.from_desk_id
                    else coalesce(found_one.to_desk_id, found_one.from_desk_id) end;
    if arrived is null then
        perform refuse('いまの状態では、この操作はできません。画面を開き直して、最新の状態を確かめてください。');
    end if;
    update referrals_referral set state = arrived, due_on = coalesce(next_due, due_on) where id = referral;
    insert into referrals_referralmove (id, referral_id, move, said, alternative, alternative_desk_id, reason,
                                        happened_on, was_due_on, moved_by, moved_at)
    values (new_id(), referral, wanted, words, instead, instead_desk, code, happened, found_one.due_on, me.staff,
            me.at);
    if arrived in ('returned', 'withdrawn', 'accepted') then
        perform end_keys('referral', referral, me.at, wanted);
    end if;
    if arrived = 'accepted' and found_one.to_desk_id is not null then
        perform give_own_room(found_one.case_id, me.desk, 'own_duty', 'accepted_referral', referral, true, me.at);
        if me.is_host then
            perform become_multi_agency(found_one.case_id, me.desk, found_one.from_desk_id, me.at);
        elsif exists (select from cases_case where id = found_one.case_id and is_multi_agency) then
            perform take_seat(found_one.case_id, me.desk, me.at);
        end if;
        perform issue_keys_of_consents(found_one.case_id, me.at);
    end if;
    return arrived;
end $$;

-- A つなぎ just sent goes on from one that arrived here: whoever sent that one is told where this one stands.
create or replace function hand_on(sent bigint, arrived bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    update referrals_referral n set handed_on_from_id = o.id
    from referrals_referral o
    where n.id = sent and o.id = arrived and o.id <> n.id and n.case_id = o.case_id
      and n.from_desk_id = me.desk and o.to_desk_id = me.desk and o.state = 'accepted'
      and n.sent_at = me.at and n.handed_on_from_id is null;
    if not found then
        perform refuse('受け付けたつなぎからでなければ、回せません。');
    end if;
end $$;

-- What went on from a つなぎ, for the two desks of that one: where to, since when, where it stands. That a quiet desk
-- (精神保健, 虐待 …) was asked is told to nobody but who asked it.
create or replace function handed_on(arrived bigint)
returns table (to_desk text, since timestamptz, state text, referral bigint)
language sql stable security definer set search_path from current as $$
    select case when d.is_quiet and a.desk <> n.from_desk_id then '' else d.name::text end as told, n.sent_at, n.state::text,
           case when a.desk = n.from_desk_id then n.id end
    from acting() a
    join referrals_referral o on o.id = arrived and a.desk in (o.from_desk_id, o.to_desk_id)
    join referrals_referral n on n.handed_on_from_id = o.id
    join directory_desk d on d.id = n.to_desk_id
    order by n.sent_at, told
$$;

-- 提供: who without an account was told of a case by hand, by name; to whom may ask who can see it, and no content.
create or replace function told_outside(of_case bigint)
returns table (told text, kind text, from_desk text, told_on date, names_basis text)
language sql stable security definer set search_path from current as $$
    select s.outside_name::text, r.outside_kind::text, d.name::text, s.told_on, r.names_basis::text
    from acting() a
    join referrals_referral r on r.case_id = of_case and r.to_desk_id is null and r.names_basis <> 'nameless'
    join referrals_referralsheet s on s.referral_id = r.id
    join directory_desk d on d.id = r.from_desk_id
    where acting_role() = 'privacy_officer' or a.is_host and holds_case(of_case)
    order by s.told_on, r.sent_at
$$;

grant execute on function hand_on(bigint, bigint), handed_on(bigint), told_outside(bigint) to {app};
grant execute on function send_referral(bigint, bigint, bigint, text, date), deliver_sheet(bigint),
    log_outside(bigint, bigint, text, boolean, text, date), open_referrals(bigint, bigint),
    move_referral(bigint, text, text, text, bigint, text, date, date) to {app};
