-- The address of a calendar: its holder knows of it, and makes it out and ends it by these functions alone.
alter table meetings_calendarfeed enable row level security;
drop policy if exists own on meetings_calendarfeed;
create policy own on meetings_calendarfeed for select using (
    staff_id = (select acting_staff()) and desk_id = (select acting_desk()));
grant select on meetings_calendarfeed to {app};

create or replace function end_feed() returns boolean
language plpgsql volatile security definer set search_path from current as $$
begin
    update meetings_calendarfeed set ended_at = acting_at()
    where staff_id = acting_staff() and desk_id = acting_desk() and ended_at is null;
    return found;
end $$;

create or replace function make_feed(new_feed bigint, link bytea) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select a.*, d.is_guest into me from acting() a join directory_desk d on d.id = a.desk;
    if not found or me.is_guest then
        perform refuse('予定表のアドレスは、アカウントのある職員だけがつくれます。');
    end if;
    perform pg_advisory_xact_lock(me.staff);
    perform end_feed();
    insert into meetings_calendarfeed (id, staff_id, desk_id, link_hash, made_at)
    values (new_feed, me.staff, me.desk, link, me.at);
end $$;

-- The feed an address opens today: ended with the assignment, the account or the agency's contract, as a sign-in is.
create or replace function live_feed(link text) returns table (feed bigint, staff bigint, desk bigint)
language sql stable set search_path from current as $$
    select f.id, f.staff_id, f.desk_id
    from meetings_calendarfeed f
    join directory_staff s on s.id = f.staff_id
    join sign_in_account c on c.id = s.account_id and c.is_active
    join directory_desk d on d.id = f.desk_id
    join directory_agency g on g.id = d.agency_id
        and (g.contract_to is null or g.contract_to >= day_in_japan(now()))
    where f.link_hash = sha256(convert_to(link, 'UTF8')) and f.ended_at is null
      and exists (select from directory_assignment a
                  where a.staff_id = f.staff_id and a.desk_id = f.desk_id and a.valid_from <= day_in_japan(now())
                    and (a.valid_to is null or a.valid_to >= day_in_japan(now())))
$$;

-- Whether an address is one; that it was read is kept, the last time alone.
create or replace function read_feed(link text) returns boolean
language plpgsql volatile security definer set search_path from current as $$
begin
    update meetings_calendarfeed set read_at = now() where id = (select feed from live_feed(link));
    return found;
end $$;

-- The sittings its holder convenes or is called to, from some days back. Neither place nor purpose: both are
-- typed, or say of whom a sitting may be.
create or replace function sittings_of_feed(link text, days_back integer)
returns table (id bigint, kind text, body text, state text, held_on date, starts_at time, is_online boolean,
               steps bigint, changed_at timestamptz)
language sql stable security definer set search_path from current as $$
    select s.id, s.kind, s.body, s.state, s.held_on, s.starts_at, s.is_online,
           (select count(*) from meetings_sittingstep t where t.sitting_id = s.id),
           coalesce((select max(t.made_at) from meetings_sittingstep t where t.sitting_id = s.id), s.convened_at)
    from live_feed(link) f
    join meetings_sitting s on s.desk_id = f.desk or s.state <> 'planned' and exists (
        select from meetings_participant p
        where p.sitting_id = s.id and p.staff_id = f.staff and p.withdrawn_at is null)
    where s.held_on >= day_in_japan(now()) - days_back
    order by s.held_on, s.starts_at, s.id
$$;

grant execute on function make_feed(bigint, bytea), end_feed() to {app};
grant execute on function read_feed(text), sittings_of_feed(text, integer) to {door};
