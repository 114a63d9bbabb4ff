"""A drill proves a backup in one command, changes nothing, and leaves nothing behind."""

import json
import secrets
import shutil
from pathlib import Path

from tests.site.backups import filled
from tests.site.backups.filled import SURNAME, Filled
from tests.site.calls import Answer
from tests.site.houses import contents


def assert_not_so(answer: Answer, *parts: str, code: int = 1) -> None:
    """Assert one whole sentence that names nobody."""
    assert (answer.code, len(answer.sentences)) == (code, 1), answer.err
    assert answer.err.strip().endswith(".")
    assert "Traceback" not in answer.err
    assert SURNAME not in answer.err
    for part in parts:
        assert part in answer.err


def test_a_drill_proves_everything_changes_nothing_and_leaves_nothing(made: Filled) -> None:
    before, backups = contents(made.folder), contents(made.backups)
    answer = made.drill()
    assert (answer.code, answer.err) == (0, "")
    assert "3 files" in answer.out
    events = filled.count(made.folder, "audit_event")
    assert f"The chain of events is whole to its head {events}:" in answer.out
    assert "Of 1 kinds of sealed rows 4 values were opened" in answer.out
    assert " seconds." in answer.out
    assert (contents(made.folder), contents(made.backups)) == (before, backups)
    assert list(made.folder.glob("drill-*")) == []


def test_a_drill_tells_machines_how_long_each_step_took(made: Filled) -> None:
    told = json.loads(made.drill("--json").out)
    assert list(told["steps"]) == ["unpacked", "databases", "erasures", "chain", "sample"]
    assert 0 <= sum(told["steps"].values()) <= told["seconds"] + 0.1


def test_damage_is_one_sentence_and_the_code_one(there: Filled) -> None:
    path = there.archive("data")
    filled.flip(path, 5000)
    assert_not_so(there.drill(), path.name)
    assert list(there.folder.glob("drill-*")) == []


def test_a_missing_archive_and_torn_erasures_are_one_sentence_and_the_code_two(
    there: Filled,
) -> None:
    filled.flip(there.backups / "tombstones.txt", 40)
    assert_not_so(there.drill(), "tombstones.txt", code=2)
    there.archive("keyring").unlink()
    assert_not_so(there.drill(), "archive of the keyring", code=2)


def test_the_house_of_another_root_key_cannot_open_it(there: Filled) -> None:
    root = there.folder / "keyring" / "root.key"
    root.write_bytes(secrets.token_bytes(32))
    assert_not_so(there.drill(), "The root key in this folder is not the one", code=2)


def test_a_house_that_cannot_open_its_own_identity_checks_sums_and_says_so(there: Filled) -> None:
    (there.folder / "keyring" / "drill-identity.sealed").unlink()  # as a locked house
    answer = there.drill()
    assert answer.code == 0
    assert "sums and headers were checked, and nothing was opened" in answer.out
    filled.flip(there.archive("keyring"), 200)
    assert_not_so(there.drill(), "its sum is another")


def test_an_old_backup_is_drilled_with_an_identity_from_the_safe(
    there: Filled, tmp_path: Path
) -> None:
    there.made_earlier(days=89)
    safe = tmp_path / "safe"
    safe.write_text(f"# from the safe\n{there.identities[1]}\n")
    assert there.drill("--identity", safe, "--temporary", tmp_path).code == 0
    safe.write_text("nothing\n")
    assert_not_so(there.drill("--identity", safe), "holds no identity", code=2)


def test_a_row_that_lost_its_key_though_nobody_erased_it_is_found(there: Filled) -> None:
    keyring = there.folder / "keyring" / "keyring.sqlite3"
    filled.run_on(keyring, "DELETE FROM vault_datakey")
    shutil.rmtree(there.backups)
    assert there.back_up().code == 0
    assert_not_so(there.drill(), "a key that is not in this keyring")
