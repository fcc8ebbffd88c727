-- Who acts. The setting `kasane.token` is free to write, but only the presented secret of a live sign-in
-- leads to somebody; from it the database itself resolves person, desk and instant.

create or replace function new_id() returns bigint language sql volatile set search_path from current as $$
    select ('x' || left(u, 12) || right(u, 4))::bit(64)::bigint & 9223372036854775807
    from (select replace(gen_random_uuid()::text, '-', '') as u) made
$$;

create or replace function day_in_japan(at timestamptz) returns date language sql immutable
set search_path from current as $$ select (at at time zone 'Asia/Tokyo')::date $$;

create or replace function end_of_day(day date) returns timestamptz language sql immutable
set search_path from current as $$ select (day + 1)::timestamp at time zone 'Asia/Tokyo' $$;

create or replace function acting()
returns table (sign_in bigint, staff bigint, desk bigint, agency bigint, is_host boolean, at timestamptz)
language sql stable security definer set search_path from current as $$
    select s.id, s.staff_id, s.desk_id, d.agency_id, d.is_host, i.at
    from sign_in_signin s
    cross join lateral (
        select case when s.has_free_clock
            then coalesce(nullif(current_setting('kasane.at', true), '')::timestamptz, transaction_timestamp())
            else transaction_timestamp() end as at
    ) i
    join directory_desk d on d.id = s.desk_id
    join directory_agency g on g.id = d.agency_id and (g.contract_to is null or g.contract_to >= day_in_japan(i.at))
    where s.token_hash = sha256(convert_to(nullif(current_setting('kasane.token', true), ''), 'UTF8'))
      and s.ended_at is null
      and s.expires_at > transaction_timestamp()
      and (not s.only_counts or current_setting('transaction_read_only') = 'on')
      -- Where the clock was set back, what was done later than now proves nothing.
      and (s.has_free_clock or s.seen_at > transaction_timestamp() - interval '15 minutes'
           and greatest(s.began_at, s.seen_at) < transaction_timestamp() + interval '1 minute')
      and exists (select from sign_in_account k where k.id = s.account_id and k.is_active)
      and exists (
          select from directory_assignment a
          where a.staff_id = s.staff_id and a.desk_id = s.desk_id
            and a.valid_from <= day_in_japan(i.at)
            and (a.valid_to is null or a.valid_to >= day_in_japan(i.at)))
$$;

create or replace function acting_staff() returns bigint language sql stable security definer
set search_path from current as $$ select staff from acting() $$;
create or replace function acting_desk() returns bigint language sql stable security definer
set search_path from current as $$ select desk from acting() $$;
create or replace function acting_at() returns timestamptz language sql stable security definer
set search_path from current as $$ select at from acting() $$;
create or replace function acting_holders() returns bigint[] language sql stable security definer
set search_path from current as $$ select array[desk, staff] from acting() $$;
create or replace function acting_role() returns text language sql stable security definer
set search_path from current as $$
    select h.role::text from acting() a
    join directory_assignment h on h.staff_id = a.staff and h.desk_id = a.desk
        and h.valid_from <= day_in_japan(a.at) and (h.valid_to is null or h.valid_to >= day_in_japan(a.at))
    order by h.valid_from desc limit 1
$$;
create or replace function acting_is_manager() returns boolean language sql stable security definer
set search_path from current as $$
    select coalesce((
        select h.is_manager from acting() a
        join directory_assignment h on h.staff_id = a.staff and h.desk_id = a.desk
            and h.valid_from <= day_in_japan(a.at) and (h.valid_to is null or h.valid_to >= day_in_japan(a.at))
        order by h.valid_from desc limit 1), false)
$$;
create or replace function acting_is_host() returns boolean language sql stable security definer
set search_path from current as $$ select coalesce((select is_host from acting()), false) $$;

-- Whether who acts was asked for their secret again a short while ago: without it nobody reads 税情報 or the
-- address of somebody under 支援措置, whatever keys they hold.
create or replace function acting_is_stepped_up() returns boolean language sql stable security definer
set search_path from current as $$
    select coalesce((select s.stepped_up_at > transaction_timestamp() - interval '10 minutes'
                         and s.stepped_up_at < transaction_timestamp() + interval '1 minute'
                     from sign_in_signin s where s.id = (select sign_in from acting())), false)
$$;

drop function if exists act(text, timestamptz, boolean);
-- The first statement of every transaction: sets who acts and returns them, or no row.
create or replace function act(presented text, instant timestamptz, is_reading boolean, is_quiet boolean)
returns table (staff_id bigint, desk_id bigint, agency_id bigint, role text, name text, desk_name text,
               duty text, at timestamptz, is_host boolean, is_csw boolean, is_manager boolean,
               is_stepped_up boolean, is_demo boolean)
