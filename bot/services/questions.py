"""What is asked back: stored with its choices, so that it waits a day and survives a restart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.clock import Clock
from bot.domain.errors import OldButtonError
from bot.domain.outcomes import Ask, Choice, Kept, Unread
from bot.domain.permissions import Action
from bot.domain.records import Person, Project, Source
from bot.domain.replies import ReplyFacts
from bot.domain.tellings import Telling
from bot.services.access import require
from bot.texts.catalogue import catalogue
from storage.tables import Question
from storage.unit_of_work import Work

LIFETIME = timedelta(days=1)
IN_THE_AIR = timedelta(hours=1)
DESCRIBE = "describe_difficulty"
SAY_AGAIN = "say_again"
LATER_DATE = "later_date"
NO_REASON = "no_reason"


@dataclass(frozen=True, slots=True)
class Option:
    """A choice and what tapping it records: facts, on the question's project or on others.

    Without facts the words of the question are read again, of the projects chosen.
    """

    meaning: str
    label: str
    facts: ReplyFacts | None = None
    settled_doubts: tuple[str, ...] = ()
    project_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that was answered just now."""

    question: Question
    option: Option
    for_office: bool


def continued(question: Question, words: str) -> str:
    """Return the answer to a question as the whole sentence that it completes."""
    answer = words.strip()
    if question.kind == NO_REASON:
        return f"{question.words}，因{answer.removeprefix('因')}"
    if question.kind == LATER_DATE and not any(each in answer for each in ("延", "推迟")):
        return f"申请延期到{answer.removeprefix('到')}"
    return words


class Questions:
    """Asks, and takes answers once."""

    def __init__(self, work: Work, clock: Clock) -> None:
        self.work = work
        self.clock = clock

    def ask(
        self,
        person: Person,
        project: Project | None,
        reason: str,
        words: str,
        source: Source,
        options: Sequence[Option],
        *,
        for_office: bool = False,
        about: str = "",
        corrects: Sequence[int] = (),
    ) -> Ask:
        """Store a question about *words* and return it as it is to be put.

        *corrects* are the reports that its answer replaces.
        """
        now = self.clock.now()
        values: dict[str, Any] = {
            "person_id": person.id,
            "chat_id": source.chat_id or 0,
            "message_id": source.message_id,
            "project_id": project.id if project else None,
            "kind": reason,
            "words": words,
            "for_office": for_office,
            "corrects": list(corrects),
            "options": _options().dump_python(list(options), mode="json"),
            "asked_at": now,
            "expires_at": now + LIFETIME,
        }
        choices = tuple(Choice(each.meaning, each.label) for each in options)
        return Ask(self.work.questions.add(values), reason, words, project, choices, about)

    def ask_teller(
        self,
        told: Telling,
        project: Project | None,
        reason: str,
        options: Sequence[Option] = (),
        *,
        about: str = "",
    ) -> Ask:
        """Store a question about what was told, to be put to whoever told it."""
        return self.ask(
            told.by,
            project,
            reason,
            told.text,
            told.source,
            options,
            for_office=told.for_office,
            about=about,
            corrects=told.corrects,
        )

    def put_again(self, question_id: int) -> Ask | None:
        """Return an open question as it is put to whoever it has passed on to, None if closed."""
        question = self.work.questions.get(question_id)
        if question is None or question.closed_at is not None:
            return None
        project = self.work.projects.by_id(question.project_id) if question.project_id else None
        options = _options().validate_python(question.options)
        choices = tuple(Choice(each.meaning, each.label) for each in options)
        return Ask(question_id, question.kind, question.words, project, choices)

    def take(self, person: Person, question_id: int, index: int | None) -> Pending:
        """Close a question with the choice tapped; None: *other* or *never mind*.

        Raises:
            OldButtonError: It was put to somebody else, answered before, or a day has gone by.
        """
        question = self.work.questions.get(question_id)
        now = self.clock.now()
        if question is None or question.person_id != person.id or question.expires_at <= now:
            raise OldButtonError
        options = _options().validate_python(question.options)
        if index is not None and index >= len(options):
            raise OldButtonError
        if not self.work.questions.close(question_id, now):
            raise OldButtonError
        option = Option("other", "") if index is None else options[index]
        return Pending(question, option, question.for_office)

    def in_the_air(self, chat_id: int) -> Question | None:
        """Return the question that words without a project answer, None if there is none.

        Only for a while, after which it would be a guess that the words mean it; and only if no
        later question wants to know which project is meant.
        """
        waiting = (each for each in self.waiting_in(chat_id) if each.project_id or each.options)
        newest = next(waiting, None)
        return newest if newest is not None and newest.project_id else None

    def asked_for(self, chat_id: int, project: Project) -> None:
        """Remember of which project a chat was asked last for how it stands."""
        self.work.facts.put(_asked_fact(chat_id), f"{project.id} {self.clock.now().isoformat()}")

    def last_asked_for(self, chat_id: int) -> int | None:
        """Return the project that words without one tell of, None if none was asked for.

        Only for a while, and only until something was told of it.
        """
        number, _, instant = (self.work.facts.get(_asked_fact(chat_id)) or "").partition(" ")
        if not number:
            return None
        asked_at = datetime.fromisoformat(instant)
        project = self.work.projects.by_id(int(number))
        if project is None or asked_at <= self.clock.now() - IN_THE_AIR:
            return None
        told = project.reported_at
        return project.id if told is None or told < asked_at else None

    def waiting_in(self, chat_id: int) -> list[Question]:
        """Return the questions of a chat that the next words may answer, newest first."""
        return self.work.questions.open_in(chat_id, self.clock.now() - IN_THE_AIR)

    def drop_those_of(self, source: Source) -> None:
        """Close what was asked about a message that was edited: it says something else now."""
        if source.chat_id is not None and source.message_id is not None:
            now = self.clock.now()
            self.work.questions.close_those_of(source.chat_id, source.message_id, now)

    def keep(self, person: Person, what: str, caption: str, source: Source) -> Kept:
        """Keep for the office that *person* sent something without words, and what it was."""
        words = f"{catalogue(person.language).say(f'kept_as.{what}')} {caption}".strip()
        self.ask(person, None, "words", words, source, ())
        return Kept(what)

    def unread(self, person: Person) -> Unread:
        """Return what people wrote that is still not understood, for the office."""
        require(person, Action.SEE_GAPS)
        questions = self.work.questions.unread()
        people = self.work.people.by_ids({each.person_id for each in questions if each.person_id})
        return Unread(
            tuple(
                (
                    f"{each.asked_at.astimezone(self.clock.zone):%m-%d %H:%M}",
                    people[each.person_id].name if each.person_id else "",
                    each.words,
                )
                for each in questions
            )
        )


def _asked_fact(chat_id: int) -> str:
    return f"asked:{chat_id}"


@cache
def _options() -> TypeAdapter[list[Option]]:
    return TypeAdapter(list[Option])
