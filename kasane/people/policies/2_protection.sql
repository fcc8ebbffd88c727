select wall_record('people_protectedaddress', array['valid_to', 'renewed_on', 'ended_on'], {app_text});

-- Whether somebody is under 支援措置 on a day, whichever desk recorded it.
create or replace function is_protected(of_person bigint, day date) returns boolean
language sql stable security definer set search_path from current as $$
    select exists (select from people_protectedaddress a
                   where a.person_id = any (same_persons(of_person)) and a.valid_from <= day and a.valid_to >= day
                     and (a.ended_on is null or a.ended_on > day))
$$;

-- While somebody is protected no room takes their address or phone as part of who they are.
create or replace function keep_address_apart() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    if (new.address <> '' or new.phone <> '')
       and is_protected(new.person_id, day_in_japan(coalesce((select at from acting()), now()))) then
        perform refuse('支援措置の期間中です。住所と電話は、支援措置の欄にだけ記録できます。');
    end if;
    return new;
end $$;
drop trigger if exists keep_address_apart on people_identity;
create trigger keep_address_apart before insert or update of address, phone on people_identity
    for each row execute function keep_address_apart();

-- Moves every address of a person who is now protected into the protected records of the same rooms; each
-- desk keeps what it wrote itself, under the other class, and nothing of it is found any more.
create or replace function move_addresses_apart(of_person bigint, by_staff bigint, instant timestamptz)
returns integer language plpgsql volatile set search_path from current as $$
declare
    family bigint[] := same_persons(of_person);
    moved integer;
begin
    insert into people_protectedaddress (id, case_id, home_id, doors, information_class, concerns, written_by,
        written_at, person_id, address, phone, places, hidden_from, valid_from, valid_to)
    select new_id(), i.case_id, i.home_id, '{}', 'protected_address', array[i.person_id], by_staff, instant,
           i.person_id, i.address, i.phone, '', begun.hidden_from, begun.valid_from, begun.valid_to
    from people_identity i
    cross join lateral (
        select a.hidden_from, a.valid_from, a.valid_to from people_protectedaddress a
        where a.person_id = any (family) and a.ended_on is null order by a.written_at desc limit 1) begun
    where i.person_id = any (family) and (i.address <> '' or i.phone <> '')
      and not exists (select from people_protectedaddress a
                      where a.home_id = i.home_id and a.person_id = i.person_id and a.ended_on is null
                        and a.address = i.address and a.phone = i.phone);
    update search_searchentry e
    set grams = ts_delete(e.grams, array(select lexeme from unnest(e.grams) where lexeme ~ '^[0-9]+$'))
    from people_identity i
    where i.person_id = any (family) and e.record_id = i.id;
    update people_matchkey set phone = '', street = '', building = '' where person_id = any (family);
    update people_identity set address = '', phone = '', is_address_apart = true, edition = edition + 1
    where person_id = any (family) and (address <> '' or phone <> '' or not is_address_apart);
    get diagnostics moved = row_count;
    return moved;
end $$;

create or replace function set_addresses_apart(of_person bigint) returns integer
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    if not exists (select from people_protectedaddress a
                   where a.person_id = any (same_persons(of_person)) and a.ended_on is null
                     and may_write_in(a.home_id)) then
        perform refuse('支援措置の記録が見つかりません。');
    end if;
    return move_addresses_apart(of_person, me.staff, me.at);
end $$;

grant execute on function set_addresses_apart(bigint) to {app};
