"""Judges the readers on the collected phrases: right, asked though it is clear, or wrong.

python tests/phrases/rates.py    # counts by sample, and each phrase that is not right
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.domain.deadlines import read_deadline
from bot.domain.replies import read_reply, to_json
from bot.domain.terms import Status

HERE = Path(__file__).parent
EXACT = (
    "percent",
    "works_state",
    "cumulative_wan",
    "period_wan",
    "plan_percent",
    "new_date",
    "code",
    "no_progress",
)


class Verdict(StrEnum):
    """How an answer compares with its label; WRONG is what would be recorded and is not so."""

    RIGHT = "right"
    ASKED = "asked though clear"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judged:
    """A phrase with its label, what the reader made of it, and the verdict."""

    phrase: str
    sample: str
    expected: str
    got: str
    verdict: Verdict


def judged_deadlines() -> Iterator[Judged]:
    """Yield each collected deadline."""
    with (HERE / "collected_deadlines.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            reading = read_deadline(row["phrase"], date.fromisoformat(row["reference"]))
            asked = reading.status is not Status.OK
            right = ("ask" if asked else str(reading.date)) in row["expected"].split("|")
            verdict = _verdict(right=right, asked=asked)
            got = f"{reading.status} {reading.date or reading.reason}"
            yield Judged(row["phrase"], row["sample"], row["expected"], got, verdict)


def judged_replies() -> Iterator[Judged]:
    """Yield each collected reply."""
    with (HERE / "collected_replies.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            got = to_json(read_reply(row["text"], date.fromisoformat(row["reference"])))
            expected, asked = row["expected"], got["status"] != Status.OK
            right = asked if expected["ask"] else not asked and says(got, expected)
            verdict = _verdict(right=right, asked=asked)
            yield Judged(row["text"], str(row["sample"]), _short(expected), _short(got), verdict)


def _verdict(*, right: bool, asked: bool) -> Verdict:
    if right:
        return Verdict.RIGHT
    return Verdict.ASKED if asked else Verdict.WRONG


def says(got: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Return whether all facts are as labelled; of a difficulty, the words that must be in it."""
    told = got["difficulty"] or ""
    difficulty = all(word in told for word in expected["difficulty"])
    same = all(got[name] == expected[name] for name in EXACT)
    return same and difficulty and bool(told) == bool(expected["difficulty"])


def _short(facts: dict[str, Any]) -> str:
    return str({name: fact for name, fact in facts.items() if fact and name != "text"})


def main() -> None:
    """Print the counts and what is not right."""
    for kind, judged in (("deadlines", judged_deadlines()), ("replies", judged_replies())):
        counts: Counter[tuple[str, str]] = Counter()
        for case in judged:
            counts[case.sample, case.verdict] += 1
            if case.verdict is not Verdict.RIGHT:
                sys.stdout.write(
                    f"{case.verdict}: {case.phrase}\n    {case.expected}\n    {case.got}\n"
                )
        for (sample, verdict), count in sorted(counts.items()):
            sys.stdout.write(f"{kind}, sample {sample}: {count} {verdict}\n")


if __name__ == "__main__":
    main()
