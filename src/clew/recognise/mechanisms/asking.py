"""One page of the form as a page of ours, and all answers as a page to check."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from clew.recognise.mechanisms.actions import digest
from clew.recognise.mechanisms.form import CHOSEN, UNSAID, Field, Page, Said, Shape
from clew.recognise.mechanisms.forms import PageForm, typed
from clew.recognise.mechanisms.keeping import without_immigration
from clew.recognise.mechanisms.proposing import source_words
from clew.recognise.mechanisms.queries import Opened
from clew.recognise.mechanisms.walking import (
    Answer,
    Standing,
    after,
    before,
    fields_asked,
    missing_on,
    pages_asked,
)
from clew.rules.consent.kinds import Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as it is shown: what stands in it, and what is said beside it."""

    field: Field
    value: str = dataclasses.field(repr=False)
    chosen: tuple[str, ...] = dataclasses.field(repr=False)
    is_unsaid: bool
    proposed: str = dataclasses.field(repr=False)  # in words; nothing where none is
    proposed_from: str
    was_checked: bool
    depends_on: str  # on which answer of this page it is asked, in words
    stands: str = dataclasses.field(repr=False)  # what somebody else saved meanwhile
    error: str
    is_first_of_list: bool = False  # the names of a list stand once on a page

    @property
    def place(self) -> str:
        """The id of its place on the page."""
        return f"f-{self.field.id}"

    @property
    def kind(self) -> str:
        """How it is drawn: choices, tick, list, text, date or line."""
        shape = self.field.shape
        if shape in {Shape.ONE, Shape.YES_NO, Shape.MANY}:
            return "choices"
        if shape in {Shape.TICK, Shape.TEXT, Shape.DATE}:
            return shape.value
        return "list" if shape is Shape.PICK else "line"

    @property
    def input_type(self) -> str:
        """The type of the input of a single line."""
        types = {Shape.EMAIL: "email", Shape.PHONE: "tel", Shape.DATE: "date"}
        return types.get(self.field.shape, "text")


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on the page to check."""

    page: Page
    field: Field
    words: str = dataclasses.field(repr=False)
    state: str  # confirmed, proposed, missing, behind or empty
    source: str = ""


def page_context(
    opened: Opened,
    page: Page,
    *,
    on: date,
    typed: Mapping[str, list[str]] | None = None,
    form: PageForm | None = None,
    said: str = "",
) -> dict[str, object]:
    """Return what the page of one page of the form shows."""
    everything = pages_asked(opened.mechanism, opened.values)
    first = {each.choose_from: each.id for each in reversed(page.fields)}
    section = opened.mechanism.section_of(page)
    return {
        "row": opened.row,
        "person": opened.row.person,
        "mechanism": opened.mechanism,
        "section": section,
        "page": page,
        "number": everything.index(page) + 1 if page in everything else 0,
        "count": len(everything),
        "before": before(opened.mechanism, page, opened.values),
        "is_last": after(opened.mechanism, page, opened.values) is None,
        "fields": [
            replace(
                asked(opened, page, each, typed=typed, form=form, is_newer=bool(said)),
                is_first_of_list=first[each.choose_from] == each.id,
            )
            for each in page.fields
        ],
        "of_status": any(each.about is Kind.IMMIGRATION for each in page.fields),
        "seen": digest(page, opened.answers),
        "days_left": (opened.row.expires_on - on).days,
        "errors": form.errors if form else {},
        "said": said,
    }


def asked(
    opened: Opened,
    page: Page,
    each: Field,
    *,
    typed: Mapping[str, list[str]] | None,
    form: PageForm | None,
    is_newer: bool,
) -> Asked:
    """Return one field as it is shown: what was typed goes before what is kept."""
    answer = opened.answers.get(each.id)
    is_proposed = answer is not None and answer.standing is Standing.PROPOSED
    now = _now(each, answer, typed, is_proposed=is_proposed)
    chosen = () if now == UNSAID else tuple(now) if isinstance(now, list) else (now,)
    return Asked(
        field=each,
        value="" if isinstance(now, list) or now == UNSAID else now,
        chosen=chosen,
        is_unsaid=now == UNSAID,
        proposed=each.words_of(answer.said) if answer and is_proposed else "",
        proposed_from=source_words(answer.source) if answer and is_proposed else "",
        was_checked=form is not None and each.id in form.checked,
        depends_on=_depends_on(page, each),
        stands=each.words_of(answer.said) if answer and is_newer else "",
        error=form.errors.get(f"f-{each.id}", "") if form else "",
    )


def rows_to_check(opened: Opened) -> list[dict[str, object]]:
    """Return the answers of this way by section; those of immigration stay closed."""
    values = opened.values
    asked_pages = pages_asked(opened.mechanism, values)
    found = []
    for section in opened.mechanism.sections:
        rows: list[Row] = []
        for page in asked_pages:
            if page in section.pages:
                rows += _rows_of(opened, page)
        if rows:
            found.append({"section": section, "rows": rows})
    return found


def _rows_of(opened: Opened, page: Page) -> list[Row]:
    values = opened.values
    needed = {
        each.field.id for each in missing_on(without_immigration(page), opened.answers, values)
    }
    rows = []
    for each in fields_asked(page, values):
        if each.about is Kind.IMMIGRATION:
            state, _turn = opened.marks.fields.get(each.id, ("", 0))
            if state and state != "not_asked":
                rows.append(Row(page, each, "", "behind"))
            continue
        answer = opened.answers.get(each.id)
        if answer is None or answer.is_empty:
            state = "missing" if each.id in needed else "empty"
            if state == "missing" or each.shape is not Shape.TICK:
                rows.append(Row(page, each, "", state))
            continue
        proposed = answer.standing is Standing.PROPOSED
        rows.append(
            Row(
                page, each, each.words_of(answer.said), answer.standing.value,
                source_words(answer.source) if proposed else "",
            )
        )  # fmt: skip
    return rows


def _now(
    each: Field,
    answer: Answer | None,
    sent: Mapping[str, list[str]] | None,
    *,
    is_proposed: bool,
) -> Said:
    if sent is not None:
        return typed(each, sent)
    if answer is None or (is_proposed and each.shape in CHOSEN):
        return ""  # a choice is never made beforehand
    return answer.said


def _depends_on(page: Page, each: Field) -> str:
    here = {other.id: other for other in page.fields}
    for name, wanted in (each.when or {}).items():
        if name in here:
            words = " / ".join(here[name].words_of(code) for code in wanted)
            return _("Only if the answer to “%(question)s” is: %(answer)s.") % {
                "question": here[name].label, "answer": words,
            }  # fmt: skip
    return ""
