-- The case row carries no name; a key that names the case shows it, a sealed key never does.
alter table cases_case enable row level security;
drop policy if exists shown on cases_case;
create policy shown on cases_case for select using (
    (select exists (
        select from rooms_grant g
        where g.opens_case = cases_case.id and g.holder = any ((select acting_holders())::bigint[])
          and g.valid_from <= (select acting_at())
          and (g.valid_to is null or g.valid_to > (select acting_at()))
          and (g.ended_at is null or g.ended_at > (select acting_at()))
        offset 0)));
grant select on cases_case to {app};

select wall_record('cases_consultation', array['doors', 'laid_open_at', 'concerns'], {app_text});
select wall_record('cases_disposition', array['doors', 'laid_open_at', 'concerns'], {app_text});
select wall_record('cases_issue', array['doors', 'laid_open_at', 'concerns', 'held_by'], {app_text});
select wall_record('cases_note', array['doors', 'laid_open_at', 'concerns'], {app_text});
select wall_record('cases_informant', array[]::text[], {app_text});
select wall_record('cases_roleassignment', array['doors', 'laid_open_at', 'concerns', 'done_on'], {app_text});

-- Who is helping: one's own seat, everybody for who works in the case, those inside the consent for a door key.
do $$
declare
    helping text;
begin
    foreach helping in array array['cases_teammember', 'cases_leadagency'] loop
        execute format('alter table %I enable row level security', helping);
        execute format('drop policy if exists helping on %I', helping);
        execute format($policy$create policy helping on %1$I for select using (
            %1$I.desk_id = (select acting_desk())
            or exists (
                select from rooms_grant g
                where g.opens_case = %1$I.case_id and g.holder = any ((select acting_holders())::bigint[])
                  and (g.sees_agencies is null and (select acting_is_host())
                       or %1$I.agency_id = any (g.sees_agencies))
                  and g.valid_from <= (select acting_at())
                  and (g.valid_to is null or g.valid_to > (select acting_at()))
                  and (g.ended_at is null or g.ended_at > (select acting_at()))))$policy$, helping);
        execute format('grant select on %I to %s', helping, '{app}');
    end loop;
end $$;

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

create or replace function take_seat(of_case bigint, of_desk bigint, instant timestamptz) returns void
language sql volatile set search_path from current as $$
    insert into cases_teammember (id, case_id, desk_id, agency_id, joined_at)
    select new_id(), of_case, d.id, d.agency_id, instant from directory_desk d
    where d.id = of_desk
      and not exists (select from cases_teammember
                      where case_id = of_case and desk_id = of_desk and left_at is null)
$$;

-- From here on 多機関協働 carries the case: a team, a lead agency, and a door for every person of the file.
create or replace function become_multi_agency(of_case bigint, host_desk bigint, sender bigint, instant timestamptz)
returns void language plpgsql volatile set search_path from current as $$
declare
    one bigint;
begin
    update cases_case set is_multi_agency = true where id = of_case;
    perform take_seat(of_case, sender, instant);
    perform take_seat(of_case, host_desk, instant);
    insert into cases_leadagency (id, case_id, desk_id, agency_id, offered_at, accepted_at)
    select new_id(), of_case, d.id, d.agency_id, instant, instant from directory_desk d
    where d.id = host_desk and not exists (select from cases_leadagency
        where case_id = of_case and accepted_at is not null and ended_at is null);
    for one in select distinct person_id from people_identity where case_id = of_case loop
        perform open_door(of_case, one, instant);
    end loop;
end $$;

-- 主担当 is offered by the coordinator and moves only when the other desk accepts (P-4).
create or replace function offer_lead(of_case bigint, to_desk bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    if not coalesce(me.is_host, false) or not holds_case(of_case) then
        perform refuse('主担当を依頼できるのは、福祉総合相談担当だけです。');
    end if;
    if not exists (select from cases_teammember
                   where case_id = of_case and desk_id = to_desk and left_at is null) then
        perform refuse('主担当は、支援チームの窓口に依頼してください。');
    end if;
    update cases_leadagency set ended_at = me.at
    where case_id = of_case and accepted_at is null and ended_at is null;
    insert into cases_leadagency (id, case_id, desk_id, agency_id, offered_at)
    select new_id(), of_case, d.id, d.agency_id, me.at from directory_desk d where d.id = to_desk;
end $$;

create or replace function answer_lead(offer bigint, is_accepted boolean) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    offered record;
begin
    select * into me from acting();
    select * into offered from cases_leadagency
    where id = offer and desk_id = me.desk and accepted_at is null and ended_at is null for update;
    if not found then
        perform refuse('この窓口への主担当の依頼は見つかりません。');
    end if;
    if not is_accepted then
        update cases_leadagency set ended_at = me.at where id = offer;
        return;
    end if;
    update cases_leadagency set ended_at = me.at
    where case_id = offered.case_id and accepted_at is not null and ended_at is null;
    update cases_leadagency set accepted_at = me.at where id = offer;
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

-- 引き継がれていないもの (D-3): desks for which nobody acts any more, because the contract or every assignment ended, and
-- how many open cases they still hold. The coordinator's alone; no case is named.
create or replace function unhanded() returns table (desk text, ended_on date, because text, cases bigint)
language sql stable security definer set search_path from current as $$
    select d.name::text, coalesce(left_on.contract, left_on.staff),
           case when left_on.contract is not null then 'contract' else 'staff' end, count(distinct c.id)
    from acting() a
    join directory_desk d on true
    join directory_agency g on g.id = d.agency_id
    cross join lateral (
        select case when g.contract_to < day_in_japan(a.at) then g.contract_to end as contract,
               case when not exists (select from directory_assignment h where h.desk_id = d.id
                                     and (h.valid_to is null or h.valid_to >= day_in_japan(a.at)))
                    then (select max(h.valid_to) from directory_assignment h where h.desk_id = d.id) end as staff) left_on
    join rooms_grant k on k.desk_id = d.id and k.basis = 'own_duty' and k.ended_at is null
    join cases_case c on c.id = k.opens_case and c.closed_at is null
    where a.is_host and coalesce(left_on.contract, left_on.staff) is not null
    group by 1, 2, 3
    order by 2, 1
$$;

grant execute on function unhanded(), open_file(bigint, bigint), offer_lead(bigint, bigint), answer_lead(bigint, boolean),
    open_doors(bigint) to {app};
