"""Reading a text: which wordings tell smuggling and trafficking apart, and which do not."""

from collections.abc import Callable, Iterator

from clew.rules.framing.checks import ideas, people, systems, terms
from clew.rules.framing.checks.marking import Mark
from clew.rules.framing.findings import Code, Finding, Voice, codes
from clew.rules.framing.passage import Passage, passages
from clew.rules.framing.reading import sentences
from clew.rules.framing.weighing import LEAST_LIKELY, likely, may_be, place_of

CHECKS: tuple[Callable[[Passage], Iterator[Mark]], ...] = (
    terms.trafficking_for_smuggling,
    terms.smuggling_for_trafficking,
    terms.interchangeable,
    terms.unsupported,
    ideas.border_assumed,
    ideas.agreement_as_reason,
    people.victim_as_offender,
    people.illegal_people,
    people.punished_migrants,
    systems.abuse_claimed,
    systems.statistics_merged,
    systems.remedy_mismatched,
    systems.help_on_condition,
    people.dehumanised,
)


def check(text: str, *, context: bool = True) -> list[Finding]:
    """Return what may be worded better in a text, in its order.

    Args:
        text: plain text; an empty line parts paragraphs.
        context: whether a sentence is read with the two before and after it in its paragraph.
    """
    found = []
    for passage in passages(sentences(text), context=context):
        found += [_finding(passage, mark) for mark in _marks(passage)]
    return sorted(found, key=lambda each: (each.start, each.end, each.code))


def marked(passage: Passage) -> dict[str, Mark]:
    """Return what the rules mark in a passage, by code: the first mark of each."""
    found: dict[str, Mark] = {}
    for each in CHECKS:
        for mark in each(passage):
            found.setdefault(mark.code, mark)
    return found


def _marks(passage: Passage) -> Iterator[Mark]:
    """Yield a mark for each likely code, where a rule put it or where most speaks for it."""
    if passage.is_aside:
        return
    ruled = marked(passage)
    for code, share in likely(passage, ruled).items():
        if share >= LEAST_LIKELY and (code in ruled or may_be(passage, code)):
            yield ruled.get(code) or Mark(code, *place_of(passage, code))


def _finding(passage: Passage, mark: Mark) -> Finding:
    code = codes()[mark.code]
    start, end = passage.place_of(mark.first, mark.last)
    inside = passage.sentence.tokens[mark.first].quoted
    return Finding(
        sentence=passage.sentence.text,
        start=start,
        end=end,
        code=mark.code,
        severity=_severity(passage, code, inside=inside),
        because=" ".join([code.why, *passage.told(mark.facts)]),
        suggestion=code.suggestion,
        voice=Voice.QUOTED if inside or passage.has("attributed") else Voice.AUTHOR,
    )


def _severity(passage: Passage, code: Code, *, inside: bool) -> int:
    """Return what a wording weighs here: more in a headline, little where it is only quoted."""
    if inside:
        return 1
    return 3 if code.severity > 1 and passage.sentence.is_heading else code.severity
