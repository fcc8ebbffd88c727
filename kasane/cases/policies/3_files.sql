-- A consultation opens the desk's file: the case, its room, and the key of its own duty.
create or replace function open_file(new_case bigint, new_room bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    if me.desk is null or not exists (select from directory_desk where id = me.desk and takes_consultations) then
        perform refuse('この役割では、相談を受け付けられません。相談窓口の役割に替えてください。');
    end if;
    insert into cases_case (id, opened_at, opened_by_desk, is_multi_agency)
    values (new_case, me.at, me.desk, false);
    insert into rooms_compartment (id, kind, case_id, desk_id, opened_at)
    values (new_room, 'desk', new_case, me.desk, me.at);
    insert into rooms_grant (id, compartment_id, desk_id, opens_case, may_write, classes, basis, source_kind,
                             source_id, valid_from, ended_why)
    values (new_id(), new_room, me.desk, new_case, true,
            array['general', 'sensitive', 'tax', 'protected_address', 'informant'], 'own_duty', 'consultation',
            new_case, me.at, '');
end $$;

-- A person who joins a file that 多機関協働 already carries gets a door at once.
create or replace function open_doors(of_case bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    one bigint;
begin
    if not holds_case(of_case) or not exists (select from cases_case where id = of_case and is_multi_agency) then
        return;
    end if;
    for one in select distinct person_id from people_identity where case_id = of_case loop
        perform open_door(of_case, one, (select at from acting()));
    end loop;
end $$;

grant execute on function open_file(bigint, bigint), open_doors(bigint) to {app};

-- A key that shows a case holds the day of that case, so that a list is walked in order from one's keys.
create or replace function date_key() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    new.case_opened_at := (select opened_at from cases_case where id = new.opens_case);
    return new;
end $$;
create or replace trigger date_key before insert on rooms_grant for each row when (new.opens_case is not null)
    execute function date_key();

create or replace function date_keys() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    update rooms_grant set case_opened_at = new.opened_at where opens_case = new.id;
    return null;
end $$;
create or replace trigger date_keys after update of opened_at on cases_case for each row
    when (old.opened_at <> new.opened_at) execute function date_keys();

-- The newest cases who acts holds a key to, from a place in the list on; a few rows of each holder's keys in order.
create or replace function cases_in_order(before timestamptz, beyond bigint, most integer) returns setof bigint
language sql stable set search_path from current as $$
    select k.opens_case
    from unnest(acting_holders()) as mine(holder) cross join lateral (
        select distinct g.case_opened_at, g.opens_case from rooms_grant g
        where g.holder = mine.holder and g.opens_case is not null and g.valid_from <= (select acting_at())
          and (g.valid_to is null or g.valid_to > (select acting_at()))
          and (g.ended_at is null or g.ended_at > (select acting_at()))
          and g.case_opened_at <= coalesce(before, 'infinity')
          and (before is null or g.case_opened_at < before or g.opens_case > beyond)
        order by g.case_opened_at desc, g.opens_case limit most) k
    group by k.case_opened_at, k.opens_case
    order by k.case_opened_at desc, k.opens_case limit most
$$;
grant execute on function cases_in_order(timestamptz, bigint, integer) to {app};
