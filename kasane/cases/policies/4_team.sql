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

-- What a desk does in the team: written by that desk itself, or by the coordinator who works in the case.
create or replace function describe_seat(seat bigint, words text) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    update cases_teammember t set role_text = words
    where t.id = seat and t.left_at is null
      and (t.desk_id = me.desk or coalesce(me.is_host, false) and holds_case(t.case_id));
    if not found then
        perform refuse('チームでの役割を書けるのは、その窓口と福祉総合相談担当だけです。');
    end if;
end $$;

grant execute on function describe_seat(bigint, text), offer_lead(bigint, bigint), answer_lead(bigint, boolean) to {app};
