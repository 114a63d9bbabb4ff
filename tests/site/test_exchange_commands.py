"""`clew import htcds` and `clew export htcds`, on a file alone and on a real house."""

import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.cast import CANARY, PASSWORD
from tests.site.calls import ROOT, Answer, assert_refused, call_process, environment
from tests.site.houses import serving

TABLE: Final = (
    "prs_FirstName;prs_SecondName;vic_TypeOfExploitation;con_Consent\n"
    f"Made;{CANARY};ForcedLabour;true\nOther;{CANARY};;\n"
)
ADA, TESS = "ada@clew.invalid", "tess@clew.invalid"
# Puts two members and a partner into a house nobody serves, and prints spare codes of each.
_SETTLE: Final = """
import json, sys
from clew.site.cli.houses import choose
here = choose(sys.argv[1])
from clew.site import house
with house.alone(here.folder):
    house.open_up(here)
    from clew.ground.accounts import spare_codes
    from clew.ground.accounts.models import Grant, Member, Organisation
    from clew.ground.accounts.roles import Role
    from clew.ground.audit.chain import House
    from clew.ground.audit.viewer import looking
    from clew.ground.audit.writing import changes
    with looking(House()), changes(actor=House(), purpose="support"):
        ours = Organisation.objects.get()
        Organisation.objects.create(name="Far Shore", kind="charity")
        told = {}
        wanted = {"ada@clew.invalid": Role.ADVOCATE, "tess@clew.invalid": Role.TRAINER}
        for address, role in wanted.items():
            who = Member.objects.create_user(
                address, sys.argv[2], shown_name=address[:3], organisation=ours)
            Grant.objects.create(member=who, role=role.value)
            told[address] = spare_codes.renew(who)
    print(json.dumps(told))
"""

# Lets everybody in the house agree that who they are may go to the partner.
_AGREE: Final = """
import sys
from clew.site.cli.houses import choose
here = choose(sys.argv[1])
from clew.site import house
with house.alone(here.folder):
    house.open_up(here)
    from clew.ground.accounts.at_the_terminal import today_for
    from clew.ground.accounts.models import Member, Organisation
    from clew.ground.audit.viewer import looking
    from clew.rules.consent.kinds import Kind, Purpose
    from clew.survivor.consent.actions import record
    from clew.survivor.people.queries import visible_to
    ada = Member.objects.get(email="ada@clew.invalid")
    with looking(ada):
        for person in visible_to(ada):
            record(actor=ada, person=person, kinds=[Kind.IDENTITY], purpose=Purpose.SUPPORT,
                   recipient=Organisation.objects.get(name="Far Shore"), from_on=today_for(ada))
"""


class Codes:
    """Spare codes of a house's members, each used once."""

    def __init__(self, found: dict[str, list[str]]) -> None:
        self._found = found

    def given(self, address: str, passphrase: str = PASSWORD) -> bytes:
        """Return what is piped in: a passphrase and the next code."""
        return f"{passphrase}\n{self._found[address].pop()}\n".encode()


