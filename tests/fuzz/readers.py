"""Feeds odd texts to the readers of deadlines and replies, and counts what breaks; no test runs it.

    python tests/fuzz/readers.py 100000 7 280  # how many texts, which seed, seconds at most

Every text up to the longest message must be answered without an exception and within 100 times
the median phrase's time; a text that is slower is measured three times again, uncached, and
counts with its best time.
"""

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic, thread_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.domain.deadlines import Mode, find_deadlines, read_deadline
from bot.domain.deadlines import reader as deadline_reader
from bot.domain.replies import read_reply, split_reply

LONGEST = 4096
BOUND = 100
PHRASES = Path(__file__).parents[1] / "phrases"
TODAY = date(2026, 3, 3)
DIGITS = [
    chr(code)
    for code in range(sys.maxunicode + 1)
    if unicodedata.decimal(chr(code), None) is not None
]
NUMERALS = "〇零一二三四五六七八九十百千万亿两廿卅壹贰叁拾佰仟萬億半几"
GLUE = [
    "",
    " ",
    "，",
    "、",
    "-",
    "~",
    "至",
    "到",
    "/",
    ".",
    "年",
    "月",
    "日",
    "%",
    "万元",
    "\n",
    "P0",
]

READERS: dict[str, Callable[[str], object]] = {
    "read_deadline, chat": lambda text: read_deadline(text, TODAY),
    "read_deadline, cell": lambda text: read_deadline(text, TODAY, Mode.CELL),
    "find_deadlines": lambda text: find_deadlines(text, TODAY),
    "read_reply": lambda text: read_reply(text, TODAY),
    "split_reply": split_reply,
    "split and read": lambda text: [read_reply(p.text, TODAY) for p in split_reply(text)],
}
DEADLINES, REPLIES = [*READERS][:3], [*READERS][3:]
OF_SEVERAL = frozenset({"split_reply", "split and read"})
"""Readers of messages about several projects: their median is that of two projects' message."""


def phrases() -> list[str]:
    """Return the collected phrases of both kinds."""
    with (PHRASES / "collected_deadlines.tsv").open(encoding="utf-8") as lines:
        found = [line.split("\t")[0] for line in lines][1:]
    with (PHRASES / "collected_replies.jsonl").open(encoding="utf-8") as lines:
        return found + [json.loads(line)["text"] for line in lines]


class Texts:
    """Makes odd texts, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - no secret
        self.phrases = phrases()
        self.kinds = [
            self.any_signs,
            self.digits,
            self.numerals,
            self.mutated,
            self.joined,
            self.repeated,
        ]

    def __iter__(self) -> Iterator[str]:
        while True:
            yield self.random.choice(self.kinds)()[:LONGEST]

    def length(self) -> int:
        """Return a length: mostly that of a message, now and then up to the longest."""
        longest = self.random.choice([12, 12, 12, 30, 30, 60, 60, 190, 490, LONGEST])
        return int(longest * self.random.random()) + 1

    def any_signs(self) -> str:
        """Signs from anywhere in Unicode, lone surrogates and control characters included."""
        top = self.random.choice([0x7F, 0x2FF, 0xFFFF, sys.maxunicode])
        return "".join(chr(self.random.randint(0, top)) for _ in range(self.length()))

    def digits(self) -> str:
        """Digits of any script, with what stands between figures."""
        signs = self.random.choices(DIGITS, k=self.length())
        return "".join(sign + self.random.choice(GLUE) for sign in signs)

    def numerals(self) -> str:
        """Chinese numerals nested and repeated."""
        return "".join(
            self.random.choice(NUMERALS) * self.random.choice([1, 1, 1, 30])
            + self.random.choice(GLUE)
            for _ in range(self.length())
        )

    def mutated(self) -> str:
        """A phrase with signs struck out, doubled, swapped or replaced."""
        signs = list(self.random.choice(self.phrases))
        for _ in range(self.random.randint(1, 6)):
            place = self.random.randrange(len(signs) or 1)
            sign = self.random.choice([self.any_signs()[0], self.random.choice(NUMERALS), "1", ""])
            signs[place : place + self.random.randint(0, 2)] = [sign]
        return "".join(signs)

    def joined(self) -> str:
        """Pieces of phrases in a row."""
        pieces = []
        for _ in range(self.length() // 8 + 1):
            phrase = self.random.choice(self.phrases)
            start = self.random.randrange(len(phrase))
            pieces += [
                phrase[start : start + self.random.randint(1, 12)],
                self.random.choice(GLUE),
            ]
        return "".join(pieces)

    def repeated(self) -> str:
        """One piece of a phrase again and again."""
        phrase = self.random.choice(self.phrases)
        start = self.random.randrange(len(phrase))
        piece = phrase[start : start + self.random.randint(1, 6)] + self.random.choice(GLUE)
        return piece * (self.length() // len(piece) + 1)


def seconds(reader: Callable[[str], object], text: str) -> float:
    """Return the time of one reading with nothing remembered of the text."""
    deadline_reader._cut.cache_clear()
    start = thread_time()
    reader(text)
    return thread_time() - start


def median_seconds(name: str) -> float:
    """Return the median time of a reader over the collected phrases."""
    form = "P07 {}\nP08 照旧" if name in OF_SEVERAL else "{}"
    texts = [form.format(phrase) for phrase in phrases()]
    return median(seconds(READERS[name], text) for text in texts for _ in range(3))


def times_median(name: str, text: str, median_time: float) -> float:
    """Return how many times the median phrase's time a text takes, at best if that is too much."""
    times = seconds(READERS[name], text) / median_time
    if times <= BOUND:
        return times
    return min(seconds(READERS[name], text) / median_time for _ in range(3))


def main(count: int, seed: int, most_seconds: int = 280) -> None:
    """Feed up to *count* texts to a reader of deadlines and one of replies each, and report."""
    medians = {name: median_seconds(name) for name in READERS}
    outcomes: Counter[str] = Counter()
    worst: dict[str, tuple[float, str]] = dict.fromkeys(READERS, (0.0, ""))
    texts, start, fed = Texts(seed), monotonic(), 0
    for text in islice(texts, count):
        for name in (texts.random.choice(DEADLINES), texts.random.choice(REPLIES)):
            try:
                times = times_median(name, text, medians[name])
            except Exception as error:  # noqa: BLE001 - what is looked for
                outcomes[f"raised {type(error).__name__}"] += 1
                sys.stdout.write(f"{name} raised {error!r} on {text!r}\n")
                continue
            outcomes["answered" if times <= BOUND else "too slow"] += 1
            worst[name] = max(worst[name], (times, text))
        fed += 1
        if monotonic() - start > most_seconds:
            break
    sys.stdout.write(f"{fed} texts, seed {seed}: {dict(outcomes)}\n")
    for name, (times, text) in worst.items():
        median_time = f"{1e6 * medians[name]:.0f} µs"
        sys.stdout.write(
            f"{name}: median {median_time}, worst {times:.0f} times that: {text[:40]!r}\n"
        )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
