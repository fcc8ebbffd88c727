select wall_record('support_plans_planpart', array['doors', 'laid_open_at'], {app_text});
select wall_record('support_plans_partversion', array['doors', 'laid_open_at'], {app_text});
select wall_record('support_plans_monitoring', array['doors', 'laid_open_at', 'concerns'], {app_text});
select wall_record('support_plans_followup', array['doors', 'laid_open_at', 'done_at', 'result'], {app_text});

-- A state change is read like any record, and stored by nobody but the function that carries out a decision.
select wall_record('support_plans_partstatechange', array[]::text[], {app_text});
drop policy written on support_plans_partstatechange;
revoke insert on support_plans_partstatechange from {app};
