import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from planning.models import immutable

TABLES = ("planning_baseline", "planning_baselinescope", "planning_signoff")


def install_triggers(apps, schema_editor):
    immutable.install(schema_editor.connection, (*TABLES, "planning_change"))


def lift_triggers(apps, schema_editor):
    immutable.lift(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(max_length=32)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("text", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.AlterField(
            model_name="change",
            name="action",
            field=models.CharField(
                choices=[
                    ("create", "create"),
                    ("update", "update"),
                    ("delete", "delete"),
                    ("link", "link"),
                    ("unlink", "unlink"),
                    ("plan", "plan"),
                    ("baseline", "baseline"),
                    ("sign_off", "sign_off"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Baseline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(blank=True, default="", max_length=500)),
                ("statement", models.TextField(blank=True, default="")),
                ("person", models.CharField(max_length=32)),
                ("asked_at", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("revision", models.PositiveIntegerField()),
                ("change", models.PositiveIntegerField()),
                ("format", models.PositiveIntegerField()),
                ("rule_set", models.PositiveIntegerField()),
                ("content", models.TextField()),
                ("findings", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="baselines",
                        to="planning.plan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BaselineScope",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=40)),
                ("definition", models.TextField()),
                ("projection", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "baseline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scopes",
                        to="planning.baseline",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=40)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "baseline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="planning.baseline",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="planning.comment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SeenMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=40)),
                ("code", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.plan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("scope", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=40)),
                ("deputy", models.BooleanField(default=False)),
                ("person", models.CharField(max_length=32)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("signed", "signed"),
                            ("changes_requested", "changes_requested"),
                            ("not_applicable", "not_applicable"),
                            ("withdrawn", "withdrawn"),
                            ("accepted", "accepted"),
                        ],
                        max_length=20,
                    ),
                ),
                ("statement", models.TextField(blank=True, default="")),
                ("decided_at", models.CharField(max_length=40)),
                ("method", models.CharField(blank=True, default="", max_length=40)),
                ("scope_digest", models.CharField(max_length=64)),
                ("stated", models.TextField(blank=True, default="")),
                ("digest", models.CharField(max_length=64)),
                (
                    "baseline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="planning.baseline",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_offs",
                        to="planning.plan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(blank=True, default="", max_length=80)),
                ("field", models.CharField(blank=True, default="", max_length=60)),
                ("blocks", models.CharField(blank=True, default="", max_length=40)),
                ("person", models.CharField(max_length=32)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("resolved_by", models.CharField(blank=True, default="", max_length=32)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "baseline",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="planning.baseline",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="planning.plan",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="comment",
            name="thread",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="planning.thread",
            ),
        ),
        migrations.AddConstraint(
            model_name="baseline",
            constraint=models.UniqueConstraint(
                fields=("plan", "number"), name="baseline_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="baselinescope",
            constraint=models.UniqueConstraint(
                fields=("baseline", "scope"), name="baseline_scope_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="look",
            constraint=models.UniqueConstraint(
                fields=("baseline", "scope", "person"), name="looked_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("comment", "person"), name="mentioned_once"),
        ),
        migrations.AddConstraint(
            model_name="seenmark",
            constraint=models.UniqueConstraint(
                fields=("plan", "scope", "person", "code"), name="seen_mark_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                fields=("plan", "number"), name="sign_off_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["plan", "code"], name="threads_of_element"),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.UniqueConstraint(
                fields=("plan", "number"), name="thread_number_once"
            ),
        ),
        migrations.RunPython(install_triggers, lift_triggers),
    ]
