"""What the person does on their page: answering, and choosing the language.

Taking a yes back is `survivor.release.actions.withdraw`: one gate, whoever presses.
"""

from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.portal.models import Answer, Choice
from clew.portal.words import languages, text
from clew.portal.words.keys import OPTIONS
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours

LONGEST_WORDS: Final = 5000
"""Letters of own words to one answer."""
_SAVED_AS: Final = {"en": "en-gb"}


class NoSuchOption(Exception):
    """An answer to something that was not asked."""


class TooLong(Exception):
    """More words than one answer keeps. Nothing was cut off and nothing kept."""


def answer(
    *,
    actor: Member,
    person: Person,
    option: str,
    given: Answer,
    words: str = "",
    language: str = "en",
) -> Choice:
    """Write down what the person answered to an option. What was answered before stays.

    Args:
        actor: the person's own sign-in.
        person: who answers.
        option: a code of `words.keys.OPTIONS`.
        given: the answer.
        words: their own words, or none.
        language: the language of the page they read.

    Raises:
        NotYours: somebody else would answer for them.
        NoSuchOption: nobody asked this.
        TooLong: `words` has more than `LONGEST_WORDS` letters.
    """
    if person.account_id != actor.id:
        raise NotYours
    if option not in OPTIONS:
        raise NoSuchOption
    if len(words) > LONGEST_WORDS:
        raise TooLong
    with changes(actor=actor, purpose="support") as trace:
        choice = Choice(
            person=person,
            option=option,
            answer=given.value,
            words=words.strip() or None,
            language=language,
            version=text(language).version,
        )
        choice.save(force_insert=True)
        trace.record("choice.made", about=choice, subjects=[person.id], fields=[option])
    return choice


def choose_language(*, actor: Member, language: str) -> None:
    """Show the person's pages in a language from now on. Raises `KeyError` for one not there."""
    if language not in languages():
        raise KeyError(language)
    with changes(actor=actor, purpose="support") as trace:
        actor.language = _SAVED_AS.get(language, language)
        actor.save(update_fields=["language"])
        trace.record("member.language_chosen", about=actor, fields=["language"])
