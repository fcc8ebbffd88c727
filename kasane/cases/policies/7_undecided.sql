-- 対応が決まらない相談 at other desks (I-2): desk, since when, how many. The coordinator's alone; no case is named.
create or replace function undecided_elsewhere() returns table (desk text, oldest timestamptz, consultations bigint)
language sql stable security definer set search_path from current as $$
    select d.name::text, min(c.received_at), count(*)
    from acting() a
    join cases_consultation c on not exists (select from cases_disposition p where p.consultation_id = c.id)
    join rooms_compartment r on r.id = c.home_id and r.kind = 'desk'
    join directory_desk d on d.id = r.desk_id and d.id <> a.desk
    where a.is_host
    group by 1
    order by 2
$$;

grant execute on function undecided_elsewhere() to {app};
