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
select wall_record('cases_issue', array['doors', 'laid_open_at', 'concerns', 'field', 'text', 'held_by',
    'held_since', 'factors', 'seriousness', 'since_year', 'since_month', 'state', 'edition'], {app_text});
-- Who holds an issue is told by `issue_holders` alone: the row may be laid open to who may not know that agency.
do $$
begin
    execute format('revoke select on cases_issue from %I', {app_text});
    execute format('grant select (%s) on cases_issue to %I', (
        select string_agg(quote_ident(attname), ', ') from pg_attribute
        where attrelid = 'cases_issue'::regclass and attnum > 0 and not attisdropped and attname <> 'held_by'),
        {app_text});
end $$;
select wall_record('cases_issuestep', array[]::text[], {app_text});
select wall_record('cases_note', array['doors', 'laid_open_at', 'concerns', 'next_done_on'], {app_text});
select wall_record('cases_informant', array[]::text[], {app_text});
select wall_record('cases_roleassignment', array['doors', 'laid_open_at', 'concerns', 'done_on'], {app_text});
select wall_record('cases_takenback', array[]::text[], {app_text});
select wall_record('cases_workerincharge', array['until_on'], {app_text});
