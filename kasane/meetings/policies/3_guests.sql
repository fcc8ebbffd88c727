-- Somebody invited by name has no account: a link and a code, told by two ways, begin a sign-in as themselves.
-- What they may then read, the same keys decide as for everybody called.

-- Which links were made out, the convening desk sees; by what they are opened, nobody reads.
alter table meetings_invitation enable row level security;
drop policy if exists made_out on meetings_invitation;
create policy made_out on meetings_invitation for select using (
    exists (select from meetings_participant p where p.id = meetings_invitation.participant_id and convenes(p.sitting_id)));
revoke all on meetings_invitation, meetings_invitationkey from {app}, {door};
grant select on meetings_invitation to {app};
alter table meetings_invitationkey enable row level security;

-- A desk for the guests of a body: no duty, no consultations, no list names it, and no key is ever its own.
create or replace function guest_desk(of_agency bigint) returns bigint
language plpgsql volatile set search_path from current as $$
declare
    made bigint;
begin
    perform pg_advisory_xact_lock(of_agency);
    select id into made from directory_desk where agency_id = of_agency and is_guest;
    if made is null then
        made := new_id();
        insert into directory_desk (id, code, agency_id, name, duty, is_host, is_csw, is_resident_run, is_quiet,
                                    takes_consultations, is_guest)
        select made, 'guest-' || of_agency, of_agency, name, '会議への出席', false, false, false, false, false, true
        from directory_agency where id = of_agency;
    end if;
    return made;
end $$;

-- The link and code of a seat, made out by the convening desk; a former link ends with everything begun by it.
create or replace function make_out(new_invitation bigint, of_participant bigint, link bytea, code bytea) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    seat record;
begin
    select * into me from acting();
    select p.*, s.state, s.packet_until, d.is_guest into seat
    from meetings_participant p
    join meetings_sitting s on s.id = p.sitting_id
    join directory_desk d on d.id = p.desk_id
    where p.id = of_participant;
    if not found or not convenes(seat.sitting_id) or not seat.is_guest then
        perform refuse('招待できる出席者が見つかりません。');
    end if;
    if seat.withdrawn_at is not null or seat.state = 'cancelled' or seat.packet_until < day_in_japan(me.at) then
        perform refuse('この会議への招待は終わりました。');
    end if;
    perform end_invitations(seat.staff_id, me.at, '出し直し');
    insert into meetings_invitation (id, participant_id, made_by, made_at, ended_why)
    values (new_invitation, of_participant, me.staff, me.at, '');
    insert into meetings_invitationkey (invitation_id, link_hash, code_hash, wrong)
    values (new_invitation, link, code, 0);
end $$;

create or replace function end_invitations(of_staff bigint, instant timestamptz, because text) returns void
language sql volatile set search_path from current as $$
    update meetings_invitation i set ended_at = instant, ended_why = because
    from meetings_participant p where p.id = i.participant_id and p.staff_id = of_staff and i.ended_at is null;
    update sign_in_signin set ended_at = now() where staff_id = of_staff and ended_at is null;
$$;

-- Somebody without an account gets a seat: they, their body where it is new, and a role that ends with the packet.
create or replace function seat_guest(of_sitting bigint, new_participant bigint, of_agency bigint, body text,
    is_public boolean, may_be_named boolean, who text, reading text, position_held text, bound text[]) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    held record;
    account bigint := new_id();
    guest bigint := new_id();
    at_desk bigint;
begin
    select * into me from acting();
    select * into held from meetings_sitting where id = of_sitting;
    if not found or not convenes(of_sitting) or not me.is_host or held.state not in ('planned', 'invited') then
        perform refuse('名前を挙げて招待できるのは、主催する福祉総合相談担当だけです。開会の前に招待してください。');
    end if;
    insert into directory_agency (id, code, name, kind, is_public_body, is_supporting, phone, sort_order)
    select of_agency, 'guest-' || of_agency, body, 'その他', is_public, may_be_named, '', 9000
    where not exists (select from directory_agency where id = of_agency);
    at_desk := guest_desk(of_agency);
    -- Nobody knows a password to it: `enter_as_guest` alone begins its sign-ins.
    insert into sign_in_account (id, username, password, is_active, is_demo)
    values (account, 'guest-' || guest, '!' || new_id(), true, false);
    insert into directory_staff (id, account_id, name, kana, title)
    values (guest, account, who, reading, position_held);
    insert into directory_assignment (id, staff_id, desk_id, role, is_manager, valid_from, valid_to, sort_order)
    values (new_id(), guest, at_desk, 'guest', false, day_in_japan(me.at), held.packet_until, 0);
    insert into meetings_participant (id, sitting_id, staff_id, desk_id, agency_id, invited_at, bound_by)
    values (new_participant, of_sitting, guest, at_desk, of_agency, me.at, bound);
end $$;

