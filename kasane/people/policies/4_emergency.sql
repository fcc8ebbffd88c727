-- 緊急の閲覧: keys by name, for 72 hours, to the desk rooms that know a person who was named by name and
-- address. Never to a sealed room, never 税情報, informant or protected address; nobody under 支援措置 is found.
create or replace function begin_emergency(new_access bigint, of_letters text, of_sounds text, of_street text,
    of_danger text, why text) returns bigint[]
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    meant bigint[];
    known_in bigint[];
begin
    select a.*, d.is_resident_run, d.takes_consultations into me from acting() a join directory_desk d on d.id = a.desk;
    if me.desk is null or me.is_resident_run or not me.takes_consultations then
        perform refuse('この役割では、緊急の閲覧を使えません。');
    end if;
    select array_agg(distinct root_person(k.person_id)) into meant
    from people_matchkey k
    where k.street = of_street and of_street <> ''
      and (k.letters = of_letters and of_letters <> '' or k.sounds = of_sounds and of_sounds <> '')
      and not is_protected(k.person_id, day_in_japan(me.at));
    if cardinality(meant) is distinct from 1 then
        perform refuse('氏名と住所の合う方が一人に決まりません。氏名と住所を確かめてください。急ぐときは福祉総合相談担当か110番・119番へ。');
    end if;
    select array_agg(distinct i.case_id) into known_in
    from people_identity i join rooms_compartment r on r.id = i.home_id and r.kind = 'desk'
    where i.person_id = any (same_persons(meant[1]));
    insert into rooms_emergencyaccess (id, staff_id, desk_id, person_id, cases, danger, reason, began_at, ends_at,
                                       finding, review)
    values (new_access, me.staff, me.desk, meant[1], known_in, of_danger, why, me.at, me.at + interval '72 hours', '', '');
    insert into rooms_grant (id, compartment_id, staff_id, opens_case, may_write, classes, sees_agencies, basis,
                             source_kind, source_id, valid_from, valid_to, ended_why)
    select new_id(), r.id, me.staff, r.case_id, false, array['general', 'sensitive'],
           array(select distinct s.agency_id from cases_teammember s where s.case_id = r.case_id and s.left_at is null),
           'emergency', 'emergency', new_access, me.at, me.at + interval '72 hours', ''
    from (select distinct c.id, c.case_id from people_identity i
          join rooms_compartment c on c.id = i.home_id and c.kind = 'desk'
          where i.person_id = any (same_persons(meant[1]))) r;
    return known_in;
end $$;

-- The privacy officer's finding; one that was not justified ends what is left of its keys.
create or replace function review_emergency(access bigint, judged text, words text) returns integer
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
begin
    select * into me from acting();
    if acting_role() is distinct from 'privacy_officer' then
        perform refuse('緊急の閲覧を確かめるのは、個人情報担当です。');
    end if;
    update rooms_emergencyaccess
    set finding = judged, review = words, reviewed_by = me.staff, reviewed_at = me.at
    where id = access and finding = '' and staff_id <> me.staff;
    if not found then
        perform refuse('この緊急の閲覧は、すでに確かめられているか、ご自身のものです。');
    end if;
    return case when judged = 'unjustified' then end_keys('emergency', access, me.at, '個人情報担当の確認') else 0 end;
end $$;

grant execute on function begin_emergency(bigint, text, text, text, text, text),
    review_emergency(bigint, text, text) to {app};
