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
