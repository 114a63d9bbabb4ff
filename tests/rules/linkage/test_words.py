"""Words of names across scripts: what is one name however it is written, and what is none."""

import pytest

from clew.rules.linkage.words import sound, words_of


def roots(text: str) -> set[str]:
    return {word.roots[0] for word in words_of(text)}


def sounds(text: str) -> set[str]:
    return {word.sound for word in words_of(text)}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Łukasz NOWAK", "Nowak Lukasz"),
        ("Тетяна Шевченко", "Tatiana Shevchenko"),
        ("李伟", "Wei Li"),
        ("Nguyễn Văn Minh", "NGUYEN Minh"),
        ("Abdul Rahman Al-Hassan", "Hasan Abdulrahman"),
        ("Mohamed Youssef", "Muhammad Yusuf"),
        ("Bill Smith", "William Smith"),
        ("Babatunde Okafor", "Tunde Okafor"),
        ("Tesfaye Gebre Mariam", "Tesfay Gebremariam"),
        ("Sasha Kovalenko", "Oleksandr Kovalenko"),
    ],
)
def test_one_name_written_two_ways_shares_its_roots(one: str, two: str) -> None:
    first, second = words_of(one), words_of(two)
    assert len(first) == len(second)
    assert all(any(set(a.roots) & set(b.roots) for b in second) for a in first)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Szymon", "Shimon"),
        ("Wiśniewski", "Vishnevski"),
        ("Xhevahir", "Jevahir"),
        ("Phuong", "Fuong"),
        ("Zhanna", "Żanna"),
    ],
)
def test_a_name_written_by_ear_sounds_the_same(one: str, two: str) -> None:
    assert sounds(one) == sounds(two)


def test_different_names_sound_different() -> None:
    assert len({sound(name) for name in ("marek", "tomasz", "andrei", "besnik", "olena")}) == 5


@pytest.mark.parametrize(
    "text",
    ["the driver", "Unknown male", "boss", "his wife", "the driver Marek", "n/a", "123", "", "?!"],
)
def test_what_names_nobody_gives_no_words(text: str) -> None:
    assert words_of(text) == ()


def test_titles_and_small_words_are_left_out_where_two_others_remain() -> None:
    assert roots("Mr. Thomas de Clifford") == roots("thomas clifford")
