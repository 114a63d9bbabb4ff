"""Nothing about crossing, nationality, papers or status reaches police or a circle.

Everything is released that can be, about two people who differ only in what is known of their
immigration. What a police partner and the circle's members can open is the same for both, bit for
bit, and holds none of the planted words.
"""

import re
from typing import Final

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from clew.ground.accounts.models import Circle, Member, Organisation
from clew.ground.notices.models import Notice
from clew.rules.consent.deciding import Refused
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.consent.wall import opening
from clew.rules.network.kinds import NeverInTheNetwork, refused_kinds
from clew.survivor.claims import actions as claims
from clew.survivor.consent import actions as consents
from clew.survivor.consent.queries import recipient_of
from clew.survivor.contact import actions as contact
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.items import Item
from clew.survivor.release.models import Release
from clew.survivor.release.queries import inbox, released_claims
from tests.cast import TODAY, Cast, signed_in
from tests.survivor.made import sent, somebody, text_of, token, yes

pytestmark = pytest.mark.django_db

PLANTED: Final = {
    "nationality": "Borduria",
    "crossing": "Lorry across the Syldavian pass",
    "passport": "P99-4471-X",
    "immigration_status": "Overstayed since Whitsun",
    "visa": "Visitor leaf 8812",
}
_CHANGES: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r'|name="csrfmiddlewaretoken" value="\w+"|data-stay="\d+"'
)


def smuggled(cast: Cast, *, nationality: str) -> Person:
    """Write down somebody who was smuggled, then exploited; claims that may exist are there."""
    person = somebody(cast, full_name="Ana Made-Up", called="Ana", nationality=nationality)
    contact.agree_on(
        actor=cast.advocate_a, person=person, how="Ring", when="Mondays", never="No letters",
        checked_with="person", checked_on=TODAY,
    )  # fmt: skip
    claims.state(
        actor=cast.advocate_a, person=person, kind="phone", value="07700 900123", words="",
        grade="B2", certainty="confirmed",
    )  # fmt: skip
    return person


def agreed_to_all(cast: Cast, person: Person, recipient: Organisation | Circle) -> list[Release]:
    """Release everything the wall lets go to a recipient, for every purpose."""
    done = []
    for purpose in Purpose:
        if isinstance(recipient, Circle) and purpose != recipient.purpose:
            continue
        to = recipient_of(recipient).kind
        kinds = [kind for kind in Kind if opening(kind, to, purpose)]
        if kinds:
            yes(cast, person, recipient, *kinds, purpose=purpose)
            done.append(sent(cast, person, recipient, *kinds, purpose=purpose))
    return done


def everything_open_to(member: Member, releases: list[Release]) -> list[str]:
    """Return what every answer of this room says to a member, and their notices."""
    client: Client = signed_in(member)
    paths = ["/released/", "/notices/", *(f"/released/{row.id}/" for row in releases)]
    return [said(client.get(path)) for path in paths]


def said(answer: HttpResponseBase) -> str:
    """Return an answer with its headers, without the ids and tokens that differ each time.

    Its length goes with them: a sign of a token may be written in more letters than one.
    """
    named = sorted(item for item in answer.items() if item[0] != "Content-Length")
    headers = "\n".join(f"{name}: {value}" for name, value in named)
    return _CHANGES.sub("", f"{headers}\n{answer.getvalue().decode()}")


def test_no_planted_word_is_in_any_answer(cast: Cast) -> None:
    person = smuggled(cast, nationality=PLANTED["nationality"])
    to_police = agreed_to_all(cast, person, cast.police)
    to_circle = agreed_to_all(cast, person, cast.find_others)
    assert len(to_police) > 3
    answers = everything_open_to(cast.police_liaison, to_police)
    answers += everything_open_to(cast.investigator_kitchen, to_circle)
    everything = "\n".join(answers)
    assert "Ana Made-Up" in everything  # red control: what may go is there
    seen = released_claims(cast.investigator_kitchen, Purpose.FIND_OTHERS)
    assert [claim.value for claim in seen] == ["07700 900123"]
    everything += repr([(claim, claim.value) for claim in seen])
    for word in (*PLANTED.values(), "ationality", "Crossing, papers"):
        assert word not in everything


def test_what_police_see_is_the_same_whatever_is_known_of_immigration(cast: Cast) -> None:
    answers = []
    for nationality in (PLANTED["nationality"], ""):
        person = smuggled(cast, nationality=nationality)
        before = len(inbox(cast.police_liaison, on=TODAY))
        releases = agreed_to_all(cast, person, cast.police)
        Notice.objects.all().delete()  # how many there are is on every page
        client = signed_in(cast.police_liaison)
        pages = [said(client.get(f"/released/{row.id}/")) for row in releases]
        rows = inbox(cast.police_liaison, on=TODAY)
        new = [(row.purpose, row.kinds, row.until, row.state) for row in rows[: len(rows) - before]]
        answers.append((pages, new))
    assert answers[0] == answers[1]


def test_the_list_is_in_the_order_of_its_days_alone(cast: Cast) -> None:
    people = [smuggled(cast, nationality=known) for known in ("", PLANTED["nationality"], "")]
    sent_in_order = [agreed_to_all(cast, person, cast.police) for person in people]
    ids = [row.id for rows in sent_in_order for row in rows]
    assert [row.id for row in inbox(cast.police_liaison, on=TODAY)] == ids[::-1]


def test_no_consent_and_no_gate_lets_status_go_to_police(cast: Cast) -> None:
    person = smuggled(cast, nationality=PLANTED["nationality"])
    item = Item(Kind.IMMIGRATION, "nationality", PLANTED["nationality"])
    for recipient in (cast.police, cast.find_others):
        for purpose in Purpose:
            with pytest.raises(consents.BehindTheWall):
                yes(cast, person, recipient, Kind.IMMIGRATION, purpose=purpose)
            answer = release.propose(
                actor=cast.advocate_a, person=person, items=[item], recipient=recipient,
                purpose=purpose, on=TODAY,
            )  # fmt: skip
            assert isinstance(answer, Refused)
    assert not Release.rows.exists()


@pytest.mark.parametrize("kind", sorted(set(PLANTED) | set(refused_kinds())))
def test_no_claim_carries_it_out(cast: Cast, kind: str) -> None:
    person = somebody(cast)
    with pytest.raises(NeverInTheNetwork):
        claims.state(
            actor=cast.advocate_a, person=person, kind=kind, value=PLANTED.get(kind, "x"),
            words="", grade="B2", certainty="confirmed",
        )  # fmt: skip


def test_the_lawyer_who_advises_on_it_is_told(cast: Cast) -> None:
    # Red control: the word is in what was released, where it may be.
    person = smuggled(cast, nationality=PLANTED["nationality"])
    yes(cast, person, cast.law_firm, Kind.IMMIGRATION, purpose=Purpose.LEGAL_ADVICE)
    row = sent(cast, person, cast.law_firm, Kind.IMMIGRATION, purpose=Purpose.LEGAL_ADVICE)
    assert PLANTED["nationality"] in text_of(signed_in(cast.lawyer), f"/released/{row.id}/")
    assert signed_in(cast.police_liaison).get(f"/released/{row.id}/").status_code == 404
    forged = {"answer": "deleted", "once": token()}
    answer = signed_in(cast.police_liaison).post(f"/released/{row.id}/answer/", forged)
    assert answer.status_code == 404
