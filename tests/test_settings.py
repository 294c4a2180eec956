"""The settings, each time in a process of its own with the environment given."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.conftest import ROOT

PRODUCTION = {
    "SECRET_KEY": "k3y-with-more-than-fifty-characters-and-many-different-ones",
    "ALLOWED_HOSTS": "plan.example.org",
}


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    inherited = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "planning.settings",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
    )


def read(*names: str, **environment: str) -> list:
    """The named settings, by value, under the environment."""
    code = (
        "import json, sys; from planning import settings; "
        "print(json.dumps([getattr(settings, name) for name in sys.argv[1:]], default=str))"
    )
    result = python("-c", code, *names, **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def refusal(**environment: str) -> str:
    result = python("-c", "import planning.settings", **environment)
    assert result.returncode != 0
    return result.stderr.strip().splitlines()[-1]


def test_a_bare_environment_is_safe():
    assert read("DEBUG", "DEMO", "ALLOWED_HOSTS", "HTTPS_ONLY", SECRET_KEY="k") == [
        False,
        False,
        [],
        True,
    ]


def test_where_no_secret_key_can_be_kept_nothing_starts(tmp_path):
    (tmp_path / "file").write_text("")
    code = (
        "from pathlib import Path; from planning import settings; import os; "
        "os.environ.pop('SECRET_KEY'); "
        f"settings.secret_key(Path({str(tmp_path / 'file' / 'secret_key')!r}))"
    )
    assert "Set SECRET_KEY" in python("-c", code, SECRET_KEY="k").stderr


def test_a_secret_key_is_made_once_and_kept(tmp_path):
    code = (
        "from pathlib import Path; from planning.settings import kept_secret; "
        f"path = Path({str(tmp_path)!r}) / 'var' / 'key'; "
        "print(kept_secret(path) == kept_secret(path), oct(path.stat().st_mode)[-3:],"
        " len(path.read_text()) > 50)"
    )

    assert python("-c", code, SECRET_KEY="k").stdout.split() == ["True", "600", "True"]


def test_demo_needs_debug():
    assert read("DEMO", SECRET_KEY="k", DEMO="1") == [False]
    assert read("DEMO", SECRET_KEY="k", DEBUG="1") == [True]
    assert read("DEMO", SECRET_KEY="k", DEBUG="1", DEMO="0") == [False]


MAIL = ("EMAIL_BACKEND", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")


@pytest.mark.parametrize(
    ("said", "backend", "rest"),
    [
        ({}, "console", [587, True, False]),
        ({"EMAIL_HOST": "mail.example.org"}, "smtp", [587, True, False]),
        ({"EMAIL_HOST": "m", "EMAIL_USE_SSL": "1"}, "smtp", [465, False, True]),
        ({"EMAIL_HOST": "m", "EMAIL_USE_TLS": "0"}, "smtp", [25, False, False]),
        ({"EMAIL_HOST": "m", "EMAIL_PORT": "2525"}, "smtp", [2525, True, False]),
    ],
    ids=str,
)
def test_letters_are_sent_once_a_server_is_named(said, backend, rest):
    path = f"django.core.mail.backends.{backend}.EmailBackend"
    assert read(*MAIL, SECRET_KEY="k", **said) == [path, *rest]


def test_one_way_to_encrypt_letters_is_enough():
    both = {"EMAIL_USE_TLS": "1", "EMAIL_USE_SSL": "1"}
    assert "not both" in refusal(SECRET_KEY="k", **both)


def test_a_server_of_letters_that_does_not_answer_is_not_waited_for_long():
    names = ("EMAIL_TIMEOUT", "DEFAULT_FROM_EMAIL")
    said = {"DEFAULT_FROM_EMAIL": "plan@example.org"}
    assert read(*names, SECRET_KEY="k", **said) == [10, "plan@example.org"]


@pytest.mark.parametrize("switch", ["DEBUG", "HTTPS_ONLY", "EMAIL_USE_TLS"])
def test_a_misspelt_switch_is_refused(switch):
    assert f"{switch} is 'ture'; use 1 or 0" in refusal(SECRET_KEY="k", **{switch: "ture"})


def test_a_misspelt_number_is_refused():
    assert "HSTS_SECONDS is '1h'" in refusal(SECRET_KEY="k", HSTS_SECONDS="1h")


def test_lists_are_separated_by_commas():
    hosts = {"ALLOWED_HOSTS": "a.example, b.example,"}

    assert read("ALLOWED_HOSTS", SECRET_KEY="k", **hosts) == [["a.example", "b.example"]]


def test_sqlite_is_the_default_and_takes_writers_in_turn():
    [databases] = read("DATABASES", SECRET_KEY="k")

    default = databases["default"]
    assert default["ENGINE"] == "planning.sqlite"
    assert default["NAME"].endswith("/var/groundplan.sqlite3")
    assert default["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "ATOMIC_REQUESTS" not in default


def test_postgresql_works_by_its_address_alone():
    url = "postgresql://ann:s%40fe@db:5433/plans?sslmode=require"

    default = read("DATABASES", SECRET_KEY="k", DATABASE_URL=url)[0]["default"]

    assert default["ENGINE"] == "django.db.backends.postgresql"
    assert [default[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "ann",
        "s@fe",
        "db",
        5433,
        "plans",
    ]
    assert default["OPTIONS"]["sslmode"] == "require"
    assert default["OPTIONS"]["pool"]


def test_other_databases_are_refused():
    url = "mysql://db/plans"

    assert "DATABASE_URL must begin" in refusal(SECRET_KEY="k", DATABASE_URL=url)


def test_without_tls_neither_cookies_nor_redirects_ask_for_it():
    names = (
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
    )

    assert read(*names, HTTPS_ONLY="0", **PRODUCTION) == [False, False, False, 0]


def test_the_content_security_policy_allows_nothing_inline(client):
    policy = client.get("/no-such-page/").headers["Content-Security-Policy"]

    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize(
    "path",
    [
        "bootstrap/bootstrap.min.css",
        "bootstrap/bootstrap.bundle.min.js",
        "htmx/htmx.min.js",
        "htmx-ext-sse/sse.min.js",
    ],
)
def test_vendored_files_are_served(client, path):
    response = client.get(f"/static/vendor/{path}")

    assert response.status_code == 200
    assert b"sourceMappingURL" not in response.getvalue()


def test_every_vendored_folder_carries_its_licence_and_a_row():
    vendor = ROOT / "static" / "vendor"
    folders = [path for path in vendor.iterdir() if path.is_dir()]

    table = (vendor / "README.md").read_text()
    assert [f.name for f in folders if not (f / "LICENSE").is_file()] == []
    assert [f.name for f in folders if f"| `{f.name}/` |" not in table] == []


def test_static_files_collect_under_hashed_names(tmp_path):
    code = (
        "import django; from django.conf import settings; "
        f"settings.STATIC_ROOT = {str(tmp_path)!r}; django.setup(); "
        "from django.core.management import call_command; "
        "call_command('collectstatic', interactive=False, verbosity=0)"
    )

    result = python("-c", code, **PRODUCTION)

    assert result.returncode == 0, result.stderr
    assert list(tmp_path.glob("vendor/htmx/htmx.min.*.js.gz"))


def test_uploads_are_limited():
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 12 * 1024 * 1024
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 60_000
