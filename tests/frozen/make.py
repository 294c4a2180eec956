"""Writes ``format_1.sql``: a small database of a release that did not know some fields of today.

Run ``.venv/bin/python -m tests.frozen.make`` by hand, and only when a database of that release can
no longer be migrated because migrations were rewritten: the file stands for what people have. It
has people and pseudonyms of chance, so that it differs each time.

One plan is signed by architecture, security and backend; of another the owner accepted that there
is nothing for security to sign. The fields of ``TAKEN`` are in no column, definition, projection,
content or change.
"""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.frozen import DUMP, TAKEN

TABLES = ("planning_", "django_migrations", "sqlite_sequence")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scratch.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        os.environ["DATABASE_URL"] = f"sqlite:///{path}"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        with older():
            fill()
        connection.close()
        DUMP.write_text(dumped(path), encoding="utf-8")


@contextmanager
def older() -> Iterator[None]:
    """Definitions are written without the fields, and the sound plan says nothing in them."""
    from planning.plan import scopes
    from planning.plan.value import changed
    from tests import factory
    from tests.plan.sound import SOUND

    today = scopes.definition
    said = changed(SOUND, elements=[blank(each) for each in SOUND.elements])
    with (
        patch.object(scopes, "definition", lambda scope: without(today(scope))),
        patch.object(factory, "SOUND", said),
    ):
        yield


def without(definition: str) -> str:
    from planning.plan import canonical

    said = json.loads(definition)
    for kind, name in TAKEN:
        fields = said["kinds"].get(kind, {"fields": []})["fields"]
        if name in fields:
            fields.remove(name)
    return canonical.text(said)


def blank(element: Any) -> Any:
    said = {name: "" for kind, name in TAKEN if kind == element.element_kind}
    return replace(element, **said)


def fill() -> None:
    from planning import models
    from tests.factory import make_plan, make_sound_plan
    from tests.store.reviewing import accept, ask, decide, sign_all

    plan = make_sound_plan()
    sign_all(plan)
    empty = make_plan("Opening hours", project=plan.project, time_zone="Europe/Amsterdam")
    ask(empty, despite=True)
    decide(empty, "sam", "security", "not_applicable", statement="No data of people")
    accept(empty, "alice", "security", statement="Opening hours are public")
    models.User.objects.update(password="!")


def dumped(path: Path) -> str:
    """Tables, rows and triggers of ours as SQL, without the columns of what was not known."""
    with sqlite3.connect(path) as database:
        for kind, name in TAKEN:
            database.execute(f"ALTER TABLE planning_{kind.lower()} DROP COLUMN {name}")
        for (table,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            if not table.startswith(TABLES):
                database.execute(f"DROP TABLE {table}")
        database.commit()
        return "\n".join(database.iterdump()) + "\n"


if __name__ == "__main__":
    main()
