"""What the buttons below a bundled message do: nothing new, one by one, later."""

from collections.abc import Sequence
from datetime import date

from bot.clock import Clock
from bot.domain.errors import AlreadyRecordedError, OldButtonError
from bot.domain.outcomes import FillIn, SameNoted, Snoozed
from bot.domain.policies import Policy
from bot.domain.records import Person, Project, Source
from bot.services.projects import Projects
from bot.services.questions import Questions
from bot.services.taps import Taps
from storage.unit_of_work import Work


class DigestAnswers:
    """Answers given to a bundled message as a whole."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        policy: Policy,
        projects: Projects,
        questions: Questions,
        taps: Taps,
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects
        self.questions = questions
        self.taps = taps

    def same(self, person: Person, asked: Sequence[int], source: Source, below: int) -> SameNoted:
        """Record 照旧 on all that a message asked about.

        It answers the week; what is overdue still needs a date.
        """
        lines = [self.projects.standing(self.projects.by_id(each)) for each in asked]
        noted: list[Project] = []
        for line in lines:
            try:
                with self.work.savepoint():
                    self.taps.answer_quickly(person, line.project.id, "same", source, below)
            except AlreadyRecordedError:
                continue
            noted.append(line.project)
        overdue = tuple(each for each in lines if each.is_overdue)
        return SameNoted(tuple(noted), overdue)

    def fill(self, asked: Sequence[int], index: int, chat_id: int) -> FillIn:
        """Return the question for one of the projects a message asked about.

        What is written next in the chat without naming a project is its answer.

        Raises:
            OldButtonError: The message asked about fewer.
        """
        if not 0 <= index < len(asked):
            raise OldButtonError
        line = self.projects.standing(self.projects.by_id(asked[index]))
        self.questions.asked_for(chat_id, line.project)
        told = line.project.reported_at
        last: date | None = told.astimezone(self.clock.zone).date() if told else None
        return FillIn(line, index, tuple(asked), last)

    def later(self, message: int) -> Snoozed:
        """Let what a message told rest for some working days; the case's clock goes on."""
        today, messages = self.clock.today(), self.policy.messages
        until = self.work.working_days.add(today, messages.snooze_days)
        rests, comes_back, refused = self.work.reminders.snooze(
            message, today, until, messages.snoozes
        )
        return Snoozed(rests, comes_back, refused, until, messages.snoozes)
