-- Who holds each of some issues, to who may know it: with the key to the room it was written in, whoever it is; of one
-- that was laid open, one's own agency, and an agency of the team inside the consent of everybody the issue concerns.
create or replace function issue_holders(asked bigint[]) returns table (issue bigint, agency bigint)
language sql stable security definer set search_path from current as $$
    select i.id, i.held_by
    from acting() a
    join cases_issue i on i.id = any (asked) and i.held_by is not null
    left join directory_desk own on own.id = a.desk
    where (i.information_class not in ('tax', 'protected_address') or acting_is_stepped_up())
      and (exists (
               select from rooms_grant g
               where g.compartment_id = i.home_id and g.holder in (a.desk, a.staff)
                 and i.information_class = any (g.classes)
                 and g.valid_from <= a.at and (g.valid_to is null or g.valid_to > a.at)
                 and (g.ended_at is null or g.ended_at > a.at))
           or i.doors <> '{}' and not exists (
               select from unnest(i.doors) as d(door)
               where not exists (
                   select from rooms_grant g
                   where g.compartment_id = d.door and g.holder in (a.desk, a.staff)
                     and i.information_class = any (g.classes)
                     and g.valid_from <= a.at and (g.valid_to is null or g.valid_to > a.at)
                     and (g.ended_at is null or g.ended_at > a.at)
                     and (i.held_by = own.agency_id or i.held_by = any (g.sees_agencies) and exists (
                         select from cases_teammember t
                         where t.case_id = i.case_id and t.agency_id = i.held_by and t.left_at is null)))))
$$;

-- Open issues in the acting desk's rooms that nobody holds (I-3).
create or replace function unheld_issues() returns setof bigint
language sql stable security definer set search_path from current as $$
    select i.id
    from acting() a
    join rooms_compartment r on r.desk_id = a.desk and r.kind = 'desk'
    join cases_issue i on i.home_id = r.id and i.held_by is null and i.state = 'open'
$$;

grant execute on function issue_holders(bigint[]), unheld_issues() to {app};
