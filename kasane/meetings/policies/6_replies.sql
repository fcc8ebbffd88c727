-- Whether somebody comes, they and the convening desk know; each of them writes it in their own name.
alter table meetings_seatreply enable row level security;
drop policy if exists replied on meetings_seatreply;
create policy replied on meetings_seatreply for select using (
    exists (select from meetings_participant p where p.id = meetings_seatreply.participant_id));
drop policy if exists answered on meetings_seatreply;
create policy answered on meetings_seatreply for insert with check (
    told_by = (select acting_staff())
    and exists (select from meetings_participant p where p.id = meetings_seatreply.participant_id
                and p.withdrawn_at is null and (p.staff_id = (select acting_staff()) or convenes(p.sitting_id))));
grant select, insert on meetings_seatreply to {app};

-- An opinion lies with its item. Whoever may write there takes one in that came on paper; everybody else hands in
-- their own by the function below, which is all a key that only reads lets them write.
select wall_record('meetings_writtenopinion', array[]::text[], {app_text});

create or replace function hand_in_opinion(new_opinion bigint, of_item bigint, words text) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    held record;
begin
    select * into me from acting();
    select i.*, p.desk_id as for_desk into held
    from meetings_agendaitem i
    join meetings_sitting s on s.id = i.sitting_id and s.state = 'invited'
    join meetings_participant p on p.sitting_id = s.id and p.staff_id = me.staff and p.withdrawn_at is null
    join meetings_pledge g on g.participant_id = p.id
    where i.id = of_item
      and not exists (select from meetings_itemleave l where l.item_id = i.id and l.participant_id = p.id)
      and (holds_live_key(i.home_id, i.information_class)
           or (i.doors <> '{}' and not exists (
               select from unnest(i.doors) as d(door) where not holds_live_key(d.door, i.information_class))));
    if not found or btrim(words) = '' then
        perform refuse('この議題に、書面の意見は出せません。誓約した出席者が、開会の前まで出せます。');
    end if;
    insert into meetings_writtenopinion (id, case_id, home_id, doors, information_class, concerns, written_by, written_at,
        laid_open_at, item_id, staff_id, desk_id, text)
    values (new_opinion, held.case_id, held.home_id, held.doors, held.information_class, held.concerns, me.staff, me.at,
        held.laid_open_at, of_item, me.staff, held.for_desk, words);
end $$;

-- Whether who acts holds a live key of a class to one room or door.
create or replace function holds_live_key(room bigint, of_class text) returns boolean
language sql stable security definer set search_path from current as $$
    select exists (
        select from acting() a
        join rooms_grant g on g.compartment_id = room and g.holder in (a.desk, a.staff) and of_class = any (g.classes)
        where g.valid_from <= a.at and (g.valid_to is null or g.valid_to > a.at)
          and (g.ended_at is null or g.ended_at > a.at))
$$;
grant execute on function hand_in_opinion(bigint, bigint, text) to {app};
