"""What the permission sweep asks for: one's own, a colleague's, another house's, mixtures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from tests.cast import Cast, member
from tests.factories import learners, mechanisms, people, proposals, requests, rows
from tests.factories.people import Ids
from tests.ground.accounts.device import Device

Maker = Callable[[Cast, Member], list[Ids]]


def _persons(cast: Cast, owner: Member) -> list[Ids]:
    other = cast.elsewhere if owner.organisation != cast.elsewhere else cast.house
    return [people.person_ids(owner, cast.police) | {"to": str(other.id)}]


def _consents(cast: Cast, owner: Member) -> list[Ids]:
    if owner.roles == {Role.SURVIVOR}:
        return [people.own_person_ids(owner, cast.advocate_a, cast.police)]
    return [people.person_ids(owner, cast.police)]


def _referrals(cast: Cast, owner: Member) -> list[Ids]:
    """One that the owner made, and one that their organisation was sent."""
    other = cast.elsewhere if owner.organisation != cast.elsewhere else cast.law_firm
    sender = member(other, f"Sender to {owner.id}", Role.ADVOCATE)
    asked_for = "legal_advice" if owner.roles == {Role.LAWYER} else ""
    came = rows.referral_ids(sender, owner.organisation, service=asked_for)
    return [rows.referral_ids(owner, other), came]


def _releases(cast: Cast, owner: Member) -> list[Ids]:
    """One that the owner's organisation was given."""
    other = cast.law_firm if owner.organisation != cast.law_firm else cast.kitchen
    keeper = member(other, f"Keeper for {owner.id}", Role.ADVOCATE)
    person = people.a_person(keeper)
    return [{"release_id": str(people.a_release(keeper, person, owner.organisation).id)}]


def _members(cast: Cast, owner: Member) -> list[Ids]:  # noqa: ARG001 -- every maker's shape
    made = member(owner.organisation, f"Colleague of {owner.id}", Role.TRAINER)
    return [{"member_id": str(made.id)}]


def _factors(cast: Cast, owner: Member) -> list[Ids]:  # noqa: ARG001 -- every maker's shape
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after Django is set up

    asked = {"publicKey": {"user": {"id": "x"}, "challenge": "AAAA"}}
    kept = {"name": "my own passkey", "credential": Device().create(asked)}
    made = Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data=kept)
    return [{"factor": str(made.pk)}]


def _tables(cast: Cast, owner: Member) -> list[Ids]:  # noqa: ARG001 -- every maker's shape
    """The drafts of whoever leads policy in the owner's organisation."""
    author = owner
    if not owner.has(Role.POLICY_LEAD):
        author = member(owner.organisation, f"Policy beside {owner.id}", Role.POLICY_LEAD)
    return [rows.table_ids(author, state) for state in ("draft", "waiting")]


def _circles(cast: Cast, owner: Member) -> list[Ids]:  # noqa: ARG001 -- every maker's shape
    found = owner.organisation.circles.first()
    return [{"circle": str(found.id)}] if found else []


def _partner_keys(cast: Cast, owner: Member) -> list[Ids]:
    return [rows.partner_key_ids(owner, cast.law_firm)]


def _left(cast: Cast, owner: Member) -> list[Ids]:
    """One that the owner let out."""
    found = people.person_ids(owner, cast.police)
    return [{"release_id": found["release_id"]}]


def _requests(cast: Cast, owner: Member) -> list[Ids]:
    """One that the owner's organisation asked."""
    other = cast.law_firm if owner.organisation != cast.law_firm else cast.kitchen
    keeper = member(other, f"Asked by {owner.id}", Role.ADVOCATE)
    sent = people.a_release(keeper, people.a_person(keeper), owner.organisation)
    return [rows.request_ids(sent, owner)]


def _asked(cast: Cast, owner: Member) -> list[Ids]:
    """One that is asked about somebody whom the owner stands by."""
    sent = people.a_release(owner, people.a_person(owner), cast.police)
    return [rows.request_ids(sent, cast.police_liaison)]


def _emergencies(cast: Cast, owner: Member) -> list[Ids]:  # noqa: ARG001 -- every maker's shape
    """One of a colleague, about somebody whom the owner stands by."""
    colleague = member(owner.organisation, f"Night shift beside {owner.id}", Role.ADVOCATE)
    return [people.emergency_ids(colleague, owner)]


