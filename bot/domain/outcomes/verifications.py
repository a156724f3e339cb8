"""Starts and completions that wait for the office to verify them."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.records import Project


@dataclass(frozen=True, slots=True)
class ReportedState:
    """A project whose state is as reported: when, by whom and in which words."""

    project: Project
    at: datetime | None
    by: str
    words: str
    for_office: bool


@dataclass(frozen=True, slots=True)
class Unverified:
    """The first of *total* states that wait, all as of a *change*, and what was just verified.

    `verified` is None where nothing was to be verified, and empty where nothing could be;
    `undoes` are the first and the last change by which it was, which a tap takes back;
    `taken_back` is what waits again.
    """

    lines: tuple[ReportedState, ...]
    total: int
    change: int
    verified: tuple[Project, ...] | None = None
    undoes: tuple[int, int] | None = None
    taken_back: tuple[Project, ...] = ()
