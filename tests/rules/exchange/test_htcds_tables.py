"""Tables of HTCDS: what is read, what is refused in a sentence, and that writing gives it back."""

import codecs
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clew.rules.exchange import delimited
from clew.rules.exchange.cells import (
    BETWEEN,
    Unreadable,
    guarded,
    read_cell,
    shape,
    unguarded,
)
from clew.rules.exchange.htcds import Place, Type, crosswalk, names, standard
from clew.rules.exchange.records import Reading, placed, read_records
from clew.rules.exchange.writing import in_published_codes, write_table
from clew.rules.sources.faults import WrongInput

TODAY = date(2026, 3, 16)
HEADS = "prs_FirstName,prs_SecondName,prs_Birthdate,vic_TypeOfExploitation"
ROW = "Made,Up-Kanarienvogel,1994-06-02,ForcedLabour;ForcedBegging"


def read(text: str | bytes) -> Reading:
    raw = text.encode() if isinstance(text, str) else text
    return read_records(raw, name="made-up.csv", on=TODAY)


def refused(text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(WrongInput) as wrong:
        read(text)
    assert "Kanarienvogel" not in str(wrong.value)
    return wrong.value.sentences


def test_a_row_is_read_by_the_names_of_its_fields() -> None:
    (record,) = read(f"{HEADS}\n{ROW}\n").records
    assert record.line == 2
    assert record.several("vic_TypeOfExploitation") == ("ForcedLabour", "ForcedBegging")
    assert placed(record, Place.FULL_NAME) == ["Made", "Up-Kanarienvogel"]


def test_an_empty_cell_is_not_known_and_stands_nowhere_in_the_record() -> None:
    (record,) = read("prs_FirstName,prs_Deceased,vic_MethodsOfControl\nMade,,\n").records
    assert record.values == {"prs_FirstName": "Made"}


def test_an_empty_tick_is_kept_as_such_and_never_made_a_no_of_something_else() -> None:
    (record,) = read("prs_FirstName,con_Consent\nMade,FALSE\n").records
    assert record.values["con_Consent"] == "false"


def test_labels_and_codes_mean_the_same_whatever_their_letters() -> None:
    text = "prs_FirstName,vic_MethodsOfControl\nMade,threats of law enforcement;DEBTBONDAGE\n"
    (record,) = read(text).records
    assert record.several("vic_MethodsOfControl") == ("ThreatsLawEnforcement", "DebtBondage")


def test_codes_between_spaces_are_read_as_the_survey_of_the_toolkit_writes_them() -> None:
    (record,) = read("vic_MethodsOfControl\nDebtBondage TakesEarnings\n").records
    assert record.several("vic_MethodsOfControl") == ("DebtBondage", "TakesEarnings")


def test_other_spellings_that_were_published_become_the_code_of_the_list() -> None:
    (record,) = read("vic_MethodsOfControl\nThreatOfLawEnforcement\n").records
    assert record.values["vic_MethodsOfControl"] == "ThreatsLawEnforcement"


def test_threats_are_not_made_physical_and_become_other_when_written() -> None:
    (record,) = read("vic_MethodsOfControl\nThreats;DebtBondage\n").records
    assert record.several("vic_MethodsOfControl") == ("DebtBondage", "Threats")
    written, others = in_published_codes(record.values)
    assert written["vic_MethodsOfControl"] == "DebtBondage;Other"
    assert others == [("vic_MethodsOfControl", "Threats")]


def test_what_has_no_counterpart_is_listed_and_kept() -> None:
    found = read(
        "prs_FirstName,prs_Gender,prs_Title,vic_TypeOfExploitation\n"
        "Made,Feminine,,ForcedLabour\nMade,NonConforming,Cook,ForcedLabour\n"
    )
    listed = [(each.field, each.code, each.rows) for each in found.without_counterpart]
    assert listed == [
        ("prs_Gender", "NonConforming", 1),
        ("prs_Title", "", 1),
        ("vic_TypeOfExploitation", "ForcedLabour", 2),
    ]
    assert found.records[1].values["prs_Gender"] == "NonConforming"
    assert placed(found.records[1], Place.SEX) == []
    assert placed(found.records[0], Place.SEX) == ["female"]


def test_a_column_of_another_name_is_left_out_with_a_note() -> None:
    assert "1 column of other names" in read("prs_FirstName,shoe\nMade,42\n").notes[0]


def test_every_fault_is_told_by_row_and_column_with_what_is_wanted_and_nothing_is_read() -> None:
    found = refused(
        "prs_FirstName,prs_Birthdate,prs_NumberOfChildren,vic_TypeOfExploitation\n"
        "Made,02/06/1994,two,ForcedLabor\n"
        "Made,Kanarienvogel,3,Kanarienvogel\n"
    )
    assert found == (
        "made-up.csv, row at line 2: prs_Birthdate: found the shape ##/##/####, wanted a day as "
        "YYYY-MM-DD, such as 2021-06-02.",
        "made-up.csv, row at line 2: prs_NumberOfChildren: found a text of 3 letters, wanted a "
        "whole number up to 150.",
        "made-up.csv, row at line 2: vic_TypeOfExploitation: found a text of 11 letters, wanted a "
        "code of the standard; it looks like ForcedLabour.",
        "made-up.csv, row at line 3: prs_Birthdate: found a text of 13 letters, wanted a day as "
        "YYYY-MM-DD, such as 2021-06-02.",
        "made-up.csv, row at line 3: vic_TypeOfExploitation: found a text of 13 letters, wanted a "
        "code of the standard, such as ForcedLabour or SexualExploitation (11 in all).",
    )


def test_a_row_of_somebody_who_did_it_to_others_makes_no_file_of_a_supported_person() -> None:
    (sentence,) = refused("prs_FirstName,per_RoleInProcess\nMade,Transporter\n")
    assert "somebody who did this to others" in sentence


def test_who_was_sold_or_was_made_to_recruit_is_a_person_who_is_supported() -> None:
    read("prs_FirstName,per_RoleInProcess\nMade,SoldIndividual\n")
    both = "prs_FirstName,per_RoleInProcess,vic_TypeOfExploitation\nMade,Transporter,Servitude\n"
    assert read(both).records[0].several("per_RoleInProcess") == ("Transporter",)


def test_a_day_of_birth_that_lies_ahead_is_refused_and_a_planned_end_is_not() -> None:
    assert "a day that lies ahead" in refused("prs_Birthdate\n2027-01-01\n")[0]
    read("prs_FirstName,spl_PlannedEndDate\nMade,2027-01-01\n")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "an empty file"),
        (b"prs_FirstName\n", "no row under the heads"),
        (b"PK\x03\x04rest", "a spreadsheet or an archive"),
        (b'[{"prs_FirstName": "Made"}]', "found JSON"),
        ("prs_FirstName\nMüller\n".encode("latin-1"), "row at line 2: found letters that are not"),
        (b"prs_FirstName\nMa\0de\n", "bytes of zero"),
        (b"name,age\nMade,3\n", "no column about a person"),
        (b"prs_FirstName,prs_First_Name\nMade,Up\n", "two columns of one field"),
        (b"prs_FirstName\nMade,Up\n", "row at line 2: found 2 cells under 1 heads"),
        (b'prs_FirstName\n"Made\n', "row at line 2: found a row that is no CSV"),
        (b"org_Name,prs_FirstName\nMade,\n", "nothing about a person"),
        (b"a," * 600 + b"prs_FirstName\nMade\n", "found 601 columns"),
        (b"prs_FirstName\n" + b"x" * 20_001 + b"\n", "a cell of more than 20,000 letters"),
        (b"prs_FirstName\n" + b"," * 10_000_001, "found more than 10 MB"),
    ],
)
def test_what_is_no_table_of_people_is_refused_in_one_sentence(raw: bytes, said: str) -> None:
    (sentence,) = refused(raw)
    assert said in sentence


