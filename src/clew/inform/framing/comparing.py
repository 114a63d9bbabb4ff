"""Coding files as the page of agreement takes them: one below another, or one file more."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from clew.engines.reliability import alpha
from clew.inform.framing.apart import NotRead
from clew.inform.framing.tables import table_of
from clew.inform.framing.taking import FILE, plain
from clew.rules.framing.agreement import MOST_CODERS, Agreement, compare
from clew.rules.framing.codings import COLUMNS, coding_of
from clew.rules.framing.scheme import in_order
from clew.rules.framing.units import units_of
from clew.rules.sources.faults import WrongInput

CODINGS: Final = "f-codings"
TEXT: Final = "f-text"
_HEAD: Final = ",".join(COLUMNS)


@dataclass(frozen=True, slots=True)
class Compared:
    """What was sent, and the agreement; or what is wrong with it, by the id of its field."""

    codings: str
    text: str
    found: Agreement | None = None
    sentences: tuple[str, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many coding files stand in the field."""
        return len(list(_parts(self.codings)))


def taken(request: HttpRequest) -> Compared:
    """Return what was sent, the chosen file below what stood in the field. Compares nothing yet."""
    codings, text = (plain(request.POST.get(name, "")).strip() for name in ("codings", "text"))
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return Compared(codings, text)
    try:
        more = table_of(file.read()).strip()
    except NotRead as error:
        return Compared(codings, text, errors={FILE: str(error)})
    return Compared(f"{codings}\n{more}".strip(), text)


def compared(sent: Compared) -> Compared:
    """Compare what was sent."""
    if sent.errors:
        return sent
    if not sent.codings:
        said = _("There is no coding file yet. Add the file of each coder, two at least.")
        return Compared("", sent.text, errors={CODINGS: said})
    if sent.files > MOST_CODERS:
        said = _("Up to %(most)s coding files are compared at once.") % {"most": MOST_CODERS}
        return Compared(sent.codings, sent.text, errors={CODINGS: said})
    where = _("coding file %(number)s")
    try:
        found = compare(
            [
                coding_of(part, where=where % {"number": at})
                for at, part in enumerate(_parts(sent.codings), start=1)
            ],
            alpha=alpha,
        )
    except WrongInput as wrong:
        return Compared(sent.codings, sent.text, errors={CODINGS: " ".join(wrong.sentences)})
    return _with_words(sent, found)


def _with_words(sent: Compared, found: Agreement) -> Compared:
    """Put the sentences beside what was said of them, if the text was sent and is the one."""
    if not sent.text:
        return Compared(sent.codings, "", found)
    try:
        units = units_of(sent.text)
    except WrongInput as wrong:
        return Compared(sent.codings, sent.text, errors={TEXT: " ".join(wrong.sentences)})
    if units.digest != found.digest:
        said = _("This is not the text that was coded. Paste the one that the coders had.")
        return Compared(sent.codings, sent.text, errors={TEXT: said})
    return Compared(sent.codings, sent.text, found, units.sentences)


def differences(shown: Compared) -> Iterator[dict[str, object]]:
    """Yield where the coders differ: the sentence, its words if known, and what each said."""
    for each in shown.found.differences if shown.found else ():
        yield {
            "number": each.sentence,
            "text": shown.sentences[each.sentence - 1] if shown.sentences else "",
            "said": [" ".join(in_order(said)) for said in each.said],
        }


def _parts(codings: str) -> Iterator[str]:
    """Yield each coding file: one begins where the line with the names of the columns stands."""
    part: list[str] = []
    for line in codings.split("\n"):
        if line.strip() == _HEAD and part:
            yield "\n".join(part)
            part = []
        part.append(line)
    if any(line.strip() for line in part):
        yield "\n".join(part)