OBJECTS: Final[dict[str, Maker]] = {
    "person": _persons,
    "consent": _consents,
    "referral": _referrals,
    "release": _releases,
    "member": _members,
    "factor": _factors,
    "table": _tables,
    "circle": _circles,
    "partner_key": _partner_keys,
    "left": _left,
    "request": _requests,
    "asked": _asked,
    "emergency": _emergencies,
    "screening": lambda _, owner: [rows.screening_ids(owner)],
    "unfinished": lambda _, owner: [rows.unfinished_ids(owner)],
    "device": lambda _, owner: [rows.device_ids(owner)],
    "draft": lambda _, owner: [rows.draft_ids(owner)],
    "erasure": lambda _, owner: [requests.erasure_ids(owner)],
    "hold": lambda _, owner: [requests.hold_ids(owner)],
    "copy": lambda _, owner: [requests.copy_ids(owner)],
    "proposal": lambda _, owner: [proposals.proposal_ids(owner)],
    "classification": lambda _, owner: [rows.sheet_ids(owner)],
    "preparation": lambda _, owner: [mechanisms.preparation_ids(owner)],
    "sending": lambda _, owner: [mechanisms.sending_ids(owner)],
    "decision": lambda _, owner: [mechanisms.decision_ids(owner)],
    "session": lambda _, owner: [rows.session_ids(owner)],
    "sitting": lambda _, owner: [learners.sitting_ids(owner)],
    "certificate": lambda _, owner: [learners.certificate_ids(owner)],
}
# Addresses that anybody may open, of things that are somebody's until they are released.
OPEN_OBJECTS: Final = {"statistics:table": "table", "statistics:download": "table"}
# Identifiers of what is published: nobody's.
CATALOGUE: Final = {
    "instrument_id": "unodc-general",
    "course_id": "recognise",
    "lesson_id": "m1",
    "page_id": "reference",
    "case_id": "V01",
    "right_id": "safe_place",
    "language": "en",
    "option": "help_only",
    "form_id": "untoc-trafficking",
    "year": "2026",
    "rest": "no/such/page",
}
# They answer for addresses that are not there, in the frame of those that are.
NOT_THERE: Final = frozenset({"portal:nothing"})
# One's own that is rightly not found as the factories leave it, and why.
OWN_404: Final[dict[str, str]] = {
    "casework:open_referral": "the referral was not accepted yet",
    "rights:copy": "no copy is ready",
    "casework:together": "nobody wrote another text",
    "casework:imported": "nothing was taken over from another system",
    "network:person": "nobody was released into the circle",
    "network:thing": "nothing was released into the circle",
    "leads:lead": "no lead was found",
    "leads:confirmed": "no lead was confirmed",
    "matching:ordinary": "nothing was released into the circle",
    "sharing:answer": "nothing was recalled",
    "release:remind": "nothing was recalled",
    "release:package": "its last day is over",
    "sharing:package": "its last day is over",
    "sharing:ask": "its last day is over",
    "portal:taken_back": "the yes still holds",
}


# Answers that lead on to the page that looks: the same for whatever is named.
LEADS_ON: Final = {
    "referrals:preview": "the parts are picked first",
    "accounts:passkey": "who it is is asked again first",
    "accounts:remove_factor": "who it is is asked again first",
}


@dataclass(slots=True)
class World:
    """What one viewer may ask for, made when it is first needed."""

    cast: Cast
    viewer: Member | None
    _made: dict[str, list[tuple[str, Ids]]] = field(default_factory=dict)

    def of(self, about: str) -> list[tuple[str, Ids]]:
        """Return (whose, identifiers) of a kind of thing."""
        if not about:
            return [("nothing", {})]
        if about not in self._made:
            self._made[about] = list(self._make(about))
        return self._made[about]

    def _make(self, about: str) -> Iterator[tuple[str, Ids]]:
        maker, viewer = OBJECTS[about], self.viewer
        away = self.cast.advocate_elsewhere
        if viewer and viewer.organisation == away.organisation:
            away = self.cast.advocate_a
        foreign = maker(self.cast, away)
        yield from (("foreign", ids) for ids in foreign)
        yield "unknown", {}
        if viewer is None:
            return
        own = maker(self.cast, viewer)
        yield from (("own", ids) for ids in own)
        if viewer.organisation != away.organisation and about not in _OF_THE_ORGANISATION:
            near = member(viewer.organisation, f"Near {about}", Role.ADVOCATE)
            yield from (("colleague's", ids) for ids in maker(self.cast, near))
        if own and foreign and "code" in own[0] and len(own[0]) > 1:
            yield "foreign inside own", foreign[0] | {"code": own[0]["code"]}


# Whoever works there may see it, by its room's rules: a colleague's is one's own.
_OF_THE_ORGANISATION: Final = {
    "member",
    "release",
    "session",
    "table",
    "circle",
    "referral",
    "erasure",
    "hold",
    "copy",
    "proposal",
    "device",
    "partner_key",
    "request",
}


def world_for(cast: Cast, viewer: Member | None) -> World:
    """Return the world of one viewer."""
    return World(cast, viewer)