def test_more_rows_than_somebody_checks_are_refused() -> None:
    text = "prs_FirstName\n" + "Made\n" * (delimited.MOST_ROWS + 1)
    assert "more than 100 rows, wanted files of 100 rows at most" in refused(text)[0]


def test_fifty_faults_are_told_and_how_many_there_are_more() -> None:
    found = refused("prs_Birthdate\n" + "soon\n" * 60)
    assert len(found) == 51
    assert "10 faults more" in found[-1]


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        (codecs.BOM_UTF8 + f"{HEADS}\n{ROW}\n".encode(), None),
        (f"{HEADS}\r\n{ROW}\r\n".encode("utf-16"), "UTF-16"),
        (f"{HEADS}\n{ROW}\n".replace(";", " ").replace(",", ";").encode(), "semicolons"),
        (f"{HEADS}\n{ROW}\n".replace(",", "\t").encode(), "tabs"),
        (f"\n{HEADS}\n,,,\n{ROW}\n".encode(), "1 empty row left out"),
    ],
)
def test_marks_encodings_and_separators_of_other_systems_are_read(
    raw: bytes, note: str | None
) -> None:
    found = read(raw)
    assert found.records[0].values == read(f"{HEADS}\n{ROW}\n").records[0].values
    assert [note in said for said in found.notes] == ([True] if note else [])


