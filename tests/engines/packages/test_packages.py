"""A package opens whole for whom it is for, or not at all and in one sentence."""

import io
import json
import tarfile
from datetime import date, timedelta

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.engines.packages import making, opening
from clew.engines.packages.fingerprints import as_words, fingerprint_words, same_words
from clew.engines.packages.manifest import MANIFEST, SIGNATURE, Malformed, read
from clew.engines.packages.opening import NotAPackage, NotAsItWasSent, open_package
from tests.engines.packages.made_up import (
    FACTS,
    HOUSE,
    HOUSE_KEY,
    LAST,
    OTHERS,
    PARTS,
    US,
    inside,
    package,
    sealed,
    signed_anew,
    with_member,
)

WHOLE = package()
MANY = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def refused(data: bytes, *, on: date = LAST, sent_by: str = "") -> str:
    """Return why a package is refused; one that opens is the test's failure."""
    with pytest.raises(NotAsItWasSent) as found:
        open_package(data, [US], on=on, sent_by=sent_by)
    return str(found.value)


def test_a_package_opens_with_what_was_put_in() -> None:
    opened = open_package(WHOLE, [OTHERS, US], on=LAST)
    assert opened.manifest.fields == (("identity", "full_name"), ("account", "said"))
    assert opened.manifest.consents == ("c-1",)
    assert opened.manifest.audit_head == FACTS.audit_head
    assert (opened.manifest.sender, opened.manifest.purpose) == ("Lantern House", "investigate")
    parts = json.loads(opened.files["parts.json"])
    assert [part["value"] for part in parts] == [part.value for part in PARTS]
    assert (
        "Use it only for: Investigation. Until 15 April 2026." in opened.files["parts.txt"].decode()
    )
    assert "Ana" not in repr(opened)


def test_the_readable_page_runs_nothing_and_asks_for_nothing() -> None:
    page = open_package(WHOLE, [US], on=LAST).files["parts.html"].decode()
    assert "&lt;b&gt;“Wait”&lt;/b&gt; &amp; see" in page
    for word in ("<b>", "<script", "http", "src="):
        assert word not in page


def test_any_age_program_opens_the_outer_layer_to_a_plain_tar() -> None:
    files = inside(WHOLE)
    assert set(files) == {MANIFEST, SIGNATURE, "parts.json", "parts.html", "parts.txt"}
    assert read(files[MANIFEST]).to_bytes() == files[MANIFEST]


def test_each_of_several_keys_opens_it_alone() -> None:
    keys = [str(US.to_public()), str(OTHERS.to_public())]
    data = making.make(PARTS, FACTS, signed_by=HOUSE, sealed_to=keys)
    for key in (US, OTHERS):
        assert open_package(data, [key], on=LAST).manifest.id == FACTS.id


def test_the_wrong_recipient_cannot_open_it() -> None:
    with pytest.raises(NotAsItWasSent, match="sealed to another key"):
        open_package(WHOLE, [OTHERS], on=LAST)


@MANY
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_one_byte_flipped_is_refused(place: int, by: int) -> None:
    spoilt = bytearray(WHOLE)
    spoilt[place] ^= by
    with pytest.raises((NotAPackage, NotAsItWasSent)):
        open_package(bytes(spoilt), [US], on=LAST)


@MANY
@given(st.integers(0, len(WHOLE) - 1))
def test_a_missing_end_is_refused(length: int) -> None:
    with pytest.raises((NotAPackage, NotAsItWasSent)):
        open_package(WHOLE[:length], [US], on=LAST)


@MANY
@given(st.binary(max_size=3_000))
def test_whatever_else_was_sealed_to_us_is_refused(plain: bytes) -> None:
    assert refused(sealed(plain)), "and the refusal says why"


@MANY
@given(st.integers(0, 20_000), st.integers(1, 255))
def test_a_changed_tar_is_refused_or_says_the_same(place: int, by: int) -> None:
    # Who holds our public key can seal anything to us: then only the signature is in the way.
    plain = bytearray(pyrage.decrypt(WHOLE, [US]))
    plain[place % len(plain)] ^= by
    try:
        opened = open_package(sealed(bytes(plain)), [US], on=LAST)
    except NotAsItWasSent:
        return
    assert opened.files == open_package(WHOLE, [US], on=LAST).files  # padding, a mode, a time


def test_the_day_after_its_last_it_is_over() -> None:
    assert open_package(WHOLE, [US], on=LAST)
    said = refused(WHOLE, on=LAST + timedelta(days=1))
    assert said.startswith("It was for until 15 April 2026, and that day is over")


def test_a_changed_part_is_not_the_one_that_was_signed() -> None:
    files = inside(WHOLE)
    spoilt = making.tarred(files | {"parts.txt": b"Pay them."})
    assert refused(sealed(spoilt)) == "Its parts.txt is not the one that was signed."


def test_a_changed_manifest_is_not_the_one_that_was_signed() -> None:
    files = inside(WHOLE)
    later = files[MANIFEST].replace(b"2026-04-15", b"2036-04-15")
    assert later != files[MANIFEST]
    spoilt = making.tarred(files | {MANIFEST: later})
    assert refused(sealed(spoilt)) == "Its manifest is not the one that was signed."


