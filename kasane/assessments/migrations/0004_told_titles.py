from django.db import migrations

# What is published is kept as it was by a trigger; its name is told to it once, before anybody renames the form.
TELL_TITLES = """
alter table assessments_formversion disable trigger user;
update assessments_formversion v set title = f.title from assessments_form f where f.id = v.form_id and v.title = '';
alter table assessments_formversion enable trigger user;
update assessments_assessment a set form_title = v.title
    from assessments_formversion v where v.id = a.version_id and a.form_title = '';
"""


class Migration(migrations.Migration):

    dependencies = [('assessments', '0003_form_ends')]

    operations = [migrations.RunSQL(TELL_TITLES, migrations.RunSQL.noop)]
