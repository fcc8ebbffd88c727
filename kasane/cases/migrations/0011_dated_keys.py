from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_issues_without_holder'),
        ('rooms', '0002_keys_in_order'),
    ]

    operations = [
        migrations.RunSQL(
            'update rooms_grant g set case_opened_at = c.opened_at from cases_case c where c.id = g.opens_case',
            migrations.RunSQL.noop,
        ),
    ]
