-- A ledger brought in: the desk knows that it was; its rows are seen by who uploaded them, under that desk, for a day.
alter table ledgers_importbatch enable row level security;
drop policy if exists own_desk on ledgers_importbatch;
create policy own_desk on ledgers_importbatch for select using (desk_id = (select acting_desk()));
grant select on ledgers_importbatch to {app};

alter table ledgers_pendingrow enable row level security;
drop policy if exists uploaded on ledgers_pendingrow;
create policy uploaded on ledgers_pendingrow for select using (exists (
    select from ledgers_importbatch b
    where b.id = ledgers_pendingrow.batch_id and b.desk_id = (select acting_desk())
      and b.staff_id = (select acting_staff()) and b.state in ('pending', 'taking')
      and b.started_at > (select acting_at()) - interval '1 day'));
grant select on ledgers_pendingrow to {app};

select wall_record('ledgers_importedrow', array[]::text[], {app_text});

drop function if exists own_import(bigint);
drop function if exists end_import(bigint, text, integer, integer);

-- Every table of records, by name.
create or replace function record_tables() returns setof text
language sql stable set search_path from current as $$
    select c.relname::text from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'home_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = (
        select relnamespace from pg_class where oid = 'ledgers_importbatch'::regclass)
    order by c.relname
$$;

-- What is compared of persons whose rows are taken back: nobody is hinted at them any more.
create or replace function forget_likeness(files bigint[]) returns void
language plpgsql volatile set search_path from current as $$
declare
    identities bigint[] := array(select id from people_identity where case_id = any (files));
begin
    delete from people_matchkey where identity_id = any (identities);
    delete from people_matchtask where state = 'open'
      and (identity_id = any (identities) or other_identity_id = any (identities));
end $$;

-- Everything of a ledger that never came in whole, gone as if it had not been begun: nobody ever had its keys.
create or replace function erase_import(batch bigint) returns void
language plpgsql volatile set search_path from current as $$
declare
    held text;
    rooms bigint[] := array(select distinct home_id from ledgers_importedrow where batch_id = batch);
    files bigint[] := array(select distinct case_id from ledgers_importedrow where batch_id = batch);
begin
    delete from ledgers_pendingrow where batch_id = batch;
    perform forget_likeness(files);
    for held in select * from record_tables() loop
        execute format('delete from %I where home_id = any ($1)', held) using rooms;
    end loop;
    delete from rooms_grant where compartment_id = any (rooms);
    delete from rooms_compartment where id = any (rooms);
    delete from cases_case where id = any (files);
end $$;

-- Ledgers that nobody decided upon, or carried to their end, within a day are gone; the keeper sweeps, and so does
-- whoever brings in the next.
create or replace function clear_imports() returns integer
language plpgsql volatile security definer set search_path from current as $$
declare
    cleared integer;
    late bigint;
begin
    select count(*) into cleared from ledgers_pendingrow r join ledgers_importbatch b on b.id = r.batch_id
    where b.started_at <= now() - interval '1 day';
    for late in select id from ledgers_importbatch
                where state in ('pending', 'taking') and started_at <= now() - interval '1 day' loop
        perform erase_import(late);
        update ledgers_importbatch set state = 'cancelled', ended_at = now(), words = '{}', taken = 0, known = 0
        where id = late;
    end loop;
    return cleared;
end $$;
grant execute on function clear_imports() to {keeper};

-- How many of them there are; a number for whoever watches over the installation.
create or replace function unswept_imports() returns bigint
language sql stable security definer set search_path from current as $$
    select count(*) from ledgers_importbatch
    where state in ('pending', 'taking') and started_at <= now() - interval '1 day'
$$;
grant execute on function unswept_imports() to {app};

create or replace function begin_import(batch bigint, told_title text, told_headings text[], told_rows jsonb)
returns void language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    if me.staff is null or not coalesce(acting_is_manager(), false)
       or not exists (select from directory_desk where id = me.desk and takes_consultations) then
        perform refuse('台帳を取り込めるのは、相談窓口の管理者だけです。');
    end if;
    perform clear_imports();
    insert into ledgers_importbatch (id, desk_id, staff_id, title, headings, columns, words, lines, state, started_at,
                                     taken, known)
    values (batch, me.desk, me.staff, told_title, told_headings, '{}', '{}', jsonb_array_length(told_rows), 'pending',
            me.at, 0, 0);
    insert into ledgers_pendingrow (id, batch_id, number, cells)
    select new_id(), batch, (r ->> 0)::integer, array(select jsonb_array_elements_text(r -> 1))
    from jsonb_array_elements(told_rows) r;
end $$;

-- The one batch that who acts uploaded under this desk and has not brought to its end, locked; refused otherwise.
create or replace function own_import(batch bigint, in_states text[]) returns timestamptz
language plpgsql volatile set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    perform from ledgers_importbatch b
    where b.id = batch and b.desk_id = me.desk and b.staff_id = me.staff and b.state = any (in_states)
      and b.started_at > me.at - interval '1 day' for update;
    if not found or not coalesce(acting_is_manager(), false) then
        perform refuse('この取り込みは、もう終わっているか、ほかの人のものです。画面を開き直してください。');
    end if;
    return me.at;
end $$;

create or replace function map_import(batch bigint, told_columns jsonb, told_words jsonb) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
    perform own_import(batch, array['pending']);
    update ledgers_importbatch set columns = told_columns, words = told_words where id = batch;
end $$;

