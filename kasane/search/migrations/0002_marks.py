from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0001_initial'),
        ('rooms', '0002_keys_in_order'),
    ]

    operations = [
        migrations.RunSQL(
            """
            update search_searchentry e set grams = e.grams || array_to_tsvector(
                array(select '@' || r.desk_id from rooms_compartment r where r.id = e.home_id and r.kind = 'desk')
                || case when e.doors <> '{}' then array['@open'] else array[]::text[] end)
            """,
            migrations.RunSQL.noop,
        ),
    ]
