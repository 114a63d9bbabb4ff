"""Numbers: two ways of writing one thing meet, and what only looks like it does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.linkage.folding import fold, one_script
from clew.rules.linkage.normalise import KINDS, UnknownKind, is_weak, parts_of

# The first example loads the data; other work may share the machine.
STEADY = settings(derandomize=True, deadline=None)

# The example account of the United Kingdom in the registry of IBANs: sort code 60-16-13.
IBAN = "GB29 NWBK 6016 1331 9268 19"


def meet(kind: str, one: str, other: str, *, region: str = "GB") -> bool:
    """Say whether two values share a part that is not weak."""
    both = set(parts_of(kind, one, region=region)) & set(parts_of(kind, other, region=region))
    return any(not is_weak(part) for part in both)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "07700 900123", "+44 (0)7700-900123"),
        ("phone", "tel 07700900123, ask for the tall one", "0044 7700 900 123"),
        ("phone", "٠٧٧٠٠٩٠٠١٢٣", "07700900123"),
        ("phone", "0121/496 0418", "0121 496 0418 / 07700 900123"),
        ("account", IBAN, "60-16-13 31926819"),
        ("account", IBAN, "account 31926819, sort code 60 16 13"),
        ("account", "60161331926819", "gb29nwbk60161331926819"),
        ("account", "PL61 1090 1014 0000 0712 1981 2874", "61109010140000071219812874"),
        ("vehicle", "BX07 KLM", "bx07-klm"),
        ("vehicle", "BXO7 KLM", "BX07KLM"),
        ("email", "A.Test+job@googlemail.com", "atest@gmail.com"),
        ("email", "Box@Example.org", "mailto:box@example.org"),
        ("document", "ABC 123 456", "abc123456"),
        ("agency", "Bright Line Staffing Ltd.", "BRIGHTLINE STAFFING LIMITED"),
        ("agency", "Old Name Ltd t/a Brightline", "brightline"),
        ("employer", "Zielona Łąka Sp. z o.o.", "zielona laka"),
        ("employer", "Smith & Daughters", "Smith and Daughters PLC"),
        ("person", "Łukasz Żółty", "ZOLTY Lukasz"),
        ("person", "Kuba Testowy", "Testowy, Jakub"),
        ("person", "Bartek Testowy", "Bartosz Testowy"),
        ("person", "Иван Тестов", "Ivan Testov"),
        ("travel", "The coach from Poznań, 12 Feb 2026", "coach Poznan 12 Feb 2026"),
    ],
)
def test_two_ways_of_writing_one_thing_meet(kind: str, one: str, other: str) -> None:
    assert meet(kind, one, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "07700 900123", "07700 900124"),
        ("phone", "07700 900418", "ending 418"),
        ("account", IBAN, "…6819"),
        ("account", "60-16-13 31926819", "60-16-14 31926819"),
        ("account", "31926819", "60-16-13 31926819"),
        ("vehicle", "BX07 KLM", "BX07"),
        ("vehicle", "BX07 KLM", "ВХ07 КLМ"),  # Cyrillic look-alikes
        ("email", "a.b@example.org", "ab@example.org"),
        ("person", "Jan Testowy", "Jan Próbny"),
        ("person", "Marek", "Marek Testowy"),
        ("person", "Krzysztof Testowy", "Krystyna Testowa"),
        ("agency", "Brightline Staffing", "Brightline Cleaning"),
    ],
)
def test_what_only_looks_alike_does_not_meet(kind: str, one: str, other: str) -> None:
    assert not meet(kind, one, other)


def test_a_full_account_meets_its_remembered_end_only_weakly() -> None:
    both = set(parts_of("account", IBAN)) & set(parts_of("account", "ending 6819"))
    assert both == {"last4:6819"}
    assert is_weak("last4:6819")


def test_the_parts_of_an_iban_are_the_account_the_number_and_the_end() -> None:
    assert parts_of("account", IBAN) == (
        "iban:GB29NWBK60161331926819",
        "gb:601613-31926819",
        "number:31926819",
        "last4:6819",
    )


def test_an_iban_with_wrong_check_digits_gives_its_end_only() -> None:
    assert parts_of("account", "GB29 NWBK 6016 1331 9268 18") == ("last4:6818",)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "999"),
        ("phone", "0000000000"),
        ("phone", "12.02.2025"),
        ("account", "00000000"),
        ("account", "12345678"),
        ("account", "cash"),
        ("vehicle", "silver estate"),
        ("vehicle", "BX0? KLM"),
        ("email", "at the library"),
        ("document", "unknown"),
        ("document", "123456789"),
        ("agency", "an agency"),
        ("agency", "Ltd"),
        ("person", "the man with the red coat who drove us there"),
        ("person", "R2"),
    ],
)
def test_what_only_fills_a_field_has_no_part(kind: str, value: str) -> None:
    assert parts_of(kind, value) == ()


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("value", ["", " ", "...", "?!–—", "😀", "7" * 10_000, "\x00", "\u200b"])
def test_bad_input_has_no_part(kind: str, value: str) -> None:
    assert parts_of(kind, value) == ()


@pytest.mark.parametrize("kind", ["phone", "address", "account", "vehicle", "document"])
def test_mixed_scripts_have_no_part(kind: str) -> None:
    good = {
        "phone": "tel 07700 900123",
        "address": "14 Alder Street B66 9ZZ",
        "account": IBAN,
        "vehicle": "BX07 KLM",
        "document": "ABC123456",
    }[kind]
    assert parts_of(kind, good)  # red control: the guard is what empties the next line
    assert parts_of(kind, f"{good} Ж") == ()


def test_a_name_with_two_scripts_in_one_word_has_no_part() -> None:
    assert parts_of("person", "Mаrek Testowy") == ()
    assert parts_of("person", "Иван Testov") == parts_of("person", "Ivan Тестов")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownKind, match="wanted one of account, address"):
        parts_of("nationality", "made up")


@STEADY
@given(kind=st.sampled_from(sorted(KINDS)), value=st.text(max_size=450), region=st.text(max_size=3))
def test_no_value_raises_and_every_part_says_what_it_is(kind: str, value: str, region: str) -> None:
    for part in parts_of(kind, value, region=region):
        start, _, rest = part.partition(":")
        assert start.islower() or start == "last4"
        assert rest.strip()


@STEADY
@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@STEADY
@given(st.permutations(["Łukasz", "Maria", "Testowy"]), st.booleans())
def test_the_order_and_the_case_of_a_name_never_matter(words: list[str], upper: bool) -> None:
    name = " ".join(words)
    expected = ("name:lukasz maria testowy",)
    assert parts_of("person", name.upper() if upper else name) == expected


@STEADY
@given(st.integers(min_value=7_700_900_000, max_value=7_700_900_999), st.data())
def test_spaces_in_a_number_never_matter(number: int, data: st.DataObject) -> None:
    plain = f"0{number}"
    at = data.draw(st.sets(st.integers(min_value=1, max_value=10), max_size=4))
    spaced = "".join(f" {char}" if i in at else char for i, char in enumerate(plain))
    assert parts_of("phone", spaced) == (f"tel:+44{number}",)


@STEADY
@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_one_wrong_digit_in_an_iban_is_always_seen(digits: int) -> None:
    # ISO 7064 mod 97-10 finds every single wrong digit.
    bban = f"NWBK{digits:014d}"
    turned = int("".join(str(int(char, 36)) for char in f"{bban}GB00"))
    good = f"GB{98 - turned % 97:02d}{bban}"
    wrong = good[:-1] + str((int(good[-1]) + 1) % 10)
    assert any(part.startswith("iban:") for part in parts_of("account", good))
    assert not any(part.startswith("iban:") for part in parts_of("account", wrong))


def test_scripts_of_east_asia_count_as_one() -> None:
    assert one_script("東京カフェ")
    assert not one_script("東京 cafe")