-- One ledger after the other for a desk: two at once could both miss what the other takes in.
create or replace function hold_import(batch bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
    perform pg_advisory_xact_lock(hashtext('ledgers_import'), hashtext((select desk::text from acting())));
    perform own_import(batch, array['pending', 'taking']);
    if exists (select from ledgers_importbatch b, acting() a
               where b.desk_id = a.desk and b.state = 'taking' and b.id <> batch
                 and b.started_at > a.at - interval '1 day') then
        perform refuse('この窓口では、ほかの台帳を取り込んでいるところです。それが終わってから取り込んでください。');
    end if;
end $$;

create or replace function start_import(batch bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
    perform own_import(batch, array['pending']);
    update ledgers_importbatch set state = 'taking' where id = batch;
end $$;

-- Rows that were just written: nobody holds the key to them until every row of the ledger is.
create or replace function withhold_rows(batch bigint, done bigint[], count_taken integer, count_known integer)
returns void language plpgsql volatile security definer set search_path from current as $$
declare
    instant timestamptz := own_import(batch, array['taking']);
begin
    update rooms_grant g set ended_at = instant, ended_why = 'import'
    from ledgers_importedrow i
    where i.batch_id = batch and i.written_at = instant and g.compartment_id = i.home_id and g.ended_at is null;
    delete from ledgers_pendingrow where batch_id = batch and id = any (done);
    update ledgers_importbatch set taken = taken + count_taken, known = known + count_known where id = batch;
end $$;

-- The end of a ledger: all its keys at once, or nothing of it is left.
create or replace function end_import(batch bigint, wanted text) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    instant timestamptz := own_import(batch, case wanted when 'taken' then array['taking']
                                             else array['pending', 'taking'] end);
begin
    if wanted = 'taken' then
        if exists (select from ledgers_pendingrow where batch_id = batch) then
            perform refuse('まだ書き込んでいない行があります。');
        end if;
        update rooms_grant g set ended_at = null, ended_why = ''
        from ledgers_importedrow i
        where i.batch_id = batch and g.compartment_id = i.home_id and g.ended_why = 'import';
        update ledgers_importbatch set state = 'taken', ended_at = instant where id = batch;
    else
        perform erase_import(batch);
        update ledgers_importbatch set state = 'cancelled', ended_at = instant, words = '{}', taken = 0, known = 0
        where id = batch;
    end if;
end $$;

-- What was written on top of a ledger's rows: the row's number, and the table that holds it; of another room's record
-- not even that.
create or replace function import_blocks(batch bigint) returns table (external_id text, what text)
language plpgsql stable security definer set search_path from current as $$
declare
    held text;
    changed text;
begin
    if not exists (select from ledgers_importbatch b, acting() a
                   where b.id = batch and b.desk_id = a.desk and b.state = 'taken') then
        return;
    end if;
    for held, changed in
        select t.held, coalesce(string_agg(case a.attname when 'edition' then ' or r.edition > 1'
                                                          when 'approved_at' then ' or r.approved_at is not null'
                                         end, ''), '')
        from record_tables() as t(held)
        left join pg_attribute a on a.attrelid = t.held::regclass and a.attname in ('edition', 'approved_at')
             and not a.attisdropped
        where t.held <> 'search_searchentry' group by t.held order by t.held
    loop
        return query execute format(
            'select distinct i.external_id::text, case when r.home_id = i.home_id then %1$L else '''' end
             from ledgers_importedrow i join %1$I r on r.case_id = i.case_id
             where i.batch_id = $1 and (r.written_at > i.written_at' || changed || ')', held) using batch;
    end loop;
    return query select distinct i.external_id::text, 'referrals_referral' from ledgers_importedrow i
        join referrals_referral r on r.case_id = i.case_id where i.batch_id = batch;
    return query select distinct i.external_id::text, 'people_person' from ledgers_importedrow i
        join people_identity t on t.home_id = i.home_id
        join people_person p on t.person_id in (p.id, p.same_as_id) and p.same_as_id is not null
        where i.batch_id = batch;
end $$;

-- A whole ledger taken back by a manager of the desk: struck, not erased. Its keys end, so nobody reads it.
create or replace function take_back_import(batch bigint, told_why text) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    days integer := (select amount from code_lists_deadline where code = 'import_back');
begin
    select * into me from acting();
    perform from ledgers_importbatch b
    where b.id = batch and b.desk_id = me.desk and b.state = 'taken'
      and day_in_japan(b.ended_at) + days >= day_in_japan(me.at) for update;
    if not found or not coalesce(acting_is_manager(), false) then
        perform refuse('この取り込みは、もう取り消せません。');
    end if;
    if exists (select from import_blocks(batch)) then
        perform refuse('取り込んだあとに書き足された行があるので、取り消せません。');
    end if;
    update rooms_grant g set ended_at = me.at, ended_why = 'import_taken_back'
    from ledgers_importedrow i
    where i.batch_id = batch and g.compartment_id = i.home_id and g.ended_at is null;
    perform forget_likeness(array(select distinct case_id from ledgers_importedrow where batch_id = batch));
    update ledgers_importbatch set state = 'taken_back', back_at = me.at, back_by = me.staff, back_why = told_why
    where id = batch;
end $$;

-- A file that a ledger's row opened just now dates from the day of its receipt.
create or replace function date_file(of_case bigint, received timestamptz) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
    update cases_case c set opened_at = received from acting() a
    where c.id = of_case and c.opened_by_desk = a.desk and c.opened_at = a.at and received < a.at;
end $$;

grant execute on function begin_import(bigint, text, text[], jsonb), map_import(bigint, jsonb, jsonb),
    hold_import(bigint), start_import(bigint), withhold_rows(bigint, bigint[], integer, integer),
    end_import(bigint, text), import_blocks(bigint), take_back_import(bigint, text),
    date_file(bigint, timestamptz) to {app};
