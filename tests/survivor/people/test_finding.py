"""Finding people: across scripts and accents, within what one may see, and nothing beside it."""

import uuid
from typing import Final
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from clew.ground.accounts.models import Member
from clew.ground.audit.models import Event, Mention
from clew.ground.vault import permits, tombstones
from clew.survivor.contact import actions as contact
from clew.survivor.people import actions as people
from clew.survivor.people import erasure, finding, search
from clew.survivor.people.finding import Field, tokens_of, words_of
from clew.survivor.people.models import Person, Token
from tests.cast import CANARY, TODAY, Cast, signed_in

FIND: Final = "/people/find/"
# Read from a sex, an origin or a tongue, whoever counts tokens would know it of everybody.
OF_FEW_VALUES: Final = {"sex", "nationality", "script", "speaks", "reads", "born"}


def written(actor: Member, name: str, **known: str) -> Person:
    person = people.write_down(
        actor=actor, on=TODAY, known={"full_name": f"{name} {CANARY}", **known}
    )
    permits.clear()
    return person


def found(actor: Member, typed: str) -> list[str]:
    codes = [person.code for person in search.find(actor, typed)]
    permits.clear()
    return codes


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Łukasz", "lukasz"),
        ("Łukasz", f"{CANARY.upper()} LUKASZ"),
        ("Żółta-Łąka", "zolta laka"),
        ("Олена", "olena"),
        ("Olena", "Олена"),
        ("Ｏｌｅｎａ", "Olena"),
        ("O'Brien", "OBRIEN"),
        ("نور", "نور"),
        ("张伟", "张伟"),
        ("Zoe\u0301", "Zoé"),
    ],
)
def test_a_name_is_found_across_scripts_case_and_accents(cast: Cast, kept: str, typed: str) -> None:
    person = written(cast.advocate_a, kept)
    written(cast.advocate_a, "Somebody")
    assert found(cast.advocate_a, typed) == [person.code]


@pytest.mark.django_db
def test_only_whole_words_and_only_all_of_them(cast: Cast) -> None:
    marek = written(cast.advocate_a, "Marek Jan")
    written(cast.advocate_a, "Marek Piotr")
    assert found(cast.advocate_a, "marek jan") == [marek.code]
    assert found(cast.advocate_a, "mare") == []
    assert found(cast.advocate_a, "marek olga") == []
    assert len(found(cast.advocate_a, "MAREK")) == 2  # red control


@pytest.mark.django_db
@pytest.mark.both
def test_a_phone_and_a_code_are_found_however_they_are_written(cast: Cast) -> None:
    person = written(cast.advocate_a, "Marek")
    contact.add_way(actor=cast.advocate_a, person=person, kind="phone", value="07700 900123")
    contact.add_way(actor=cast.advocate_a, person=person, kind="phone", value="07700 900456")
    for typed in ("+44 7700 900123", "07700900456", person.code, person.code.lower()):
        assert found(cast.advocate_a, typed) == [person.code]
    assert found(cast.advocate_a, "07700 900124") == []


@pytest.mark.django_db
@pytest.mark.both
def test_nobody_finds_whom_they_may_not_see(cast: Cast) -> None:
    person = written(cast.advocate_a, "Marek")
    contact.add_way(actor=cast.advocate_a, person=person, kind="phone", value="07700 900123")
    for typed in ("Marek", "07700 900123", person.code):
        assert found(cast.advocate_b, typed) == []
        assert found(cast.advocate_elsewhere, typed) == []
        assert found(cast.case_lead, typed) == [person.code]
        assert found(cast.advocate_a, typed) == [person.code]  # red control


@pytest.mark.django_db
def test_a_name_that_is_a_colleagues_is_answered_as_one_that_is_nobodys(cast: Cast) -> None:
    written(cast.advocate_a, "Marek")
    written(cast.advocate_b, "Ivana")
    client = signed_in(cast.advocate_b)
    client.post(FIND, {"typed": "warm"})  # what is read once in a process is read here
    said, asked = [], []
    for typed in ("Marek", "Xarek"):  # one exists, the other does not; as many letters
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(FIND, {"typed": typed})
        said.append(answer.content.replace(typed.encode(), b""))
        asked.append([_shape(query["sql"]) for query in queries])
    assert _same(said[0]) == _same(said[1])
    assert asked[0] == asked[1], "the same work, so the same time"
    with patch.object(search, "_seen_by", lambda _actor: Person.rows.all()):  # red control
        assert b"Marek" in client.post(FIND, {"typed": CANARY}).content


def _shape(statement: str) -> str:
    """Return a statement without its values."""
    return "".join(letter for letter in statement if not letter.isdigit())[:60]


def _same(body: bytes) -> bytes:
    before, _, rest = body.partition(b'name="csrfmiddlewaretoken" value="')
    return before + b"".join(
        part.partition(b'"')[2] for part in rest.split(b'name="csrfmiddlewaretoken" value="')
    )


