"""The pages that compare: under another law, several sheets side by side, kept ones run again."""

from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.models import Member
from clew.recognise.classification import queries, worksheet
from clew.recognise.classification.holding import Held
from clew.recognise.classification.models import Classification
from clew.recognise.classification.queries import Opened
from clew.recognise.classification.sheets import row_or_404
from clew.recognise.classification.versions import form_in
from clew.recognise.classification.views import laws
from clew.recognise.screening.queries import NobodyOfYours, person_stood_by
from clew.rules.law.comparing import Differences, differences, outline
from clew.rules.law.contradictions import ages
from clew.rules.law.findings import Finding
from clew.rules.law.known import Known, Met
from clew.survivor.people.permissions import NotYours
from clew.survivor.people.queries import NoSuchPerson, person_for

MOST: Final = 8
_ELEMENTS: Final = (*worksheet.TRAFFICKING, *worksheet.SMUGGLING, *worksheet.BESIDE)
_CSS: Final = {Met.MET: "met", Met.NOT_MET: "not", Met.UNKNOWN: "unk"}


@dataclass(frozen=True, slots=True)
class Beside:
    """One sheet among several: its names, and where the rules point today."""

    opened: Opened = field(repr=False)
    sheet: queries.Sheet
    points_to: str
    concluded: str

    @property
    def held(self) -> Held:
        """What it holds."""
        return self.opened.held

    @property
    def row(self) -> Classification:
        """The version that is shown."""
        return self.opened.row


@dataclass(frozen=True, slots=True)
class Cell:
    """How one element stands in one sheet; without a finding its law does not ask for it."""

    finding: Finding | None

    @property
    def css(self) -> str:
        """The look of the disc."""
        return _CSS[self.finding.finding] if self.finding else ""


def another_law(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Show what another law would say of the same facts. Nothing is kept by it."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    opened = queries.read(actor, row)
    wanted = request.GET.get("law", "")
    own = opened.held.answers.get("jurisdiction", "INT")
    found: Differences | None = None
    errors: dict[str, str] = {}
    after = None
    if wanted and wanted != own:
        answers = {**opened.held.answers, "jurisdiction": wanted}
        after = form_in(replace(opened.held, answers=answers))
        if after.result and opened.form.result:
            found = differences(outline(opened.form.result), outline(after.result))
        else:
            errors = {
                "f-law": next(iter(after.errors.values()), "The sheet itself cannot be read.")
            }
    names = dict(laws())
    context = {
        "row": row,
        "person": row.person,
        "opened": opened,
        "laws": laws(),
        "own": own,
        "wanted": wanted,
        "before": names.get(own, own),
        "after": names.get(wanted, wanted),
        "found": found,
        "by_law": worksheet.by_every_law(opened.form),
        "points_to": worksheet.conclusion_in_words(opened.form),
        "other_points_to": worksheet.conclusion_in_words(after) if after else "",
        "errors": errors,
    }
    status = 422 if errors else 200
    return render(request, "classification/another_law.html", context, status=status)


def beside(request: HttpRequest, code: str) -> HttpResponse:
    """Show all sheets of a person side by side, and of others the actor stands by, if asked."""
    actor = actor_of(request)
    try:
        person = person_for(actor, code)
        mine = queries.sheets_of(actor, person)
    except (NoSuchPerson, NotYours) as unknown:
        raise Http404 from unknown
    others, wrong = _others(actor, request.GET.get("and", ""), code)
    found = [*mine, *others]
    shown = found[:MOST]
    opened = queries.read_beside(
        actor, [sheet.newest for sheet in shown], name="classification.compared"
    )
    columns = [
        Beside(
            each,
            sheet,
            worksheet.conclusion_in_words(each.form),
            worksheet.CONCLUSIONS.get(str(sheet.standing.concluded), "") if sheet.standing else "",
        )
        for each, sheet in zip(opened, shown, strict=True)
    ]
    context = {
        "person": person,
        "columns": columns,
        "left_out": len(found) - len(shown),
        "elements": [
            (title, cells) for title, cells in _rows(columns) if any(cell.finding for cell in cells)
        ],
        "both": _smuggled_then_trafficked([each for each in columns if each.row.person == person]),
        "grew_younger": ages(
            (each.opened.form.on, Known(each.opened.form.value("child")))
            for each in columns
            if each.row.person == person and not each.opened.form.errors
        ),
        "typed": request.GET.get("and", ""),
        "errors": {"and": wrong} if wrong else {},
    }
    status = 422 if wrong else 200
    return render(request, "classification/beside.html", context, status=status)


def editions(request: HttpRequest) -> HttpResponse:
    """List the sheets that rest on other data of the law; on a press, run them all again."""
    actor = actor_of(request)
    rows = queries.of_other_editions(actor)
    differing: list[tuple[Opened, str]] = []
    same = unread = 0
    ran = request.method == "POST"
    if ran:
        for each in queries.read_beside(actor, rows, name="classification.run_again"):
            if each.form.result is None or (each.differences is None and each.differs):
                unread += each.form.result is None
                differing.append((each, worksheet.conclusion_in_words(each.form)))
            elif each.differs or each.differences:
                differing.append((each, worksheet.conclusion_in_words(each.form)))
            else:
                same += 1
    context = {
        "rows": rows,
        "ran": ran,
        "differing": [
            (each, worksheet.CONCLUSIONS.get(each.pointed_to, each.pointed_to), now)
            for each, now in differing
        ],
        "same": same,
        "unread": unread,
    }
    return render(request, "classification/editions.html", context)


def _others(actor: Member, typed: str, code: str) -> tuple[list[queries.Sheet], str]:
    """Return the sheets of other people whose codes were typed, or what is wrong with one."""
    found: list[queries.Sheet] = []
    for other in dict.fromkeys(typed.replace(",", " ").split()):
        if other.upper() == code:
            continue
        try:
            found += queries.sheets_of(actor, person_stood_by(actor, other))
        except NobodyOfYours:
            return [], "Nobody you stand by has this code. Look at it again, letter by letter."
    return found, ""


def _rows(columns: list[Beside]) -> list[tuple[str, list[Cell]]]:
    """Return each element with how it stands in every sheet."""
    return [(worksheet.TITLES[name], [_cell(each, name) for each in columns]) for name in _ELEMENTS]


def _cell(each: Beside, name: str) -> Cell:
    result = each.opened.form.result
    return Cell(result.element(name) if result else None)


def _smuggled_then_trafficked(columns: list[Beside]) -> bool:
    """Say whether one sheet of a person points to smuggling alone and another to trafficking."""
    results = [each.opened.form.result for each in columns if each.opened.form.result]
    trafficked = [found for found in results if found.trafficking is Met.MET]
    smuggled = [found for found in results if found.smuggling is Met.MET]
    return bool(trafficked and smuggled and len(results) > 1)
