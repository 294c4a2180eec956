"""An Ed25519 signature over a manifest, in the place where it says ``"signature": null``.

The signed bytes are those with null in that place: with the signature taken out, the text that was
signed is there again. Keys are PEM; one key and one text give the same bytes every time.
"""

import base64
import hashlib
import json
import re

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

_UNSIGNED = '\n  "signature": null\n}\n'
# Base64 leaves bits over in its last character: the last classes hold those that leave them at 0.
_SIGNED = re.compile(
    r'\n  "signature": \{\n'
    r'    "algorithm": "Ed25519",\n'
    r'    "key": "(?P<key>[0-9a-f]{64})",\n'
    r'    "public_key": "(?P<public>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)",\n'
    r'    "value": "(?P<value>[A-Za-z0-9+/]{85}[AQgw]==)"\n'
    r"  \}\n\}\n\Z"
)


class NoKey(ValueError):
    """What was given is no Ed25519 key in PEM; the message says which was wanted."""


class Unproved(ValueError):
    """The signature of a manifest does not prove it; the message goes on after its name."""


def new_key() -> bytes:
    """A private key, in PEM (PKCS 8, not encrypted)."""
    made = Ed25519PrivateKey.generate()
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_pem(key: bytes) -> str:
    """The public half of a private key, in PEM. Raises ``NoKey``."""
    public = _private(key).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def fingerprint(public: str) -> str:
    """What a public key goes by: SHA-256 of its 32 raw bytes, hexadecimal. Raises ``NoKey``."""
    return _fingerprint(_raw(public))


def signed(manifest: str, key: bytes) -> str:
    """The unsigned manifest with its signature by a private key. Raises ``NoKey``."""
    if not manifest.endswith(_UNSIGNED):
        raise ValueError("only a manifest that ends with no signature yet can be signed")
    private = _private(key)
    raw = private.public_key().public_bytes_raw()
    signature = {
        "algorithm": "Ed25519",
        "key": _fingerprint(raw),
        "public_key": base64.b64encode(raw).decode(),
        "value": base64.b64encode(private.sign(manifest.encode())).decode(),
    }
    end = json.dumps({"signature": signature}, indent=2).removeprefix("{") + "\n"
    return manifest.removesuffix(_UNSIGNED) + end


def unsigned(manifest: str) -> str:
    """The text that was signed; any other text as it is."""
    return _SIGNED.sub(_UNSIGNED, manifest)


def check(manifest: str, public: str | None = None) -> str:
    """The fingerprint of the key that signed the manifest, which has to be ``public``, in PEM.

    Without one the key is taken that the manifest holds: whoever changed the manifest may have
    signed it anew. Raises ``Unproved``, and ``NoKey`` where ``public`` is none.
    """
    wanted = None if public is None else _raw(public)
    held = _SIGNED.search(manifest)
    if not held:
        unproved = "is not signed" if manifest.endswith(_UNSIGNED) else "holds no signature of ours"
        raise Unproved(unproved)
    raw = base64.b64decode(held["public"])
    if _fingerprint(raw) != held["key"]:
        raise Unproved("holds another key than it says it is signed with")
    if wanted not in (None, raw):
        raise Unproved(f"is signed with another key, {held['key']}")
    try:
        signature = base64.b64decode(held["value"])
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, unsigned(manifest).encode())
    except InvalidSignature:
        raise Unproved("does not match its signature") from None
    return held["key"]


def _private(pem: bytes) -> Ed25519PrivateKey:
    wanted = "no Ed25519 private key in PEM without a password"
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NoKey(wanted) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NoKey(wanted)
    return key


def _raw(pem: str) -> bytes:
    wanted = "no Ed25519 public key in PEM"
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise NoKey(wanted) from None
    if not isinstance(key, Ed25519PublicKey):
        raise NoKey(wanted)
    return key.public_bytes_raw()


def _fingerprint(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
