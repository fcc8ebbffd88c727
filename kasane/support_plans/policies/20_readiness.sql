-- What must always hold of a plan, held by the database: asked again when a decision is carried out (P-1 to P-4).
-- A test holds each list of gaps equal to the rule's.

-- The version a part's decisions put in force; null while it is a draft.
create or replace function version_in_force(of_part bigint) returns bigint
language sql stable set search_path from current as $$
    select c.version_id from support_plans_partstatechange c
    where c.part_id = of_part and c.version_id is not null
    order by c.decided_on desc, c.written_at desc limit 1
$$;

-- What a version lacks before a sitting may decide it.
create or replace function version_gaps(of_version bigint) returns text[]
language sql stable set search_path from current as $$
    with v as (
        select v.*, p.person_id, exists (
            select from support_plans_partstatechange c where c.part_id = v.part_id) as is_later
        from support_plans_partversion v join support_plans_planpart p on p.id = v.part_id where v.id = of_version),
    g as (select * from support_plans_goal where version_id = of_version and not is_dropped),
    a as (select a.* from support_plans_planaction a join g on g.id = a.goal_id
          where a.version_id = of_version and not a.is_dropped),
    answered as (
        select unnest(g.issues) as issue from g
        union all
        select n.issue_id from support_plans_goalnotset n where n.version_id = of_version and not n.is_dropped),
    found as (
        select 1 as place, 'assessment' as gap from v where not exists (
            select from assessments_assessment s
            where s.case_id = v.case_id and s.person_id = v.person_id and s.finished_at is not null
              and (s.home_id = v.home_id or s.doors <> '{}'))
        union all select 2, 'wish' from v where btrim(v.wish) = ''
        union all select 3, 'agreement' from v where v.agreement = ''
        union all select 4, 'disagreement' from v
            where v.agreement in ('partly', 'disagreed') and btrim(v.disagreement) = ''
        union all select 5, 'policy' from v where btrim(v.policy) = ''
        union all select 6, 'goals' from v where not exists (select from g)
        union all select 7, 'actions' from v where exists (
            select from g where not exists (select from a where a.goal_id = g.id))
        union all select 8, 'doers' from v where exists (
            select from a where a.doer = '' or a.doer = 'agency' and a.desk_id is null
                or a.doer = 'outside' and btrim(a.doer_name) = '')
        union all select 9, 'due' from v where exists (select from a where a.due_on is null and btrim(a.how_often) = '')
        union all select 10, 'issues' from v where exists (
            select from cases_issue i
            where i.home_id = v.home_id and i.case_id = v.case_id and v.person_id = any (i.concerns)
              and i.state = 'open' and i.seriousness in ('most', 'serious')
              and not exists (select from answered w where w.issue = i.id))
        union all select 11, 'period' from v where v.period_from is null or v.period_to is null
        union all select 12, 'monitoring' from v
            where v.monitoring_on not between v.period_from and v.period_to
        union all select 13, 'reason' from v where v.is_later and btrim(v.reason) = '')
    select coalesce(array_agg(gap order by place), '{}') from found
$$;

-- What is missing before a part may end.
create or replace function end_gaps(of_part bigint) returns text[]
language sql stable set search_path from current as $$
    with p as (select p.*, version_in_force(p.id) as version_id from support_plans_planpart p where p.id = of_part),
    e as (
        select e.* from support_plans_evaluation e join p on p.id = e.part_id and e.version_id = p.version_id
        order by e.done_on desc, e.written_at desc limit 1),
    lead as (select from cases_leadagency l join p on p.case_id = l.case_id
             where l.accepted_at is not null and l.ended_at is null),
    found as (
        select 1 as place, 'evaluation' as gap from p where not exists (select from e)
        union all select 2, 'proposal' from e where e.proposal <> 'end'
        union all select 3, 'closing' from e where e.closing = ''
        union all select 4, 'goals' from e where exists (
            select from support_plans_goal g where g.version_id = e.version_id and not g.is_dropped
            and not exists (select from support_plans_outcome o where o.evaluation_id = e.id and o.goal_id = g.id))
        union all select 5, 'actions' from e where exists (
            select from support_plans_planaction a join support_plans_goal g on g.id = a.goal_id and not g.is_dropped
            where a.version_id = e.version_id and not a.is_dropped
            and not exists (select from support_plans_outcome o where o.evaluation_id = e.id and o.action_id = a.id))
        union all select 6, 'lead' from e join p on true where not exists (select from lead)
            and (p.kind = 'multi_agency' or exists (
                select from support_plans_outcome o where o.evaluation_id = e.id and o.code = 'handed_over'))
        union all select 7, 'follow_up' from e where e.needs_follow_up and not exists (
            select from support_plans_followup f where f.part_id = e.part_id and f.done_at is null))
    select coalesce(array_agg(gap order by place), '{}') from found
$$;

-- What is missing before a part may be suspended: a sheet written since the last decision.
create or replace function suspension_gaps(of_part bigint) returns text[]
language sql stable set search_path from current as $$
    with last as (select max(c.written_at) as at from support_plans_partstatechange c where c.part_id = of_part),
    s as (
        select s.* from support_plans_suspension s, last
        where s.part_id = of_part and (last.at is null or s.written_at > last.at)
        order by s.written_at desc limit 1)
    select case when not exists (select from s) then array['sheet']
                when exists (select from s where s.reason = 'no_contact' and s.attempts = '{}') then array['attempts']
                else '{}' end
$$;

-- What is missing before a sitting may carry out an occasion on a part.
create or replace function part_gaps(of_part bigint, of_version bigint, of_occasion text) returns text[]
language sql stable set search_path from current as $$
    select case of_occasion
        when 'end' then end_gaps(of_part)
        when 'suspend' then suspension_gaps(of_part)
        else version_gaps(of_version)
    end
$$;

-- A decided version stays as it was, with its goals and actions, whoever asks.
create or replace function keep_decided() returns trigger
language plpgsql security definer set search_path from current as $$
declare
    its_version bigint := coalesce((to_jsonb(new) ->> 'version_id')::bigint, new.id);
begin
    if exists (select from support_plans_partstatechange c where c.version_id = its_version) then
        perform refuse('決まった版は、書き直せません。変更の案をつくってください。');
    end if;
    if not exists (select from support_plans_partversion v
                   where v.id = its_version and v.home_id = new.home_id and v.case_id = new.case_id) then
        perform refuse('このプランは、ほかの窓口の記録です。');
    end if;
    return null;
end $$;
drop trigger if exists keep_decided on support_plans_partversion;
create trigger keep_decided after update of wish, agreement, disagreement, policy, attention, period_from, period_to,
    monitoring_on, reason, edition on support_plans_partversion for each row execute function keep_decided();
drop trigger if exists keep_decided on support_plans_goal;
create trigger keep_decided after insert or update of text, measure, issues, sort_order, is_dropped, edition
    on support_plans_goal for each row execute function keep_decided();
drop trigger if exists keep_decided on support_plans_planaction;
create trigger keep_decided after insert or update of doer, desk_id, doer_name, what, due_on, how_often, sort_order,
    is_dropped on support_plans_planaction for each row execute function keep_decided();
drop trigger if exists keep_decided on support_plans_goalnotset;
create trigger keep_decided after insert or update of reason, is_dropped on support_plans_goalnotset
    for each row execute function keep_decided();
