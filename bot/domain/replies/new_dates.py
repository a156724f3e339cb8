"""Reads a new date: asked for (申请延期到8月底) or only foreseen (争取年底前完工)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.deadlines import Mode, read_deadline
from bot.domain.replies.clauses import FIGURES, Clause, has
from bot.domain.replies.dating import happens_later, is_early, looks_ahead
from bot.domain.replies.findings import Choice, Findings
from bot.domain.replies.records import NewDateKind
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort
from bot.domain.terms import MilestoneKind, Status, WorksState

_EVENTS = (Sort.STATE, Sort.RESUMED, Sort.DONE, Sort.IN_USE)
_TIMES = (Sort.DATE, Sort.NEXT, Sort.DURATION)
_DAYS = (Sort.DATE, Sort.NEXT)
_OF_A_PART = (Sort.PART, Sort.MAIN, Sort.STUFF, Sort.STEP, Sort.FOREIGN, Sort.QUANTITY)
_MILESTONES = {
    WorksState.STARTED: MilestoneKind.START,
    WorksState.COMPLETED: MilestoneKind.FINISH,
    WorksState.ACCEPTED: MilestoneKind.FINISH,
}
_LATE = ("按期", "按时", "如期", "来不及", "完不成", "完不了", "干不完", "做不完", "delayed")


@dataclass(frozen=True, slots=True)
class _NewDate:
    day: date
    kind: NewDateKind
    of: MilestoneKind | None
    tokens: tuple[Token, ...]


def read_new_dates(clauses: tuple[Clause, ...], found: Findings) -> None:
    """Find the new date and whether it is a request; ask when it is not plain."""
    dates = [new for clause in clauses for new in _dates_of(clause, found)]
    if dates:
        dates += [new for clause in clauses for new in _bare_dates(clause, dates[-1].kind, found)]
    asked_for = any(_request_at(clause) is not None for clause in clauses)
    dateless = asked_for and not any(new.kind is NewDateKind.REQUEST for new in dates)
    distinct = list({(new.day, new.kind): new for new in dates}.values())
    if dateless and not _is_doubted(found):
        _ask_what_for(distinct, found)
    elif len({new.day for new in distinct}) > 1:
        found.doubt("several_dates", *map(_choice, distinct[:4]))
    elif distinct:
        new = min(distinct, key=lambda n: n.kind is not NewDateKind.REQUEST)
        found.record("new date", *new.tokens, **_choice(new).changes)
    elif any(_says_late(clause) for clause in clauses) and not _is_doubted(found):
        found.doubt("no_new_date")


def _is_doubted(found: Findings) -> bool:
    return any(doubt.reason in {"new_date", "unknown_previous"} for doubt in found.doubts)


def _ask_what_for(forecasts: list[_NewDate], found: Findings) -> None:
    """A request without date; a date foreseen beside it may be the one that is meant."""
    requests = (_NewDate(n.day, NewDateKind.REQUEST, n.of, n.tokens) for n in forecasts[:2])
    found.doubt("no_new_date", *map(_choice, (*requests, *forecasts[:2])))


def _says_late(clause: Clause) -> bool:
    """Return whether a date will be missed: 不能按期, 6月底前无法完工."""
    if any(t.sort is Sort.TROUBLE and any(w in t.text for w in _LATE) for t in clause.tokens):
        return True
    return clause.has(Sort.NOT) and clause.has(*_EVENTS) and clause.has(Sort.DATE, Sort.NEXT)


def _is_to_come(clause: Clause, at: int, event: Token, today: date) -> bool:
    halt = event.value is WorksState.SUSPENDED
    return not halt and happens_later(clause, at, today)


def _choice(new: _NewDate) -> Choice:
    changes = {"new_date": new.day, "new_date_kind": new.kind, "new_date_of": new.of}
    word = "申请延期到" if new.kind is NewDateKind.REQUEST else "预计"
    return Choice(f"new_date_{new.kind}", f"{word}{new.day.isoformat()}", changes)


def _dates_of(clause: Clause, found: Findings) -> Iterator[_NewDate]:
    request = _request_at(clause)
    if request is not None:
        yield from _requested(clause, request, found)
    elif not clause.has(Sort.SEND):
        yield from _foreseen(_behind_figures(clause), found)


def _behind_figures(clause: Clause) -> Clause:
    """Return what stands behind the last figure: a date before one is when it was or will be."""
    places = [at for at, _ in clause.of(*FIGURES)]
    return Clause(clause.tokens[places[-1] + 1 :]) if places else clause


def _bare_dates(clause: Clause, kind: NewDateKind, found: Findings) -> Iterator[_NewDate]:
    """Yield a date that stands alone behind a new date: 延期到8月底，10月底."""
    tokens = clause.tokens
    ahead = any(looks_ahead(token, found.today) for token in tokens)
    if ahead and all(t.sort in {*_TIMES, Sort.AFTER, Sort.FILLER} for t in tokens):
        yield from _read(tokens, kind, None, found, sure=True)


def _request_at(clause: Clause) -> int | None:
    """Return where a request to move the date stands, unless it is denied (不延期)."""
    places = [at for at, _ in clause.of(Sort.REQUEST)]
    places += [
        at for at, _ in clause.of(Sort.BECAME) if has(clause.tokens[at + 1 : at + 2], *_DAYS)
    ]
    if not places or sum(t.sort is Sort.NOT for t in clause.tokens[: places[-1]]) % 2:
        return None
    bare = has(clause.tokens[places[-1] :], *FIGURES) and not clause.has(Sort.DATE, Sort.NEXT)
    return None if bare else places[-1]


def _requested(clause: Clause, at: int, found: Findings) -> Iterator[_NewDate]:
    if clause.has(Sort.QUESTION):
        found.doubt("question")
        return
    behind = clause.tokens[at + 1 :]
    stop = next((i for i, t in enumerate(behind) if t.sort is Sort.CAUSE), len(behind))
    words = behind[:stop]
    while words and words[0].sort in {Sort.TO, Sort.FILLER, Sort.COLON}:
        words = words[1:]
    if not words or not (
        has(words, *_TIMES) or has(words, Sort.UNKNOWN, Sort.NUMBER, Sort.UNCLEAR_NUMBER)
    ):
        return
    if has(words, Sort.DURATION) and not has(words, *_DAYS):
        words = clause.tokens[at : at + 1 + stop]  # 推迟一个月, from the date that holds now
        if found.previous is None:
            found.doubt("unknown_previous")
            return
    yield from _read(words, NewDateKind.REQUEST, _milestone(clause), found, sure=True)


def _foreseen(clause: Clause, found: Findings) -> Iterator[_NewDate]:
    tokens = clause.tokens
    plans = [at for at, _ in clause.of(Sort.FORECAST, Sort.PLAN)]
    events = [at for at, t in clause.of(*_EVENTS) if _is_to_come(clause, at, t, found.today)]
    early = is_early(tokens) and not has(tokens, *_DAYS)
    if _says_late(clause) or early:
        return
    if not (plans or events) or has(tokens, Sort.QUESTION, Sort.IF):
        return
    if not (plans or has(tokens, *_TIMES)):
        return
    first = next((at for at, t in enumerate(tokens) if t.sort in _TIMES), None)
    if first is None:
        first = plans[0] + 1 if plans else 0
    after_halt = first > 0 and tokens[first - 1].value is WorksState.SUSPENDED
    if after_halt and tokens[first].sort is Sort.DURATION:
        return  # 停工3天后复工 tells how long the halt was, or will be
    stop = next(
        (
            at
            for at in range(first, len(tokens))
            if tokens[at].sort in {*_EVENTS, Sort.FORECAST, Sort.CAUSE}
        ),
        len(tokens),
    )
    if has(tokens, *_OF_A_PART) and any(looks_ahead(t, found.today) for t in tokens[first:stop]):
        for new in _read(tokens[first:stop], NewDateKind.FORECAST, None, found, sure=True):
            found.remark("part_date", _choice(new))
        return
    yield from _read(
        tokens[first:stop],
        NewDateKind.FORECAST,
        _milestone(clause),
        found,
        sure=has(tokens[first:stop], *_TIMES),
    )


def _milestone(clause: Clause) -> MilestoneKind | None:
    """Return whether the date is that of the start or of the finish, where the words say so."""
    for _, token in clause.of(*_EVENTS):
        if token.sort in {Sort.DONE, Sort.IN_USE}:
            return MilestoneKind.FINISH
        if isinstance(token.value, WorksState) and token.value in _MILESTONES:
            return _MILESTONES[token.value]
    return None


def _read(
    words: tuple[Token, ...],
    kind: NewDateKind,
    of: MilestoneKind | None,
    found: Findings,
    *,
    sure: bool,
) -> Iterator[_NewDate]:
    """Yield the date in *words*; if they are sure to hold one, ask when it is not plain."""
    if not words:
        return
    reading = read_deadline(
        found.words(*words),
        found.today,
        Mode.CHAT,
        overrides=found.overrides,
        previous=found.previous,
    )
    found.spent.update(token.start for token in words)
    if reading.status is Status.OK and reading.date is not None:
        yield _NewDate(reading.date, kind, of or reading.kind, words)
    elif sure and reading.status is Status.ASK:
        options = (_NewDate(option.date, kind, of, words) for option in reading.options[:4])
        found.doubt("new_date", *map(_choice, options))
    elif sure and kind is NewDateKind.REQUEST:
        found.doubt("new_date")