language plpgsql volatile security definer set search_path from current as $$
begin
    perform set_config('kasane.token', presented, true);
    perform set_config('kasane.at', coalesce(instant::text, ''), true);
    -- Being used keeps it awake; written once a minute, so that reading pages write nothing.
    update sign_in_signin s set seen_at = now()
    where not is_quiet
      and s.token_hash = sha256(convert_to(presented, 'UTF8')) and s.ended_at is null and not s.has_free_clock
      and s.seen_at between now() - interval '15 minutes' and now() - interval '1 minute';
    if is_reading then
        perform set_config('transaction_read_only', 'on', true);
    end if;
    return query
        select a.staff, a.desk, a.agency, h.role::text, s.name::text, d.name::text, d.duty::text, a.at,
               d.is_host, d.is_csw, h.is_manager, acting_is_stepped_up(),
               exists (select from directory_municipality m where m.is_demo)
        from acting() a
        join directory_staff s on s.id = a.staff
        join directory_desk d on d.id = a.desk
        join directory_assignment h on h.staff_id = a.staff and h.desk_id = a.desk
            and h.valid_from <= day_in_japan(a.at) and (h.valid_to is null or h.valid_to >= day_in_japan(a.at))
        order by h.valid_from desc limit 1;
end $$;

-- A sign-in begins at the door, after the password (or stronger) was checked there.
drop function if exists begin_sign_in(text, bigint);
drop function if exists begin_sign_in(text, bigint, boolean);
create or replace function begin_sign_in(presented text, account bigint, by_city boolean, device text) returns boolean
language plpgsql volatile security definer set search_path from current as $$
declare
    hat record;
begin
    select h.staff_id, h.desk_id into hat
    from sign_in_account k
    join directory_staff s on s.account_id = k.id
    join directory_assignment h on h.staff_id = s.id
    join directory_desk d on d.id = h.desk_id
    join directory_agency g on g.id = d.agency_id and (g.contract_to is null or g.contract_to >= day_in_japan(now()))
    where k.id = account and k.is_active
      -- Whose password somebody else knows chooses their own first, unless none was used.
      and (not k.has_given_password or by_city)
      and (not k.is_demo or exists (select from directory_municipality m where m.is_demo))
      and h.valid_from <= day_in_japan(now()) and (h.valid_to is null or h.valid_to >= day_in_japan(now()))
    order by h.sort_order, h.valid_from limit 1;
    if not found then
        return false;
    end if;
    insert into sign_in_signin (id, token_hash, account_id, staff_id, desk_id, began_at, expires_at, has_free_clock,
                                device)
    values (new_id(), sha256(convert_to(presented, 'UTF8')), account, hat.staff_id, hat.desk_id, now(),
            now() + interval '12 hours', false, device);
    return true;
end $$;

-- The secret was asked for again and checked at the door.
create or replace function step_up(presented text) returns void
language sql volatile security definer set search_path from current as $$
    update sign_in_signin set stepped_up_at = now(), seen_at = now()
    where token_hash = sha256(convert_to(presented, 'UTF8')) and ended_at is null
$$;

create or replace function is_begun(presented text) returns boolean
language sql stable security definer set search_path from current as $$
    select exists (select from sign_in_signin where token_hash = sha256(convert_to(presented, 'UTF8')))
$$;

-- Whether a sign-in only waits for its secret to be given again.
create or replace function is_locked(presented text) returns boolean
language sql stable security definer set search_path from current as $$
    select exists (select from sign_in_signin
                   where token_hash = sha256(convert_to(presented, 'UTF8')) and ended_at is null
                     and expires_at > now() and began_at < now() + interval '1 minute'
                     and seen_at not between now() - interval '15 minutes' and now() + interval '1 minute')
$$;

create or replace function end_sign_in(presented text) returns void
language sql volatile security definer set search_path from current as $$
    update sign_in_signin set ended_at = now()
    where token_hash = sha256(convert_to(presented, 'UTF8')) and ended_at is null
$$;

-- The same sign-in under a new key: whoever knew the one before knows nothing.
create or replace function renew_sign_in(presented text, anew text) returns void
language sql volatile security definer set search_path from current as $$
    update sign_in_signin set token_hash = sha256(convert_to(anew, 'UTF8'))
    where token_hash = sha256(convert_to(presented, 'UTF8')) and ended_at is null
$$;

-- Every sign-in of an account but the one presented; where none is, every one.
create or replace function end_sign_ins(account bigint, kept text) returns integer
language plpgsql volatile security definer set search_path from current as $$
declare
    ended integer;
begin
    update sign_in_signin set ended_at = now()
    where account_id = account and ended_at is null and not has_free_clock
      and token_hash <> sha256(convert_to(kept, 'UTF8'));
    get diagnostics ended = row_count;
    return ended;
end $$;

