"""A part of the network around one person or thing, small enough to be looked at."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from clew.connect.matching.queries import in_circle, sightings
from clew.connect.matching.sightings import Sighting, Sightings
from clew.connect.matching.tokens import token_in
from clew.connect.network.choices import Choice
from clew.connect.network.drawing import Canvas, Mark, canvas_of, icon_of, mark_of
from clew.engines.graphs.layout import Drawing, PlacedNode, draw
from clew.engines.graphs.neighbourhood import MOST_NODES, PERSON
from clew.engines.graphs.sharing import HiddenNode, neighbourhood
from clew.ground.accounts.models import Circle, Member
from clew.rules.network.kinds import Certainty, EntityKind, kind_of
from clew.rules.network.methods import Method, methods

PEOPLE: Final = "person"
THING: Final = "thing"


class NoSuchNode(Exception):
    """Nobody in the circle bears this code, or nothing this token; both look the same."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One neighbour of a node, as a row of the table names it."""

    kind: str  # person | thing, as in the address
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One node: where it is drawn, and the same in words."""

    kind: str  # person | thing
    id: str
    label: str
    kind_label: str
    links: int
    beside: tuple[Beside, ...]
    certainty: str
    suspected: bool
    here: bool
    mark: Mark

    @property
    def view(self) -> str:
        """The name of its page's address."""
        return f"network:{self.kind}"


@dataclass(frozen=True, slots=True)
class Panel:
    """What is known of the node that the page is about."""

    kind: str
    id: str
    label: str
    icon: str
    kind_label: str
    stage: str
    certainty: str
    people: int
    rests_on: tuple[Sighting, ...]
    innocent: tuple[str, ...]
    says_nothing: bool

    @property
    def view(self) -> str:
        """The name of its page's address."""
        return f"network:{self.kind}"

    @property
    def grades(self) -> dict[str, str]:
        """The grades used here, in words."""
        return {each.claim.grade: each.grade_words for each in self.rests_on if each.grade_words}


@dataclass(frozen=True, slots=True)
class MethodSeen:
    """A method of one stage, and how many people's claims hold something of its trace."""

    method: Method
    people: int


@dataclass(frozen=True, slots=True)
class Explorer:
    """One page of the network. `panel` is None where nothing was released yet."""

    canvas: Canvas
    rows: tuple[Row, ...]
    hidden: tuple[HiddenNode, ...]
    panel: Panel | None
    methods: Mapping[str, tuple[MethodSeen, ...]]

    @property
    def hidden_count(self) -> int:
        """How many nodes are not drawn."""
        return sum(each.count for each in self.hidden)


def explore(
    actor: Member, circle: Circle, *, kind: str = "", name: str = "", choice: Choice
) -> Explorer:
    """Return the network around one node, or around what most people share.

    Args:
        actor: who looks.
        circle: whose claims.
        kind: `person`, `thing`, or "" to begin.
        name: a pseudonym or a token.
        choice: how much is shown.

    Raises:
        NoSuchCircle: the circle is not one of the actor's.
        NoSuchNode: nothing in the circle is called so.
    """
    seen = sightings(actor, circle)
    kind, name = _centre(seen, kind, name)
    mentions = seen.mentions
    wanted = [each for each in mentions if choice.shows(each, around=name)]
    part = neighbourhood(wanted, around=name, steps=int(choice.steps), limit=MOST_NODES)
    drawing = draw(part)
    dropped = {each.entity for each in mentions} - {each.entity for each in wanted}
    hidden = list(drawing.hidden)
    if dropped:
        hidden.append(HiddenNode(_("left out by what you chose above"), len(dropped)))
    return Explorer(
        canvas=canvas_of(drawing),
        rows=_rows(drawing, name),
        hidden=tuple(hidden),
        panel=_panel(seen, kind, name) if name else None,
        methods=_methods(seen.found),
    )


def _centre(seen: Sightings, kind: str, name: str) -> tuple[str, str]:
    """Return the node the page is about. Any token of a thing leads to it."""
    if kind == PEOPLE:
        if name not in seen.pseudonyms:
            raise NoSuchNode
        return kind, name
    if kind == THING:
        token = token_in(name)
        entity = seen.entity_of.get(token) if token is not None else None
        if entity is None:
            raise NoSuchNode
        return kind, entity
    telling = sorted(
        (each for each in in_circle(seen) if not each.ordinary),
        key=lambda each: (-len(each.pseudonyms), each.kind, each.entity),
    )
    if telling:
        return THING, telling[0].entity
    return (PEOPLE, seen.pseudonyms[0]) if seen.pseudonyms else ("", "")


