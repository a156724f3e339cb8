"""What people write: which project it is about, whom it answers, and what it corrects."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.domain.errors import (
    LedgerError,
    NothingToCorrectError,
    NothingToExplainError,
    OfficeReportsForOthersError,
)
from bot.domain.outcomes import (
    Acknowledged,
    AnsweredInWords,
    Ask,
    FactRead,
    Found,
    Kept,
    Receipt,
    ReportUndone,
    Urged,
    Why,
)
from bot.domain.records import Person, Source
from bot.domain.replies import (
    Asked,
    ReplyFacts,
    ReplyPart,
    ReplyReading,
    read_reply,
    split_reply,
)
from bot.domain.tellings import Telling
from bot.domain.terms import Role, Status
from bot.services.instructions import Instructions
from bot.services.orders import CarriedOut, Orders
from bot.services.own_projects import OwnProjects
from bot.services.progress import Progress
from bot.services.projects import Projects
from bot.services.questions import DESCRIBE, SAY_AGAIN, Questions, continued
from bot.services.readings import Readings
from bot.services.search import Search
from storage.unit_of_work import Work

# Both stand before what is told; 代建, 改造 and 改成预制桩施工 are words of their own.
FOR_ANOTHER = re.compile(r"\s*(?:代报?|for)[\s：:]*(?=[PpＰｐ][\s-]?\d)", re.IGNORECASE)
CORRECTION = re.compile(
    r"\s*(?:(?:更?改|更正|correct(?:ion)?)(?:[为成]|to)?[\s：:]*$"
    r"|(?:改|更正)[为成]?[\s：:]*(?=[\d一二三四五六七八九十百Pp])"
    r"|(?:改|更正)[：:\s]\s*|correct(?:ion)?[\s：:]+(?:to\s+)?)",
    re.IGNORECASE,
)

# Readings of 没困难 and of questions: no difficulty is described.
_NO_DIFFICULTY = frozenset({"no_number", "question"})
# Words that answer no question that happens to wait: 收到, 明天报.
_ACKNOWLEDGEMENT = "acknowledgement"
_NO_ANSWERS = frozenset({_ACKNOWLEDGEMENT, "promise"})

Answer = (
    Receipt
    | ReportUndone
    | Ask
    | Kept
    | Acknowledged
    | Urged
    | AnsweredInWords
    | CarriedOut
    | Found
    | LedgerError
)


class Replies:
    """Finds the project that words are about, and lets `Readings` read them of it."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        projects: Projects,
        own_projects: OwnProjects,
        questions: Questions,
        progress: Progress,
        readings: Readings,
        instructions: Instructions,
        orders: Orders,
        search: Search,
    ) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.own_projects = own_projects
        self.questions = questions
        self.progress = progress
        self.readings = readings
        self.instructions = instructions
        self.orders = orders
        self.search = search

    def hear(
        self,
        person: Person,
        text: str,
        source: Source,
        *,
        about: Sequence[int] = (),
        evidence: tuple[str, ...] = (),
        corrects: Sequence[int] = (),
        answers: int | None = None,
    ) -> list[Answer]:
        """Take in what a person wrote: a receipt or a question for each project named.

        *about* are the projects of the message answered, *answers* the instruction that it had
        handed on, *corrects* the reports that what was written had made before it was edited.
        What has no reading, or several, is stored as a question and asked back. Of several
        projects, what is wrong with one is the answer to that one.

        Raises:
            ProjectNotFoundError: A code is none of a project.
            NotPermittedError: The person may not report on a project.
            NoProjectMeantError: No project is named and the person has none.
            OfficeReportsForOthersError: The office did not say that it reports for another.
        """
        reported_for = FOR_ANOTHER.match(text)
        if reported_for is None and person.holds(Role.OFFICE):
            waiting = self.orders.waiting(source.chat_id or 0)
            if waiting is not None:
                return [self.orders.complete(person, waiting, text, source)]
        if reported_for is None and not self.own_projects.of(person):
            return [self._not_an_owner(person, text, source, about)]
        words = text[reported_for.end() :] if reported_for else text
        for_office = reported_for is not None
        told = Telling(
            person,
            words,
            source,
            evidence,
            for_office,
            corrects=tuple(corrects),
            answers=answers,
        )
        correction = CORRECTION.match(words)
        if correction is not None:
            return self._correct(words[correction.end() :], about, told)
        heard = self._answer_leader(words, told) or self._hear_words(words, about, told)
        return [*heard, *self.progress.undo_the_rest(heard, told)]

    def _hear_words(self, words: str, about: Sequence[int], told: Telling) -> list[Answer]:
        parts = split_reply(words)
        if len(parts) > 1:
            return [self._attempt(self._hear_part, part, about, told) for part in parts]
        if about or parts[0].code:
            return [self._hear_part(parts[0], about, told)]
        return [self._hear_in_context(words, told)]

    def _answer_leader(self, words: str, told: Telling) -> list[Answer] | None:
        """Pass words on to the leader whose message they answer; record what they plainly tell.

        None if they answer no leader: 收到, or words of other projects. What is unclear in them is
        no question but the answer; figures that contradict earlier ones are asked about besides.
        """
        if told.answers is None:
            return None
        project = self.instructions.project_of(told.answers)
        self.progress.require(project, told)
        parts = split_reply(words)
        codes = {part.code for part in parts if part.code}
        if codes and project.code not in codes:
            return None
        if len(parts) > 1:
            heard = self._hear_words(words, (project.id,), told)
        else:
            reading = self.readings.reading_of(project, words)
            if reading.reason == _ACKNOWLEDGEMENT:
                return None
            is_plain = reading.status is Status.OK and _tells_progress(reading)
            heard = [self.progress.record(project, reading.facts, told)] if is_plain else []
        if any(isinstance(each, Receipt) and each.line.project.id == project.id for each in heard):
            return heard
        passed_on = self.instructions.answer_in_words(told.by, told.answers, words, told.source)
        return [replace(passed_on, asks_besides=bool(heard)), *heard]

    def _attempt(
        self,
        take: Callable[[ReplyPart, Sequence[int], Telling], Answer],
        part: ReplyPart,
        about: Sequence[int],
        told: Telling,
    ) -> Answer:
        """Take one part of several; what is wrong with it leaves the others as they are."""
        try:
            with self.work.savepoint():
                return take(part, about, told)
        except LedgerError as error:
            return error

    def _hear_in_context(self, words: str, told: Telling) -> Answer:
        """Read words that name no project: a question that waits in the chat may tell which."""
        waiting = self.questions.in_the_air(told.source.chat_id or 0)
        if waiting is None or waiting.id is None or waiting.project_id is None:
            asked = self.questions.last_asked_for(told.source.chat_id or 0)
            about = () if asked is None else (asked,)
            return self._hear_part(ReplyPart(None, words), about, told)
        reading = read_reply(words, self.clock.today(), asked=Asked.PERCENT)
        if reading.facts.no_progress or reading.reason in _NO_ANSWERS:
            return self._hear_part(ReplyPart(None, words), (), told)
        told = replace(told, corrects=(*told.corrects, *(waiting.corrects or ())))
        if waiting.kind != DESCRIBE:
            self.work.questions.close(waiting.id, self.clock.now())
        elif _describes(reading):
            self.work.questions.close(waiting.id, self.clock.now())
            facts = ReplyFacts(difficulty=words.strip(), coordinate=reading.facts.coordinate)
            return self.progress.record(self.projects.by_id(waiting.project_id), facts, told)
        if not reading.facts.told or reading.facts.difficulty or reading.facts.new_date:
            words = continued(waiting, words)
        return self._hear_part(ReplyPart(None, words), (waiting.project_id,), told)

    def _hear_part(self, part: ReplyPart, about: Sequence[int], told: Telling) -> Answer:
        told = replace(told, text=part.text)
        project = self.own_projects.meant_by(told.by, part, about)
        if project is not None:
            return self.readings.take_in(project, told)
        reading = read_reply(part.text, self.clock.today())
        if reading.facts.told or reading.options:
            return self.own_projects.ask_which(reading, about, told)
        named = self.search.named(told.by, part.text)
        return named or self.readings.ask_back(None, reading, told)

    def _not_an_owner(
        self, person: Person, text: str, source: Source, about: Sequence[int]
    ) -> Answer:
        """Take in what somebody wrote who reports on nothing."""
        named = None if about else self.search.named(person, text)
        if named is not None:
            return named
        if person.holds(Role.OFFICE):
            raise OfficeReportsForOthersError(split_reply(text)[0].code)
        return self.instructions.hear(person, text, source, about)

    def _correct(self, words: str, about: Sequence[int], told: Telling) -> list[Answer]:
        """Record *words* in place of the person's last report on a project, or ask for them.

        The project is the one whose code is given, of the answered message, or last told of.

        Raises:
            NothingToCorrectError: No code is given, and nothing that could be meant was told.
        """
        parts = split_reply(words)
        if len(parts) == 1:
            return [self._correct_part(parts[0], about, told)]
        return [self._attempt(self._correct_part, part, about, told) for part in parts]

    def _correct_part(self, part: ReplyPart, about: Sequence[int], told: Telling) -> Answer:
        project_id = about[0] if len(about) == 1 else None
        if part.code:
            project_id = self.projects.find(part.code).id
        last = self.work.reports.last_of(told.by.id, project_id)
        if last is None and part.code:
            return self._hear_part(part, about, told)
        if last is None or last.id is None:
            raise NothingToCorrectError
        told = replace(told, corrects=(last.id,))
        if not part.text.strip():
            project = self.projects.by_id(last.project_id)
            told = replace(told, text=last.text)
            return self.questions.ask_teller(told, project, SAY_AGAIN)
        return self._hear_part(part, (last.project_id,), told)

    def why(self, person: Person, chat_id: int) -> Why:
        """Return how the person's last message was read: which rule, from which words.

        Raises:
            NothingToExplainError: They have told nothing yet.
        """
        words = self._last_words(person, chat_id)
        reading = read_reply(words, self.clock.today(), asked=Asked.PERCENT)
        facts = tuple(
            FactRead(trace.fact, trace.rule, words[slice(*trace.span)]) for trace in reading.traces
        )
        return Why(words, facts, reading.reason)

    def _last_words(self, person: Person, chat_id: int) -> str:
        report = self.work.reports.last_of(person.id)
        question = self.work.questions.last_in(chat_id)
        if question is not None and (report is None or question.asked_at > report.at):
            return question.words
        if report is None:
            raise NothingToExplainError
        return report.text


def _describes(reading: ReplyReading) -> bool:
    """Return whether words that were asked for describe a difficulty, and tell nothing else."""
    other = replace(reading.facts, difficulty=None, coordinate=False, postponed_reason=None)
    return not other.told and reading.reason not in _NO_DIFFICULTY


def _tells_progress(reading: ReplyReading) -> bool:
    """Return whether words to a leader tell more than what may be a difficulty.

    已安排副局长盯办 reads like one: the leader reads it anyway, unless 卡点 or 请协调 is said it is
    the answer and nothing else.
    """
    facts = reading.facts
    return facts.coordinate or replace(facts, difficulty=None).told
