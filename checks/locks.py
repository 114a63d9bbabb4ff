"""The locks hold what their inputs ask for, by hash, and name no address."""

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# In nobody's environment but theirs who asked for it.
OPTIONAL = ("spark-build", "spark")
LEVELS = ("run", "test", *OPTIONAL)
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)")


def check(root: Path) -> list[str]:
    """Return one sentence for each place where lock and input differ."""
    wrong = []
    for level in LEVELS:
        asked = requirements(root / "lock" / f"{level}.in")
        locked = pins(root / "lock" / f"{level}.txt")
        wrong += _addresses(root / "lock" / f"{level}.txt")
        wrong += _without_hash(root / "lock" / f"{level}.txt")
        wrong += _unmet(level, asked, locked)
        wrong += _orphans(level, asked, locked)
    wrong += _at_odds(root)
    return wrong + _addresses(root / "lock" / "bootstrap.txt")


def requirements(file: Path) -> list[Requirement]:
    """Return what an input asks for, following `-r`."""
    found = []
    for raw in file.read_text(encoding="utf-8").splitlines():
        line = raw.split("#", 1)[0].strip()
        if line.startswith("-r "):
            found += requirements(file.parent / line.removeprefix("-r ").strip())
        elif line:
            found.append(Requirement(line))
    return found


def pins(file: Path) -> dict[str, str]:
    """Return every pinned package with its version."""
    lines = file.read_text(encoding="utf-8").splitlines()
    found = [match for line in lines if (match := _PINNED.match(line))]
    return {canonicalize_name(match["name"]): match["version"] for match in found}


def _at_odds(root: Path) -> list[str]:
    """Return what the optional lock would exchange in an environment that the run lock made."""
    first, second = (_blocks(root / "lock" / f"{level}.txt") for level in ("run", "spark"))
    return [
        f"spark.txt: {name} is not as in run.txt; compile with --constraint lock/run.txt."
        for name in sorted(first.keys() & second.keys())
        if first[name] != second[name]
    ]


def _blocks(file: Path) -> dict[str, set[str]]:
    """Return the pins of each package: a version for each platform it is different on."""
    found: dict[str, set[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if match := _PINNED.match(line):
            found.setdefault(canonicalize_name(match["name"]), set()).add(match["version"])
    return found


def _addresses(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    named = "://" in text or "--index-url" in text
    return [f"{file.name}: holds an address; compile it without."] if named else []


def _without_hash(file: Path) -> list[str]:
    """Return a sentence for each pin that anything could be put in place of."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", file.read_text(encoding="utf-8"))
    found = [_PINNED.match(block) for block in blocks if "--hash=" not in block]
    return [f"{file.name}: {match['name']} has no hash; compile again." for match in found if match]


def _unmet(level: str, asked: list[Requirement], locked: dict[str, str]) -> list[str]:
    wrong = []
    for requirement in asked:
        version = locked.get(canonicalize_name(requirement.name))
        if version is None:
            wrong.append(
                f"{level}.txt: {requirement.name} of {level}.in is missing; compile again."
            )
        elif not requirement.specifier.contains(version, prereleases=True):
            wrong.append(
                f"{level}.txt: {requirement.name} {version} is not {requirement.specifier}."
            )
    return wrong


def _orphans(level: str, asked: list[Requirement], locked: dict[str, str]) -> list[str]:
    """Return locked packages that nothing asks for: the lock is older than its input.

    What an optional package asks for is known only where it is installed; elsewhere none is named.
    """
    here = {canonicalize_name(item.metadata["Name"]) for item in metadata.distributions()}
    if level in OPTIONAL and not here.issuperset(canonicalize_name(item.name) for item in asked):
        return []
    needed: set[str] = set()
    waiting = [(str(canonicalize_name(item.name)), frozenset(item.extras)) for item in asked]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        needed.add(name)
        waiting += _asked_by(name, extras)
    # Packages for other platforms are locked and not installed here, so nobody can ask for them.
    return [
        f"{level}.txt: nothing in {level}.in asks for {name}; compile again."
        for name in sorted((set(locked) & here) - needed)
    ]


def _asked_by(name: str, extras: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    try:
        required = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    found: list[tuple[str, frozenset[str]]] = []
    for text in required:
        requirement = Requirement(text)
        marker = requirement.marker
        applies = marker is None or any(
            marker.evaluate({"extra": extra}) for extra in (extras or {""})
        )
        if applies or (marker is not None and marker.evaluate({"extra": ""})):
            found.append((str(canonicalize_name(requirement.name)), frozenset(requirement.extras)))
    return found