def _rows(drawing: Drawing, name: str) -> tuple[Row, ...]:
    nodes = {_place(node): node for node in drawing.nodes}
    beside: dict[tuple[str, str], list[PlacedNode]] = {}
    doubts: Counter[tuple[str, str]] = Counter()
    for link in drawing.links:
        person, thing = (PERSON, link.subject), (link.kind, link.entity)
        beside.setdefault(person, []).append(nodes[thing])
        beside.setdefault(thing, []).append(nodes[person])
        if link.dotted:
            doubts.update((person, thing))
    found = []
    for place, node in nodes.items():
        drawn = len(beside.get(place, []))
        found.append(
            Row(
                kind=_kind(node),
                id=node.id,
                label=node.label,
                kind_label=_kind_words(node.kind),
                links=node.links,
                beside=tuple(Beside(_kind(n), n.id, n.label) for n in beside.get(place, [])),
                certainty=_certainty_words(doubts[place], drawn),
                suspected=bool(drawn) and doubts[place] == drawn,
                here=node.id == name,
                mark=mark_of(node),
            )
        )
    return tuple(found)


def _place(node: PlacedNode) -> tuple[str, str]:
    return node.kind, node.id


def _kind(node: PlacedNode) -> str:
    return PEOPLE if node.kind == PERSON else THING


def _kind_words(kind: str) -> str:
    return _("Somebody who released claims") if kind == PERSON else kind_of(kind).label


def _certainty_words(doubts: int, drawn: int) -> str:
    if not drawn:
        return _("no link drawn")
    if not doubts:
        return _("confirmed")
    return _("%(doubts)d of %(drawn)d not confirmed") % {"doubts": doubts, "drawn": drawn}


def _panel(seen: Sightings, kind: str, name: str) -> Panel:
    if kind == PEOPLE:
        own = seen.of(pseudonym=name)
        return Panel(
            kind=kind, id=name, label=name, icon="person", kind_label=_kind_words(PERSON), stage="",
            certainty="", people=1, rests_on=tuple(own), innocent=_innocent_person(),
            says_nothing=False,
        )  # fmt: skip
    found = seen.of(entity=name)
    rules = found[0].rules
    users = {each.claim.pseudonym for each in found if each.certainty is not Certainty.DISPROVED}
    many = len(users) > rules.ordinary_up_to or rules.benign or any(e.service for e in found)
    return Panel(
        kind=kind,
        id=name,
        label=min(each.label for each in found),
        icon=icon_of(rules.icon),
        kind_label=rules.label,
        stage=rules.stage.value,
        certainty=_strongest(found),
        people=len(users),
        rests_on=tuple(found),
        innocent=_innocent(found, rules, len(users), many=many),
        says_nothing=many,
    )


def _strongest(found: Iterable[Sighting]) -> str:
    said = {each.certainty for each in found}
    order = (Certainty.CONFIRMED, Certainty.SUSPECTED, Certainty.UNKNOWN, Certainty.DISPROVED)
    return next(each.value for each in order if each in said)


def _innocent(
    found: list[Sighting], rules: EntityKind, users: int, *, many: bool
) -> tuple[str, ...]:
    """Return what would make it harmless. There is always something to say."""
    said = [rules.because]
    service = next((each.service for each in found if each.service), "")
    if service:
        said.append(
            _("Somebody marked it as there for many people: %(service)s.")
            % {"service": kind_of(service).label.lower()}
        )
    if many:
        said.append(_("%(users)d people spoke of it. To share it says nothing.") % {"users": users})
    if rules.caution:
        said.append(rules.caution)
    return tuple(said)


def _innocent_person() -> tuple[str, ...]:
    return (
        _("Somebody who shares a thing with others may have met them by chance."),
        _("Nothing here says what this person is or did."),
    )


def _methods(found: Iterable[Sighting]) -> dict[str, tuple[MethodSeen, ...]]:
    """Return the methods whose trace could lie in claims of these kinds, by stage."""
    people: dict[str, set[str]] = {}
    for each in found:
        if each.certainty is not Certainty.DISPROVED and not each.service:
            people.setdefault(each.claim.kind, set()).add(each.claim.pseudonym)
    by_stage: dict[str, tuple[MethodSeen, ...]] = {}
    for method in methods().values():
        who = set().union(*(people.get(kind, set()) for kind in method.kinds))
        if who:
            seen = MethodSeen(method, len(who))
            by_stage[method.stage.value] = (*by_stage.get(method.stage.value, ()), seen)
    return by_stage
