"""A tie concerns both it ties, whatever is ticked when it is laid open."""

from django.db import migrations

BOUND = (
    ("people_kinship", "kinship_concerns_both", "array[person_id, other_id]"),
    ("people_bond", "bond_concerns_both", "array[person_id, other_id]"),
    ("people_representative", "representative_concerns_both", "array[person_id, coalesce(by_person_id, person_id)]"),
    ("people_outsidetie", "outside_tie_concerns_its_person", "array[person_id]"),
    ("people_death", "death_concerns_its_person", "array[person_id]"),
)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_family")]

    operations = [
        migrations.RunSQL(
            f"alter table {table} add constraint {name} check (concerns @> {persons})",
            f"alter table {table} drop constraint {name}",
        )
        for table, name, persons in BOUND
    ]