@pytest.mark.django_db
def test_one_event_names_whoever_is_shown_and_no_event_says_what_was_typed(cast: Cast) -> None:
    person = written(cast.advocate_a, "Marek")
    before = Event.objects.count()
    client = signed_in(cast.advocate_a)
    answer = client.post(FIND, {"typed": "marek"})
    assert f"Marek {CANARY}" in answer.content.decode()
    [event] = Event.objects.order_by("seq")[before:]
    assert event.name == "people.searched"
    assert [row.subject for row in Mention.objects.filter(event=event)] == [person.id]
    client.post(FIND, {"typed": "nobody at all"})
    assert Event.objects.count() == before + 2
    assert not any(b"marek" in bytes(row.body).lower() for row in Event.objects.all())


@pytest.mark.django_db
def test_an_address_never_holds_what_is_searched_for(cast: Cast) -> None:
    written(cast.advocate_a, "Marek")
    answer = signed_in(cast.advocate_a).get(FIND, {"typed": "Marek"})
    assert CANARY not in answer.content.decode()
    assert 'value="Marek"' not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["", " ", "\x00", "x" * 5000, "🔑" * 50, "\u202e%s{{7*7}}", "' OR 1=1 --", "٠٧٧٠٠", "a"],
)
def test_whatever_is_typed_is_answered(cast: Cast, typed: str) -> None:
    written(cast.advocate_a, "Marek")
    answer = signed_in(cast.advocate_a).post(FIND, {"typed": typed})
    assert answer.status_code == 200
    assert CANARY not in answer.content.decode()


# --- the index ----------------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=60))
def test_words_are_folded_once_and_for_all(name: str) -> None:
    words = words_of(name)
    assert words_of(" ".join(words)) == words
    assert all(word.isascii() and word == word.lower() for word in words)


@given(st.sampled_from(list(Field)), st.text(max_size=40), st.uuids(), st.uuids())
def test_equal_values_of_two_organisations_have_nothing_in_common(
    field: Field, value: str, ours: uuid.UUID, theirs: uuid.UUID
) -> None:
    mine = tokens_of(ours, field, value)
    assert mine == tokens_of(ours, field, value)
    assert ours == theirs or not mine & tokens_of(theirs, field, value)
    assert all(0 <= token < 2**63 for token in mine)


def test_each_field_has_a_key_of_its_own() -> None:
    ours = uuid.uuid4()
    number = "AB1234567"
    assert tokens_of(ours, Field.DOCUMENT, number)
    assert not tokens_of(ours, Field.NAME, number) & tokens_of(ours, Field.DOCUMENT, number)


@pytest.mark.django_db
def test_a_correction_takes_the_old_words_along(cast: Cast) -> None:
    person = written(cast.advocate_a, "Marek", called="Mietek")
    people.correct(
        actor=cast.advocate_a, person=Person.rows.get(id=person.id),
        known={"full_name": f"Ivana {CANARY}"}, version=1,
    )  # fmt: skip
    permits.clear()
    assert found(cast.advocate_a, "Marek") == []
    assert found(cast.advocate_a, "Ivana") == [person.code]
    assert found(cast.advocate_a, "Mietek") == [person.code], "what was not corrected stays"


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_an_erasure_takes_the_index_along_and_so_does_a_replay_after_a_restore(cast: Cast) -> None:
    person, other = written(cast.advocate_a, "Marek"), written(cast.advocate_a, "Marek")
    rows = list(Token.rows.filter(person=person))
    assert rows
    erasure.erase(actor=cast.advocate_a, person=person)
    assert not Token.rows.filter(person=person).exists()
    assert found(cast.advocate_a, person.code) == []
    assert found(cast.advocate_a, "Marek") == [other.code]
    Token.rows.bulk_create(rows)  # what an old backup brings back
    tombstones.replay()
    assert not Token.rows.filter(person=person).exists()
    assert Token.rows.filter(person=other).exists()  # red control


@pytest.mark.django_db
def test_people_of_before_the_index_are_found_once_it_was_made(cast: Cast) -> None:
    person, other = written(cast.advocate_a, "Marek"), written(cast.advocate_a, "Ivana")
    Token.rows.filter(person=person).delete()
    assert found(cast.advocate_a, "Marek") == []
    assert people.index_everybody() == 1
    permits.clear()
    assert found(cast.advocate_a, "Marek") == [person.code]
    assert found(cast.advocate_a, "Ivana") == [other.code]


@pytest.mark.django_db
def test_nothing_of_few_values_is_indexed(cast: Cast) -> None:
    assert not finding.INDEXED.keys() & OF_FEW_VALUES
    assert finding.INDEXED.keys() <= {field.name for field in Person._meta.get_fields()}  # noqa: SLF001 -- Django's documented way
    person = people.write_down(
        actor=cast.advocate_a, on=TODAY,
        known={
            "full_name": "Marek Kanarienvogel", "sex": "male", "nationality": "Ruritania",
            "script": "Latn", "speaks": "Polish", "reads": "Polish", "born": "1994",
        },
    )  # fmt: skip
    tokens = set(Token.rows.filter(person=person).values_list("token", flat=True))
    assert tokens == tokens_of(cast.house.id, Field.NAME, "Marek Kanarienvogel")


@pytest.mark.django_db
def test_other_roles_have_no_such_page(cast: Cast) -> None:
    for who in (cast.administrator, cast.auditor, cast.police_liaison, cast.lawyer):
        assert signed_in(who).get(reverse("people:find")).status_code == 403