def _values(name: str) -> st.SearchStrategy[str]:
    published = standard().fields[name]
    codes = list(published.codes)
    days = st.dates(date(1950, 1, 1), TODAY).map(date.isoformat)
    letters = st.characters(blacklist_categories=["C", "Z"], blacklist_characters="\x7f")
    some = st.text(letters | st.sampled_from("\u200c\u200d"), max_size=40)
    words = st.builds(str.__add__, st.text(letters, min_size=1, max_size=1), some)
    several = st.lists(st.sampled_from(codes or [""]), min_size=1, unique=True)
    return {
        Type.TEXT: words,
        Type.LOOKUP: words,
        Type.LONG_TEXT: st.lists(words, min_size=1, max_size=3).map("\n".join),
        Type.DATE: days,
        Type.NUMBER: st.integers(0, 150).map(str),
        Type.DEGREES: st.integers(-179, 179).map(lambda whole: f"{whole}.5"),
        Type.CHECKBOX: st.sampled_from(["true", "false"]),
        Type.PICKLIST: st.sampled_from(codes or [""]),
        Type.MULTISELECT: several.map(lambda found: BETWEEN.join(sorted(found, key=codes.index))),
        Type.COUNTRY: st.sampled_from(["PL", "VN", "GBR"]),
        Type.COUNTRIES: st.sampled_from(["PL", "ER;SD", "NGA"]),
        Type.LANGUAGE: st.sampled_from(["pol", "en"]),
    }[published.type]


ALWAYS = ("prs_FirstName", "vic_TypeOfExploitation")
RECORDS = st.fixed_dictionaries(
    {"prs_FirstName": _values("prs_FirstName"), "vic_TypeOfExploitation": st.just("Servitude")},
    optional={name: _values(name) for name in names() if name not in ALWAYS},
)


@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_what_is_written_is_read_as_the_same_records(records: list[dict[str, str]]) -> None:
    found = read(write_table(records))
    assert [record.values for record in found.records] == records


@given(st.text(max_size=20))
def test_no_cell_begins_as_a_formula_and_none_is_changed_on_its_way(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip()[:1] not in {"=", "+", "-", "@", "|", "%"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),  # a word of Persian, spelt with a joiner
        ("\u200fکەژاڵ\u200e", "کەژاڵ"),
        ("Made\u00a0Up\u202fAgain", "Made Up Again"),
        ("\u202a07700 900123\u202c", "07700 900123"),
        ("Ma\ufeffde", "Made"),
        ("\u200d", None),
    ],
)
def test_marks_nobody_sees_make_no_file_unreadable(written: str, kept: str | None) -> None:
    (record,) = read(f"prs_FirstName,prs_Title\nMade,{written}\n").records
    assert record.values.get("prs_Title") == kept


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\x07", "\u2028"])
def test_signs_that_turn_or_break_a_line_are_refused_as_before(sign: str) -> None:
    # Red control of the test above.
    assert "signs that cannot be printed" in refused(f"prs_FirstName\nMa{sign}de\n")[0]


# Cells that could have a shape in each script, and any letters at all.
CELLS = st.text(
    st.characters(whitelist_categories=["Nd", "Nl", "No", "Lu", "Lo"]), max_size=40
) | st.sampled_from(["0123456789TZ", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९"]).flatmap(
    lambda digits: st.text(st.sampled_from(f"{digits}/.:, +-"), max_size=30)
)


def _named(fault: Unreadable) -> str:
    return f"{fault.found}, wanted {fault.wanted}"


@given(CELLS)
def test_no_cell_of_three_letters_or_digits_is_repeated_in_its_fault(cell: str) -> None:
    assume(sum(sign.isalnum() for sign in cell) > 2)
    assert cell not in shape(cell)
    for name, published in standard().fields.items():
        crossing = crosswalk().fields[name]
        try:
            read_cell(cell, published, crossing)
        except Unreadable as wrong:
            # What is wanted is the project's own words: the same for a cell that holds nothing.
            with pytest.raises(Unreadable) as plain:
                read_cell("\u2603", published, crossing)
            said = _named(wrong).replace(plain.value.wanted, "")
            assert cell not in said or cell in plain.value.wanted


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("۱۳۷۳/۰۳/۱۲", "the shape ####/##/##"),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "the shape ##### ######"),
        ("2026-03-16T09:00Z", "the shape ####-##-##a##:##a"),
        ("999", "the shape ###"),
    ],
)
def test_digits_and_letters_of_every_script_are_told_by_their_number(cell: str, said: str) -> None:
    assert shape(cell) == said


def test_a_value_that_was_read_is_read_as_itself_again() -> None:
    for name, published in standard().fields.items():
        for code in published.codes:
            assert read_cell(code, published, crosswalk().fields[name]) == code
