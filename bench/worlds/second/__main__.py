"""`python -m bench.worlds.second --people N --seed S -o DIR`: one world, and its ceiling."""

import argparse
import json
import resource
import time
from pathlib import Path

from bench.worlds.second.files import save
from bench.worlds.second.making import make


def main() -> None:
    """Make the world asked for, and say what it took."""
    ask = argparse.ArgumentParser(prog="bench.worlds.second", description=__doc__)
    ask.add_argument("--people", type=int, required=True, help="without those of the groups")
    ask.add_argument("--seed", type=int, required=True)
    ask.add_argument("-o", dest="folder", type=Path, required=True, help="the folder to write")
    ask.add_argument("--ring", type=int, default=400, help="victims of the large group (0: none)")
    ask.add_argument("--small", type=int, default=12, help="how many groups of 5 to 40 victims")
    wanted = ask.parse_args()
    began = time.perf_counter()
    made = make(many=wanted.people, seed=wanted.seed, ring=wanted.ring, small=wanted.small)
    lived = time.perf_counter()
    answer = save(made, wanted.folder)
    ended = time.perf_counter()
    print(json.dumps(answer["census"], indent=1))
    print(
        json.dumps(
            {name: value for name, value in answer["ceiling"].items() if name != "how"}, indent=1
        )
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"lives {lived - began:.1f} s, writing {ended - lived:.1f} s, peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
