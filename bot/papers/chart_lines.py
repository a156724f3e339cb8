"""What charts show: plain records, made ready to print; shares of the year and of the plan from 0 to 1.

Named tuples, because a picture is made by a process of its own that has to load little.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.domain.terms import Light, MilestoneKind


class Node(NamedTuple):
    """A dated mark; `late` is past and not done."""

    at: float
    kind: MilestoneKind
    done: bool
    late: bool


class ChartLine(NamedTuple):
    """A project as a bar. `begins` and `ends` are cut off where the year is.

    `done` is None where nothing was told, `expected` where no progress is due yet.
    """

    light: Light
    code: str
    name: str
    who: str
    why: str
    begins: float
    ends: float
    nodes: Sequence[Node]
    done: float | None
    done_text: str
    expected: float | None


class ChartFrame(NamedTuple):
    """What is the same on all pages: `months` are their names and where they begin."""

    as_of: str
    months: Sequence[tuple[str, float]]
    today: float
    words: Mapping[str, str]


class ChartSheet(NamedTuple):
    """A list of projects below a heading; it takes as many pages as it needs."""

    heading: str
    lines: Sequence[ChartLine]


class ProjectSheet(NamedTuple):
    """A project on a page of its own; `facts` are pairs of a label and its value."""

    line: ChartLine
    why: str
    gauge: str
    difficulty: str
    facts: Sequence[tuple[str, str]]
    nodes: Sequence[str]
    reports: Sequence[str]
