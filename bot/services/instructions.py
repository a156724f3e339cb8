"""A leader's words: kept as they were said, handed on only when the leader taps so."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.clock import Clock
from bot.domain.codes import codes_in
from bot.domain.errors import AlreadyUrgedError, OldButtonError
from bot.domain.outcomes import (
    Acknowledged,
    AnsweredInWords,
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
from bot.domain.terms import Light, Role
from bot.services.access import may, may_anywhere, require
from bot.services.notices import Notices
from bot.services.projects import Projects
from bot.services.questions import Option, Pending, Questions
from storage.tables import Instruction as Row
from storage.trail import Change
from storage.unit_of_work import Work

KIND = "instruct"
_URGE = re.compile(r"(?:督促|催办|urge)[\s:：]*[PpＰｐ]\S{1,8}", re.IGNORECASE)
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
    ) -> Acknowledged | Ask | Kept | Urged:
        """Take in what somebody wrote who reports on nothing.

        知道了 acknowledges, 督促 P02 urges; other words of a leader are an instruction, if the
        leader taps so; anybody else's are kept for the office.

        Raises:
            AlreadyUrgedError: Somebody urged the project today.
        """
        knows = text.strip(" 。.!！").lower() in ACKNOWLEDGEMENTS
        if knows and may_anywhere(person, Action.ACKNOWLEDGE):
            return self.projects.acknowledge_told(person)
        if not may_anywhere(person, Action.INSTRUCT):
            self.questions.ask(person, None, "words", text, source, ())
            return Kept("words")
        project = self.projects.by_id(about[0]) if len(about) == 1 else self._named_in(text)
        if project is not None and _URGE.fullmatch(text.strip()):
            return self.urge(person, project, source)
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

    def instruction(
        self, project_id: int, person_id: int, words: str | None, *, to_phone: bool = False
    ) -> Instruction:
        """Return what those who answer for a project are to read, or the office *to_phone* them."""
        line = self.projects.standing(self.projects.by_id(project_id))
        return Instruction(line, self.work.people.by_id(person_id).name, words, to_phone)

    def _named_in(self, text: str) -> Project | None:
        """Return the one project whose code stands in the words, as in 抓紧把P02的问题报上来."""
        codes = codes_in(text)
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
        number = self._keep(person, project, words, source)
        told = self._tell_owners(project, f"instruction:{number}", self._order(number))
        return told or self._to_be_phoned(project, number)

    def urge(self, person: Person, project: Project, source: Source) -> Urged:
        """Urge those who carry a project out to answer, copied to the unit head; once a day.

        Raises:
            AlreadyUrgedError: Somebody urged the project today.
        """
        require(person, Action.URGE, project)
        today = self.clock.today()
        if self.work.instructions.nudged_on(project.id, today):
            raise AlreadyUrgedError(project.code)
        number = self._keep(person, project, None, source)
        order = self._order(number)
        key = f"urge:{project.id}:{today}"
        told = self._tell_owners(project, key, order)
        if project.owner_head_id is not None:
            head = self.work.people.by_id(project.owner_head_id)
            if head.name not in told and self.notices.notify(head, key, order, project.id):
                told.append(head.name)
        return Urged(project, tuple(told or self._to_be_phoned(project, number)))

    def _keep(self, person: Person, project: Project, words: str | None, source: Source) -> int:
        """Keep what a leader asked, to be answered in time, and return its number."""
        field = "instruction" if words else "urged"
        change = Change("project", project.id, field, None, words, project.id)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        today = self.clock.today()
        return self.work.instructions.add(
            {
                "project_id": project.id,
                "person_id": person.id,
                "words": words,
                "given_on": today,
                "answer_by": self.work.working_days.add(today, ANSWER_WITHIN_DAYS),
            }
        )

    def _order(self, number: int) -> dict[str, Any]:
        """Return what the message is made from that hands an instruction on."""
        asked = self._asked(number)
        return {
            "kind": "instruction",
            "instruction": number,
            "project": asked.project_id,
            "by": asked.person_id,
            "words": asked.words,
        }

    def _tell_owners(self, project: Project, key: str, order: dict[str, Any]) -> list[str]:
        if project.responsible is None:
            return []
        reader = self.work.people.by_id(project.responsible.person_id)
        return [reader.name] if self.notices.notify(reader, key, order, project.id) else []

    def _to_be_phoned(self, project: Project, number: int) -> list[str]:
        """Let the office phone what nobody of a project can be written; nobody has read it yet."""
        order = self._order(number) | {"to_phone": True}
        for each in self.work.people.holding(Role.OFFICE):
            self.notices.notify(each, f"instruction_phone:{number}", order, project.id)
        return []

    # and what is answered

    def project_of(self, instruction_id: int) -> Project:
        """Return the project of which something was asked."""
        return self.projects.by_id(self._asked(instruction_id).project_id)

    def answered(
        self,
        person: Person,
        project: Project,
        report_id: int,
        *,
        for_office: bool,
        in_reply_to: int | None,
    ) -> tuple[str, ...]:
        """Let those who asked *person* read the report that answers them; return their names.

        A report that was written in reply to one instruction answers that one, and whoever had
        urged, for they asked for no more than a report.
        """
        answers = [
            each
            for each in self._open_on(project, in_reply_to)
            if each.id == in_reply_to
            or (
                (in_reply_to is None or each.words is None)
                and (for_office or _is_asked(each, person, project))
            )
        ]
        self.work.instructions.answer([each.id or 0 for each in answers], report_id)
        told = []
        for each in answers:
            giver = self.work.people.by_id(each.person_id)
            order = {"kind": "answered", "instruction": each.id, "report": report_id}
            key = f"answered:{each.id}:{report_id}"
            if self.notices.notify(giver, key, order, project.id):
                told.append(giver.name)
        return tuple(dict.fromkeys(told))

    def _open_on(self, project: Project, besides: int | None) -> list[Row]:
        """Return what is open on a project; *besides* is answered again even if it was before."""
        found = self.work.instructions.open_on(project.id)
        again = self.work.instructions.get(besides) if besides is not None else None
        if again is None or again.project_id != project.id or again in found:
            return found
        return [*found, again]

    def answer_in_words(
        self, person: Person, instruction_id: int, words: str, source: Source
    ) -> AnsweredInWords:
        """Take words that tell no progress as the answer to an instruction: they go to who asked."""
        asked = self._asked(instruction_id)
        project = self.projects.by_id(asked.project_id)
        self.work.instructions.answer_in_words(instruction_id, words, person.id)
        change = Change("project", project.id, "instruction_answered", None, words, project.id)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        giver = self.work.people.by_id(asked.person_id)
        order = {
            "kind": "answered",
            "instruction": instruction_id,
            "by": person.id,
            "words": words,
        }
        key = f"answered:{instruction_id}:{self.clock.now().isoformat()}"
        is_told = self.notices.notify(giver, key, order, project.id)
        return AnsweredInWords(project, giver.name, words, is_told=is_told)

    def answer_to(
        self, instruction_id: int, report_id: int | None = None
    ) -> InstructionAnswered | None:
        """Return the report that a leader reads as the answer, None if it was taken back."""
        asked = self._asked(instruction_id)
        report = self.work.reports.get(report_id or asked.answer_id or 0)
        if report is None or report.undone_at is not None or report.reporter_id is None:
            return None
        return self.answer_of(instruction_id, report.reporter_id, report.text)

    def answer_of(self, instruction_id: int, person_id: int, words: str) -> InstructionAnswered:
        """Return the words of somebody that a leader reads as the answer."""
        asked = self._asked(instruction_id)
        line = self.projects.standing(self.projects.by_id(asked.project_id))
        by = self.work.people.by_id(person_id).name
        return InstructionAnswered(line, asked.words, by, words)

    def _asked(self, instruction_id: int) -> Row:
        asked = self.work.instructions.get(instruction_id)
        if asked is None:
            raise OldButtonError
        return asked

    def list_unanswered(self, person: Person) -> InstructionList:
        """Return what leaders asked and nobody answered in time, for the office."""
        require(person, Action.SEE_UNANSWERED)
        return InstructionList(self.unanswered())

    def has_expired_since(self, day: date) -> bool:
        """Say whether anything unanswered was to be answered by a day, or a later one, in vain."""
        found = self.work.instructions.unanswered(self.clock.today())
        return any(each.answer_by >= day for each in found)

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


def _is_asked(asked: Row, person: Person, project: Project) -> bool:
    """Return whether something was asked of *person*, or of somebody they stand in for.

    An instruction is for those who carry the project out, an urge for the unit head besides; who
    heads the unit answers for it where nobody is named to carry it out.
    """
    ids = {person.id, *(each.id for each in person.principals)}
    carriers = {
        duty.person_id for duty in project.duties if duty.role in {Role.RESPONSIBLE, Role.LIAISON}
    }
    is_head = project.owner_head_id in ids
    return bool(ids & carriers) or (is_head and (asked.words is None or not carriers))
