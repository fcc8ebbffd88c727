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

grant execute on function unhanded() to {app};
