-- 支援経過 (N-1, N-2, N-3): corrected until approved, every former wording kept, added to afterwards, moved when misfiled.
select wall_record('cases_noteaddendum', array['doors', 'laid_open_at', 'concerns'], {app_text});
select wall_record('cases_noteedition', array[]::text[], {app_text});
select wall_record('cases_movednote', array[]::text[], {app_text});
drop policy written on cases_noteedition;
revoke insert on cases_noteedition from {app};
drop policy written on cases_movednote;
revoke insert on cases_movednote from {app};

-- What a statement leaves unsaid begins empty. Not as Django's own defaults, for which an insert would read back what
-- its writer may not be allowed to read (税情報 without the secret asked for again).
alter table cases_note alter met_with set default '{}', alter met_words set default '', alter place set default '',
    alter result set default '', alter finding set default '', alter next_words set default '', alter edition set default 1;
alter table cases_informant alter told set default '';

-- Whoever changes a note, the owner's functions included: what is approved stays as it reads, and no wording is lost.
create or replace function keep_note() returns trigger
language plpgsql set search_path from current as $$
begin
    if tg_op = 'INSERT' then
        -- A note begins uncorrected and unapproved, whatever is said.
        new.edition := 1;
        new.corrected_by := null;
        new.corrected_at := null;
        new.approved_by := null;
        new.approved_at := null;
        return new;
    end if;
    if old.approved_at is not null and (new.approved_at, new.approved_by) is distinct from (old.approved_at, old.approved_by) then
        perform refuse('承認は取り消せません。');
    end if;
    if (new.kind, new.happened_at, new.minutes, new.met_with, new.met_words, new.place, new.result, new.text, new.finding,
        new.next_on, new.next_words, new.edition)
       is distinct from (old.kind, old.happened_at, old.minutes, old.met_with, old.met_words, old.place, old.result,
        old.text, old.finding, old.next_on, old.next_words, old.edition) then
        if old.approved_at is not null then
            perform refuse('承認された経過は、書き直せません。追記してください。');
        end if;
        if new.edition <> old.edition + 1 or not exists (
            select from cases_noteedition e
            where e.note_id = old.id and e.number = old.edition and e.text = old.text and e.finding = old.finding) then
            perform refuse('書き直す前の文が残らないため、書き直せません。');
        end if;
    end if;
    return new;
end $$;
drop trigger if exists keep_note on cases_note;
create trigger keep_note before insert or update on cases_note for each row execute function keep_note();

-- The note of one's own desk that who acts may write at, locked; refused like a note that does not exist.
create or replace function own_note(of_note bigint) returns cases_note
language plpgsql volatile set search_path from current as $$
declare
    held cases_note;
begin
    select n.* into held from cases_note n
    join rooms_compartment c on c.id = n.home_id and c.kind = 'desk' and c.desk_id = acting_desk()
    where n.id = of_note and may_write_in(n.home_id)
      and (n.information_class not in ('tax', 'protected_address') or acting_is_stepped_up())
    for update of n;
    if not found then
        perform refuse('この経過は見つかりません。');
    end if;
    return held;
end $$;

