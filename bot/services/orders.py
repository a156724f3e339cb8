"""Lines that change a plan or a post: carried out, or asked back for what they lack."""

import re
from collections.abc import Callable, Mapping

from bot.clock import Clock
from bot.domain.errors import NamesakesError
from bot.domain.orders import Missing, read_adjustment
from bot.domain.outcomes import (
    Ask,
    Away,
    Back,
    Corrected,
    DeadlinesMoved,
    DeputySet,
    DifficultyList,
    DifficultySolved,
    DifficultySteered,
    ExemptionChanged,
    HandoverAsked,
    ImportApplied,
    ImportPreview,
    JoinAsked,
    MergeAsked,
    MonthlyPlanSet,
    MonthlyPlanShown,
    NodesSet,
    PersonNamed,
    PersonSplit,
    PlanMenu,
    ProjectsChanged,
    ScheduleShown,
    StartsSet,
    UnitRenamed,
)
from bot.domain.permissions import Action
from bot.domain.records import Person, Project, Source
from bot.services.access import require
from bot.services.imports import REASON
from bot.services.lacks import Lack, OrderLine
from bot.services.projects import Projects
from bot.services.questions import Option, Pending, Questions
from storage.tables import Question
from storage.unit_of_work import Work

KIND = "order_"
"""What the kinds of questions begin with that an order asks."""

WHICH_PERSON = "order_person"
MENU = ("调整", "节点", "月计划", "倒排", "更正", "豁免", "更名", "拆分", "结转", "撤项")
"""Orders that are offered below the card of a project in the lists."""
INTRODUCED = {
    "order_withdraw_reason": "原因 ",
    "order_correct_reason": "原因 ",
    "order_carry_plan": "计划",
}
"""What an answer is put behind, so that the order reads as if it had been written so."""

CarriedOut = (
    DeadlinesMoved
    | NodesSet
    | MonthlyPlanSet
    | MonthlyPlanShown
    | Corrected
    | ExemptionChanged
    | ProjectsChanged
    | ScheduleShown
    | StartsSet
    | HandoverAsked
    | Away
    | Back
    | DeputySet
    | PersonNamed
    | MergeAsked
    | PersonSplit
    | UnitRenamed
    | JoinAsked
    | DifficultyList
    | DifficultySolved
    | DifficultySteered
    | ImportApplied
    | ImportPreview
)
Carry = Callable[[OrderLine], CarriedOut | Lack]


class Orders:
    """Hands an order to whoever carries it out; what it lacks is asked in the chat."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        projects: Projects,
        questions: Questions,
        carry: Mapping[str, Carry],
    ) -> None:
        self.work = work
        self.projects = projects
        self.clock = clock
        self.questions = questions
        self._carry = carry

    def hear(
        self, person: Person, line: str, source: Source, settled: tuple[str, ...] = ()
    ) -> CarriedOut | Ask:
        """Carry out the order in *line*, which begins with its word, or ask what it lacks."""
        word, _, text = line.partition(" ")
        try:
            told = self._carry[word](OrderLine(person, text.strip(), source, settled))
        except NamesakesError as error:  # raised before anything is written
            told = _which(error)
        if not isinstance(told, Lack):
            return told
        return self.questions.ask(
            person, told.project, told.kind, line, source, told.options, about=told.about
        )

    def menu(self, person: Person, project: Project) -> PlanMenu:
        """Return what the office can change on a project, by the words of the orders.

        Raises:
            NotPermittedError: It is not the office.
        """
        require(person, Action.CHANGE_PROJECT)
        line = self.projects.standing(project)
        return PlanMenu(line, ("恢复",) if project.ended else MENU)

    def waiting(self, chat_id: int) -> Question | None:
        """Return the question of an order that the next words in a chat answer, for a while."""
        question = next(iter(self.questions.waiting_in(chat_id)), None)
        asks_for_words = question is not None and not question.options
        is_order = question is not None and question.kind.startswith(KIND)
        return question if asks_for_words and is_order else None

    def complete(
        self, person: Person, question: Question, answer: str, source: Source
    ) -> CarriedOut | Ask:
        """Carry out an order with what it lacked, or ask on."""
        self.work.questions.close(question.id or 0, self.clock.now())
        return self.hear(person, self._completed(question, answer), source)

    def answer(self, person: Person, pending: Pending) -> CarriedOut | Ask:
        """Carry out an order whose doubt was settled by a tap."""
        question, settled = pending.question, pending.option.settled_doubts
        source = Source(question.chat_id, question.message_id)
        return self.hear(person, question.words, source, settled)

    def _completed(self, question: Question, answer: str) -> str:
        word, _, text = question.words.partition(" ")
        if question.kind == WHICH_PERSON:
            return _told_apart(question.words, answer)
        if question.kind in set(Missing):
            order = read_adjustment(text, self.clock.today())
            return f"{word} {order.completed(Missing(question.kind), answer)}"
        if question.kind == REASON:  # what was written before was no reason
            return f"{word} {text.split()[0]} {answer}"
        introduced = INTRODUCED.get(question.kind, "")
        return f"{question.words} {introduced}{answer}"


def _which(error: NamesakesError) -> Lack:
    options = tuple(Option("person", each) for each in error.people)
    return Lack(WHICH_PERSON, options=options, about=error.name)


def _told_apart(line: str, person: str) -> str:
    """Return *line* with *person*, as 张三（县水务局）, in place of the name alone."""
    name = re.split(r"[（(\s]", person)[0]
    alone = re.compile(rf"{re.escape(name)}(?!\s*[（(]|\s*1\d{{10}})")
    return alone.sub(person, line, count=1)
