-- The household and its ties over time: what ends is ended, what was a mistake is struck out, and neither is written over.
select wall_record('people_kinship', array['doors', 'laid_open_at', 'concerns', 'until', 'ended_why', 'struck_at', 'struck_why'],
    {app_text});
select wall_record('people_bond', array['doors', 'laid_open_at', 'concerns', 'until', 'ended_why', 'struck_at', 'struck_why'],
    {app_text});
select wall_record('people_outsidetie', array['doors', 'laid_open_at', 'concerns', 'until', 'ended_why', 'struck_at', 'struck_why'],
    {app_text});
select wall_record('people_pet', array['doors', 'laid_open_at', 'concerns', 'until', 'ended_why', 'struck_at', 'struck_why'],
    {app_text});
select wall_record('people_representative', array['doors', 'laid_open_at', 'concerns', 'until', 'ended_why', 'struck_at', 'struck_why'],
    {app_text});
select wall_record('people_membership', array['doors', 'laid_open_at', 'concerns', 'until', 'ended_why', 'struck_at', 'struck_why',
    'co_residents'], {app_text});
select wall_record('people_lifeevent', array['doors', 'laid_open_at', 'concerns', 'struck_at', 'struck_why'], {app_text});
select wall_record('people_death', array['doors', 'laid_open_at', 'concerns', 'struck_at', 'struck_why'], {app_text});

create or replace function keep_struck() returns trigger
language plpgsql security definer set search_path from current as $$
begin
    if old.struck_at is not null then
        perform refuse('この記録は、すでに取り消されています。画面を開き直して確かめてください。');
    end if;
    if coalesce(to_jsonb(old) ->> 'until', '') <> '' and to_jsonb(old) ->> 'until' <> to_jsonb(new) ->> 'until' then
        perform refuse('この記録は、すでに終わっています。まちがいは、取り消してから書き直してください。');
    end if;
    return new;
end $$;

do $$
declare
    kept text;
begin
    foreach kept in array array['people_kinship', 'people_bond', 'people_outsidetie', 'people_pet',
                                'people_representative', 'people_membership'] loop
        execute format('drop trigger if exists keep_struck on %I', kept);
        execute format('create trigger keep_struck before update of until, struck_at on %I
            for each row execute function keep_struck()', kept);
    end loop;
    foreach kept in array array['people_lifeevent', 'people_death'] loop
        execute format('drop trigger if exists keep_struck on %I', kept);
        execute format('create trigger keep_struck before update of struck_at on %I
            for each row execute function keep_struck()', kept);
    end loop;
end $$;
