"""What became of a project, as sentences: the trail read backwards, with the words it came from."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from bot.clock import Clock
from bot.domain.outcomes import History, HistoryChange, HistoryEntry
from bot.domain.permissions import Action, tells_of_obstruction
from bot.domain.records import Person, Project
from bot.services.access import may, require
from bot.services.trail_reasons import IMPORT, REPORT
from storage.reports import Told
from storage.trail import TrailLine
from storage.unit_of_work import Work

PAGE = 10
MOST_LINES = 1000
"""Changes of one project that are read; a project with more has outlived its ledger."""


class Histories:
    """Tells what was changed, by whom, from which message, and why."""

    def __init__(self, work: Work, clock: Clock) -> None:
        self.work = work
        self.clock = clock

    def history(self, person: Person, project: Project, page: int = 1) -> History:
        """Return a page of what was changed on *project*, newest first.

        Raises:
            NotPermittedError: The person may not see the project.
        """
        require(person, Action.SEE_CARD, project)
        lines = self.work.trail.of_project(project.id, MOST_LINES)
        hidden = {"phone"} if not may(person, Action.SEE_PHONES, project) else set()
        moments = list(_moments(line for line in lines if line.field not in hidden))
        pages = max(1, -(-len(moments) // PAGE))
        page = min(max(page, 1), pages)
        shown = moments[(page - 1) * PAGE : page * PAGE]
        told = self.work.reports.told_in(_report_numbers(shown))
        sees_all = may(person, Action.SEE_OBSTRUCTION, project)
        entries = (self._entry(each, project, told) for each in shown)
        return History(
            project,
            tuple(each if sees_all else _masked(each) for each in entries),
            page,
            pages,
        )

    def _entry(
        self, lines: list[TrailLine], project: Project, told: dict[int, Told]
    ) -> HistoryEntry:
        """Return the changes that one message made."""
        first = lines[0]
        nodes = {each.id: each for each in project.milestones}
        report, file = REPORT.fullmatch(first.reason), IMPORT.fullmatch(first.reason)
        words = told.get(int(report[2])) if report else None
        machine = report or file
        return HistoryEntry(
            at=first.at.astimezone(self.clock.zone),
            by=first.by,
            changes=tuple(
                HistoryChange(
                    each.field,
                    each.old,
                    each.new,
                    nodes.get(each.entity_id) if each.entity == "milestone" else None,
                )
                for each in lines
            ),
            words=words.text if words else "",
            for_office=bool(words and words.for_office),
            file=(file[2] or "?") if file else "",
            is_undo=bool(machine and machine[1]),
            reason=file[3] if file else "" if report else first.reason,
        )


def _moments(lines: Iterable[TrailLine]) -> Iterator[list[TrailLine]]:
    """Yield together what one person changed by one message for one reason."""

    def moment(line: TrailLine) -> tuple[object, ...]:
        return line.by, line.chat_id, line.message_id, line.reason

    for _, group in groupby(lines, moment):
        yield list(group)


def _report_numbers(moments: Collection[list[TrailLine]]) -> list[int]:
    found = (REPORT.fullmatch(lines[0].reason) for lines in moments)
    return [int(each[2]) for each in found if each]


def _masked(entry: HistoryEntry) -> HistoryEntry:
    """Return the entry as those read it who are not to read of works blocked by people."""
    return entry.hidden() if tells_of_obstruction(entry.all_words) else entry