-- Where the account of a live sign-in is signed in, the presented one first.
create or replace function own_sign_ins(presented text)
returns table (id bigint, began_at timestamptz, seen_at timestamptz, device text, is_this boolean)
language sql stable security definer set search_path from current as $$
    select o.id, o.began_at, o.seen_at, o.device::text, o.id = me.id
    from sign_in_signin me
    join sign_in_signin o on o.account_id = me.account_id and o.ended_at is null and o.expires_at > now()
        and not o.has_free_clock and not o.only_counts
    where me.token_hash = sha256(convert_to(presented, 'UTF8')) and me.ended_at is null
    order by o.id <> me.id, o.began_at
$$;

-- One of them ends, or where none is named every one but the presented; the hashes of their tokens.
create or replace function end_own_sign_ins(presented text, which bigint) returns setof bytea
language sql volatile security definer set search_path from current as $$
    update sign_in_signin o set ended_at = now()
    where o.id in (select own.id from own_sign_ins(presented) own
                   where not own.is_this and (which is null or own.id = which))
    returning o.token_hash
$$;

-- 役割を替える: the same person, another of their desks; shown and logged.
create or replace function choose_hat(desk bigint) returns boolean
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    if me.staff is null or not exists (
        select from directory_assignment h
        where h.staff_id = me.staff and h.desk_id = choose_hat.desk and h.valid_from <= day_in_japan(me.at)
          and (h.valid_to is null or h.valid_to >= day_in_japan(me.at))) then
        return false;
    end if;
    update sign_in_signin set desk_id = choose_hat.desk where id = me.sign_in;
    return true;
end $$;

-- Hats for which a mail may say today how many notices wait: of staff with an address, an account, and no mail yet.
create or replace function to_be_mailed() returns table (staff_id bigint, desk_id bigint, mail text)
language sql stable security definer set search_path from current as $$
    select s.id, h.desk_id, s.mail::text
    from directory_staff s
    join sign_in_account k on k.id = s.account_id and k.is_active
        and (not k.is_demo or exists (select from directory_municipality m where m.is_demo))
        and k.mailed_on is distinct from day_in_japan(now())
    join directory_assignment h on h.staff_id = s.id and h.valid_from <= day_in_japan(now())
        and (h.valid_to is null or h.valid_to >= day_in_japan(now()))
    join directory_desk d on d.id = h.desk_id
    join directory_agency g on g.id = d.agency_id and (g.contract_to is null or g.contract_to >= day_in_japan(now()))
    where s.mail <> ''
    order by s.id, h.sort_order
$$;

-- The keeper begins, for ten minutes, a sign-in that counts for one of these hats. The keeper itself reads no case,
-- and the application cannot call this: neither reads in somebody's name alone.
create or replace function begin_counting(presented text, staff bigint, desk bigint) returns boolean
language plpgsql volatile security definer set search_path from current as $$
begin
    insert into sign_in_signin (id, token_hash, account_id, staff_id, desk_id, began_at, expires_at, has_free_clock,
                                only_counts)
    select new_id(), sha256(convert_to(presented, 'UTF8')), s.account_id, t.staff_id, t.desk_id, now(),
           now() + interval '10 minutes', false, true
    from to_be_mailed() t join directory_staff s on s.id = t.staff_id
    where t.staff_id = staff and t.desk_id = desk limit 1;
    return found;
end $$;

create or replace function end_counting() returns void
language sql volatile security definer set search_path from current as $$
    update sign_in_signin set ended_at = now() where only_counts and ended_at is null
$$;

-- One mail a day: taken before it is sent, given back where it could not be sent.
create or replace function claim_mail(staff bigint) returns boolean
language plpgsql volatile security definer set search_path from current as $$
begin
    update sign_in_account k set mailed_on = day_in_japan(now()) from directory_staff s
    where s.id = staff and k.id = s.account_id and k.mailed_on is distinct from day_in_japan(now());
    return found;
end $$;
create or replace function give_mail_back(staff bigint) returns void
language sql volatile security definer set search_path from current as $$
    update sign_in_account k set mailed_on = null from directory_staff s where s.id = staff and k.id = s.account_id
$$;
create or replace function tell_mails(sent integer) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
    perform audit_record('sign_in', 'mail_counts', '{}', '{}'::jsonb, '{}', jsonb_build_object('count', sent));
end $$;
grant execute on function to_be_mailed(), begin_counting(text, bigint, bigint), end_counting(), claim_mail(bigint),
    give_mail_back(bigint), tell_mails(integer) to {keeper};

grant execute on function act(text, timestamptz, boolean, boolean), acting_staff(), acting_desk(), acting_at(),
    acting_holders(), acting_is_host(), acting_is_manager(), acting_role(), acting_is_stepped_up(), choose_hat(bigint), day_in_japan(timestamptz), end_of_day(date) to {app};
grant execute on function begin_sign_in(text, bigint, boolean, text), is_begun(text), own_sign_ins(text),
    end_own_sign_ins(text, bigint), end_sign_in(text), step_up(text), is_locked(text),
    renew_sign_in(text, text), end_sign_ins(bigint, text) to {door};
grant select, update on sign_in_account to {door};
grant select, insert, update, delete on sign_in_throttle, django_session, mfa_authenticator to {door};
