"""A certificate is given to who passed, can be checked without the house, and runs out."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pypdf
import pytest
from django.urls import reverse

from clew.ground.accounts.models import Member
from clew.recognise.training import certificates
from clew.recognise.training.courses import Course, courses
from clew.recognise.training.models import Certificate, Sitting, Stage
from clew.recognise.training.printing import printed
from clew.recognise.training.signing import Said, checked, public_key, signed
from clew.rules.sources.faults import WrongInput
from tests.cast import TODAY, Cast, signed_in
from tests.recognise.training.test_learning import answer_all, begun, read_all

pytestmark = pytest.mark.django_db
PRIVATE = bytes(range(32))
SAID = Said(
    name="Ada Made-Up",
    course="Recognise, version 1.0",
    passed_on=date(2026, 1, 2),
    until_on=date(2027, 1, 2),
    issued_by="Lantern House",
    number="K-7K3M2Q-X",
    key=public_key(PRIVATE),
)
LINES = signed(SAID, by=PRIVATE)


@pytest.fixture
def course() -> Course:
    return courses()["recognise"]


def passed(actor: Member, course: Course) -> Sitting:
    answer_all(begun(actor, course), course, well=True)
    read_all(actor, course)
    after = begun(actor, course, Stage.AFTER)
    answer_all(after, course, well=True)
    after.refresh_from_db()
    return after


def test_the_lines_say_what_was_signed_and_a_changed_one_is_refused() -> None:
    assert checked(LINES) == SAID
    assert checked(f"\n  {LINES.replace(chr(10), '  ' + chr(10))}") == SAID
    for was, now in (
        ("Ada", "Eve"),
        ("2027-01-02", "2037-01-02"),
        ("K-7", "K-8"),
        ("name:", "nome:"),
    ):
        with pytest.raises(WrongInput):
            checked(LINES.replace(was, now))


def test_another_houses_key_is_refused_where_a_key_is_given() -> None:
    other = public_key(bytes(32))
    assert checked(LINES, key=SAID.key.upper()) == SAID
    with pytest.raises(WrongInput, match="another house"):
        checked(LINES, key=other)
    forged = signed(replace(SAID, key=other), by=bytes(32))
    assert checked(forged).key == other  # whose key it is, is told and compared by its words
    with pytest.raises(WrongInput):
        checked(forged, key=SAID.key)


@pytest.mark.parametrize("text", ["", "CLEW CERTIFICATE 1", "x" * 5_000, LINES + LINES])
def test_what_is_no_certificate_is_named(text: str) -> None:
    with pytest.raises(WrongInput):
        checked(text)


def test_only_who_passed_after_the_lessons_gets_one_and_one_only(
    cast: Cast, course: Course
) -> None:
    before = begun(cast.advocate_a, course)
    answer_all(before, course, well=True)
    before.refresh_from_db()
    with pytest.raises(certificates.NotPassed):
        certificates.issue(actor=cast.advocate_a, course=course, sitting=before)
    read_all(cast.advocate_a, course)
    after = begun(cast.advocate_a, course, Stage.AFTER)
    answer_all(after, course, well=True)
    after.refresh_from_db()
    given = certificates.issue(actor=cast.advocate_a, course=course, sitting=after)
    again = certificates.issue(actor=cast.advocate_a, course=course, sitting=after)
    assert given == again
    assert given.until_on > TODAY + timedelta(days=360)


def test_who_sees_signs_everywhere_gets_none(cast: Cast, course: Course) -> None:
    answer_all(begun(cast.advocate_a, course), course, well=False)
    read_all(cast.advocate_a, course)
    after = begun(cast.advocate_a, course, Stage.AFTER)
    answer_all(after, course, well=False)
    after.refresh_from_db()
    with pytest.raises(certificates.NotPassed):
        certificates.issue(actor=cast.advocate_a, course=course, sitting=after)
    address = reverse("training:certify", args=[after.id])
    assert signed_in(cast.advocate_a).post(address).status_code == 404


def test_the_paper_is_accessible_and_holds_lines_that_check(cast: Cast, course: Course) -> None:
    sitting = passed(cast.advocate_a, course)
    learner = signed_in(cast.advocate_a)
    moved = learner.post(reverse("training:certify", args=[sitting.id]))
    paper = learner.get(moved["Location"])
    assert paper["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert Certificate.objects.get().number in str(told["dc:title"])
    lines = certificates.lines_of(Certificate.objects.get(), course)
    said = checked(lines, key=certificates.house_key())
    assert said.name == cast.advocate_a.shown_name
    assert str(len(course.forms)) + " of" not in lines


def test_a_name_in_any_letters_gets_its_paper_and_the_square_keeps_it() -> None:
    named = replace(SAID, name="ሰላም Test")
    made = printed(named, signed(named, by=PRIVATE))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert "‹selam› Test" in text
    assert "The square holds the lines as they were signed" in " ".join(text.split())
    plain = pypdf.PdfReader(io.BytesIO(printed(SAID, LINES))).pages[0].extract_text()
    assert "The square holds" not in plain  # red control: said only where it is so


def test_nobody_takes_the_certificate_of_another(cast: Cast, course: Course) -> None:
    sitting = passed(cast.advocate_a, course)
    given = certificates.issue(actor=cast.advocate_a, course=course, sitting=sitting)
    address = reverse("training:certificate", args=[given.id])
    assert signed_in(cast.advocate_a).get(address).status_code == 200  # control
    for other in (cast.advocate_b, cast.case_lead, cast.trainer):
        assert signed_in(other).get(address).status_code == 404
        certify = reverse("training:certify", args=[sitting.id])
        assert signed_in(other).post(certify).status_code == 404


def command(*words: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "clew", "certificate", *words],
        input=lines, capture_output=True, text=True, check=False, env=os.environ | {"TZ": "UTC"},
    )  # fmt: skip


def test_the_command_checks_without_a_house(tmp_path: Path) -> None:
    runs = signed(replace(SAID, until_on=date(2999, 1, 1)), by=PRIVATE)
    file = tmp_path / "lines.txt"
    file.write_text(runs)
    good = command(str(file), "--key", SAID.key, "--json")
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["runs"] is True
    past = replace(SAID, passed_on=date(2020, 1, 1), until_on=date(2021, 1, 1))
    assert command("-", lines=signed(past, by=PRIVATE)).returncode == 1  # it has run out
    bad = command("-", lines=LINES.replace("Ada", "Eve"))
    assert bad.returncode == 2
    assert "Eve" not in bad.stderr + bad.stdout
    assert command("-", "--key", "12", lines=LINES).returncode == 2
    assert command(str(tmp_path / "none")).returncode == 2
