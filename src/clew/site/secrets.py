"""The secret that signs sessions and forms: derived from the root key, never stored."""

from pathlib import Path

from clew.ground.vault import root
from clew.rules.sources.faults import Fault, WrongInput


def session_secret(path: Path) -> str:
    """Return the secret of the house whose root key lies here; empty where there is none.

    Raises:
        WrongInput: a root key lies there that cannot be trusted.
    """
    if not path.exists():
        return ""
    try:
        return root.derived_from(root.read(path), "sessions").hex()
    except root.NoRootKey as error:
        wanted = f"one of {root.KEY_BYTES} bytes that only its owner may read"
        raise WrongInput([Fault("root.key", "", "one that cannot be trusted", wanted)]) from error
