-- Signs of life: numbers and instants for whoever watches over the installation; no row of anybody is in them.
alter table audit_signoflife enable row level security;
revoke all on audit_signoflife from {app}, {door}, {keeper};

-- The keeper says that it went round.
create or replace function tell_alive(who text) returns void
language sql volatile security definer set search_path from current as $$
    insert into audit_signoflife (name, at) values (who, now()) on conflict (name) do update set at = excluded.at
$$;
grant execute on function tell_alive(text) to {keeper};

-- That the database was taken back to an instant: why, and which heads kept outside it lead nowhere any more (0061).
create or replace function tell_recovery(detail jsonb) returns bigint
language sql volatile security definer set search_path from current as $$
    select audit_record('sign_in', 'recovered', '{}', '{}'::jsonb, '{}', detail)
$$;
grant execute on function tell_recovery(jsonb) to {keeper};

-- When the keeper last went round, when it last sealed, how many rows wait for a seal, and since when.
create or replace function signs_of_life() returns table (
    now_at timestamptz, keeper_at timestamptz, sealed_at timestamptz, unsealed bigint, unsealed_since timestamptz)
language sql stable security definer set search_path from current as $$
    select now(),
        (select s.at from audit_signoflife s where s.name = 'keeper'),
        (select s.sealed_at from audit_seal s order by s.number desc limit 1),
        (select count(*) from audit_unsealed),
        (select min(r.at) from audit_unsealed u join audit_auditrow r on r.id = u.row_id)
$$;
grant execute on function signs_of_life() to {app}, {keeper};

-- Which of the migrations that a program knows were not applied here; whoever asks learns no others.
create or replace function missing_migrations(known text[]) returns text[]
language sql stable security definer set search_path from current as $$
    select coalesce(array_agg(k order by k), '{}') from unnest(known) k
    where not exists (select from django_migrations m where m.app || '.' || m.name = k)
$$;
grant execute on function missing_migrations(text[]) to {app}, {keeper};
