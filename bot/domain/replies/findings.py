"""Collects what the rules find in one reply: facts with their traces, and doubts with choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.domain.calendars import NO_OVERRIDES, Overrides
from bot.domain.replies.folding import Folded
from bot.domain.replies.records import Asked, ReplyFacts, Trace
from bot.domain.replies.tokens import Token

Changes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle a doubt: the facts it would record."""

    meaning: str
    label: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a reply must be asked back, and the readings to choose from."""

    reason: str
    choices: tuple[Choice, ...] = ()


@dataclass(slots=True)
class Findings:
    """What is known of one reply while its rules are applied one after the other.

    Attributes:
        folded: The text.
        today: Calendar day in the county's zone.
        asked: What the bot had just asked.
        previous: The deadline that holds now, from which 推迟一个月 counts.
        overrides: The office's own table of working days.
        facts: Fields of `ReplyFacts` read without doubt.
        doubts: What must be asked, the most telling first.
        hints: Fields that are shown with a question when no choice holds them.
        remarks: What is worth a question only if nothing else was told.
        spent: Places of tokens that some rule has accounted for.
    """

    folded: Folded
    today: date
    asked: Asked
    previous: date | None = None
    overrides: Overrides = NO_OVERRIDES
    facts: dict[str, Any] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    hints: dict[str, Any] = field(default_factory=dict)
    traces: list[Trace] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)
    remarks: list[Doubt] = field(default_factory=list)

    def record(self, rule: str, *tokens: Token, **facts: object) -> None:
        """Take *facts* as read by *rule* from *tokens*."""
        self.facts.update(facts)
        self.trace(rule, *tokens, facts=facts)

    def trace(self, rule: str, *tokens: Token, facts: Changes) -> None:
        """Note which rule read which facts, and where."""
        if tokens:
            span = self.folded.span(tokens[0].start, tokens[-1].end)
            self.traces += [Trace(fact, rule, span) for fact in facts]
            self.spent.update(token.start for token in tokens)

    def doubt(self, reason: str, *choices: Choice) -> None:
        """Take note that *reason* forbids to record the reply.

        Choices about the same facts are one question, those about others are a further one.
        """
        about = {name for choice in choices for name in choice.changes}
        for at, known in enumerate(self.doubts):
            same = about & {name for choice in known.choices for name in choice.changes}
            if known.reason == reason and (same or not about or not known.choices):
                new = tuple(choice for choice in choices if choice not in known.choices)
                self.doubts[at] = Doubt(reason, known.choices + new)
                return
        self.doubts.append(Doubt(reason, choices))

    def remark(self, reason: str, *choices: Choice) -> None:
        """Note a doubt about what is not the project's own: 3号楼封顶, 外墙6月底完成."""
        self.remarks.append(Doubt(reason, choices))

    def words(self, *tokens: Token) -> str:
        """Return the stretch from the first to the last of *tokens* as typed."""
        return self.folded.words(tokens[0].start, tokens[-1].end) if tokens else ""

    def read(self) -> ReplyFacts:
        """Return the facts found so far."""
        return ReplyFacts(**self.facts)
