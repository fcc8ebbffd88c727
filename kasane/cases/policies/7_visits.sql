-- 関わり方の注意 (O-3): the manager's agreement sets it in force, and hands out the line without its cause.
select wall_record('cases_caution', array['doors', 'laid_open_at', 'concerns'], {app_text});
select wall_record('cases_visit', array['doors', 'laid_open_at', 'concerns', 'state', 'changed_why', 'changed_at',
    'note_id'], {app_text});

-- To every visitor: whoever holds a live key that shows the case, while the caution is in force.
alter table cases_safetyline enable row level security;
drop policy if exists reaching on cases_safetyline;
create policy reaching on cases_safetyline for select using (
    begins_at <= (select acting_at()) and (ended_at is null or ended_at > (select acting_at()))
    and exists (
        select from rooms_grant g
        where g.opens_case = cases_safetyline.case_id and g.holder = any ((select acting_holders())::bigint[])
          and g.valid_from <= (select acting_at())
          and (g.valid_to is null or g.valid_to > (select acting_at()))
          and (g.ended_at is null or g.ended_at > (select acting_at()))));
grant select on cases_safetyline to {app};

create or replace function begin_caution() returns trigger
language plpgsql set search_path from current as $$
begin
    -- A caution begins as a proposal, whatever is said.
    new.agreed_by := null;
    new.agreed_at := null;
    new.ended_by := null;
    new.ended_at := null;
    return new;
end $$;
drop trigger if exists begin_caution on cases_caution;
create trigger begin_caution before insert on cases_caution for each row execute function begin_caution();

-- The caution of one's own desk, locked; refused like one that does not exist.
create or replace function own_caution(of_caution bigint) returns cases_caution
language plpgsql volatile set search_path from current as $$
declare
    held cases_caution;
begin
    select w.* into held from cases_caution w
    join rooms_compartment c on c.id = w.home_id and c.kind = 'desk' and c.desk_id = acting_desk()
    where w.id = of_caution and may_write_in(w.home_id)
    for update of w;
    if not found then
        perform refuse('この注意は見つかりません。');
    end if;
    return held;
end $$;

-- The manager agrees to what was proposed, or reviews what is in force and goes on with it.
create or replace function agree_caution(of_caution bigint, told boolean, told_how text, review date) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    held cases_caution := own_caution(of_caution);
begin
    select * into me from acting();
    if not acting_is_manager() then
        perform refuse('注意を決められるのは、この窓口の管理者だけです。');
    end if;
    if held.ended_at is not null or told_how = '' or review <= day_in_japan(me.at) then
        perform refuse('終わった注意か、本人への伝え方・見直す日が決まっていない注意です。');
    end if;
    update cases_caution set agreed_by = me.staff, agreed_at = me.at, is_told = told, told_words = told_how, review_on = review
    where id = of_caution;
    if held.kind = 'safety' and held.agreed_at is null then
        insert into cases_safetyline (id, caution_id, case_id, line, begins_at)
        values (new_id(), held.id, held.case_id, held.line, me.at);
    end if;
end $$;

create or replace function end_caution(of_caution bigint, because text) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    held cases_caution := own_caution(of_caution);
begin
    select * into me from acting();
    if held.ended_at is not null or because = '' then
        perform refuse('この注意は、すでに終わっているか、わけがありません。');
    end if;
    if not acting_is_manager() and (held.agreed_at is not null or held.written_by <> me.staff) then
        perform refuse('注意を終えられるのは管理者、提案を取り下げられるのは提案した人と管理者だけです。');
    end if;
    update cases_caution set ended_by = me.staff, ended_at = me.at, ended_why = because where id = of_caution;
    update cases_safetyline set ended_at = me.at where caution_id = of_caution;
end $$;

grant execute on function agree_caution(bigint, boolean, text, date), end_caution(bigint, text) to {app};
