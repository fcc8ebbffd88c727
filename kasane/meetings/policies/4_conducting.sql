-- What is written while a sitting runs: contributions, matters, roles, minutes and who has read them.
select wall_record('meetings_contribution', array['doors', 'laid_open_at', 'text', 'edition', 'changed_by', 'changed_at'],
    {app_text});
select wall_record('meetings_settledmatter', array['doors', 'laid_open_at', 'text', 'edition', 'changed_by', 'changed_at'],
    {app_text});
select wall_record('meetings_minutes', array['doors', 'laid_open_at', 'text', 'edition', 'changed_by', 'changed_at'],
    {app_text});
select wall_record('meetings_agreedrole', array['doors', 'laid_open_at'], {app_text});

-- Nobody overwrites unseen what somebody else wrote: a text changes only together with its edition.
create or replace function keep_edition() returns trigger language plpgsql set search_path from current as $$
begin
    if new.text is distinct from old.text and new.edition <> old.edition + 1 then
        perform refuse('書いている間に、ほかの人が書き直しました。');
    end if;
    return new;
end $$;
create or replace trigger keep_edition before update on meetings_contribution
    for each row execute function keep_edition();
create or replace trigger keep_edition before update on meetings_settledmatter
    for each row execute function keep_edition();

-- Minutes: one draft until they are published, then version after version; none of them is changed.
create or replace function keep_minutes() returns trigger
language plpgsql security definer set search_path from current as $$
declare
    is_published boolean;
begin
    if tg_op = 'UPDATE' and new.text is not distinct from old.text then
        return new;
    end if;
    select s.state = 'published' into is_published
    from meetings_agendaitem i join meetings_sitting s on s.id = i.sitting_id where i.id = new.item_id;
    if tg_op = 'INSERT' and new.number > 1 and not is_published then
        perform refuse('議事録は、公開するまでは一つの案を書き直します。');
    end if;
    if tg_op = 'UPDATE' and is_published then
        perform refuse('公開した議事録は書き直せません。わけを書いて、新しい版にしてください。');
    end if;
    if tg_op = 'UPDATE' and new.edition <> old.edition + 1 then
        perform refuse('書いている間に、ほかの人が書き直しました。');
    end if;
    return new;
end $$;
create or replace trigger keep_minutes before insert or update on meetings_minutes
    for each row execute function keep_minutes();

-- Each marks for themselves that they have read; the convening desk sees who has, and who has not.
alter table meetings_minutesread enable row level security;
drop policy if exists seen on meetings_minutesread;
create policy seen on meetings_minutesread for select using (
    staff_id = (select acting_staff())
    or exists (select from meetings_minutes m join meetings_agendaitem i on i.id = m.item_id
               where m.id = meetings_minutesread.minutes_id and convenes(i.sitting_id)));
drop policy if exists marked on meetings_minutesread;
create policy marked on meetings_minutesread for insert with check (
    staff_id = (select acting_staff())
    and exists (select from meetings_minutes m join meetings_agendaitem i on i.id = m.item_id
                join meetings_sitting s on s.id = i.sitting_id
                where m.id = meetings_minutesread.minutes_id and s.state = 'published'));
revoke all on meetings_minutesread from {app};
grant select, insert on meetings_minutesread to {app};
