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