-- A seat taken back or a sitting called off ends the link and what was begun by it; another day moves its end.
create or replace function end_withdrawn_guest() returns trigger
language plpgsql volatile security definer set search_path from current as $$
begin
    if new.withdrawn_at is not null and old.withdrawn_at is null
       and exists (select from directory_desk where id = new.desk_id and is_guest) then
        perform end_invitations(new.staff_id, new.withdrawn_at, '招集の取消し');
    end if;
    return null;
end $$;
drop trigger if exists end_withdrawn_guest on meetings_participant;
create trigger end_withdrawn_guest after update of withdrawn_at on meetings_participant
    for each row execute function end_withdrawn_guest();

create or replace function follow_sitting_of_guests() returns trigger
language plpgsql volatile security definer set search_path from current as $$
declare
    guest bigint;
begin
    for guest in
        select p.staff_id from meetings_participant p join directory_desk d on d.id = p.desk_id and d.is_guest
        where p.sitting_id = new.id
    loop
        if new.state = 'cancelled' then
            perform end_invitations(guest, new.closed_at, '会議の中止');
        end if;
        update directory_assignment set valid_to = new.packet_until where staff_id = guest;
    end loop;
    return null;
end $$;
drop trigger if exists follow_sitting_of_guests on meetings_sitting;
create trigger follow_sitting_of_guests after update of state, packet_until on meetings_sitting
    for each row execute function follow_sitting_of_guests();

-- How a link, or the browser that used one, stands now; asked at the door.
create or replace function invitation_at(link text, browser text)
returns table (invitation bigint, staff bigint, until date, is_bound boolean, standing text)
language sql stable set search_path from current as $$
    select i.id, p.staff_id, s.packet_until, k.browser_hash is not null,
           case when i.ended_at is not null or p.withdrawn_at is not null or s.state = 'cancelled'
                     or s.packet_until < day_in_japan(now()) then 'ended'
                when s.state = 'planned' then 'early'
                when k.wrong >= 5 then 'locked'
                when k.browser_hash is not null
                     and k.browser_hash is distinct from sha256(convert_to(browser, 'UTF8')) then 'used'
                else 'code' end
    from meetings_invitationkey k
    join meetings_invitation i on i.id = k.invitation_id
    join meetings_participant p on p.id = i.participant_id
    join meetings_sitting s on s.id = p.sitting_id
    where case when link <> '' then k.link_hash = sha256(convert_to(link, 'UTF8'))
               else k.browser_hash = sha256(convert_to(browser, 'UTF8')) end
$$;

create or replace function guest_standing(link text, browser text) returns text
language sql stable security definer set search_path from current as $$
    select coalesce((select standing from invitation_at(link, browser)), 'unknown')
$$;

-- Enters with the code: the first time binds the link to this browser. A live sign-in of the same session is
-- stepped up, as by a password; otherwise one begins, and lasts to the end of the packet's last day at most.
create or replace function enter_as_guest(presented text, link text, browser text, new_browser text, code text)
returns text language plpgsql volatile security definer set search_path from current as $$
declare
    at record;
    held record;
    salt text;
    kept text;
begin
    select * into at from invitation_at(link, browser);
    if not found then
        return 'unknown';
    end if;
    select * into held from meetings_invitationkey where invitation_id = at.invitation for update;
    select * into at from invitation_at(link, browser);
    if at.standing <> 'code' then
        return at.standing;
    end if;
    salt := case when at.is_bound then browser else link end;
    if held.code_hash <> sha256(convert_to(salt || ' ' || code, 'UTF8')) then
        update meetings_invitationkey set wrong = wrong + 1 where invitation_id = at.invitation;
        return case when held.wrong + 1 >= 5 then 'locked' else 'wrong' end;
    end if;
    kept := case when at.is_bound then browser else new_browser end;
    update meetings_invitationkey
    set wrong = 0, browser_hash = sha256(convert_to(kept, 'UTF8')), code_hash = sha256(convert_to(kept || ' ' || code, 'UTF8'))
    where invitation_id = at.invitation;
    update meetings_invitation set entered_at = coalesce(entered_at, now()) where id = at.invitation;
    update sign_in_signin set stepped_up_at = now(), seen_at = now()
    where token_hash = sha256(convert_to(presented, 'UTF8')) and staff_id = at.staff and ended_at is null
      and expires_at > now();
    if not found then
        insert into sign_in_signin (id, token_hash, account_id, staff_id, desk_id, began_at, expires_at, has_free_clock)
        select new_id(), sha256(convert_to(presented, 'UTF8')), s.account_id, s.id, h.desk_id, now(),
               least(now() + interval '12 hours', end_of_day(at.until)), false
        from directory_staff s join directory_assignment h on h.staff_id = s.id where s.id = at.staff;
    end if;
    return 'code';
end $$;

grant execute on function make_out(bigint, bigint, bytea, bytea),
    seat_guest(bigint, bigint, bigint, text, boolean, boolean, text, text, text, text[]) to {app};
grant execute on function guest_standing(text, text), enter_as_guest(text, text, text, text, text) to {door};
