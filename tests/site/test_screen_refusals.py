"""What `clew screen` refuses: one sentence a fault, with line, key, found and wanted."""

import pytest

from tests.site.calls import Command, assert_refused

START = "instrument: ilo-forced-labour-11\n"


def test_a_fault_names_file_line_key_found_and_wanted(clew: Command) -> None:
    given = f"{START}answers:\n  ILO11.01: present\n  ILO11.02: perhaps\n"
    answer = clew("screen", "-", given=given.encode())
    assert_refused(answer)
    assert answer.err == (
        "standard input, line 4: answers.ILO11.02: "
        'found "perhaps", wanted present, absent or unknown.\n'
    )


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ("answers: {}\n", ("instrument", "nothing", "ilo-forced-labour-11")),
        ("instrument: ilo\n", ("instrument", '"ilo"', "unodc-general or unodc-sexual")),
        ("instrument: [ilo]\n", ("instrument", "a list of 1", "unodc-general")),
        (f"{START}answers: present\n", ("answers", '"present"', "a mapping of indicator ids")),
        (f"{START}answers: [ILO11.01]\n", ("answers", "a list of 1", "a mapping")),
        (
            f"{START}answers: {{UNODC.01: present}}\n",
            ("answers.UNODC.01", "an unknown indicator", "from ILO11.01 to ILO11.11"),
        ),
        (
            f"{START}answers: {{ILO11.01: yes}}\n",
            ("answers.ILO11.01", '"yes"', "present, absent or unknown"),
        ),
        (
            f"{START}answers: {{ILO11.01: [present]}}\n",
            ("answers.ILO11.01", "a list of 1", "present, absent or unknown"),
        ),
        (f"{START}note: urgent\n", ("note", "a key nobody reads", "instrument and answers")),
        ("present\n", ('"present"', "a mapping with instrument and answers")),
        ("---\n", ("nothing", "a mapping with instrument and answers")),
        (f"{START}---\n{START}", ("2 documents", "one document: instrument and answers")),
        ("[]", ("0 documents", "one document: instrument and answers")),
        (
            f"{START}answers:\n  ILO11.01: present\n  ILO11.01: absent\n",
            ("line 4: answers.ILO11.01", "the key a second time", "every key once"),
        ),
    ],
)
def test_a_wrong_answer_is_refused_with_what_is_wanted(
    clew: Command, given: str, parts: tuple[str, ...]
) -> None:
    assert_refused(clew("screen", "-", given=given.encode()), *parts)


def test_every_fault_is_named_in_one_round(clew: Command) -> None:
    given = f"{START}answers: {{ILO11.01: yes, ILO11.02: no, X: present}}\nnote: a\n"
    answer = clew("screen", "-", given=given.encode())
    assert_refused(answer, "ILO11.01", "ILO11.02", "answers.X", "note", faults=4)


def test_a_wrong_answer_among_right_ones_gives_no_outcome(clew: Command) -> None:
    right = f"{START}answers: {{ILO11.01: present, ILO11.02: absent, ILO11.03: {{word}}}}\n"
    good = right.replace("{word}", "unknown").encode()
    assert clew("screen", "-", "--json", given=good).code == 0
    assert_refused(
        clew("screen", "-", "--json", given=right.replace("{word}", "no").encode()), "ILO11.03"
    )
