-- What counts as having really met somebody, of one whom the note names; held equal to `rules.silence` by test.
create or replace function was_met(kind text, result text, met_with text[]) returns boolean
language sql immutable set search_path from current as $$
    select (result in ('met', 'through_door')
            or result = '' and kind in ('phone', 'home_visit', 'office_visit', 'accompany'))
       and (met_with = '{}' or 'person' = any (met_with))
$$;

-- O-2: the last day on which a desk of the team met somebody whose door who asks holds the key to. A day and nothing
-- else: no desk, no way, no word; of the agencies inside that person's consent alone, whom one may know to be helping.
create or replace function met_days(of_cases bigint[], since timestamptz)
returns table (case_id bigint, person bigint, met_on date)
language sql stable security definer set search_path from current as $$
    select d.case_id, d.person_id, day_in_japan(max(n.happened_at))
    from acting() a
    join rooms_grant g on g.opens_case = any (of_cases) and g.holder in (a.desk, a.staff)
      and g.valid_from <= a.at and (g.valid_to is null or g.valid_to > a.at)
      and (g.ended_at is null or g.ended_at > a.at)
    join rooms_compartment d on d.id = g.compartment_id and d.kind = 'consented'
    join cases_note n on n.case_id = d.case_id and d.person_id = any (n.concerns)
      and n.information_class in ('general', 'sensitive') and n.information_class = any (g.classes)
      and (since is null or n.happened_at >= since) and n.happened_at <= a.at
      and was_met(n.kind, n.result, n.met_with)
    join rooms_compartment r on r.id = n.home_id and r.kind = 'desk'
    join cases_teammember t on t.case_id = d.case_id and t.desk_id = r.desk_id and t.left_at is null
      and t.agency_id = any (g.sees_agencies)
    group by 1, 2
$$;

grant execute on function met_days(bigint[], timestamptz) to {app};
