-- The second wall: the one rule of design section 2 as policies, and the functions that begin and end keys.

alter table rooms_grant enable row level security;
drop policy if exists own_keys on rooms_grant;
create policy own_keys on rooms_grant for select
    using (holder = any ((select acting_holders())::bigint[]));
grant select on rooms_grant to {app};

alter table rooms_compartment enable row level security;
drop policy if exists own_rooms on rooms_compartment;
create policy own_rooms on rooms_compartment for select using (
    exists (select from rooms_grant g
            where g.compartment_id = rooms_compartment.id and g.holder = any ((select acting_holders())::bigint[])
              and g.valid_from <= (select acting_at())
              and (g.valid_to is null or g.valid_to > (select acting_at()))
              and (g.ended_at is null or g.ended_at > (select acting_at()))));
grant select on rooms_compartment to {app};

-- An emergency access is known to who made it, to the coordinator (notice) and to the privacy officer (review).
alter table rooms_emergencyaccess enable row level security;
drop policy if exists answerable on rooms_emergencyaccess;
create policy answerable on rooms_emergencyaccess for select using (
    staff_id = (select acting_staff()) or (select acting_is_host()) or (select acting_role()) = 'privacy_officer');
grant select on rooms_emergencyaccess to {app};

-- The doors of everybody concerned, in order; null when somebody has none, or nobody is named.
create or replace function doors_of(of_case bigint, concerned bigint[]) returns bigint[]
language sql stable security definer set search_path from current as $$
    select case when count(c.id) = cardinality(concerned) and cardinality(concerned) > 0
           then array_agg(c.id order by c.id) end
    from rooms_compartment c
    where c.case_id = of_case and c.kind = 'consented' and c.person_id = any (concerned)
$$;

-- Walls around one table of records. `updatable` lists the columns that may ever change.
create or replace function wall_record(wall_of text, updatable text[], app text) returns void
language plpgsql set search_path from current as $$
declare
    live text := 'g.holder = any ((select acting_holders())::bigint[]) and %1$s.information_class = any (g.classes)
        and g.valid_from <= (select acting_at())
        and (g.valid_to is null or g.valid_to > (select acting_at()))
        and (g.ended_at is null or g.ended_at > (select acting_at()))';
    calm text := '(%1$s.information_class not in (''tax'', ''protected_address'') or (select acting_is_stepped_up()))';
    readable text := calm || ' and (exists (select from rooms_grant g where g.compartment_id = %1$s.home_id and ' || live || ')
        or (%1$s.doors <> ''{}'' and not exists (
            select from unnest(%1$s.doors) as d(door)
            where not exists (select from rooms_grant g where g.compartment_id = d.door and ' || live || '))))';
    writable text := 'exists (select from rooms_grant g join rooms_compartment c on c.id = g.compartment_id
            where g.compartment_id = %1$s.home_id and g.may_write and c.case_id = %1$s.case_id
              and (%1$s.doors = ''{}'' or c.kind = ''desk'') and ' || live || ')';
    shut text := '(%1$s.doors = ''{}'' or %1$s.doors = doors_of(%1$s.case_id, %1$s.concerns))';
begin
    execute format('alter table %I enable row level security', wall_of);
    execute format('drop policy if exists readable on %I', wall_of);
    execute format('drop policy if exists written on %I', wall_of);
    execute format('drop policy if exists changed on %I', wall_of);
    execute format('create policy readable on %1$I for select using (' || readable || ')', wall_of);
    execute format('create policy written on %1$I for insert with check (%1$s.written_by = (select acting_staff()) and '
        || shut || ' and ' || writable || ')', wall_of);
    execute format('revoke all on %I from %I', wall_of, app);
    execute format('grant select, insert on %I to %I', wall_of, app);
    if cardinality(updatable) > 0 then
        execute format('create policy changed on %1$I for update using (' || writable || ') with check ('
            || shut || ' and ' || writable || ')', wall_of);
        execute format('grant update (%s) on %I to %I',
            (select string_agg(quote_ident(u), ', ') from unnest(updatable) u), wall_of, app);
    end if;
end $$;

-- Refusals of the database itself: a sentence a person can read, under a state of our own.
create or replace function refuse(sentence text) returns void language plpgsql set search_path from current as $$
begin
    raise exception '%', sentence using errcode = 'KSN01';
end $$;

-- A desk's own room in a case, made where it is missing, and the key to it.
create or replace function give_own_room(of_case bigint, to_desk bigint, on_basis text, from_kind text,
    from_id bigint, shows_case boolean, instant timestamptz) returns bigint
language plpgsql volatile set search_path from current as $$
declare
    room bigint;
begin
    if exists (select from directory_desk where id = to_desk and is_guest) then
        perform refuse('招待された方の機関には窓口がありません。窓口のある機関を選んでください。');
    end if;
    perform pg_advisory_xact_lock(of_case);
    select id into room from rooms_compartment where case_id = of_case and kind = 'desk' and desk_id = to_desk;
    if room is null then
        room := new_id();
        insert into rooms_compartment (id, kind, case_id, desk_id, opened_at)
        values (room, 'desk', of_case, to_desk, instant);
    end if;
    if not exists (
        select from rooms_grant
        where compartment_id = room and desk_id = to_desk and ended_at is null
          and (opens_case is not null or not shows_case)) then
        insert into rooms_grant (id, compartment_id, desk_id, opens_case, may_write, classes, basis, source_kind,
                                 source_id, valid_from, ended_why)
        values (new_id(), room, to_desk, case when shows_case then of_case end, on_basis <> 'referral',
                array['general', 'sensitive', 'tax', 'protected_address', 'informant'], on_basis, from_kind, from_id,
                instant, '');
    end if;
    return room;
end $$;

create or replace function end_keys(from_kind text, from_id bigint, instant timestamptz, why text) returns integer
language plpgsql volatile set search_path from current as $$
declare
    ended integer;
begin
    update rooms_grant set ended_at = instant, ended_why = why
    where source_kind = from_kind and source_id = from_id and ended_at is null;
    get diagnostics ended = row_count;
    return ended;
end $$;

-- Whether who acts holds a key that shows the case.
create or replace function holds_case(of_case bigint) returns boolean
language sql stable security definer set search_path from current as $$
    select exists (
        select from acting() a
        join rooms_grant g on g.opens_case = of_case and g.holder in (a.desk, a.staff)
        where g.valid_from <= a.at and (g.valid_to is null or g.valid_to > a.at)
          and (g.ended_at is null or g.ended_at > a.at))
$$;

-- Whether who acts may write into a room.
create or replace function may_write_in(room bigint) returns boolean
language sql stable security definer set search_path from current as $$
    select exists (
        select from acting() a
        join rooms_grant g on g.compartment_id = room and g.holder in (a.desk, a.staff) and g.may_write
        where g.valid_from <= a.at and (g.valid_to is null or g.valid_to > a.at)
          and (g.ended_at is null or g.ended_at > a.at))
$$;

create or replace function open_door(of_case bigint, of_person bigint, instant timestamptz) returns void
language sql volatile set search_path from current as $$
    insert into rooms_compartment (id, kind, case_id, person_id, opened_at)
    select new_id(), 'consented', of_case, of_person, instant
    where not exists (select from rooms_compartment
                      where case_id = of_case and kind = 'consented' and person_id = of_person)
$$;

grant execute on function doors_of(bigint, bigint[]), holds_case(bigint), may_write_in(bigint) to {app};
