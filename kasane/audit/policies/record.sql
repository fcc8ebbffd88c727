-- Append-only by privilege: the application can neither read nor write the table, only tell the function.
alter table audit_auditrow enable row level security;
alter table audit_unsealed enable row level security;
alter table audit_seal enable row level security;
revoke all on audit_auditrow, audit_unsealed, audit_seal from {app}, {door};

create or replace function audit_record(of_kind text, what text, cases bigint[], records jsonb,
    compartments bigint[], detail jsonb) returns bigint
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    made bigint := new_id();
begin
    -- What cannot be recorded soon is not shown: a locked table refuses the page instead of holding it.
    perform set_config('lock_timeout', '3s', true);
    select * into me from acting();
    insert into audit_auditrow (id, at, sign_in, staff, desk, kind, what, cases, records, grants, detail)
    values (made, coalesce(me.at, now()), me.sign_in, me.staff, me.desk, of_kind, what, cases, records,
        coalesce((select array_agg(g.id order by g.id) from rooms_grant g
                  where g.compartment_id = any (compartments) and g.holder in (me.desk, me.staff)
                    and g.valid_from <= me.at and (g.valid_to is null or g.valid_to > me.at)
                    and (g.ended_at is null or g.ended_at > me.at)), '{}'), detail);
    insert into audit_unsealed (row_id) values (made);
    return made;
end $$;

grant execute on function audit_record(text, text, bigint[], jsonb, bigint[], jsonb) to {app};
grant execute on function audit_record(text, text, bigint[], jsonb, bigint[], jsonb) to {door};

-- The keeper reads rows and appends seals.
drop policy if exists kept on audit_auditrow;
create policy kept on audit_auditrow for select to {keeper} using (true);
drop policy if exists kept on audit_unsealed;
create policy kept on audit_unsealed for all to {keeper} using (true);
drop policy if exists kept on audit_seal;
create policy kept on audit_seal for all to {keeper} using (true) with check (true);
grant select on audit_auditrow to {keeper};
grant select, delete on audit_unsealed to {keeper};
grant select, insert on audit_seal to {keeper};

-- A view is recorded in a transaction of its own, which presents the same sign-in again.
create or replace function audit_view(presented text, of_kind text, what text, cases bigint[], records jsonb,
    compartments bigint[], detail jsonb) returns bigint
language plpgsql volatile security definer set search_path from current as $$
begin
    perform set_config('kasane.token', presented, true);
    return audit_record(of_kind, what, cases, records, compartments, detail);
end $$;
grant execute on function audit_view(text, text, text, bigint[], jsonb, bigint[], jsonb) to {app};
