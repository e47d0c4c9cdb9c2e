"""The lexicon as a draft and versions with their whole content; searches for new words."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_content(apps, schema_editor):
    """The newest version was read with the active rows: from now on it holds them itself."""
    newest = apps.get_model("sentiment", "LexVersion").objects.order_by("-number").first()
    if newest is None:
        return
    terms = apps.get_model("sentiment", "LexTerm").objects.filter(active=True)
    combos = apps.get_model("sentiment", "LexCombo").objects.filter(active=True)
    newest.content = {
        "terms": [
            {
                "group": row.group,
                "term": row.term,
                "weight": row.weight,
                "kind": row.kind,
                "lines": [],
                "channels": [],
                "valid_from": None,
                "valid_to": None,
            }
            for row in terms.order_by("group", "-weight", "term")
        ],
        "combos": [
            {"code": row.code, "name": row.name, **row.rule} for row in combos.order_by("code")
        ],
    }
    newest.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ('sentiment', '0002_public_reading'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Discovery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(verbose_name='window in days')),
                ('status', models.CharField(choices=[('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='running', max_length=7, verbose_name='status')),
                ('done_steps', models.PositiveSmallIntegerField(default=0, verbose_name='steps done')),
                ('total_steps', models.PositiveSmallIntegerField(default=1, verbose_name='steps')),
                ('texts', models.PositiveIntegerField(default=0, verbose_name='texts in the window')),
                ('read_texts', models.PositiveIntegerField(default=0, verbose_name='texts looked at')),
                ('found', models.PositiveIntegerField(default=0, verbose_name='words found')),
                ('error', models.TextField(blank=True, verbose_name='error')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
            ],
            options={
                'verbose_name': 'search for new words',
                'verbose_name_plural': 'searches for new words',
            },
        ),
        migrations.CreateModel(
            name='NewWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=12, unique=True, verbose_name='word')),
                ('state', models.CharField(choices=[('open', 'open'), ('added', 'in the draft'), ('dismissed', 'dismissed')], default='open', max_length=9, verbose_name='state')),
                ('count', models.PositiveIntegerField(verbose_name='times')),
                ('texts', models.PositiveIntegerField(verbose_name='texts with it')),
                ('before', models.PositiveIntegerField(default=0, verbose_name='texts in the window before')),
                ('cohesion', models.FloatField(verbose_name='cohesion in nats')),
                ('left', models.FloatField(verbose_name='entropy to the left in nats')),
                ('right', models.FloatField(verbose_name='entropy to the right in nats')),
                ('score', models.FloatField(verbose_name='score')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
            ],
            options={
                'verbose_name': 'new word',
                'verbose_name_plural': 'new words',
                'ordering': ['-score', 'word'],
            },
        ),
        migrations.AddField(
            model_name='lexcombo',
            name='changed_at',
            field=models.DateTimeField(auto_now=True, verbose_name='changed at'),
        ),
        migrations.AddField(
            model_name='lexcombo',
            name='changed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='changed by'),
        ),
        migrations.AddField(
            model_name='lexterm',
            name='changed_at',
            field=models.DateTimeField(auto_now=True, verbose_name='changed at'),
        ),
        migrations.AddField(
            model_name='lexterm',
            name='changed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='changed by'),
        ),
        migrations.AddField(
            model_name='lexterm',
            name='channels',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None, verbose_name='channel groups'),
        ),
        migrations.AddField(
            model_name='lexterm',
            name='lines',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), blank=True, default=list, size=None, verbose_name='business lines'),
        ),
        migrations.AddField(
            model_name='lexterm',
            name='valid_from',
            field=models.DateField(blank=True, null=True, verbose_name='valid from'),
        ),
        migrations.AddField(
            model_name='lexterm',
            name='valid_to',
            field=models.DateField(blank=True, null=True, verbose_name='valid to'),
        ),
        migrations.AddField(
            model_name='lexversion',
            name='content',
            field=models.JSONField(null=True, verbose_name='content'),
        ),
        migrations.AddField(
            model_name='lexversion',
            name='gate',
            field=models.JSONField(default=dict, verbose_name='result of the gate'),
        ),
        migrations.AddField(
            model_name='lexversion',
            name='released_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='released by'),
        ),
        migrations.AddField(
            model_name='lexversion',
            name='restores',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='sentiment.lexversion', verbose_name='restores'),
        ),
        migrations.AddConstraint(
            model_name='lexterm',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='a_term_ends_after_it_begins'),
        ),
        migrations.AddField(
            model_name='discovery',
            name='started_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='started by'),
        ),
        migrations.AddField(
            model_name='newword',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='newword',
            name='discovery',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='sentiment.discovery'),
        ),
        migrations.AddConstraint(
            model_name='discovery',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'running')), fields=('status',), name='one_search_for_words_at_once'),
        ),
        migrations.RunPython(keep_content, migrations.RunPython.noop),
    ]
