-- An item is decided or carried over once and not both, and taken up again once; a test holds the table equal to the
-- rule's (P-3).
create or replace function item_moves() returns table (state text, move text, next_state text)
language sql immutable set search_path from current as $$
    values ('to_do', 'write', 'begun'), ('to_do', 'decide', 'decided'), ('to_do', 'defer', 'deferred'),
           ('begun', 'write', 'begun'), ('begun', 'decide', 'decided'), ('begun', 'defer', 'deferred'),
           ('decided', 'write', 'decided'),
           ('deferred', 'write', 'deferred'), ('deferred', 'resume', 'resumed'),
           ('resumed', 'write', 'resumed')
$$;

-- `besides`: a decision just being written, which is not counted.
create or replace function item_state(of_item bigint, besides bigint default null) returns text
language sql stable set search_path from current as $$
    select case when i.resumed_in_id is not null then 'resumed'
                when i.deferred_why <> '' then 'deferred'
                when exists (select from meetings_decision d where d.item_id = i.id and d.id is distinct from besides)
                  or exists (select from meetings_supportpolicy p where p.item_id = i.id and p.id is distinct from besides)
                    then 'decided'
                when exists (select from meetings_contribution c where c.item_id = i.id) then 'begun'
                else 'to_do' end
    from meetings_agendaitem i where i.id = of_item
$$;

create or replace function keep_item_state() returns trigger
language plpgsql security definer set search_path from current as $$
declare
    old_row jsonb := to_jsonb(old);
    made_move text := case when tg_table_name <> 'meetings_agendaitem' then 'decide'
                           when (old_row ->> 'deferred_why') <> (to_jsonb(new) ->> 'deferred_why') then 'defer'
                           when (old_row ->> 'resumed_in_id') is distinct from (to_jsonb(new) ->> 'resumed_in_id')
                           then 'resume' end;
    of_item bigint := case when made_move = 'decide' then (to_jsonb(new) ->> 'item_id')::bigint else new.id end;
    standing text;
begin
    if made_move is not null then
        perform pg_advisory_xact_lock(of_item);
        standing := item_state(of_item, case when made_move = 'decide' then new.id end);
        if not exists (select from item_moves() m where m.state = standing and m.move = made_move) then
            perform refuse('この議題は、もう決定しているか、次回に持ち越しています（実施計画 3-1(3)）。');
        end if;
    end if;
    return new;
end $$;
drop trigger if exists keep_item_state on meetings_agendaitem;
create trigger keep_item_state before update of deferred_why, resumed_in_id on meetings_agendaitem
    for each row execute function keep_item_state();
drop trigger if exists keep_item_state on meetings_decision;
create trigger keep_item_state after insert on meetings_decision for each row execute function keep_item_state();
drop trigger if exists keep_item_state on meetings_supportpolicy;
create trigger keep_item_state after insert on meetings_supportpolicy
    for each row execute function keep_item_state();
