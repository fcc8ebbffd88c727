select wall_record('support_plans_plan', array['doors', 'laid_open_at', 'concerns', 'aim', 'words', 'edition',
    'corrected_by'], {app_text});
select wall_record('support_plans_planpart', array['doors', 'laid_open_at'], {app_text});
select wall_record('support_plans_partversion', array['doors', 'laid_open_at', 'wish', 'agreement', 'disagreement',
    'policy', 'attention', 'period_from', 'period_to', 'monitoring_on', 'reason', 'edition', 'corrected_by'], {app_text});
select wall_record('support_plans_goal', array['doors', 'laid_open_at', 'text', 'measure', 'issues', 'sort_order',
    'is_dropped', 'edition', 'corrected_by'], {app_text});
select wall_record('support_plans_planaction', array['doors', 'laid_open_at', 'doer', 'desk_id', 'doer_name', 'what',
    'due_on', 'how_often', 'sort_order', 'is_dropped'], {app_text});
select wall_record('support_plans_goalnotset', array['doors', 'laid_open_at', 'reason', 'is_dropped'], {app_text});
select wall_record('support_plans_urgentstart', array['doors', 'laid_open_at'], {app_text});
select wall_record('support_plans_monitoring', array['doors', 'laid_open_at', 'concerns'], {app_text});
select wall_record('support_plans_evaluation', array['doors', 'laid_open_at'], {app_text});
select wall_record('support_plans_outcome', array['doors', 'laid_open_at'], {app_text});
select wall_record('support_plans_suspension', array['doors', 'laid_open_at', 'tried_again_at'], {app_text});
select wall_record('support_plans_followup', array['doors', 'laid_open_at', 'done_at', 'result', 'told_at'], {app_text});

-- A state change is read like any record, and stored by nobody but the function that carries out a decision.
select wall_record('support_plans_partstatechange', array[]::text[], {app_text});
drop policy written on support_plans_partstatechange;
revoke insert on support_plans_partstatechange from {app};
