-- Forms hold nothing about a resident: whoever is signed in reads them, the forms' keepers write drafts of them.
alter table assessments_form enable row level security;
drop policy if exists known on assessments_form;
create policy known on assessments_form for select using ((select acting_staff()) is not null);
drop policy if exists begun on assessments_form;
create policy begun on assessments_form for insert with check ((select acting_keeps_forms()));
grant select, insert on assessments_form to {app};

alter table assessments_formversion enable row level security;
drop policy if exists known on assessments_formversion;
create policy known on assessments_formversion for select using ((select acting_staff()) is not null);
drop policy if exists drafted on assessments_formversion;
create policy drafted on assessments_formversion for insert with check (
    (select acting_keeps_forms()) and published_at is null and begun_by = (select acting_staff()));
drop policy if exists kept on assessments_formversion;
create policy kept on assessments_formversion for update
    using ((select acting_keeps_forms()) and published_at is null)
    with check ((select acting_keeps_forms())
        and (published_at is null
             or (published_by = (select acting_staff()) and published_at = (select acting_at())
                 and valid_from >= day_in_japan((select acting_at())))));
grant select, insert on assessments_formversion to {app};
grant update (content, edition, valid_from, published_at, published_by) on assessments_formversion to {app};

-- A form is ended in one's own name from no day that is past, and taken up again once.
alter table assessments_formend enable row level security;
drop policy if exists known on assessments_formend;
create policy known on assessments_formend for select using ((select acting_staff()) is not null);
drop policy if exists ended on assessments_formend;
create policy ended on assessments_formend for insert with check (
    (select acting_keeps_forms()) and ended_by = (select acting_staff()) and ended_at = (select acting_at())
    and ended_from >= day_in_japan((select acting_at())) and taken_up_at is null and taken_up_by is null);
drop policy if exists taken_up on assessments_formend;
create policy taken_up on assessments_formend for update
    using ((select acting_keeps_forms()) and taken_up_at is null)
    with check ((select acting_keeps_forms())
        and taken_up_by = (select acting_staff()) and taken_up_at = (select acting_at()));
grant select, insert on assessments_formend to {app};
grant update (taken_up_at, taken_up_by) on assessments_formend to {app};

-- A published version never changes, whoever asks.
create or replace function keep_published() returns trigger
language plpgsql set search_path from current as $$
begin
    perform refuse('公開した版は、もう変えられません。変えるときは、次の版の案をつくってください。');
    return null;
end $$;
drop trigger if exists keep_published on assessments_formversion;
create trigger keep_published before update or delete on assessments_formversion
    for each row when (old.published_at is not null) execute function keep_published();

select wall_record('assessments_assessment', array['doors', 'laid_open_at', 'concerns', 'paper_id', 'own_form_title',
    'covers', 'finished_at', 'finished_by'], {app_text});
select wall_record('assessments_assessmentpart', array['doors', 'laid_open_at', 'concerns', 'answers', 'edition',
    'tax_origin', 'tax_consent'], {app_text});

-- What is finished stays as it was: it is corrected by another one. Parts live where their assessment lives.
create or replace function keep_finished() returns trigger
language plpgsql set search_path from current as $$
begin
    perform refuse('完了したアセスメントは書き直せません。答えを写して新しく始めてください。');
    return null;
end $$;
drop trigger if exists keep_finished on assessments_assessment;
create trigger keep_finished after update of paper_id, own_form_title, covers, finished_at, finished_by on assessments_assessment
    for each row when (old.finished_at is not null) execute function keep_finished();

create or replace function keep_part() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    if exists (select from assessments_assessment a where a.id = new.assessment_id and a.finished_at is not null) then
        perform refuse('完了したアセスメントは書き直せません。答えを写して新しく始めてください。');
    end if;
    if not exists (select from assessments_assessment a
                   where a.id = new.assessment_id and a.home_id = new.home_id and a.case_id = new.case_id) then
        perform refuse('このアセスメントは、ほかの窓口の記録です。');
    end if;
    return null;
end $$;
drop trigger if exists keep_part on assessments_assessmentpart;
create trigger keep_part after insert or update of answers, edition, tax_origin, tax_consent
    on assessments_assessmentpart for each row execute function keep_part();
