select wall_record('consents_consent', array[]::text[], {app_text});

-- Keys to a person's door for every desk of the team whose agency lies inside that person's consent.
create or replace function issue_keys_of_consents(of_case bigint, instant timestamptz) returns void
language sql volatile set search_path from current as $$
    insert into rooms_grant (id, compartment_id, desk_id, opens_case, may_write, classes, sees_agencies, basis,
                             source_kind, source_id, valid_from, valid_to, ended_why)
    select new_id(), door.id, seat.desk_id, of_case, false, c.classes, c.agencies, 'consent', 'consent', c.id,
           greatest(instant, c.valid_from::timestamp at time zone 'Asia/Tokyo'), end_of_day(c.valid_to), ''
    from consents_consent c
    join rooms_compartment door
      on door.case_id = of_case and door.kind = 'consented' and door.person_id = c.person_id
    join cases_teammember seat
      on seat.case_id = of_case and seat.left_at is null and seat.agency_id = any (c.agencies)
    where c.case_id = of_case and c.answer = 'given' and c.ended_at is null
      and (c.valid_to is null or c.valid_to >= day_in_japan(instant))
      and 'sharing' = any (c.purposes)
      and not exists (
          select from rooms_grant g
          where g.compartment_id = door.id and g.desk_id = seat.desk_id and g.source_kind = 'consent'
            and g.source_id = c.id)
$$;

create or replace function issue_consent_keys(of_case bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
begin
    if holds_case(of_case) then
        perform issue_keys_of_consents(of_case, (select at from acting()));
    end if;
end $$;

-- Withdrawal: the consent and every key that came from it end together.
create or replace function withdraw_consent(consent bigint, why text) returns integer
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    given record;
begin
    select * into me from acting();
    select * into given from consents_consent
    where id = consent and answer = 'given' and ended_at is null for update;
    if not found or not (may_write_in(given.home_id) or coalesce(me.is_host, false) and holds_case(given.case_id)) then
        perform refuse('この同意は見つからないか、すでに終わっています。');
    end if;
    update consents_consent set ended_at = me.at, ended_why = why where id = consent;
    return end_keys('consent', consent, me.at, why);
end $$;

-- Death ends the person's consents in the case, and every key that came from them, with the record itself (C-1).
create or replace function end_consents_of_the_dead() returns trigger
language plpgsql security definer set search_path from current as $$
declare
    me record;
    given bigint;
begin
    select * into me from acting();
    for given in
        update consents_consent set ended_at = coalesce(me.at, now()), ended_why = '亡くなられた'
        where case_id = new.case_id and person_id = any (same_persons(new.person_id)) and answer = 'given'
          and ended_at is null
        returning id
    loop
        perform end_keys('consent', given, coalesce(me.at, now()), '亡くなられた');
    end loop;
    return null;
end $$;
drop trigger if exists end_consents_of_the_dead on people_death;
create trigger end_consents_of_the_dead after insert on people_death
    for each row execute function end_consents_of_the_dead();

-- Which keys a withdrawal will end: the holder's name, shown before it is done.
create or replace function keys_of_consent(consent bigint) returns table (holder_name text, since timestamptz)
language sql stable security definer set search_path from current as $$
    select coalesce(d.name, s.name)::text, g.valid_from
    from consents_consent c
    join rooms_grant g on g.source_kind = 'consent' and g.source_id = c.id and g.ended_at is null
    left join directory_desk d on d.id = g.desk_id
    left join directory_staff s on s.id = g.staff_id
    where c.id = consent
      and (may_write_in(c.home_id) or (select acting_is_host()) and holds_case(c.case_id))
    order by 1
$$;

-- What the consents of a case say, for whoever works in it: the gate of M-1 and of laying open reads this.
create or replace function consents_in_force(of_case bigint)
returns table (id bigint, person_id bigint, agencies bigint[], purposes text[], classes text[], valid_from date,
               valid_to date, ended_on date)
language sql stable security definer set search_path from current as $$
    select c.id, c.person_id, c.agencies, c.purposes::text[], c.classes::text[], c.valid_from, c.valid_to,
           day_in_japan(c.ended_at)
    from consents_consent c, acting() a
    where c.case_id = of_case and c.answer = 'given'
      and exists (
          select from rooms_grant g join rooms_compartment r on r.id = g.compartment_id and r.kind = 'desk'
          where g.opens_case = of_case and g.holder in (a.desk, a.staff)
            and g.valid_from <= a.at and (g.valid_to is null or g.valid_to > a.at)
            and (g.ended_at is null or g.ended_at > a.at))
$$;

grant execute on function issue_consent_keys(bigint), withdraw_consent(bigint, text), keys_of_consent(bigint),
    consents_in_force(bigint) to {app};
