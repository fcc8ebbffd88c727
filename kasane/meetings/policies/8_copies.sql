-- Numbered copies: who received which is known to the convening desk alone, who keeps them.
alter table meetings_packetcopy enable row level security;
drop policy if exists kept on meetings_packetcopy;
create policy kept on meetings_packetcopy for select using (convenes(sitting_id));
drop policy if exists printed on meetings_packetcopy;
create policy printed on meetings_packetcopy for insert with check (
    convenes(sitting_id) and printed_by = (select acting_staff()) and state = 'printed'
    and exists (select from meetings_agendaitem i
                where i.id = item_id and i.sitting_id = meetings_packetcopy.sitting_id));
grant select, insert on meetings_packetcopy to {app};

alter table meetings_copymove enable row level security;
drop policy if exists followed on meetings_copymove;
create policy followed on meetings_copymove for select using (
    exists (select from meetings_packetcopy c where c.id = meetings_copymove.copy_id));
grant select on meetings_copymove to {app};

-- Where a copy may go, as the database holds it; a test holds it equal to the rule's table (M-7).
create or replace function copy_moves() returns table (state text, move text, next_state text)
language sql immutable set search_path from current as $$
    values ('printed', 'hand_out', 'handed_out'),
           ('printed', 'destroy', 'destroyed'),
           ('printed', 'miss', 'missing'),
           ('handed_out', 'collect', 'collected'),
           ('handed_out', 'destroy', 'destroyed'),
           ('handed_out', 'miss', 'missing'),
           ('collected', 'destroy', 'destroyed'),
           ('collected', 'miss', 'missing'),
           ('missing', 'collect', 'collected')
$$;

-- The only way a copy moves: its state and the row that says who and when are one.
create or replace function move_copy(of_copy bigint, wanted text, new_move bigint) returns text
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    held record;
    arrived text;
begin
    select * into me from acting();
    select * into held from meetings_packetcopy where id = of_copy for update;
    if not found or not convenes(held.sitting_id) then
        perform refuse('写しが見つかりません。');
    end if;
    select t.next_state into arrived from copy_moves() t where t.state = held.state and t.move = wanted;
    if arrived is null then
        perform refuse('写しのいまの状態では、この記録はできません。');
    end if;
    insert into meetings_copymove (id, copy_id, move, state_after, made_by, made_at)
    values (new_move, of_copy, wanted, arrived, me.staff, me.at);
    update meetings_packetcopy set state = arrived where id = of_copy;
    return arrived;
end $$;

grant execute on function copy_moves(), move_copy(bigint, text, bigint) to {app};
