-- Choice lists hold nothing about a resident: everybody reads them, and their keepers alone write on them.
create or replace function acting_keeps_forms() returns boolean language sql stable security definer
set search_path from current as $$
    select coalesce(acting_role() in ('coordinator', 'system_administrator'), false)
$$;

alter table code_lists_choicelist enable row level security;
drop policy if exists known on code_lists_choicelist;
create policy known on code_lists_choicelist for select using (true);
drop policy if exists begun on code_lists_choicelist;
create policy begun on code_lists_choicelist for insert with check ((select acting_keeps_forms()));
grant insert on code_lists_choicelist to {app};

-- What was used once is never taken away: an item is ended, put elsewhere or given another name, and no more.
alter table code_lists_choice enable row level security;
drop policy if exists known on code_lists_choice;
create policy known on code_lists_choice for select using (true);
drop policy if exists added on code_lists_choice;
create policy added on code_lists_choice for insert with check (
    (select acting_keeps_forms()) and valid_from >= day_in_japan((select acting_at()))
    and kept_at = (select acting_at()));
drop policy if exists kept on code_lists_choice;
create policy kept on code_lists_choice for update using ((select acting_keeps_forms()))
    with check ((select acting_keeps_forms()) and kept_at = (select acting_at()));
grant insert, update (sort_order, valid_to, kept_at) on code_lists_choice to {app};

-- A name counts from a day that is not past, so that what was written before is read as it was.
alter table code_lists_choicename enable row level security;
drop policy if exists known on code_lists_choicename;
create policy known on code_lists_choicename for select using (true);
drop policy if exists given on code_lists_choicename;
create policy given on code_lists_choicename for insert with check (
    (select acting_keeps_forms()) and valid_from >= day_in_japan((select acting_at())));
drop policy if exists kept on code_lists_choicename;
create policy kept on code_lists_choicename for update
    using ((select acting_keeps_forms()) and valid_from >= day_in_japan((select acting_at())))
    with check ((select acting_keeps_forms()) and valid_from >= day_in_japan((select acting_at())));
grant insert, update (label) on code_lists_choicename to {app};

-- A mark counts from a day that is not past, so that what was reported stays what it was.
alter table code_lists_choicemark enable row level security;
drop policy if exists known on code_lists_choicemark;
create policy known on code_lists_choicemark for select using (true);
drop policy if exists set_mark on code_lists_choicemark;
create policy set_mark on code_lists_choicemark for insert with check (
    (select acting_keeps_forms()) and valid_from >= day_in_japan((select acting_at())));
drop policy if exists kept on code_lists_choicemark;
create policy kept on code_lists_choicemark for update
    using ((select acting_keeps_forms()) and valid_from >= day_in_japan((select acting_at())))
    with check ((select acting_keeps_forms()) and valid_from >= day_in_japan((select acting_at())));
grant select, insert, update (is_reported) on code_lists_choicemark to {app};
grant execute on function acting_keeps_forms() to {app};

-- The matters the plan itself fixes for each occasion; a test holds them equal to the rule's (P-3).
create or replace function plan_matters(of_occasion text) returns text[]
language sql immutable set search_path from current as $$
    select case of_occasion
        when 'establish' then array['goal', 'policy', 'content', 'roles', 'monitoring_date']
        when 'change' then array['situation_change', 'evaluation', 'goal', 'policy', 'content', 'roles',
                                 'monitoring_date']
        when 'end' then array['attainment', 'supporters', 'end_evaluation', 'follow_up']
        when 'suspend' then array['suspend_reason', 'attempts']
    end
$$;

-- Matters: everybody reads them; their keepers add and end, but none that the plan fixes is ended.
alter table code_lists_matter enable row level security;
drop policy if exists known on code_lists_matter;
create policy known on code_lists_matter for select using (true);
drop policy if exists added on code_lists_matter;
create policy added on code_lists_matter for insert with check (
    (select acting_keeps_forms()) and valid_from >= day_in_japan((select acting_at()))
    and kept_at = (select acting_at()));
drop policy if exists kept on code_lists_matter;
create policy kept on code_lists_matter for update using ((select acting_keeps_forms()))
    with check ((select acting_keeps_forms()) and kept_at = (select acting_at())
        and (valid_to is null or code <> all (plan_matters('change') || plan_matters('end') || plan_matters('suspend'))));
grant insert, update (hint, valid_to, kept_at) on code_lists_matter to {app};
grant execute on function plan_matters(text) to {app};

-- Layouts of paper: everybody reads them; their keepers put another version in force, and none is ever changed.
alter table code_lists_paperlayout enable row level security;
drop policy if exists known on code_lists_paperlayout;
create policy known on code_lists_paperlayout for select using (true);
drop policy if exists added on code_lists_paperlayout;
create policy added on code_lists_paperlayout for insert with check (
    (select acting_keeps_forms()) and valid_from >= day_in_japan((select acting_at()))
    and kept_at = (select acting_at()));
grant insert on code_lists_paperlayout to {app};
