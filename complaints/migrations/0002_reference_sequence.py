"""Reference numbers come from a sequence; with the day in front they repeat after a million a day."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE complaints_reference_seq MINVALUE 1 MAXVALUE 999999 CYCLE CACHE 1",
            "DROP SEQUENCE complaints_reference_seq",
        )
    ]
