"""What was measured, and the table that shows it."""

import gc
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median

MS = 1000.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim: ours and the other side's seconds, a pair a round, and the ratio promised."""

    claim: str
    ours: tuple[float, ...]
    other: tuple[float, ...]
    at_most: float

    @property
    def ratio(self) -> float:
        """Return ours over the other's, median over median: a slow round spoils no figure."""
        return median(self.ours) / median(self.other)

    @property
    def holds(self) -> bool:
        """Say whether the claim came out."""
        return self.ratio <= self.at_most


def in_turns(
    sides: Mapping[str, Callable[[], float]], rounds: int, *, warm_up: int = 1
) -> dict[str, tuple[float, ...]]:
    """Return what each side took in each round, the sides taking turns; warm-up rounds are dropped.

    Every other round goes backwards, so that none always comes after the same one, and what one
    leaves behind is cleared before the next: nobody pays for another's garbage.
    """
    took: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(warm_up + rounds):
        for name in list(sides)[:: -1 if number % 2 else 1]:
            gc.collect()
            seconds = sides[name]()
            if number >= warm_up:
                took[name].append(seconds)
    return {name: tuple(each) for name, each in took.items()}


def show(figures: Iterable[Figure]) -> str:
    """Return the table: medians in milliseconds with their spread, ratio, target."""
    rows = [
        ("", "claim", "ours ms", "other side ms", "ratio", "target"),
        *(
            (
                "✓" if figure.holds else "✗",
                figure.claim,
                _spread(figure.ours),
                _spread(figure.other),
                f"{figure.ratio:.3f}",
                f"≤ {figure.at_most:g}",
            )
            for figure in figures
        ),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def _spread(seconds: tuple[float, ...]) -> str:
    low, middle, high = min(seconds), median(seconds), max(seconds)
    return f"{middle * MS:.2f} ({low * MS:.2f} to {high * MS:.2f})"
