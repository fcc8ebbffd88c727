-- What is asked for an item of an existing body: seen by the desk that asks and by 福祉総合相談担当, nobody else.
alter table meetings_designation enable row level security;
drop policy if exists asked on meetings_designation;
create policy asked on meetings_designation for select using (
    desk_id = (select acting_desk()) or (select acting_is_host()));
drop policy if exists put on meetings_designation;
create policy put on meetings_designation for insert with check (
    desk_id = (select acting_desk()) and asked_by = (select acting_staff()) and is_agreed is null
    and convenes(sitting_id)
    and exists (select from meetings_agendaitem i where i.id = item_id and i.sitting_id = meetings_designation.sitting_id));
grant select, insert on meetings_designation to {app};

-- 福祉総合相談担当 answers beforehand; only then do the keys to the packet open under 106条の6.
create or replace function designate(of_designation bigint, agreed boolean, because text) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    asked record;
begin
    select * into me from acting();
    select n.*, s.state into asked from meetings_designation n join meetings_sitting s on s.id = n.sitting_id
    where n.id = of_designation for update of n;
    if not found or not coalesce(me.is_host, false) then
        perform refuse('支援会議と位置付けるのは、福祉総合相談担当です（実施計画 3-1(2)6）。');
    end if;
    if asked.is_agreed is not null or asked.state not in ('planned', 'invited') then
        perform refuse('この議題の位置付けは、もう決まっているか、会議が始まっています。');
    end if;
    if not agreed and btrim(because) = '' then
        perform refuse('位置付けないわけを書いてください。');
    end if;
    if agreed and (
        not exists (select from meetings_participant p join directory_desk d on d.id = p.desk_id and d.is_host
                    where p.sitting_id = asked.sitting_id and p.withdrawn_at is null)
        or not exists (select from meetings_participant p join directory_desk d on d.id = p.desk_id and d.is_csw
                       where p.sitting_id = asked.sitting_id and p.withdrawn_at is null)) then
        perform refuse('支援会議にいつも出席する機関（福祉総合相談担当・CSW）が、出席者に入っていません。');
    end if;
    update meetings_designation
    set is_agreed = agreed, answered_by = me.staff, answered_at = me.at, reason = coalesce(because, '')
    where id = of_designation;
    if agreed then
        perform admit(asked.sitting_id);
    end if;
end $$;

-- Which agencies are called to a sitting about which 福祉総合相談担当 was asked; names of nobody.
create or replace function agencies_called(of_sitting bigint) returns bigint[]
language sql stable security definer set search_path from current as $$
    select coalesce(array_agg(distinct p.agency_id), '{}')
    from meetings_participant p
    where p.sitting_id = of_sitting and p.withdrawn_at is null and acting_is_host()
      and exists (select from meetings_designation n where n.sitting_id = of_sitting)
$$;
grant execute on function designate(bigint, boolean, text), agencies_called(bigint) to {app};
