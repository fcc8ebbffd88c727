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
      and b.staff_id = (select acting_staff()) and b.state = 'pending'
      and b.started_at > (select acting_at()) - interval '1 day'));
grant select on ledgers_pendingrow to {app};

select wall_record('ledgers_importedrow', array[]::text[], {app_text});

-- Rows that nobody decided upon within a day are gone; the keeper sweeps, and so does whoever brings in the next.
create or replace function clear_imports() returns integer
language plpgsql volatile security definer set search_path from current as $$
declare
    cleared integer;
begin
    delete from ledgers_pendingrow r using ledgers_importbatch b
    where b.id = r.batch_id and b.started_at <= now() - interval '1 day';
    get diagnostics cleared = row_count;
    update ledgers_importbatch set state = 'cancelled', ended_at = now(), words = '{}'
    where state = 'pending' and started_at <= now() - interval '1 day';
    return cleared;
end $$;
grant execute on function clear_imports() to {keeper};

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

-- The one batch that who acts uploaded under this desk and has not decided upon, locked; refused otherwise.
create or replace function own_import(batch bigint) returns timestamptz
language plpgsql volatile set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    perform from ledgers_importbatch b
    where b.id = batch and b.desk_id = me.desk and b.staff_id = me.staff and b.state = 'pending'
      and b.started_at > me.at - interval '1 day' for update;
    if not found or not coalesce(acting_is_manager(), false) then
        perform refuse('この取り込みは、もう終わっているか、ほかの人のものです。画面を開き直してください。');
    end if;
    return me.at;
end $$;

create or replace function map_import(batch bigint, told_columns jsonb, told_words jsonb) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
    perform own_import(batch);
    update ledgers_importbatch set columns = told_columns, words = told_words where id = batch;
end $$;

-- One ledger after the other for a desk: two at once could both miss what the other takes in.
create or replace function hold_import(batch bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
    perform pg_advisory_xact_lock(hashtext('ledgers_import'), hashtext((select desk::text from acting())));
    perform own_import(batch);
end $$;

create or replace function end_import(batch bigint, wanted text, count_taken integer, count_known integer) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    instant timestamptz := own_import(batch);
begin
    delete from ledgers_pendingrow where batch_id = batch;
    update ledgers_importbatch set state = wanted, ended_at = instant, taken = count_taken, known = count_known,
        words = case when wanted = 'taken' then words else '{}' end
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
    hold_import(bigint), end_import(bigint, text, integer, integer), date_file(bigint, timestamptz) to {app};
