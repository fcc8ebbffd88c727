select wall_record('prints_printedpaper', array[]::text[], {app_text});
