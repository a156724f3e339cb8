"""A difficulty goes up only when its teller says so, and stays until somebody says it is solved."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.clock import Clock
from bot.domain.difficulties import is_due, is_late
from bot.domain.errors import OldButtonError
from bot.domain.outcomes import (
    DifficultyLine,
    DifficultyList,
    DifficultyNoted,
    DifficultyRaised,
    DifficultySolved,
    DifficultySteered,
)
from bot.domain.permissions import Action
from bot.domain.records import Person, Project
from bot.domain.terms import Role
from bot.services.access import may, require, require_anywhere
from bot.services.notices import Notices
from bot.services.projects import Projects
from storage.tables import Difficulty
from storage.unit_of_work import Work

MOST_LINES = 10
RAISED, SENT, KEPT = "raised", "sent", "kept"


class Difficulties:
    """Raises difficulties, sends them on, and says which are open."""

    def __init__(self, work: Work, clock: Clock, projects: Projects, notices: Notices) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.notices = notices

    # by those who carry the project out

    def raise_new(self, person: Person, project: Project, words: str, report_id: int) -> None:
        """Keep a difficulty that a report told of; the same words again are the same one."""
        if any(each.words == words for each in self.work.difficulties.open_on(project.id)):
            return
        self.work.difficulties.add(
            {
                "project_id": project.id,
                "report_id": report_id,
                "person_id": person.id,
                "words": words,
                "raised_on": self.clock.today(),
                "state": RAISED,
            }
        )

    def count_unnamed(self, project: Project) -> int:
        """Return among how many difficulties 已解决 does not say which; 0 if it is plain."""
        still_open = len(self.work.difficulties.open_on(project.id))
        return still_open if still_open > 1 else 0

    def solve_only(self, person: Person, project: Project, report_id: int) -> None:
        """End the one difficulty that a project has, if it has any."""
        for each in self.work.difficulties.open_on(project.id):
            self.end(each, person, report_id)

    def end_with_completion(
        self, person: Person, project: Project, report_id: int, besides: str | None
    ) -> tuple[str, ...]:
        """End what a project that is completed was held up by; return the words of each.

        What is told together with the completion, *besides*, is still to be solved.
        """
        ended = [
            each for each in self.work.difficulties.open_on(project.id) if each.words != besides
        ]
        for each in ended:
            self.end(each, person, report_id)
        return tuple(each.words for each in ended)

    def end(self, difficulty: Difficulty, person: Person, report_id: int | None = None) -> None:
        """End a difficulty as somebody said, in a report or otherwise."""
        self.work.difficulties.solve(
            difficulty.id or 0,
            ended_on=self.clock.today(),
            ended_by_id=person.id,
            ended_report_id=report_id,
        )

    def send_on(self, person: Person, report_id: int) -> DifficultyNoted:
        """Send the difficulty of a report to the project's leaders; once, however often tapped.

        Raises:
            OldButtonError: The report was taken back, told of none, or it is solved.
        """
        difficulty, project = self._reported(person, report_id)
        self.work.difficulties.change(difficulty.id or 0, state=SENT)
        return self._deliver(difficulty, project, besides=person)

    def only_record(self, person: Person, report_id: int) -> DifficultyNoted:
        """Leave a difficulty in the ledger and trouble nobody."""
        difficulty, project = self._reported(person, report_id)
        if difficulty.state == RAISED:
            self.work.difficulties.change(difficulty.id or 0, state=KEPT)
        return DifficultyNoted(project, difficulty.words, (), asked_to_send=False)

    def _deliver(
        self, difficulty: Difficulty, project: Project, besides: Person
    ) -> DifficultyNoted:
        """Queue a difficulty to those above; whom it cannot reach, the office is to phone."""
        order: dict[str, Any] = {"kind": "difficulty", "difficulty": difficulty.id}
        key = f"difficulty:{difficulty.id}"
        above = [each for each in self._above(project) if each.id != besides.id]
        told = [each.name for each in above if self.notices.notify(each, key, order, project.id)]
        missed = [each.name for each in above if each.name not in told]
        if missed or not above:
            order |= {"to_phone": missed}
            for each in self.work.people.holding(Role.OFFICE):
                self.notices.notify(each, key, order, project.id)
        return DifficultyNoted(
            project, difficulty.words, tuple(told), asked_to_send=True, to_phone=tuple(missed)
        )

    def catch_up(self, person: Person) -> None:
        """Queue to somebody who has just linked what was sent on before they could be reached."""
        for difficulty in self.work.difficulties.all_open():
            project = self.projects.by_id(difficulty.project_id)
            if difficulty.state == SENT and person.id in {
                each.id for each in self._above(project)
            }:
                order = {"kind": "difficulty", "difficulty": difficulty.id}
                self.notices.notify(person, f"difficulty:{difficulty.id}", order, project.id)

    def _reported(self, person: Person, report_id: int) -> tuple[Difficulty, Project]:
        report = self.work.reports.get(report_id)
        if report is None or report.undone_at is not None or not report.difficulty:
            raise OldButtonError
        still_open = self.work.difficulties.open_on(report.project_id)
        meant = next((each for each in still_open if each.words == report.difficulty), None)
        if meant is None:
            raise OldButtonError
        project = self.projects.by_id(report.project_id)
        if person.id != report.reporter_id:
            require(person, Action.RAISE_DIFFICULTY, project)
        return meant, project

    def _above(self, project: Project) -> list[Person]:
        ids = [duty.person_id for duty in project.leaders]
        if project.owner_head_id is not None:
            ids.append(project.owner_head_id)
        people = self.work.people.by_ids(ids)
        return [people[each] for each in dict.fromkeys(ids)]

    # as they are read

    def still_open(self, difficulty_id: int) -> Difficulty:
        """Return a difficulty that nobody has solved or withdrawn.

        Raises:
            OldButtonError: It is solved or withdrawn.
        """
        difficulty = self.work.difficulties.get(difficulty_id)
        if difficulty is None or difficulty.ended_on is not None:
            raise OldButtonError
        return difficulty

    def shown(self, person: Person, difficulty_id: int) -> DifficultyRaised:
        """Return a difficulty with what *person* may do about it.

        Raises:
            OldButtonError: It is solved or withdrawn.
        """
        project = self.projects.by_id(self.still_open(difficulty_id).project_id)
        require(person, Action.SEE_DIFFICULTIES, project)
        raised = self.raised(difficulty_id, person.id)
        if raised is None:
            raise OldButtonError
        return raised

    def raised(
        self, difficulty_id: int, reader_id: int | None, to_phone: Iterable[str] = ()
    ) -> DifficultyRaised | None:
        """Return what a leader is to read; None if it was taken back or solved meanwhile."""
        difficulty = self.work.difficulties.get(difficulty_id)
        if difficulty is None or difficulty.ended_on is not None:
            return None
        project = self.projects.by_id(difficulty.project_id)
        line = self._line(difficulty, project, self.clock.today())
        may_steer = reader_id is not None and may(
            self.work.people.by_id(reader_id), Action.STEER_DIFFICULTY, project
        )
        return DifficultyRaised(
            self.projects.standing(project), line, tuple(to_phone), may_steer=may_steer
        )

    def steered(self, difficulty_id: int, by_id: int) -> DifficultySteered:
        """Return who is to solve a difficulty and by when, as somebody said."""
        return DifficultySteered(self._known(difficulty_id), self.work.people.by_id(by_id).name)

    def solved(self, difficulty_id: int, by_id: int) -> DifficultySolved:
        """Return that a difficulty is solved, as somebody said."""
        return DifficultySolved(self._known(difficulty_id), self.work.people.by_id(by_id).name)

    def _known(self, difficulty_id: int) -> DifficultyLine:
        difficulty = self.work.difficulties.get(difficulty_id)
        if difficulty is None:
            raise OldButtonError
        project = self.projects.by_id(difficulty.project_id)
        return self._line(difficulty, project, self.clock.today())

    def list_open(self, person: Person) -> DifficultyList:
        """Return the open difficulties that *person* may see, late ones first."""
        require_anywhere(person, Action.SEE_DIFFICULTIES)
        today = self.clock.today()
        lines = [
            self._line(each, project, today)
            for each, project in self._with_projects(self.work.difficulties.all_open())
            if may(person, Action.SEE_DIFFICULTIES, project)
        ]
        lines.sort(key=lambda line: (not line.is_late, line.wanted_by or date.max))
        return DifficultyList(tuple(lines[:MOST_LINES]), len(lines))

    def open_for(self, person: Person) -> tuple[DifficultyLine, ...]:
        """Return what today's bundled message tells a person of difficulties.

        Their teller is asked what to do with those left untouched; a leader reads again of those
        sent on that nobody has set a date for, or whose date has passed.
        """
        today = self.clock.today()
        return tuple(
            self._line(each, project, today)
            for each, project in self._due(today)
            if person.id in self._readers(each, project)
        )

    def people_waiting(self) -> set[int]:
        """Return who has a difficulty in today's bundled message."""
        due = self._due(self.clock.today())
        return {reader for each, project in due for reader in self._readers(each, project)}

    def listed(self, lines: Iterable[DifficultyLine]) -> None:
        """Note that these stood in a bundled message of today."""
        self.work.difficulties.listed([each.id for each in lines], self.clock.today())

    def _due(self, today: date) -> list[tuple[Difficulty, Project]]:
        due = [
            each
            for each in self.work.difficulties.all_open()
            if each.state != KEPT and is_due(each.raised_on, each.wanted_by, each.listed_on, today)
        ]
        return self._with_projects(due)

    def _readers(self, difficulty: Difficulty, project: Project) -> set[int]:
        if difficulty.state == RAISED:
            return {difficulty.person_id}
        return {each.person_id for each in project.leaders}

    def _with_projects(self, found: list[Difficulty]) -> list[tuple[Difficulty, Project]]:
        projects = self.work.projects.by_ids({each.project_id for each in found})
        by_id = {each.id: each for each in projects if each.ended is None}
        return [(each, by_id[each.project_id]) for each in found if each.project_id in by_id]

    def _line(self, difficulty: Difficulty, project: Project, today: date) -> DifficultyLine:
        return DifficultyLine(
            id=difficulty.id or 0,
            project=project,
            words=difficulty.words,
            by=self.work.people.by_id(difficulty.person_id).name,
            raised_on=difficulty.raised_on,
            report_id=difficulty.report_id,
            lead_unit=difficulty.lead_unit,
            wanted_by=difficulty.wanted_by,
            is_late=is_late(difficulty.wanted_by, today),
            asks_teller=difficulty.state == RAISED,
        )