create or replace function correct_note(of_note bigint, on_edition integer, words jsonb) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    held cases_note := own_note(of_note);
begin
    select * into me from acting();
    if held.approved_at is not null then
        perform refuse('承認された経過は、書き直せません。追記してください。');
    end if;
    if held.written_by <> me.staff and not acting_is_manager() then
        perform refuse('経過を書き直せるのは、書いた人と、この窓口の管理者だけです。');
    end if;
    if held.edition <> on_edition then
        perform refuse('書いている間に、ほかの人がこの経過を書き直しました。いまの内容と見くらべてから、もう一度書いてください。');
    end if;
    insert into cases_noteedition (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
        note_id, number, kind, happened_at, minutes, met_with, met_words, place, result, text, finding, next_on, next_words)
    values (new_id(), held.case_id, held.home_id, '{}', held.information_class, held.concerns,
        coalesce(held.corrected_by, held.written_by), coalesce(held.corrected_at, held.written_at),
        held.id, held.edition, held.kind, held.happened_at, held.minutes, held.met_with, held.met_words, held.place,
        held.result, held.text, held.finding, held.next_on, held.next_words);
    update cases_note n
    set kind = w.kind, happened_at = w.happened_at, minutes = w.minutes, met_with = w.met_with, met_words = w.met_words,
        place = w.place, result = w.result, text = w.text, finding = w.finding, next_on = w.next_on,
        next_words = w.next_words, concerns = case when n.doors = '{}' then w.concerns else n.concerns end,
        edition = n.edition + 1, corrected_by = me.staff, corrected_at = me.at
    from jsonb_populate_record(null::cases_note, words) w
    where n.id = of_note;
end $$;

-- Each note (id → edition) as the manager read it: one that was corrected meanwhile, or is not theirs, refuses them all.
create or replace function approve_notes(asked jsonb) returns integer
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    done integer;
begin
    select * into me from acting();
    if not acting_is_manager() then
        perform refuse('経過を承認できるのは、この窓口の管理者だけです。');
    end if;
    update cases_note n set approved_by = me.staff, approved_at = me.at
    from jsonb_each_text(asked) as wanted(note, edition), rooms_compartment c
    where n.id = wanted.note::bigint and n.edition = wanted.edition::integer and n.approved_at is null
      and c.id = n.home_id and c.kind = 'desk' and c.desk_id = me.desk and may_write_in(c.id)
      and (n.information_class not in ('tax', 'protected_address') or acting_is_stepped_up());
    get diagnostics done = row_count;
    if done <> (select count(*) from jsonb_object_keys(asked)) then
        perform refuse('選んだ経過の中に、いま書き直されたか、すでに承認されたものがあります。開き直して確かめてください。');
    end if;
    return done;
end $$;

-- A misfiled note goes to another case of the same desk with all that hangs on it; a shell stays and says where to.
create or replace function move_note(of_note bigint, to_case bigint, about bigint[], because text) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    held cases_note := own_note(of_note);
    target bigint;
begin
    select * into me from acting();
    if held.doors <> '{}' or held.tax_consent is not null then
        perform refuse('同意にもとづく経過は、移せません。');
    end if;
    if held.written_by <> me.staff and not acting_is_manager() then
        perform refuse('経過を移せるのは、書いた人と、この窓口の管理者だけです。');
    end if;
    select c.id into target from rooms_compartment c
    where c.case_id = to_case and c.kind = 'desk' and c.desk_id = me.desk and may_write_in(c.id)
      and c.id <> held.home_id;
    if target is null or not about <@ coalesce(
        (select array_agg(i.person_id) from people_identity i where i.home_id = target), '{}') then
        perform refuse('移す先のケースが見つかりません。');
    end if;
    insert into cases_movednote (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
        kind, happened_at, to_case, why)
    values (new_id(), held.case_id, held.home_id, '{}', held.information_class, held.concerns, me.staff, me.at,
        held.kind, held.happened_at, to_case, because);
    update cases_note set home_id = target, case_id = to_case, concerns = about where id = of_note;
    update cases_noteedition set home_id = target, case_id = to_case, concerns = about where note_id = of_note;
    update cases_noteaddendum set home_id = target, case_id = to_case, concerns = about where note_id = of_note;
    update cases_informant set home_id = target, case_id = to_case, concerns = about where note_id = of_note;
    update attachments_attachment set home_id = target, case_id = to_case, concerns = about where of_record = of_note;
    update search_searchentry set home_id = target, case_id = to_case, concerns = about where record_id = of_note;
end $$;

grant execute on function correct_note(bigint, integer, jsonb), approve_notes(jsonb),
    move_note(bigint, bigint, bigint[], text) to {app};
