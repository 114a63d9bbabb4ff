"""`python -m bench.worlds.first`: makes one world and prints its ceiling."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.worlds.first.making import make

_MOST = 900  # victims of one ring: its numbers have room for no more


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence and leaves with 2, as every command does."""

    def error(self, message: str) -> None:  # type: ignore[override]
        sys.stderr.write(f"{self.prog}: {message}.\n")
        raise SystemExit(2)


def main(words: Sequence[str]) -> int:
    """Make the world that is asked for; 2 when the call is wrong."""
    parser = _Parser(prog="python -m bench.worlds.first", description=__doc__)
    parser.add_argument("--people", type=int, required=True, help="people beside those of rings")
    parser.add_argument("--seed", type=int, required=True, help="the same seed, the same world")
    parser.add_argument("-o", dest="folder", type=Path, required=True, help="folder to write to")
    parser.add_argument("--ring", type=int, default=400, help="victims of the large ring")
    parser.add_argument("--small", type=int, default=12, help="rings of 5 to 40 victims")
    asked = parser.parse_args(words)
    if asked.people < 1 or asked.seed < 0 or asked.small < 0 or not 0 <= asked.ring <= _MOST:
        parser.error(f"--people is at least 1, --seed and --small 0, --ring 0 to {_MOST}")
    found = make(
        people=asked.people,
        seed=asked.seed,
        folder=asked.folder,
        large=asked.ring,
        small=asked.small,
    )
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
