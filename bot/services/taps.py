"""What people tap instead of typing: a choice below a question, an answer below a card."""

from decimal import Decimal

from bot.clock import Clock
from bot.domain.errors import OldButtonError
from bot.domain.outcomes import Ask, QuestionDropped, Receipt, Relayed, ReportUndone
from bot.domain.records import Person, Source
from bot.domain.replies import ReplyFacts
from bot.domain.tellings import Telling
from bot.domain.terms import ProcedureStep, WorksState
from bot.services.instructions import KIND, Instructions
from bot.services.orders import KIND as ORDER
from bot.services.orders import WHICH_PERSON, CarriedOut, Orders
from bot.services.progress import Progress
from bot.services.projects import Projects
from bot.services.questions import DESCRIBE, LATER_DATE, SAY_AGAIN, Questions
from bot.services.readings import Readings
from bot.services.steering import WHICH

_STUCK = {
    f"stuck{number}": (f"卡在{step}", ReplyFacts(difficulty=f"卡在{step}"))
    for number, step in enumerate(ProcedureStep)
}
QUICK_ANSWERS = _STUCK | {
    "same": ("照旧", ReplyFacts(no_progress=True)),
    "started": ("已开工", ReplyFacts(works_state=WorksState.STARTED)),
    "done": ("完工", ReplyFacts(works_state=WorksState.COMPLETED, percent=Decimal(100))),
}

Chosen = Receipt | ReportUndone | Ask | QuestionDropped | Relayed | CarriedOut


class Taps:
    """Takes what was tapped for what it says."""

    def __init__(
        self,
        clock: Clock,
        projects: Projects,
        questions: Questions,
        progress: Progress,
        readings: Readings,
        instructions: Instructions,
        orders: Orders,
    ) -> None:
        self.clock = clock
        self.projects = projects
        self.questions = questions
        self.progress = progress
        self.readings = readings
        self.instructions = instructions
        self.orders = orders

    def choose(
        self, person: Person, question_id: int, index: int | None, *, wants_other: bool = False
    ) -> list[Chosen]:
        """Take the choice that was tapped; its question stays answered whoever taps again.

        Without an *index* nothing is recorded, and if the person *wants_other* they are asked
        to say it anew.

        Raises:
            OldButtonError: It was put to somebody else, answered before, or a day has gone by.
        """
        pending = self.questions.take(person, question_id, index)
        question, option = pending.question, pending.option
        source = Source(question.chat_id, question.message_id)
        if question.kind == KIND and index is not None:
            return [self.instructions.answer(person, pending)]
        if question.kind in {WHICH_PERSON, WHICH} and index is not None:
            return [self.orders.complete(person, question, option.label, source)]
        if question.kind.startswith(ORDER) and index is not None:
            return [self.orders.answer(person, pending)]
        told = Telling(
            person,
            question.words,
            source,
            for_office=pending.for_office,
            settled_doubts=option.settled_doubts,
            corrects=tuple(question.corrects or ()),
        )
        ids = option.project_ids or ((question.project_id,) if question.project_id else ())
        projects = [self.projects.by_id(each) for each in ids]
        if wants_other and projects:
            return [self.questions.ask_teller(told, projects[0], SAY_AGAIN)]
        if index is None or not projects:
            return [QuestionDropped()]
        if option.facts is None:
            answers = [self.readings.take_in(each, told) for each in projects]
        else:
            answers = [self.progress.record(each, option.facts, told) for each in projects]
        return [*answers, *self.progress.undo_the_rest(answers, told)]

    def answer_quickly(
        self, person: Person, project_id: int, answer: str, source: Source, below: int | None
    ) -> Receipt | Ask:
        """Record one of the answers that need no typing, or ask which difficulty there is.

        *below* is the number of our message below which the button stands, if we know it.

        Raises:
            AlreadyRecordedError: The same button of the same message was tapped before today.
            OldButtonError: There is no such answer.
        """
        project = self.projects.by_id(project_id)
        if answer == "hard":
            told = Telling(person, "", source)
            self.progress.require(project, told)
            return self.questions.ask_teller(told, project, DESCRIBE)
        if answer not in QUICK_ANSWERS:
            raise OldButtonError
        words, facts = QUICK_ANSWERS[answer]
        key = f"tap:{below}:{answer}:{self.clock.today()}" if below else None
        return self.progress.record(project, facts, Telling(person, words, source, key=key))

    def ask_for_later_date(self, person: Person, project_id: int, source: Source) -> Ask:
        """Ask until when and why somebody wants a later date, who tapped so on a card.

        Raises:
            NotPermittedError: The person may not report on the project.
        """
        project = self.projects.by_id(project_id)
        told = Telling(person, "", source)
        self.progress.require(project, told)
        return self.questions.ask_teller(told, project, LATER_DATE)
