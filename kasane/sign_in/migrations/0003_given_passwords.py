from django.db import migrations, models

# Until now nobody could choose a password of their own: whatever is stored was given by somebody else.
MARK = "update sign_in_account set has_given_password = true where not is_demo and password not like '!%'"


class Migration(migrations.Migration):
    dependencies = [("sign_in", "0002_counting")]
    operations = [
        migrations.AddField(
            model_name="account",
            name="has_given_password",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="account", name="given_password_until", field=models.DateTimeField(null=True)
        ),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
