"""Signing: whatever is changed in a signed manifest is found, and nothing that is held up as a
signature raises anything but what it says."""

import base64
import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from hypothesis import given
from hypothesis import strategies as st

from planning.exports.bundle import bundle
from planning.exports.signing import (
    NoKey,
    Unproved,
    check,
    fingerprint,
    new_key,
    public_pem,
    signed,
    unsigned,
)
from planning.exports.verify import verify
from planning.plan.canonical import digest
from tests.plan.artifacts.plans import IN_REVIEW, ON, SMALL

KEY, OTHER = new_key(), new_key()
PUBLIC = public_pem(KEY)
UNSIGNED = bundle(SMALL, ON, IN_REVIEW).files
SIGNED = bundle(SMALL, ON, IN_REVIEW, key=KEY).files
MANIFEST = SIGNED["manifest.json"]
BLOCK = json.loads(MANIFEST)["signature"]


def with_manifest(text: str | bytes) -> dict[str, bytes]:
    files = {name: content.encode() for name, content in SIGNED.items()}
    return {**files, "manifest.json": text if isinstance(text, bytes) else text.encode()}


def holding(signature: object) -> str:
    """The manifest with something else in the place of its signature."""
    said = json.loads(MANIFEST) | {"signature": signature}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def resigned(text: str, key: bytes) -> str:
    return signed(unsigned(text), key)


def test_only_the_manifest_and_its_digest_in_the_log_are_other_than_unsigned() -> None:
    plain, sealed = bundle(SMALL, ON, IN_REVIEW), bundle(SMALL, ON, IN_REVIEW, key=KEY)
    differing = [n for n, text in sealed.files.items() if text != plain.files[n]]
    one, other = (digest(b.files["manifest.json"]) for b in (plain, sealed))
    assert differing == ["manifest.json"]
    assert sealed.log_entry == plain.log_entry.replace(one, other) != plain.log_entry


def test_the_same_key_gives_the_same_bytes() -> None:
    assert bundle(SMALL, ON, IN_REVIEW, key=KEY).files == SIGNED


def test_the_signature_states_the_key() -> None:
    raw = load_pem_private_key(KEY, None).public_key().public_bytes_raw()  # type: ignore[union-attr]
    assert list(BLOCK) == ["algorithm", "key", "public_key", "value"]
    assert BLOCK["algorithm"] == "Ed25519"
    assert BLOCK["key"] == fingerprint(PUBLIC) == sha256(raw).hexdigest()
    assert base64.b64decode(BLOCK["public_key"]) == raw


def test_with_the_signature_taken_out_the_text_is_as_it_was_signed() -> None:
    assert unsigned(MANIFEST) == UNSIGNED["manifest.json"] != MANIFEST
    assert unsigned(UNSIGNED["manifest.json"]) == UNSIGNED["manifest.json"]


def test_the_signature_is_one_over_the_unsigned_bytes() -> None:
    private = load_pem_private_key(KEY, None)
    assert isinstance(private, Ed25519PrivateKey)
    made = private.sign(UNSIGNED["manifest.json"].encode())
    assert base64.b64decode(BLOCK["value"]) == made


def test_what_is_signed_already_is_not_signed_again() -> None:
    with pytest.raises(ValueError, match="no signature yet"):
        signed(MANIFEST, KEY)


@pytest.mark.parametrize("public", [None, PUBLIC])
def test_a_signed_export_holds(public: str | None) -> None:
    found = verify(with_manifest(MANIFEST), public)
    assert found.holds
    assert any(f"signed with key {fingerprint(PUBLIC)}" in remark for remark in found.remarks)
    assert check(MANIFEST, public) == fingerprint(PUBLIC)


def test_a_remark_says_that_nobody_signed_the_files() -> None:
    found = verify(with_manifest(UNSIGNED["manifest.json"]))
    assert found.holds
    assert "the manifest is not signed" in found.remarks[-1]


def test_without_the_key_a_remark_says_what_would_check_it() -> None:
    assert verify(with_manifest(MANIFEST)).remarks[-1].endswith("; --key checks it")
    assert "--key" not in verify(with_manifest(MANIFEST), PUBLIC).remarks[-1]


def test_an_unsigned_export_holds_unless_a_key_is_asked_for() -> None:
    files = with_manifest(UNSIGNED["manifest.json"])
    assert verify(files).holds
    (difference,) = verify(files, PUBLIC).differences
    assert (difference.file, difference.what) == ("manifest.json", "is not signed")


@pytest.mark.parametrize("public", [None, PUBLIC])
def test_every_changed_byte_is_found(public: str | None) -> None:
    """A loop over the bytes, since a test for each would be some thousands of them."""
    content = MANIFEST.encode()
    missed = [place for place in range(len(content)) if not found_at(content, place, public)]
    assert missed == []


def found_at(content: bytes, place: int, public: str | None) -> bool:
    """Whether a bit that is turned there, so that the text stays ASCII, is found."""
    other = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    try:
        check(other.decode(), public)
    except (Unproved, UnicodeDecodeError):
        return True
    return False


