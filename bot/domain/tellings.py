"""What somebody told: in which words and message, with which files, in place of what."""

from dataclasses import dataclass

from bot.domain.records import Person, Project, Source


@dataclass(frozen=True, slots=True)
class Telling:
    """Who told something, in which words and message, with which files, for whom.

    `settled_doubts` are the questions already answered. `corrects` are the reports it replaces.
    `key` is what makes a tap the same tap although it came from two copies of a message.
    `answers` is the instruction in reply to which it was told.
    """

    by: Person
    text: str
    source: Source
    evidence: tuple[str, ...] = ()
    for_office: bool = False
    settled_doubts: tuple[str, ...] = ()
    corrects: tuple[int, ...] = ()
    key: str | None = None
    answers: int | None = None

    def key_on(self, project: Project) -> str:
        """Return what makes a report on *project* the same report, however often it arrives."""
        told_in = self.key or f"message:{self.source.chat_id}:{self.source.message_id}"
        return f"{told_in}:{project.id}"