@pytest.fixture(scope="module")
def settled(new_house: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Codes]:
    """Copy a new house, and let an advocate and a trainer work in it."""
    folder = tmp_path_factory.mktemp("exchange") / "house"
    shutil.copytree(new_house, folder)
    made = subprocess.run(
        [sys.executable, "-c", _SETTLE, str(folder), PASSWORD],
        check=True, capture_output=True, env=environment(), cwd=ROOT,
    )  # fmt: skip
    return folder, Codes(json.loads(made.stdout))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write a table of two made-up people."""
    file = tmp_path / "made-up.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_a_file_is_checked_without_a_house_and_told_without_a_name(table: Path) -> None:
    answer = call_process("import", "htcds", table, "--check")
    assert answer.code == 0
    assert "2 rows can be taken in. Nothing was." in answer.out
    assert "con_Consent has no counterpart here; kept as it stands in 1 row." in answer.out
    assert "not yet checked" in answer.out
    assert "separated by semicolons" in answer.err
    assert CANARY not in answer.out + answer.err
    told = json.loads(
        call_process("import", "htcds", "-", "--check", "--json", given=TABLE.encode()).out
    )
    assert (told["rows"], told["imported"]) == (2, [])
    assert told["crosswalk"]["state"] == "unverified"


def test_what_is_wrong_in_a_file_is_told_before_anybody_is_asked_who_they_are(
    tmp_path: Path,
) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(f"prs_FirstName,prs_Birthdate\nMade,soon\n{CANARY},2026-13-01\n", "utf-8")
    answer = call_process("import", "htcds", file)
    assert_refused(answer, "prs_Birthdate", "wanted a day as YYYY-MM-DD", faults=2)
    assert CANARY not in answer.err
    assert_refused(call_process("import", "htcds", tmp_path / "none.csv"), "no such file")


def test_records_come_in_in_the_name_of_who_showed_themselves_and_leave_on_a_yes_only(
    settled: tuple[Path, Codes], table: Path, tmp_path: Path
) -> None:
    house, codes = settled

    def call(*words: str | Path, given: bytes) -> Answer:
        return call_process(*words, "--data", house, given=given)

    wrong = call("import", "htcds", table, "--as", ADA, given=codes.given(ADA, "not hers at all"))
    assert_refused(wrong, "let nobody in")
    assert_refused(
        call("import", "htcds", table, "--as", "nobody@clew.invalid", given=b"x\ny\n"),
        "let nobody in",
    )
    assert_refused(
        call("import", "htcds", table, "--as", TESS, given=codes.given(TESS)), "Only advocates"
    )
    assert_refused(call("import", "htcds", table, given=b""), "--as")
    done = call("import", "htcds", table, "--as", ADA, given=codes.given(ADA))
    assert done.code == 0, done.err
    assert "2 rows taken in" in done.out
    assert CANARY not in done.out + done.err
    again = call("import", "htcds", table, "--as", ADA, given=codes.given(ADA))
    assert_refused(again, "a record that is here already", faults=2)
    out = tmp_path / "out.csv"
    wanted = ("export", "htcds", "--to", "Far Shore", "--purpose", "support", "--as", ADA)
    shown = call(*wanted, given=codes.given(ADA))
    assert shown.code == 0, shown.err
    assert "0 would be handed over" in shown.out
    assert "no consent today" in shown.out
    sent = call(*wanted, "--send", "-o", out, given=codes.given(ADA))
    assert sent.code == 1
    assert not out.exists()
    assert_refused(call(*wanted, "--send", given=b""), "both, or neither")
    assert_refused(
        call(*wanted, "--person", "QQQQQQ", given=codes.given(ADA)), "a code that opens no case"
    )
    subprocess.run(
        [sys.executable, "-c", _AGREE, str(house)], check=True, env=environment(), cwd=ROOT
    )
    left = call(*wanted, "--send", "-o", out, given=codes.given(ADA))
    assert left.code == 0, left.err
    assert "2 handed over" in left.out
    assert CANARY not in left.out + left.err
    heads, *rows = out.read_text("utf-8").splitlines()
    assert heads == "prs_FirstName,prs_SecondName"
    assert sorted(rows) == [f"Made,{CANARY}", f"Other,{CANARY}"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".*"))
    assert_refused(call(*wanted, "--send", "-o", out, given=b""), "one that is not there yet")
    verified = call_process("audit", "verify", "--deep", "--data", house)
    assert (verified.code, verified.err) == (0, "")


def test_a_house_that_is_served_takes_records_in_too(
    settled: tuple[Path, Codes], tmp_path: Path
) -> None:
    house, codes = settled
    file = tmp_path / "more.csv"
    file.write_text("prs_FirstName\nMade in a served house\n", encoding="utf-8")
    with serving("serve", "--data", house):
        answer = call_process(
            "import", "htcds", file, "--as", ADA, "--data", house, "--json",
            given=codes.given(ADA),
        )  # fmt: skip
    assert answer.code == 0, answer.err
    assert len(json.loads(answer.out)["imported"]) == 1
