"""What a device lays down: the signs as data, and the list of files, with one version over all."""

import functools
import hashlib
import json
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from clew.recognise.screening.about import Age, for_age
from clew.recognise.screening.interview import Interview, asked, is_observed
from clew.rules.indicators.instruments import (
    Indicator,
    Instrument,
    Scoring,
    instrument,
    instrument_ids,
)

_SCRIPTS: Final = (
    "offline/main.js",
    "offline/asking.js",
    "offline/dexie.js",
    "offline/enrolling.js",
    "offline/hpke.js",
    "offline/interview.js",
    "offline/lock.js",
    "offline/screens.js",
    "offline/sending.js",
    "offline/signs.js",
    "offline/store.js",
    "offline/wiping.js",
)
_LOOK: Final = (
    "clew/clew.css",
    "clew/trust.js",
    "clew/ball.svg",
    "clew/ball-180.png",
    "clew/icons.svg",
    "clew/fonts/literata-latin-wght-normal.woff2",
    "clew/fonts/literata-latin-ext-wght-normal.woff2",
    "clew/fonts/source-sans-3-latin-wght-normal.woff2",
    "clew/fonts/source-sans-3-latin-ext-wght-normal.woff2",
)
FILES: Final = (*_LOOK, *_SCRIPTS)


@functools.cache
def signs() -> str:
    """Return every instrument as JSON: what is asked, why, how, and what not to."""
    told = [_instrument(instrument(name)) for name in instrument_ids()]
    return json.dumps({"instruments": told}, ensure_ascii=False, sort_keys=True)


def laid_down() -> list[str]:
    """Return the addresses that a device keeps, the page itself first."""
    page = [reverse("offline:app"), reverse("offline:signs"), reverse("offline:manifest")]
    return [*page, *(static(name) for name in FILES)]


def version_of(page: str) -> str:
    """Return a digest over the page, the signs and all files: it changes when one of them does."""
    digest = hashlib.sha256(page.encode())
    digest.update(signs().encode())
    for name in FILES:
        digest.update(_bytes_of(name))
    return digest.hexdigest()[:16]


def _bytes_of(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        msg = f"The file {name} is not here; build it in frontend/."
        raise FileNotFoundError(msg)
    return Path(found).read_bytes()


def _instrument(chosen: Instrument) -> dict[str, object]:
    return {
        "id": chosen.id,
        "title": chosen.title,
        "short": chosen.short,
        "version": chosen.version,
        "people": chosen.people,
        "for_child": for_age(chosen, Age.UNSURE).id,  # the set where an age is in doubt
        "usable": chosen.scoring is not Scoring.NOT_SCORED,
        "because": chosen.not_scored_because or "",
        "weighted": chosen.scoring is Scoring.DIMENSIONS,
        "caution": chosen.caution.text,
        "cited": chosen.citation.text,
        "state": _state(chosen),
        "parts": [
            {"name": part.name, "signs": [_sign(item) for item in part.indicators]}
            for part in Interview(chosen).parts
        ],
    }


def _state(chosen: Instrument) -> str:
    return "" if chosen.state.value == "verified" else chosen.state.in_words


def _sign(item: Indicator) -> dict[str, object]:
    question = asked(item)
    said = {} if question is None else {
        "question": question.question,
        "why": question.why,
        "how": question.how,
        "avoid": question.avoid,
    }  # fmt: skip
    return {
        "id": item.id,
        "label": item.label,
        "strength": item.strength.value if item.strength else "",
        "state": item.state.in_words if item.state and item.state.value != "verified" else "",
        "seen": question is not None and is_observed(question),
        **said,
    }
