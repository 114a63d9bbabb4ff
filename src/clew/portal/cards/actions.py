"""Giving a card, opening a page with it, choosing another word, and ending it."""

from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from clew.ground.accounts import sessions
from clew.ground.accounts.actions import account_for_person
from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.portal.cards.code_and_word import (
    check_word,
    digest_of,
    meant,
    new_card_code,
    read_card_code,
)
from clew.portal.cards.queries import card_in_force
from clew.portal.models import Card
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change


class WrongWord(Exception):
    """The word that was typed is not the one of this card."""


def give(*, actor: Member, person: Person, word: str, code: str = "") -> str:
    """Give the person a new card; one they had before ends, and whoever is in with it is out.

    Args:
        actor: who stands by the person.
        person: whose page the card opens.
        word: the word they chose, and keep in their head.
        code: the code of a card that was printed before, if there is one.

    Returns:
        The code, to be written on paper. It is stored as a digest only and never shown again.

    Raises:
        NotYours: the actor does not stand by the person.
        NotACode: `code` is no code of a card.
        WordTooShort: see `check_word`.
        WordOnTheCard: see `check_word`.
    """
    check_change(actor, person)
    code = read_card_code(code) if code else new_card_code()
    check_word(word, code=code)
    with changes(actor=actor, purpose="support") as trace:
        account = person.account
        if account is None:
            account = account_for_person(actor=actor, shown_name=person.code)
            people.give_account(actor=actor, person=person, account=account)
        _end(person, actor)
        card = Card(
            person=person,
            account=account,
            digest=digest_of(code),
            word=make_password(meant(word)),
            given_by=actor,
        )
        card.save(force_insert=True)
        trace.record("card.given", about=card, subjects=[person.id])
    return code


def end(*, actor: Member, person: Person) -> None:
    """End the person's card: it was lost, or somebody else has it. Their page stays.

    Raises:
        NotYours: the actor is neither the person nor one who stands by them.
    """
    if person.account_id != actor.id:
        check_change(actor, person)
    with changes(actor=actor, purpose="support") as trace:
        for card in _end(person, actor):
            trace.record("card.ended", about=card, subjects=[person.id])


def choose_word(*, actor: Member, word: str, new: str) -> None:
    """Choose another word for the card, by the person themselves.

    Raises:
        NoCard: the actor has none.
        WrongWord: `word` is not the word of the card.
        WordTooShort: see `check_word`.
    """
    card = card_in_force(actor)
    if not check_password(meant(word), card.word):
        raise WrongWord
    check_word(new, code="")
    with changes(actor=actor, purpose="support") as trace:
        card.word = make_password(meant(new))
        card.save(update_fields=["word"])
        trace.record("card.word_chosen", about=card, subjects=[card.person_id])


def note_use(*, card: Card) -> None:
    """Note that a card opened its page, so that its owner can see when it last did."""
    with changes(actor=card.account, purpose="support") as trace:
        card.used_at = timezone.now()
        card.save(update_fields=["used_at"])
        trace.record("card.used", about=card, subjects=[card.person_id])


def _end(person: Person, actor: Member) -> list[Card]:
    ended = list(Card.rows.filter(person=person, ended_at=None))
    for card in ended:
        card.ended_at, card.ended_by = timezone.now(), actor
        card.save(update_fields=["ended_at", "ended_by"])
        _sign_out(card.account)
    return ended


def _sign_out(account: Member) -> None:
    sessions.end_all(account)
