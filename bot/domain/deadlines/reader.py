"""The one seam for dates: `read_deadline` for a text, `find_deadlines` for dates within one."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.domain.calendars import NO_OVERRIDES, Overrides
from bot.domain.deadlines.days import bare_number
from bot.domain.deadlines.last_resort import read_english_date
from bot.domain.deadlines.limits import settled_day
from bot.domain.deadlines.mentions import Mention, find_mentions, milestone_kind
from bot.domain.deadlines.periods import Doubt, Outcome, Period, Scene, choices
from bot.domain.deadlines.readings import DateOption, DeadlineReading, Mode, Reason
from bot.domain.deadlines.tokens import Token, tokenise
from bot.domain.normal import Normal, normalise
from bot.domain.terms import MilestoneKind, Status

LONGEST_TEXT = 200
"""Signs; what says when something is due is shorter, and so the time for any text is bounded."""

_ONE_LINE = dict.fromkeys(map(ord, "\n\r\v\f\x85\u2028\u2029"), " ")
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def read_deadline(
    text: str,
    reference: date,
    mode: Mode = Mode.CHAT,
    *,
    overrides: Overrides = NO_OVERRIDES,
    previous: date | None = None,
) -> DeadlineReading:
    """Return the deadline that *text* names: a date, a question, or nothing. Never raises.

    Args:
        text: What a person typed, or a cell of a ledger.
        reference: The day it was written, in this century or the last; in a cell its year is the
            year of dates without one.
        mode: Chat or cell.
        overrides: The office's own table of working days.
        previous: The deadline that holds now, from which 推迟一个月 counts.
    """
    if len(text) > LONGEST_TEXT:
        return DeadlineReading(text, Status.ASK, reason=Reason.TOO_LONG)
    scene = _scene(reference, mode, overrides, previous)
    normal, tokens = _cut(text)
    reading = _read(normal, tokens, scene)
    if reading.status is Status.OK:
        return reading
    return _read_in_english(normal, scene) or reading


def find_deadlines(
    text: str,
    reference: date,
    mode: Mode = Mode.CHAT,
    *,
    overrides: Overrides = NO_OVERRIDES,
    previous: date | None = None,
) -> tuple[DeadlineReading, ...]:
    """Return each date that is named within a longer *text*, in order, with its span.

    What is a date only where one is expected (停工三天, 近期, 5.8) is left out, so a line without
    a date gives an empty tuple.
    """
    if len(text) > LONGEST_TEXT:
        return ()
    normal, tokens = _cut(text)
    mentions = find_mentions(tokens, _scene(reference, mode, overrides, previous))
    return tuple(
        _reading(normal, tokens, mention, mention.outcome)
        for mention in mentions
        if not mention.is_weak and not _is_mere_figure(mention.outcome)
    )


def _is_mere_figure(outcome: Outcome) -> bool:
    return isinstance(outcome, Doubt) and outcome.reason is Reason.FIGURES


def _scene(reference: date, mode: Mode, overrides: Overrides, previous: date | None) -> Scene:
    return Scene(reference, mode, overrides, previous, reference, mode is Mode.CHAT)


@lru_cache(maxsize=512)
def _cut(text: str) -> tuple[Normal, list[Token]]:
    """Return *text* normalised and cut into signs, which nobody changes; columns repeat texts."""
    one_line = text if text.isprintable() else text.translate(_ONE_LINE)
    normal = normalise(one_line)
    if one_line != text:
        normal = replace(normal, original=text)
    return normal, tokenise(normal.text.translate(_LOWER))


def _read(normal: Normal, tokens: list[Token], scene: Scene) -> DeadlineReading:
    mentions = find_mentions(tokens, scene)
    if not mentions:
        return _without_date(normal.original, tokens, scene)
    chosen = _chosen(mentions, scene)
    if chosen is None:
        several = Doubt(Reason.SEVERAL_DATES, _all_options(mentions))
        return replace(_reading(normal, tokens, mentions[0], several), span=None)
    if scene.mode is Mode.CHAT and _is_negated(chosen, tokens):
        negated = Doubt(Reason.NEGATED, _options(chosen.outcome))
        return _reading(normal, tokens, chosen, negated)
    return _reading(normal, tokens, chosen, chosen.outcome)


def _chosen(mentions: list[Mention], scene: Scene) -> Mention | None:
    """Return the mention that is the deadline: the only one, or in a cell the finish."""
    if len(mentions) == 1:
        return mentions[0]
    doubtful = [mention for mention in mentions if mention.end is None]
    if len({mention.end for mention in mentions} - {None}) == 1:
        return doubtful[0] if doubtful else mentions[0]
    finishes = [mention for mention in mentions if mention.kind is MilestoneKind.FINISH]
    return finishes[0] if scene.mode is Mode.CELL and len(finishes) == 1 else None


def _is_negated(mention: Mention, tokens: list[Token]) -> bool:
    """Return whether the clause says that it will not be by then: 6月底完不成, 不是6月底."""
    if all(token.kind != "negation" for token in tokens):
        return False
    clause = [token.kind for token in tokens[mention.after :]]
    if "list" in clause:
        clause = clause[: clause.index("list")]
    before = [token.kind for token in tokens[max(0, mention.first - 1) : mention.first]]
    return "negation" in clause + before


def _all_options(mentions: list[Mention]) -> tuple[DateOption, ...]:
    options = [option for mention in mentions for option in _options(mention.outcome)]
    return choices(*((option.label, option.date) for option in options))


def _options(outcome: Outcome) -> tuple[DateOption, ...]:
    return outcome.options if isinstance(outcome, Doubt) else choices(("date", outcome.end))


def _reading(
    normal: Normal, tokens: list[Token], mention: Mention, outcome: Outcome
) -> DeadlineReading:
    span = normal.span(tokens[mention.first].start, tokens[mention.after - 1].end)
    return _answer(normal.original, mention.match.rule.name, span, outcome, mention.kind)


def _answer(
    text: str,
    rule: str | None,
    span: tuple[int, int] | None,
    outcome: Outcome,
    kind: MilestoneKind | None = None,
) -> DeadlineReading:
    if isinstance(outcome, Period):
        return DeadlineReading(text, Status.OK, outcome.end, rule, span, kind=kind)
    status = Status.NONE if outcome.reason is Reason.NO_DATE else Status.ASK
    return DeadlineReading(text, status, None, rule, span, outcome.options, outcome.reason, kind)


def _without_date(text: str, tokens: list[Token], scene: Scene) -> DeadlineReading:
    """Return the answer to a text in which no rule fits; a bare number is asked in a chat."""
    if len(tokens) == 1 and tokens[0].kind == "number":
        outcome = bare_number({"number": tokens[0]}, scene)
        return _answer(text, "bare-number", None, outcome)
    kind = milestone_kind(tokens, 0, 0)
    return DeadlineReading(text, Status.NONE, reason=Reason.NO_DATE, kind=kind)


def _read_in_english(normal: Normal, scene: Scene) -> DeadlineReading | None:
    day = read_english_date(normal.text, scene.reference)
    if day is None:
        return None
    span = normal.span(0, len(normal.text))
    return _answer(normal.original, "english-date", span, settled_day(day, scene))
