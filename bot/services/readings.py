"""What words tell of one project: recorded if they have one reading, asked back otherwise."""

from bot.clock import Clock
from bot.domain.outcomes import Ask, Receipt
from bot.domain.records import Project
from bot.domain.replies import Asked, ReplyReading, read_reply
from bot.domain.tellings import Telling
from bot.domain.terms import Status
from bot.services.progress import Progress
from bot.services.questions import Option, Questions


class Readings:
    """Reads words of which it is known what project they are about."""

    def __init__(self, clock: Clock, questions: Questions, progress: Progress) -> None:
        self.clock = clock
        self.questions = questions
        self.progress = progress

    def take_in(self, project: Project, told: Telling) -> Receipt | Ask:
        """Record what is told of *project*, or ask back what has no reading, or several.

        Raises:
            NotPermittedError: The teller may not report on the project.
            ProjectEndedError: The project has left the lists.
            AlreadyRecordedError: The same tap or message was recorded before.
            LaterReportError: A later report leans on what is corrected.
        """
        reading = self.reading_of(project, told.text)
        if reading.status is Status.OK:
            return self.progress.record(project, reading.facts, told)
        self.progress.require(project, told)
        return self.ask_back(project, reading, told)

    def reading_of(self, project: Project, words: str) -> ReplyReading:
        """Return how *words* are read of a project, of whose percent alone a bare number speaks."""
        return read_reply(
            words,
            self.clock.today(),
            asked=Asked.PERCENT,
            previous=project.main_milestone.deadline,
        )

    def ask_back(self, project: Project | None, reading: ReplyReading, told: Telling) -> Ask:
        """Ask which of its readings is meant, or for other words if there is none."""
        options = [Option(each.meaning, each.label, each.facts) for each in reading.options]
        return self.questions.ask_teller(told, project, reading.reason or "unread", options)
