-- Reading the record of seeing by case, person and member of staff: it needs to know who is one human being.

-- 「だれが見たか」: rows without case content, newest first. The privacy officer asks of everything, the coordinator
-- of a case they hold; of one case, one person (under every record of theirs), or one member of staff.
create or replace function seeing_of(of_case bigint, of_person bigint, of_staff bigint, before timestamptz, most integer)
returns table (id bigint, at timestamptz, staff_id bigint, staff_name text, desk_name text, kind text, what text,
               cases bigint[], records jsonb, grants jsonb)
language plpgsql stable security definer set search_path from current
-- Planned anew for what is asked, so that each question begins from the index of its own.
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    of_them bigint[];
begin
    if not coalesce(
        acting_role() = 'privacy_officer' or of_case is not null and acting_is_host() and holds_case(of_case), false) then
        return;
    end if;
    if of_person is not null then
        of_them := array(
            select r.id from people_identity i
            join audit_auditrow r on r.records -> 'people.identity' @> to_jsonb(i.id)
            where i.person_id = any (same_persons(of_person)));
    end if;
    return query
    select r.id, r.at, r.staff, s.name::text, d.name::text, r.kind::text, r.what::text, r.cases, r.records,
           coalesce((select jsonb_agg(jsonb_build_object('basis', g.basis, 'since', g.valid_from) order by g.id)
                     from rooms_grant g where g.id = any (r.grants)), '[]')
    from audit_auditrow r
    left join directory_staff s on s.id = r.staff
    left join directory_desk d on d.id = r.desk
    where r.at < before
      and (of_case is null or r.cases @> array[of_case])
      and (of_staff is null or r.staff = of_staff)
      and (of_person is null or r.id = any (of_them))
    order by r.at desc limit most;
end $$;

-- 「だれが見られるか」: the live keys to the desks' rooms and the persons' doors of a case. Nothing that came
-- from a 支援会議 is told.
create or replace function keys_of_case(of_case bigint)
returns table (holder text, opens text, person_id bigint, basis text, since timestamptz, until timestamptz)
language sql stable security definer set search_path from current as $$
    select coalesce(d.name, s.name)::text, case c.kind when 'desk' then o.name::text else '' end, c.person_id,
           g.basis::text, g.valid_from, g.valid_to
    from acting() a
    join rooms_compartment c on c.case_id = of_case and c.kind in ('desk', 'consented')
    join rooms_grant g on g.compartment_id = c.id and g.basis <> 'support_conference' and g.valid_from <= a.at
        and (g.valid_to is null or g.valid_to > a.at) and (g.ended_at is null or g.ended_at > a.at)
    left join directory_desk d on d.id = g.desk_id
    left join directory_staff s on s.id = g.staff_id
    left join directory_desk o on o.id = c.desk_id
    where acting_role() = 'privacy_officer' or a.is_host and holds_case(of_case)
    order by c.kind desc, 2, 1
$$;

-- Viewing by member of staff and hour, for the rules that find what is unusual; the privacy officer's alone.
create or replace function viewing_by_hour(since timestamptz)
returns table (staff_id bigint, staff_name text, desk_name text, hour timestamptz, cases bigint[], namesakes bigint[])
language sql stable security definer set search_path from current as $$
    select r.staff, s.name::text, d.name::text, date_trunc('hour', r.at),
           array_agg(distinct c.number),
           coalesce(array_agg(distinct i.case_id) filter (where i.id is not null), '{}')
    from audit_auditrow r
    join directory_staff s on s.id = r.staff
    left join directory_desk d on d.id = r.desk
    cross join lateral unnest(r.cases) as c(number)
    left join lateral (
        select i.id, i.case_id from jsonb_array_elements(coalesce(r.records -> 'people.identity', '[]')) as seen(number)
        join people_identity i on i.id = seen.number::bigint
        where split_part(i.name, ' ', 1) = split_part(s.name, ' ', 1)) i on i.case_id = c.number
    where r.kind in ('view', 'export') and r.at >= since and acting_role() = 'privacy_officer'
    group by r.staff, s.name, d.name, date_trunc('hour', r.at)
    order by 4 desc
$$;

grant execute on function seeing_of(bigint, bigint, bigint, timestamptz, integer), keys_of_case(bigint),
    viewing_by_hour(timestamptz) to {app};
