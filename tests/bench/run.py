"""`make bench`: every speed claim against what a user would pick instead, both sides in one run.

make bench                  # all of them, about four minutes
make bench ARGS="replies"   # some, by name
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # this folder is the package `bench`

from bench import bursts, drawing, ledgers, papers, reading, ready, replies, returning, sums, ticks
from bench.figures import show

CLAIMS = {
    "ready": ready.measure,
    "ticks": ticks.measure,
    "bursts": bursts.measure,
    "replies": replies.measure,
    "reading": reading.measure,
    "sums": sums.measure,
    "ledgers": ledgers.measure,
    "drawing": drawing.measure,
    "papers": papers.measure,
    "returning": returning.measure,
}


def main(names: list[str]) -> None:
    """Measure the claims of these names, all if none is named, and print the table."""
    unknown = set(names) - set(CLAIMS)
    if unknown:
        sys.exit(f"no such claim: {', '.join(unknown)}; there are {', '.join(CLAIMS)}")
    figures = []
    for name in names or CLAIMS:
        sys.stderr.write(f"measuring {name} …\n")
        figures += CLAIMS[name]()
    sys.stdout.write(show(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
