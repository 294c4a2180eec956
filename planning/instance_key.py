"""The key that this instance signs its exports with: given by SIGNING_KEY, else made and kept."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from planning.exports import signing
from planning.kept import kept_secret


def signing_key() -> bytes:
    """The private key in PEM; raises ``ImproperlyConfigured`` where there is none to be had."""
    key = _given(settings.SIGNING_KEY) if settings.SIGNING_KEY else _kept(settings.SIGNING_KEY_FILE)
    try:
        signing.public_pem(key)
    except signing.NoKey as error:
        place = "SIGNING_KEY" if settings.SIGNING_KEY else settings.SIGNING_KEY_FILE
        raise ImproperlyConfigured(f"{place} holds {error}") from None
    return key


def public_key() -> str:
    """Its public half in PEM, which checks what this instance has signed."""
    return signing.public_pem(signing_key())


def _given(said: str) -> bytes:
    """The key itself, on one line with ``\\n`` where an environment allows no other, or its file."""
    if said.startswith("-----BEGIN"):
        return said.replace("\\n", "\n").encode()
    try:
        return Path(said).read_bytes()
    except OSError as error:
        # The message leaves out the value, which may be a key that was pasted badly.
        raise ImproperlyConfigured(
            f"SIGNING_KEY is neither a key in PEM nor a file that can be read ({error.strerror})"
        ) from None


def _kept(path: Path) -> bytes:
    try:
        return kept_secret(path, _new).encode()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Set SIGNING_KEY: none can be kept in {path} ({error})"
        ) from None


def _new() -> str:
    return signing.new_key().decode()
