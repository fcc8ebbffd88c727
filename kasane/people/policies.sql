alter table people_person enable row level security;
drop policy if exists known on people_person;
create policy known on people_person for select using (
    exists (select from people_identity i where i.person_id = people_person.id));
drop policy if exists begun on people_person;
create policy begun on people_person for insert
    with check ((select acting_staff()) is not null and same_as_id is null);
grant select, insert on people_person to {app};

select wall_record('people_identity', array['doors', 'laid_open_at', 'concerns', 'name', 'kana', 'called',
    'birth_on', 'about_age', 'sex', 'address', 'phone', 'edition', 'is_address_apart'], {app_text});
select wall_record('people_protectedaddress', array['valid_to', 'renewed_on', 'ended_on'], {app_text});

-- One human being as the merges so far have it: every person that points to the same one.
create or replace function same_persons(of_person bigint) returns bigint[]
language sql stable security definer set search_path from current as $$
    with recursive
        up as (
            select p.id, p.same_as_id from people_person p where p.id = of_person
            union select p.id, p.same_as_id from people_person p join up on p.id = up.same_as_id),
        family as (
            select id from up
            union select p.id from people_person p join family f on p.same_as_id = f.id)
    select array_agg(id order by id) from family
$$;

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
create or replace function set_addresses_apart(of_person bigint) returns integer
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    begun record;
    moved integer;
begin
    select * into me from acting();
    select a.* into begun from people_protectedaddress a
    where a.person_id = any (same_persons(of_person)) and a.ended_on is null and may_write_in(a.home_id)
    order by a.written_at desc limit 1;
    if not found then
        perform refuse('支援措置の記録が見つかりません。');
    end if;
    insert into people_protectedaddress (id, case_id, home_id, doors, information_class, concerns, written_by,
        written_at, person_id, address, phone, places, hidden_from, valid_from, valid_to)
    select new_id(), i.case_id, i.home_id, '{}', 'protected_address', array[i.person_id], me.staff, me.at,
           i.person_id, i.address, i.phone, '', begun.hidden_from, begun.valid_from, begun.valid_to
    from people_identity i
    where i.person_id = any (same_persons(of_person)) and (i.address <> '' or i.phone <> '')
      and not exists (select from people_protectedaddress a
                      where a.home_id = i.home_id and a.person_id = i.person_id and a.ended_on is null
                        and a.address = i.address and a.phone = i.phone);
    update search_searchentry e
    set grams = ts_delete(e.grams, array(select lexeme from unnest(e.grams) where lexeme ~ '^[0-9]+$'))
    from people_identity i
    where i.person_id = any (same_persons(of_person)) and e.record_id = i.id;
    update people_identity set address = '', phone = '', is_address_apart = true, edition = edition + 1
    where person_id = any (same_persons(of_person)) and (address <> '' or phone <> '' or not is_address_apart);
    get diagnostics moved = row_count;
    return moved;
end $$;

grant execute on function set_addresses_apart(bigint) to {app};

select wall_record('people_membership', array['doors', 'laid_open_at', 'concerns', 'position', 'co_residents'],
    {app_text});
select wall_record('people_kinship', array['doors', 'laid_open_at', 'concerns', 'relation'], {app_text});
