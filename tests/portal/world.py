"""Two survivors with pages of their own, what was shared of each, and how a page is read."""

from dataclasses import dataclass

from django.http import HttpResponse

from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.roles import Role
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.items import offered
from clew.survivor.release.models import Release
from tests.cast import CANARY, TODAY, Cast, member
from tests.ground.reading import Page, plain, words_of

BLOCKS = "//main//*[self::h1 or self::h2 or self::h3 or self::p or self::li or self::label]"


@dataclass
class World:
    """The cast, the survivor R-7 with a record, and another survivor of the same house."""

    cast: Cast
    person: Person
    other: Person
    other_account: Member


def assemble_world(cast: Cast) -> World:
    """Write two people down and give each their page."""
    person = people.write_down(
        actor=cast.advocate_a, on=TODAY, known={"full_name": f"Marek {CANARY}"}
    )
    people.give_account(actor=cast.advocate_a, person=person, account=cast.survivor)
    other_account = member(cast.house, "R-8", Role.SURVIVOR)
    other = people.write_down(
        actor=cast.advocate_b, on=TODAY, known={"full_name": f"Ilinca {CANARY}"}
    )
    people.give_account(actor=cast.advocate_b, person=other, account=other_account)
    return World(cast, person, other, other_account)


def agree(advocate: Member, person: Person, recipient: Organisation) -> Consent:
    """Let a person say yes to sharing who they are: for the search, or for advice."""
    police = recipient.kind == RecipientKind.POLICE
    return consents.record(
        actor=advocate, person=person, recipient=recipient, kinds=[Kind.IDENTITY],
        purpose=Purpose.INVESTIGATE if police else Purpose.LEGAL_ADVICE, from_on=TODAY,
    )  # fmt: skip


def send(advocate: Member, person: Person, recipient: Organisation) -> Release:
    """Hand over who they are."""
    items = offered(advocate, person, [Kind.IDENTITY])
    person.refresh_from_db(fields=["consent_epoch"])
    return release.commit(
        actor=advocate, person=person, items=items, recipient=recipient,
        purpose=Purpose.INVESTIGATE, on=TODAY, epoch=person.consent_epoch,
    )  # fmt: skip


def lines(answer: HttpResponse) -> list[str]:
    """Return the blocks of a page, each on a line: what a reader reads."""
    page = Page.of(answer)
    return [
        words_of(block)
        for block in page.root.xpath(BLOCKS)
        if not block.xpath(".//h1|.//h2|.//h3|.//p|.//li|.//label")
    ]


def shown_to(answer: HttpResponse) -> list[str]:
    """Return the names of recipients on the page of what was shared."""
    return [plain(words_of(name)) for name in Page.of(answer).root.xpath("//h3/bdi")]
