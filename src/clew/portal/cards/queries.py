"""Finding the card that opens a page."""

from functools import cache

from django.contrib.auth.hashers import check_password, make_password

from clew.ground.accounts.models import Member
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.portal.cards.code_and_word import digest_of, meant, read_card_code
from clew.portal.models import Card
from clew.survivor.people.codes import NotACode
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_see


class NoCard(Exception):
    """There is no card in force."""


class DoesNotOpen(Exception):
    """Code and word open no page. Which of the two was wrong is not said."""


def card_that_opens(code: str, word: str) -> Card:
    """Return the card of a code and its word.

    Whatever was wrong, the same work is done, so that the time taken says nothing.

    Raises:
        DoesNotOpen: no card in force has this code and this word.
    """
    try:
        digest = digest_of(read_card_code(code))
    except NotACode:
        digest = ""
    with looking(House()):  # nobody is signed in yet; the digest alone finds a row
        card = (
            Card.rows.filter(digest=digest, ended_at=None, account__is_active=True)
            .select_related("account__organisation")
            .first()
        )
    fits = check_password(meant(word), card.word if card else _nobodys_word())
    if card is None or not fits:
        raise DoesNotOpen
    return card


def card_in_force(account: Member) -> Card:
    """Return the card of a person's account. Raises `NoCard`."""
    found = Card.rows.filter(account=account, ended_at=None).first()
    if found is None:
        raise NoCard
    return found


def card_of(actor: Member, person: Person) -> Card | None:
    """Return the person's card for one who stands by them; None where they have none.

    Raises:
        NotYours: the person is not the actor's to see.
    """
    check_see(actor, person)
    return Card.rows.filter(person=person, ended_at=None).select_related("given_by").first()


@cache
def _nobodys_word() -> str:
    """Return the digest of a word that nobody has, as costly to compare as anybody's."""
    return make_password("a word that belongs to no card")