def test_another_house_that_signs_it_anew_is_found_by_the_sender_s_words() -> None:
    files, other = inside(WHOLE), bytes(32)
    forged = making.make(
        PARTS,
        FACTS.__class__(**{name: getattr(FACTS, name) for name in FACTS.__slots__} | {
            "audit_head": dict(FACTS.audit_head) | {"key": _public(other)},
        }),
        signed_by=other, sealed_to=[str(US.to_public())],
    )  # fmt: skip
    words = fingerprint_words(HOUSE_KEY)
    assert open_package(WHOLE, [US], on=LAST, sent_by=words.upper().replace("-", " "))
    assert refused(forged, sent_by=words) == "It is signed by another key than the one you named."
    # Signing the same manifest with another key, without saying so, is found without the words.
    assert refused(signed_anew(files, files[MANIFEST], other)).endswith("that was signed.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"clew-package/1"', b'"clew-package/2"'),
        (b'"receipt":"00', b'"receipt":"zz'),
        (b'"until_on":"2026-04-15"', b'"until_on":"soon"'),
        (b'"until_on":"2026-04-15"', b'"until_on":20260415'),
        (b'"files":{', b'"files":{"../../etc/passwd":"00",'),
        (b'"purpose":', b'"purpose":"support","purpose":'),
        (b'"consents":["c-1"]', b'"consents":"c-1"'),
        (b'"seq":3', b'"seq":[3]'),
    ],
)
def test_a_manifest_of_another_shape_is_refused_though_rightly_signed(
    before: bytes, after: bytes
) -> None:
    files = inside(WHOLE)
    manifest = files[MANIFEST].replace(before, after, 1)
    assert manifest != files[MANIFEST]
    said = refused(signed_anew(files, manifest))
    assert said.startswith("Its manifest cannot be used: ")
    assert "passwd" not in said


def test_a_way_of_handling_that_is_not_known_is_refused() -> None:
    files = inside(WHOLE)
    manifest = files[MANIFEST].replace(b"no-onward-sharing", b"publish-freely")
    assert "does not know" in refused(signed_anew(files, manifest))


def _member(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.size, made.linkname = kind, size, "/etc/passwd"
    return made


@pytest.mark.parametrize(
    "member",
    [
        _member("../parts.txt"),
        _member("/etc/passwd"),
        _member("more.txt"),
        _member("parts.txt"),  # a second one
        _member("parts.txt", tarfile.SYMTYPE),
        _member("link", tarfile.LNKTYPE),
        _member("pipe", tarfile.FIFOTYPE),
        _member("folder", tarfile.DIRTYPE),
    ],
    ids=lambda member: f"{member.name} {member.type!r}",
)
def test_a_member_that_does_not_belong_is_refused(member: tarfile.TarInfo) -> None:
    assert refused(with_member(member)) == "It holds a file that does not belong in a package."


def test_a_size_that_is_a_lie_is_refused_without_being_read() -> None:
    into = io.BytesIO()
    member = _member(MANIFEST, size=1 << 40)
    into.write(member.tobuf(tarfile.GNU_FORMAT))
    assert refused(sealed(into.getvalue())).startswith("It holds a file that claims to be larger")


def test_a_package_without_one_of_its_files_is_refused() -> None:
    files = inside(WHOLE)
    del files["parts.json"]
    assert refused(sealed(making.tarred(files))) == "A file of the package is missing."


def test_what_is_far_too_large_is_refused_before_it_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "LARGEST_BYTES", 100)
    monkeypatch.setattr(opening, "_OVERHEAD", 0)
    with pytest.raises(NotAPackage, match="larger than a package may be"):
        open_package(WHOLE, [US], on=LAST)
    monkeypatch.setattr(making, "LARGEST_BYTES", 100)
    with pytest.raises(making.TooLarge):
        package()


@pytest.mark.parametrize("keys", [[], ["age1nobody"], [""], ["ssh-ed25519 AAAA"]])
def test_nothing_is_sealed_to_a_key_that_is_none(keys: list[str]) -> None:
    with pytest.raises(making.NoKey):
        making.make(PARTS, FACTS, signed_by=HOUSE, sealed_to=keys)


@pytest.mark.parametrize("text", ["", "age1abc", "AGE-SECRET-KEY-1", "# only a remark\n"])
def test_an_identity_file_without_a_key_is_refused(text: str) -> None:
    with pytest.raises(NotAPackage):
        opening.identities(text)


def test_a_file_that_is_none_is_refused() -> None:
    with pytest.raises(NotAPackage, match="does not begin as an age file does"):
        open_package(b"PK\x03\x04", [US], on=LAST)


@given(st.binary(max_size=400))
def test_no_bytes_make_reading_a_manifest_fail_otherwise(data: bytes) -> None:
    with pytest.raises(Malformed):
        read(data)


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_two_keys_have_the_same_words_only_if_they_are_the_same(one: bytes, other: bytes) -> None:
    assert (as_words(one) == as_words(other)) == (one == other)
    spoken = as_words(one).upper().replace("-", ", ")
    assert same_words(spoken, as_words(one))
    assert len(as_words(one).split("-")) == 8


def test_the_words_are_those_of_the_proposal() -> None:
    # 127.0.0.1 and 63.84.220.193, from arXiv:0901.4016.
    assert as_words(bytes([127, 0, 0, 1])) == "lusab-babad"
    assert as_words(bytes([63, 84, 220, 193])) == "gutih-tugad"


def _public(private: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 -- this once
        Ed25519PrivateKey,
    )

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()
