"""The papers from the command line."""

from datetime import date

from bot.cli.use_cases import on_morning_of, open_services
from bot.services.papers import OPERATOR, PAPERS, paper_of
from bot.settings import SettingsError
from bot.texts.messages import Document, without_marks


def paper_names() -> tuple[str, ...]:
    """Return what `duban paper` can make."""
    return tuple(name for name, paper in PAPERS.items() if paper.is_offered)


def paper_made(name: str, today: date | None) -> bytes:
    """Return a paper as bytes; one that is a message, as its plain text."""
    if name not in paper_names():
        msg = f"There is no paper “{name}”; write one of: {', '.join(paper_names())}."
        raise SettingsError(msg)
    with open_services(keep=False) as services:
        then = on_morning_of(today, services) if today else services
        made = paper_of(then, OPERATOR, {"name": name})
    if isinstance(made, Document):
        return made.data
    return f"{without_marks(made.text)}\n".encode()
