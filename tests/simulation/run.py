"""A simulated year: 400 projects, 30 leaders, 60 owners, restarts and a week of downtime.

python tests/simulation/run.py [days] [seed]    # a year from seed 1 takes about two minutes
"""

import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))  # this folder is the package `simulation`

from simulation.counties import Size
from simulation.years import Year

WEEKS = 7


def main(days: int, seed: int) -> None:
    """Live so many days of 2020 and print what was checked and who was written to how often."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        year = Year.begin(Path(folder), Size(), date(2020, 1, 1), seed)
        year.live(days)
    write = sys.stdout.write
    write(f"{days} days from seed {seed} in {time.perf_counter() - began:.0f} s\n")
    for what, times in sorted(year.checks.items()):
        write(f"{times:>8,}  {what}\n")
    for who, people in _groups(year).items():
        each = sorted(messages_a_week(year, people, days))
        top = each[int(len(each) * 0.95)]
        write(f"{who}: median {median(each):.1f} messages a week, 95 % up to {top:.1f}\n")


def _groups(year: Year) -> dict[str, list[int]]:
    return {
        "leaders": list(year.cast.leaders),
        "owners": [each for each in year.cast.owners if each not in year.cast.singles],
        "owners with one healthy project": list(year.cast.singles),
        "office": list(year.cast.office),
    }


def messages_a_week(year: Year, people: list[int], days: int) -> list[float]:
    """Return how many messages each of these people got a week."""
    counts = Counter(each.person_id for each in year.post.delivered)
    return [counts[person] / (days / WEEKS) for person in people]


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    main(*(numbers + [366, 1][len(numbers) :]))
