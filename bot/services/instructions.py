"""A leader's words: kept as they were said, handed on only when the leader taps so."""

from collections.abc import Sequence
from typing import Any

from bot.clock import Clock
from bot.domain.codes import read_code
from bot.domain.errors import AlreadyUrgedError
from bot.domain.outcomes import (
    Acknowledged,
    Ask,
    Instruction,
    InstructionAnswered,
    InstructionLine,
    InstructionList,
    Kept,
    Relayed,
    Urged,
)
from bot.domain.permissions import Action
from bot.domain.records import Person, Project, Source
from bot.domain.terms import Light
from bot.services.access import may, may_anywhere, require
from bot.services.notices import Notices
from bot.services.projects import Projects
from bot.services.questions import Option, Pending, Questions
from storage.trail import Change
from storage.unit_of_work import Work

KIND = "instruct"
RELAY, CHOOSE = "relay", "choose_project"
MOST_CHOICES = 8
ANSWER_WITHIN_DAYS = 3
"""Working days. Source: RULES.md section 9."""
ACKNOWLEDGEMENTS = frozenset(
    {"知道了", "知悉", "全部知悉", "收到", "好", "好的", "已阅", "ok", "noted"}
)


class Instructions:
    """Hands a leader's words on to those who answer for a project."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        projects: Projects,
        questions: Questions,
        notices: Notices,
    ) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.questions = questions
        self.notices = notices

    def hear(
        self, person: Person, text: str, source: Source, about: Sequence[int]
    ) -> Acknowledged | Ask | Kept:
        """Take in what somebody wrote who reports on nothing.

        知道了 acknowledges; other words of a leader are an instruction, if the leader taps so;
        anybody else's are kept for the office.
        """
        knows = text.strip(" 。.!！").lower() in ACKNOWLEDGEMENTS
        if knows and may_anywhere(person, Action.ACKNOWLEDGE):
            return self.projects.acknowledge_told(person)
        if not may_anywhere(person, Action.INSTRUCT):
            self.questions.ask(person, None, "words", text, source, ())
            return Kept("words")
        project = self.projects.by_id(about[0]) if len(about) == 1 else self._named_in(text)
        if project is not None and may(person, Action.INSTRUCT, project):
            options = [Option("relay_words", "", project_ids=(project.id,))]
        else:
            options = self._offers(person)
        return self.questions.ask(person, project, KIND, text, source, options)

    def answer(self, person: Person, pending: Pending) -> Ask | Relayed:
        """Do what was tapped: hand the words on, or offer the projects to choose from."""
        question = pending.question
        if pending.option.meaning == CHOOSE:
            source = Source(question.chat_id, question.message_id)
            own = self.projects.visible_to(person, Action.INSTRUCT)
            options = [
                Option("project", f"{each.code} {each.name}", project_ids=(each.id,))
                for each in own[:MOST_CHOICES]
            ]
            return self.questions.ask(person, None, KIND, question.words, source, options)
        projects = [self.projects.by_id(each) for each in pending.option.project_ids]
        told = [name for each in projects for name in self._relay(person, each, pending)]
        return Relayed(tuple(projects), tuple(dict.fromkeys(told)))

    def instruction(self, project_id: int, person_id: int, words: str | None) -> Instruction:
        """Return what those who answer for a project are to read."""
        line = self.projects.standing(self.projects.by_id(project_id))
        return Instruction(line, self.work.people.by_id(person_id).name, words)

    def _named_in(self, text: str) -> Project | None:
        """Return the one project whose code stands in the words, as in 督促 P02."""
        codes = {code for word in text.split() if (code := read_code(word))}
        return self.work.projects.by_code(codes.pop()) if len(codes) == 1 else None

    def _offers(self, person: Person) -> list[Option]:
        lines = map(self.projects.standing, self.projects.visible_to(person, Action.INSTRUCT))
        red = [line.project.id for line in lines if line.standing.light is Light.RED]
        offers = [Option("urge_red", str(len(red)), project_ids=tuple(red))] if red else []
        return [*offers, Option(CHOOSE, "")]

    def _relay(self, person: Person, project: Project, pending: Pending) -> list[str]:
        """Queue the words to the responsible person; return who is told."""
        require(person, Action.INSTRUCT, project)
        words = pending.question.words
        source = Source(pending.question.chat_id, pending.question.message_id)
        self._keep(person, project, words, source)
        order = {"kind": "instruction", "project": project.id, "by": person.id, "words": words}
        key = f"instruction:{pending.question.id}:{project.id}"
        return self._tell_owners(project, key, order)

    def urge(self, person: Person, project: Project, source: Source) -> Urged:
        """Urge those who carry a project out to answer, copied to the unit head; once a day.

        Raises:
            AlreadyUrgedError: Somebody urged the project today.
        """
        require(person, Action.URGE, project)
        today = self.clock.today()
        if self.work.instructions.nudged_on(project.id, today):
            raise AlreadyUrgedError(project.code)
        self._keep(person, project, None, source)
        order = {"kind": "instruction", "project": project.id, "by": person.id, "words": None}
        key = f"urge:{project.id}:{today}"
        told = self._tell_owners(project, key, order)
        if project.owner_head_id is not None:
            head = self.work.people.by_id(project.owner_head_id)
            if head.name not in told and self.notices.notify(head, key, order, project.id):
                told.append(head.name)
        return Urged(project, tuple(told))

    def _keep(self, person: Person, project: Project, words: str | None, source: Source) -> None:
        """Keep what a leader asked, to be answered in time."""
        field = "instruction" if words else "urged"
        change = Change("project", project.id, field, None, words, project.id)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        today = self.clock.today()
        self.work.instructions.add(
            {
                "project_id": project.id,
                "person_id": person.id,
                "words": words,
                "given_on": today,
                "answer_by": self.work.working_days.add(today, ANSWER_WITHIN_DAYS),
            }
        )

    def _tell_owners(self, project: Project, key: str, order: dict[str, Any]) -> list[str]:
        if project.responsible is None:
            return []
        reader = self.work.people.by_id(project.responsible.person_id)
        return [reader.name] if self.notices.notify(reader, key, order, project.id) else []

    def answered(self, project: Project, report_id: int) -> None:
        """Let those who asked read the report that answers them."""
        for number in self.work.instructions.answer(project.id, report_id):
            asked = self.work.instructions.get(number)
            if asked is not None:
                giver = self.work.people.by_id(asked.person_id)
                order = {"kind": "answered", "instruction": number}
                self.notices.notify(giver, f"answered:{number}", order, project.id)

    def answer_to(self, instruction_id: int) -> InstructionAnswered | None:
        """Return what a leader reads as the answer, None if it was taken back meanwhile."""
        asked = self.work.instructions.get(instruction_id)
        report = self.work.reports.get(asked.answer_id) if asked and asked.answer_id else None
        if asked is None or report is None or report.reporter_id is None:
            return None
        line = self.projects.standing(self.projects.by_id(asked.project_id))
        by = self.work.people.by_id(report.reporter_id).name
        return InstructionAnswered(line, asked.words, by, report.text)

    def list_unanswered(self, person: Person) -> InstructionList:
        """Return what leaders asked and nobody answered in time, for the office."""
        require(person, Action.SEE_UNANSWERED)
        return InstructionList(self.unanswered())

    def unanswered(self) -> tuple[InstructionLine, ...]:
        """Return what leaders asked and nobody answered in time, oldest first."""
        found = self.work.instructions.unanswered(self.clock.today())
        people = self.work.people.by_ids({each.person_id for each in found})
        projects = {
            each.id: each
            for each in self.work.projects.by_ids({each.project_id for each in found})
        }
        return tuple(
            InstructionLine(
                projects[each.project_id], people[each.person_id].name, each.words, each.given_on
            )
            for each in found
        )
