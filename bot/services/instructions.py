"""A leader's words: kept as they were said, handed on only when the leader taps so."""

from collections.abc import Sequence

from bot.clock import Clock
from bot.domain.outcomes import Acknowledged, Ask, Instruction, Kept, Relayed
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
        project = self.projects.by_id(about[0]) if len(about) == 1 else None
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

    def instruction(self, project_id: int, person_id: int, words: str) -> Instruction:
        """Return what those who answer for a project are to read."""
        line = self.projects.standing(self.projects.by_id(project_id))
        return Instruction(line, self.work.people.by_id(person_id).name, words)

    def _offers(self, person: Person) -> list[Option]:
        lines = map(self.projects.standing, self.projects.visible_to(person, Action.INSTRUCT))
        red = [line.project.id for line in lines if line.standing.light is Light.RED]
        offers = [Option("urge_red", str(len(red)), project_ids=tuple(red))] if red else []
        return [*offers, Option(CHOOSE, "")]

    def _relay(self, person: Person, project: Project, pending: Pending) -> list[str]:
        """Queue the words to the responsible person; return who is told."""
        require(person, Action.INSTRUCT, project)
        words, duty = pending.question.words, project.responsible
        change = Change("project", project.id, "instruction", None, words, project.id)
        source = Source(pending.question.chat_id, pending.question.message_id)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        if duty is None:
            return []
        reader = self.work.people.by_id(duty.person_id)
        order = {"kind": "instruction", "project": project.id, "by": person.id, "words": words}
        key = f"instruction:{pending.question.id}:{project.id}"
        return [reader.name] if self.notices.notify(reader, key, order, project.id) else []
