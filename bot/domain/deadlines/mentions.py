"""The dates in a text: matches of the grammar put together into ranges, and checked for rests."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from bot.domain.deadlines.grammar import Match, matches
from bot.domain.deadlines.limits import WIDE_UNITS, limited, settled
from bot.domain.deadlines.periods import Doubt, Outcome, Period, Scene, Unit, choices
from bot.domain.deadlines.readings import Reason
from bot.domain.deadlines.tokens import Token
from bot.domain.deadlines.words import SAYS_NO_MORE
from bot.domain.terms import MilestoneKind

MOST_DATES = 12
"""Places in a text that are read; with more of them it is a table and no deadline."""

_KINDS = {"start": MilestoneKind.START, "finish": MilestoneKind.FINISH}
# Signs that are a piece of a date when they touch one.
_PIECES = frozenset(
    {
        *("edge", "ten_days", "half_month", "nth", "nth_week", "nth_other", "lunar", "lunar_day"),
        *("holiday", "every", "bare_year", "bare_month", "bare_quarter", "bare_week", "month_day"),
    }
)
_EVENT_WORDS = frozenset({"other", *_KINDS})
_MOVES = frozenset({"moved", "later", "earlier"})


class Mention(NamedTuple):
    """A place in the text that was read as a date or as a doubt.

    Attributes:
        match: The match it ends with.
        outcome: What it means.
        first: Index of its first sign.
        after: Index behind its last sign.
        kind: What is due then, where the text says so.
    """

    match: Match
    outcome: Outcome
    first: int
    after: int
    kind: MilestoneKind | None

    @property
    def end(self) -> date | None:
        """The last day that is meant, unless it is in doubt."""
        return self.outcome.end if isinstance(self.outcome, Period) else None

    @property
    def is_weak(self) -> bool:
        """Whether it counts only where nothing else is a date."""
        return self.match.rule.weak


def find_mentions(tokens: list[Token], scene: Scene) -> list[Mention]:
    """Return the dates in *tokens*, from left to right; the weak ones only if there is no other.

    A range or a list of days is one, by its end.
    """
    found = [*islice(matches(tokens), MOST_DATES)]
    mentions = [_mention(group, tokens, scene) for group in _groups(found, tokens)]
    strong = [mention for mention in mentions if not mention.is_weak]
    if not strong:
        counted = any(token.kind == "nth_other" for token in tokens)
        return [_doubted(m, Reason.PARTLY_READ) for m in mentions] if counted else mentions
    if len(found) == MOST_DATES:
        return [_doubted(mention, Reason.SEVERAL_DATES) for mention in strong]
    return [_checked(mention, mentions, tokens) for mention in strong]


def _checked(mention: Mention, mentions: list[Mention], tokens: list[Token]) -> Mention:
    if _starts_elsewhere(mention, tokens):
        return _doubted(mention, Reason.OTHER_START)
    if _is_half_read(mention, mentions, tokens) or _leads_to_event(mention, tokens):
        return _doubted(mention, Reason.PARTLY_READ)
    return mention


def _starts_elsewhere(mention: Mention, tokens: list[Token]) -> bool:
    """Return whether a duration counts from some event: 合同签订后30天内, 自批复之日起，3个月内."""
    if mention.match.rule.name != "duration":
        return False
    before = [token.kind for token in tokens[max(0, mention.first - 2) : mention.first]]
    if before[-1:] == ["list"]:
        return before[0] in {"after", "since"}
    return before[-1:] != [] and before[-1] in {"after", "since", *_KINDS}


def _leads_to_event(mention: Mention, tokens: list[Token]) -> bool:
    """Return whether a month or year only says when an event is that counts: 明年高考后."""
    if not isinstance(mention.outcome, Period) or mention.outcome.unit not in WIDE_UNITS:
        return False
    behind = [token.kind for token in tokens[mention.after : mention.after + 2]]
    return len(behind) == 2 and behind[0] in _EVENT_WORDS and behind[1] in {"before", "after"}


def _doubted(mention: Mention, reason: Reason) -> Mention:
    if isinstance(mention.outcome, Doubt):
        return mention
    doubt = Doubt(reason, choices(("date", mention.outcome.end)))
    return mention._replace(outcome=doubt)


def _groups(found: Sequence[Match], tokens: list[Token]) -> Iterator[list[Match]]:
    group: list[Match] = []
    for match in found:
        if group and not _continues(group[-1], match, tokens):
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _continues(first: Match, second: Match, tokens: list[Token]) -> bool:
    """Return whether *second* is the end of a range that *first* begins, or its next day."""
    between = _between(first, second, tokens)
    if first.rule.weak or second.rule.weak or not between:
        return False
    if between == ["list"]:
        return second.rule.name == "day" and "day" in first.parts
    return {*between} <= {"to", *_MOVES}


def _between(first: Match, second: Match, tokens: list[Token]) -> list[str]:
    return [token.kind for token in tokens[first.after : second.first]]


def _mention(group: list[Match], tokens: list[Token], scene: Scene) -> Mention:
    first, last = group[0].first, group[-1]
    kind = milestone_kind(tokens, first, last.after)
    outcome = _end_of_range(group, scene) if _is_range(group, tokens) else limited(last, scene)
    if isinstance(outcome, Period):
        has_limit = any(match.is_limited for match in group)
        outcome = settled(outcome, last, scene, has_limit=has_limit, worded=kind is not None)
    return Mention(last, outcome, first, last.after, kind)


def _is_range(group: list[Match], tokens: list[Token]) -> bool:
    """Return whether *group* runs from a date to a date, not from an old deadline to a new one."""
    if len(group) == 1 or group[-2].rule.name == "moved":
        return False
    return not _MOVES & {*_between(group[-2], group[-1], tokens)}


def _end_of_range(group: list[Match], scene: Scene) -> Outcome:
    """Return the last of *group*, its year and month taken from what stands before it.

    A range that is running began in the past, so its beginning is looked for in this year first.
    """
    running = _chained(group, scene._replace(rolls=False))
    if isinstance(running, Doubt) or running.end >= scene.reference or not scene.rolls:
        return running
    coming = _chained(group, scene)
    if isinstance(coming, Doubt) or coming.end == running.end:
        return coming
    return coming._replace(lapsed=running.end)


def _chained(group: list[Match], scene: Scene) -> Outcome:
    begun = group[0].rule.read(group[0].parts, scene)
    for match in group[1:]:
        if isinstance(begun, Doubt):
            return begun
        ended = limited(match, scene._replace(anchor=begun.start, rolls=True))
        if isinstance(ended, Doubt):
            return ended
        begun = ended._replace(lapsed=None, following=None, has_year=begun.has_year)
    return begun


def milestone_kind(tokens: list[Token], first: int, after: int) -> MilestoneKind | None:
    """Return what is due: the nearest word for it behind the date, else before it."""
    behind = [token.kind for token in tokens[after:] if token.kind in _KINDS]
    ahead = [token.kind for token in tokens[:first] if token.kind in _KINDS]
    if behind:
        return _KINDS[behind[0]]
    return _KINDS[ahead[-1]] if ahead else None


def _is_half_read(mention: Mention, mentions: list[Mention], tokens: list[Token]) -> bool:
    """Return whether more was said at a mention than was read: 6月底前两周, 明年第2周."""
    touching = (o for o in mentions if mention.after == o.first or o.after == mention.first)
    if any(_adds_to(mention, other) for other in touching):
        return True
    covered = {n for other in mentions for n in range(other.first, other.after)}
    places = {mention.first - 1, mention.after} - covered
    beside = [tokens[n] for n in places if 0 <= n < len(tokens)]
    return any(_belongs_to(token, mention, tokens) for token in beside)


def _adds_to(mention: Mention, other: Mention) -> bool:
    """Return whether *other* changes what is meant; 尽快 behind 6月30日前 does not."""
    if other.end is not None:
        return other.end != mention.end
    vague = other.match.parts.get("vague")
    if vague is None or vague.word not in SAYS_NO_MORE:
        return True
    settled_day = isinstance(mention.outcome, Period) and mention.outcome.unit is Unit.DAY
    return not (settled_day or mention.match.is_limited)


def _belongs_to(token: Token, mention: Mention, tokens: list[Token]) -> bool:
    if token.kind != "number":
        return token.kind in _PIECES
    first, last = tokens[mention.first], tokens[mention.after - 1]
    return token.end == first.start or token.start == last.end
