from django.conf import settings
from django.db import migrations

from kasane.attachments.actions import sealed

TOKEN = b"gAAAAA"


def encrypt(apps, schema_editor):
    """Papers of an installation from before papers were encrypted; what is encrypted already stays."""
    papers = apps.get_model("attachments", "Attachment").objects
    for number in list(papers.values_list("id", flat=True)):
        content = bytes(papers.values_list("content", flat=True).get(pk=number))
        if not content.startswith(TOKEN):
            papers.filter(pk=number).update(content=sealed(content, settings.FIELD_KEYS))


class Migration(migrations.Migration):
    dependencies = [("attachments", "0002_of_record")]
    operations = [migrations.RunPython(encrypt, migrations.RunPython.noop)]
