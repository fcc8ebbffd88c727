select wall_record('attachments_attachment', array['doors', 'laid_open_at', 'concerns'], {app_text});
