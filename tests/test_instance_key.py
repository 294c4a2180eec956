"""The instance's key: made once and kept, or given by the environment."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.core.exceptions import ImproperlyConfigured

from planning.exports.signing import new_key, public_pem
from planning.instance_key import public_key, signing_key
from planning.kept import kept_secret
from tests.test_settings import PRODUCTION, python


@pytest.fixture
def place(settings, tmp_path):
    """Where the key is kept of an instance that is given none."""
    settings.SIGNING_KEY = ""
    settings.SIGNING_KEY_FILE = tmp_path / "var" / "keys" / "signing_key.pem"
    return settings.SIGNING_KEY_FILE


def test_it_is_made_once_and_kept_from_others(place):
    assert signing_key() == signing_key() == place.read_bytes()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert public_key() == public_pem(place.read_bytes())
    assert list(place.parent.iterdir()) == [place]


def test_it_is_the_same_after_a_restart(place):
    made = signing_key()
    code = (
        "import django; from pathlib import Path; from django.conf import settings; "
        f"settings.SIGNING_KEY_FILE = Path({str(place)!r}); "
        "from planning.instance_key import signing_key; print(signing_key().decode(), end='')"
    )
    assert python("-c", code, **PRODUCTION).stdout.encode() == made


def test_of_two_that_start_at_once_one_makes_it(place):
    both = Barrier(8)

    def meanwhile(number):
        """Makes one when all the others have seen that there is none."""
        both.wait(timeout=10)
        return f"key of {number}"

    with ThreadPoolExecutor(8) as starts:
        found = starts.map(lambda n: kept_secret(place, lambda: meanwhile(n)), range(8))
        (kept,) = set(found)
    assert place.read_text() == kept
    assert list(place.parent.iterdir()) == [place]


def test_where_none_can_be_kept_it_is_said_what_to_set(place):
    place.parent.parent.write_text("a file where the folder should be")
    with pytest.raises(ImproperlyConfigured, match="Set SIGNING_KEY"):
        signing_key()


def test_what_was_kept_and_is_no_key_is_named(place):
    place.parent.mkdir(parents=True)
    place.write_text("")
    with pytest.raises(ImproperlyConfigured, match=r"signing_key\.pem holds no Ed25519 private"):
        signing_key()


@pytest.mark.parametrize("line_end", ["\n", "\\n"])
def test_it_is_given_as_text(place, settings, line_end):
    key = new_key()
    settings.SIGNING_KEY = key.decode().strip().replace("\n", line_end)
    assert public_key() == public_pem(key)
    assert not place.exists()


def test_it_is_given_as_a_file(place, settings, tmp_path):
    key = new_key()
    (tmp_path / "given.pem").write_bytes(key)
    settings.SIGNING_KEY = str(tmp_path / "given.pem")
    assert signing_key() == key
    assert not place.exists()


@pytest.mark.parametrize("said", ["no-such-file", "-----BEGIN nothing", "MC4CAQAwBQYDK2VwBC" * 500])
def test_one_that_is_none_is_refused_and_not_repeated(place, settings, said):
    settings.SIGNING_KEY = said
    with pytest.raises(ImproperlyConfigured, match="SIGNING_KEY") as refused:
        signing_key()
    assert said not in str(refused.value)
    assert not place.exists()


def test_the_environment_gives_it():
    code = "from planning import settings; print(settings.SIGNING_KEY)"
    result = python("-c", code, SIGNING_KEY=" path/of/key.pem ", **PRODUCTION)
    assert result.stdout == "path/of/key.pem\n"


def test_a_server_without_one_does_not_start(tmp_path):
    missing = str(Path(tmp_path / "none.pem"))
    result = python("-c", "import planning.asgi", SIGNING_KEY=missing, **PRODUCTION)
    assert "SIGNING_KEY is neither" in result.stderr


def test_a_command_that_signs_nothing_needs_none(tmp_path):
    result = python(
        "manage.py", "check_plan", "--list-rules", SIGNING_KEY=str(tmp_path / "none"), **PRODUCTION
    )
    assert result.returncode == 0, result.stderr
