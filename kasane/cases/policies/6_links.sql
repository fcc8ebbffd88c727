-- 関連するケース: known to who holds a key that shows each of the two, and recorded by such a one.
alter table cases_caselink enable row level security;
drop policy if exists both_known on cases_caselink;
drop policy if exists linked on cases_caselink;
create policy both_known on cases_caselink for select using (holds_case(case_id) and holds_case(other_id));
create policy linked on cases_caselink for insert with check (
    made_by = (select acting_staff()) and holds_case(case_id) and holds_case(other_id));
revoke all on cases_caselink from {app};
grant select, insert on cases_caselink to {app};
