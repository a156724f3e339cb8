"""What an order still lacks before it can be carried out."""

from dataclasses import dataclass

from bot.domain.records import Project
from bot.services.questions import Option


@dataclass(frozen=True, slots=True)
class Lack:
    """The question to put: its key in the texts, of which project, with which choices."""

    kind: str
    project: Project | None = None
    options: tuple[Option, ...] = ()
    about: str = ""