@given(st.integers(0, 2**31), st.binary(max_size=3))
def test_whatever_is_put_somewhere_is_found(place: int, put: bytes) -> None:
    content = MANIFEST.encode()
    place %= len(content) + 1
    other = content[:place] + put + content[place + len(put) :]
    assert verify(with_manifest(other), PUBLIC).holds == (other == content)


def test_a_manifest_that_another_key_signed_is_found() -> None:
    forged = resigned(MANIFEST, OTHER)
    assert verify(with_manifest(forged)).holds
    (difference,) = verify(with_manifest(forged), PUBLIC).differences
    assert difference.what == f"is signed with another key, {fingerprint(public_pem(OTHER))}"


def test_a_changed_manifest_is_found_without_a_key() -> None:
    found = verify(with_manifest(MANIFEST.replace('"in_review"', '"not_asked"')))
    assert found.differences[0].what == "does not match its signature"


def test_a_signature_tells_of_a_manifest_of_another_edition_too() -> None:
    newer = MANIFEST.replace('"rule_set": ', '"rule_set": 9')
    whole = resigned(newer, KEY)
    assert (
        verify(with_manifest(newer), PUBLIC).differences[0].what == "does not match its signature"
    )
    assert verify(with_manifest(whole), PUBLIC).differences == ()


MALFORMED: list[object] = [
    False,
    0,
    "",
    "Ed25519",
    [],
    [BLOCK],
    {},
    {**BLOCK, "more": ""},
    {**BLOCK, "value": {**BLOCK}},
    {key: BLOCK[key] for key in reversed(BLOCK)},
    *[{k: v for k, v in BLOCK.items() if k != missing} for missing in BLOCK],
    *[BLOCK | {key: other} for key in BLOCK for other in (None, 1, "", "é", "\ud800", "=" * 88)],
    BLOCK | {"algorithm": "none"},
    BLOCK | {"algorithm": "ed25519"},
    BLOCK | {"key": "0" * 64},
    BLOCK | {"key": BLOCK["key"].upper()},
    BLOCK | {"public_key": encoded(bytes(32))},
    BLOCK | {"public_key": encoded(b"\xff" * 32), "key": sha256(b"\xff" * 32).hexdigest()},
    BLOCK | {"public_key": encoded(bytes(31))},
    BLOCK | {"public_key": BLOCK["public_key"].rstrip("=")},
    BLOCK | {"value": encoded(bytes(64))},
    BLOCK | {"value": encoded(b"\xff" * 64)},
    BLOCK | {"value": encoded(bytes(63))},
    BLOCK | {"value": encoded(bytes(65))},
    BLOCK | {"value": BLOCK["value"].rstrip("=")},
    BLOCK | {"value": BLOCK["value"] + "\n"},
]


@pytest.mark.parametrize("public", [None, PUBLIC])
@pytest.mark.parametrize("signature", MALFORMED)
def test_what_is_no_signature_is_a_difference(signature: object, public: str | None) -> None:
    text = holding(signature).encode("utf-8", "surrogatepass")
    found = verify(with_manifest(text), public)
    assert found.differences[0].file == "manifest.json"
    assert not found.holds


@pytest.mark.parametrize(("name", "bits"), [("public_key", 2), ("value", 4)])
def test_bits_that_base64_leaves_over_are_not_free(name: str, bits: int) -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    body = BLOCK[name].rstrip("=")
    other = body[:-1] + alphabet[alphabet.index(body[-1]) + 2**bits - 1]
    text = MANIFEST.replace(BLOCK[name], BLOCK[name].replace(body, other))
    assert base64.b64decode(json.loads(text)["signature"][name]) == base64.b64decode(BLOCK[name])
    with pytest.raises(Unproved, match="no signature of ours"):
        check(text, PUBLIC)


def test_the_signature_of_another_manifest_does_not_match() -> None:
    other = json.loads(signed(UNSIGNED["manifest.json"].replace("{", "{ ", 1), KEY))["signature"]
    with pytest.raises(Unproved, match="does not match"):
        check(holding(other), PUBLIC)


@pytest.mark.parametrize(
    "key",
    [
        b"",
        b"\xff",
        b"key",
        PUBLIC.encode(),
        KEY[:-40],
        Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
        ),
        generate_private_key(SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ),
    ],
    ids=["none", "bytes", "word", "public", "cut", "password", "another kind"],
)
def test_what_is_no_private_key_signs_nothing(key: bytes) -> None:
    with pytest.raises(NoKey, match="private key"):
        bundle(SMALL, ON, key=key)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "é",
        KEY.decode(),
        PUBLIC[:-40],
        generate_private_key(SECP256R1())
        .public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        .decode(),
    ],
    ids=["none", "letter", "private", "cut", "another kind"],
)
def test_what_is_no_public_key_checks_nothing(key: str) -> None:
    with pytest.raises(NoKey, match="public key"):
        verify(with_manifest(MANIFEST), key)
