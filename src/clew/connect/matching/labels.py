"""Short words for a value that are safe to show beside others: 'account ending 4471'."""

from clew.rules.linkage.normalise import parts_of

LONGEST = 48  # letters; a drawing cuts further
_PHONE_END = 3
_END = 4
_WORDS = {"account": "account", "document": "document", "phone": "phone"}


def label_of(kind: str, value: str, part: str = "") -> str:
    """Return short words for a value; of a value with several parts, for one of them.

    Numbers are shown by their end, e-mail addresses by their domain, the rest as it was said.
    """
    parts = (part,) if part else parts_of(kind, value)
    if kind == "email":
        _local, _, domain = next(iter(parts), value).rpartition("@")
        return f"email address at {domain}" if domain else "email address"
    if kind in _WORDS:
        end = _end(kind, parts, value)
        return f"{_WORDS[kind]} ending {end}" if end else f"{_WORDS[kind]}, number not known"
    return _cut(value)


def _end(kind: str, parts: tuple[str, ...], value: str) -> str:
    source = next((part.partition(":")[2] for part in parts), value)
    signs = "".join(sign for sign in source if sign.isdecimal() or kind == "document")
    return signs[-(_PHONE_END if kind == "phone" else _END) :]


def _cut(value: str) -> str:
    text = " ".join(value.split())
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(',;')}…"
