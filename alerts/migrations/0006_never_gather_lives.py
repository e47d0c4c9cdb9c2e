from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tell_each(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Words of self-harm are told one by one, however many (docs/decisions/0014)."""
    apps.get_model("alerts", "AlertRule").objects.filter(pk="A15").update(gather_from=None)


class Migration(migrations.Migration):
    dependencies = [("alerts", "0005_floods")]

    operations = [migrations.RunPython(tell_each, migrations.RunPython.noop)]
