"""Reads 形象状态: how far the works are, with what negates, foresees or narrows it."""

from collections.abc import Callable
from decimal import Decimal

from bot.domain.replies.clauses import Clause, has
from bot.domain.replies.dating import happens_later
from bot.domain.replies.findings import Changes, Choice, Findings
from bot.domain.replies.paperwork import permit_under_way
from bot.domain.replies.percents import plain
from bot.domain.replies.state_context import (
    is_about_something_else,
    is_awaited,
    is_nearly,
    is_negated,
    is_prevented,
    is_soon,
    is_whether,
    may_be_to_come,
    said_behind,
)
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import Sort
from bot.domain.terms import WorksState

STATE_NAMES = {
    WorksState.NOT_STARTED: "未开工",
    WorksState.PRE: "前期",
    WorksState.STARTED: "在建",
    WorksState.STRUCTURE_DONE: "主体完工",
    WorksState.FINISHING: "收尾",
    WorksState.COMPLETED: "完工",
    WorksState.ACCEPTED: "竣工验收",
    WorksState.SUSPENDED: "停工",
}
_OVER = (WorksState.COMPLETED, WorksState.ACCEPTED)
_FULL = Decimal(100)
# Before a state, these make it the state of one part (路基完工) unless they say why (缺料停工).
_NARROWING = (Sort.PART, Sort.UNKNOWN, Sort.QUANTITY, Sort.STUFF, Sort.STEP, Sort.FOREIGN)
_REASONS = (Sort.CAUSE, Sort.TROUBLE, Sort.OBSTACLE, Sort.LACK, Sort.WAIT)
_VAGUE_DONE = frozenset({"完", "完了", "做了", "干了"})

Votes = list[tuple[WorksState, Token]]


def read_states(clauses: tuple[Clause, ...], found: Findings) -> None:
    """Find the state of the works and whether they were resumed."""
    votes: Votes = []
    for clause in clauses:
        for at, token in clause.of(Sort.STATE, Sort.RESUMED):
            _vote(clause, at, token, votes, found)
        _vote_done(clause, votes, found)
    if not votes and any(_is_in_use(clause, found) for clause in clauses):
        found.doubt("in_use", *map(state_choice, _OVER))
    elif not votes and (permit := permit_under_way(clauses, found)) is not None:
        votes.append((WorksState.PRE, permit))
    _settle(votes, found)
    if found.facts.get("works_state") in _OVER and any(map(_leaves_something, clauses)):
        finishing = {"works_state": WorksState.FINISHING, "percent": None}
        found.doubt(
            "something_left",
            Choice("finishing", STATE_NAMES[WorksState.FINISHING], finishing),
            state_choice(found.facts["works_state"]),
        )


def _is_in_use(clause: Clause, found: Findings) -> bool:
    """Return whether the works are said to be used by now: 已通车, but not 年底建成通车."""
    for at, _ in clause.of(Sort.IN_USE):
        said = (at, *(place for place, _ in clause.of(Sort.STATE) if place < at))
        if not any(happens_later(clause, place, found.today) for place in said):
            return True
    return False


def _leaves_something(clause: Clause) -> bool:
    """Return whether a part is said to be left: 全部完工，仅剩绿化."""
    return clause.has(Sort.REMAINING) and clause.has(Sort.PART, Sort.UNKNOWN, Sort.STUFF)


def _vote(clause: Clause, at: int, token: Token, votes: Votes, found: Findings) -> None:
    """Add what one word of state says, unless it is not said of the present project."""
    lead = clause.lead(at)
    if is_about_something_else(clause, at) or is_prevented(token, lead):
        return
    if _is_not_now(clause, at, token, found):
        return
    if _is_of_a_part(lead) and (is_soon(lead) or is_negated(clause, at)):
        found.remark("part_state")
    elif is_soon(lead) and has(lead, Sort.UNKNOWN) and not has(lead, *_REASONS):
        found.doubt("part_state")
    elif is_soon(lead) or is_awaited(token, lead):
        _vote_soon(token, votes, found, nearly=is_nearly(lead))
    elif is_negated(clause, at):
        _vote_negated(clause, token, votes, found)
    elif _is_plain(clause, at, token, found):
        _vote_for(token, lead, votes, found)


def _is_of_a_part(lead: tuple[Token, ...]) -> bool:
    """Return whether what is near or denied is that of one part: 3号楼即将完工, 外墙未完工."""
    return has(lead, Sort.PART, Sort.QUANTITY) and not has(lead, *_REASONS)


def _is_not_now(clause: Clause, at: int, token: Token, found: Findings) -> bool:
    """Return whether the state is asked for or lies ahead; both may need a question."""
    if clause.has(Sort.QUESTION) or is_whether(clause, at):
        found.doubt("question", *_as_said(token))
        return True
    later = happens_later(clause, at, found.today)
    if later and token.value is WorksState.SUSPENDED:
        found.doubt("done_or_planned", *_as_said(token))
    return later


def _is_plain(clause: Clause, at: int, token: Token, found: Findings) -> bool:
    """Return whether the state is that of the whole project, and lasts."""
    lead = clause.lead(at)
    if token.value is WorksState.SUSPENDED and has(said_behind(clause, at)[:1], Sort.DURATION):
        _doubt_long_halt(clause, at, found)
    elif has(lead, *_NARROWING) and not has(lead, *_REASONS):
        ask = found.doubt if has(lead, Sort.UNKNOWN) else found.remark
        ask("part_state", *_as_said(token, lead))
    elif may_be_to_come(clause, at):
        found.doubt("done_or_planned", *_as_said(token))
    else:
        return True
    return False


def _vote_for(token: Token, lead: tuple[Token, ...], votes: Votes, found: Findings) -> None:
    if token.sort is Sort.RESUMED:
        found.record("works resumed", token, resumed=True)
    elif isinstance(token.value, WorksState):
        votes.append((_told(token.value, lead), token))


def _told(state: WorksState, lead: tuple[Token, ...]) -> WorksState:
    """Return what a word of state says of the project: 主体完工 is no 完工."""
    structure = has(lead, Sort.MAIN) and state in _OVER
    return WorksState.STRUCTURE_DONE if structure else state


def _doubt_long_halt(clause: Clause, at: int, found: Findings) -> None:
    """Ask about 已停工10天 or 停工10天了; 停工三天 is an interruption, hence no state."""
    lasting = {"已", "已经", "了", "一直", "至今"}
    ended = has(clause.tokens[at:], Sort.RESUMED)
    if not ended and any(t.text in lasting for t in (*clause.lead(at), *clause.tail(at))):
        found.doubt("halt_or_interruption", state_choice(WorksState.SUSPENDED))


def _as_said(token: Token, lead: tuple[Token, ...] = ()) -> tuple[Choice, ...]:
    if isinstance(token.value, WorksState):
        return (state_choice(_told(token.value, lead)),)
    return (Choice("resumed", "已复工", {"resumed": True}),)


def _vote_soon(token: Token, votes: Votes, found: Findings, *, nearly: bool) -> None:
    state = token.value
    if state is WorksState.COMPLETED and not nearly:
        votes.append((WorksState.FINISHING, token))
    elif state is WorksState.STARTED and not nearly:
        votes.append((WorksState.NOT_STARTED, token))
    elif state is WorksState.COMPLETED:
        found.doubt("nearly", state_choice(WorksState.FINISHING), state_choice(state))
    elif state is WorksState.ACCEPTED:
        if not any(vote is WorksState.COMPLETED for vote, _ in votes):
            found.doubt("nearly", state_choice(WorksState.COMPLETED))
    elif state in {WorksState.FINISHING, WorksState.STRUCTURE_DONE} and nearly:
        found.doubt("nearly", *_as_said(token))
    else:
        found.doubt("soon")


def _vote_negated(clause: Clause, token: Token, votes: Votes, found: Findings) -> None:
    state = token.value
    if token.sort is Sort.RESUMED:
        votes.append((WorksState.SUSPENDED, token))
    elif state is WorksState.STARTED:
        votes.append((WorksState.NOT_STARTED, token))
    elif state is WorksState.ACCEPTED:
        if not any(vote is WorksState.COMPLETED for vote, _ in votes):
            found.doubt("negated_acceptance", state_choice(WorksState.COMPLETED))
    elif state is not WorksState.SUSPENDED and not has(clause.tokens, Sort.TROUBLE):
        found.doubt("negated_completion")


def _vote_done(clause: Clause, votes: Votes, found: Findings) -> None:
    """Add what a clause of nothing but 完成 says: 已完成, 主体完成了, 未完成."""
    done = [token for _, token in clause.of(Sort.DONE)]
    said = {token.sort for token in clause.tokens} - {
        Sort.FILLER,
        Sort.CODE,
        Sort.PAST,
        Sort.DONE,
        Sort.WHOLE,
        Sort.LAST,
        Sort.ALL,
        Sort.COLON,
    }
    if not done or said - {Sort.NOT, Sort.MAIN, Sort.ABOUT, Sort.SOON, Sort.QUESTION, Sort.BOUND}:
        return
    state = WorksState.STRUCTURE_DONE if Sort.MAIN in said else WorksState.COMPLETED
    if Sort.NOT in said:
        found.doubt("negated_completion")
    elif said & {Sort.ABOUT, Sort.SOON, Sort.QUESTION, Sort.BOUND} or done[0].text in _VAGUE_DONE:
        found.doubt("nearly", state_choice(state))
    else:
        votes.append((state, done[0]))


def _settle(votes: Votes, found: Findings) -> None:
    states = list(dict.fromkeys(state for state, _ in votes))
    state = _present(states, found)
    if state is None:
        return
    token = next((token for vote, token in votes if vote is state), votes[0][1])
    found.record("state of the works", token, works_state=state)
    _compare_percent(state, token, found)


def _present(states: list[WorksState], found: Findings) -> WorksState | None:
    """Return the state that holds now, or ask: a halt stands over all that went before it."""
    if not states:
        return None
    contradictions: tuple[Callable[[], bool], ...] = (
        lambda: WorksState.SUSPENDED in states and any(over in states for over in _OVER),
        lambda: (
            WorksState.NOT_STARTED in states
            and any(s not in {WorksState.NOT_STARTED, WorksState.PRE} for s in states)
        ),
        lambda: bool(found.facts.get("resumed")) and WorksState.NOT_STARTED in states,
    )
    if any(contradicts() for contradicts in contradictions):
        found.doubt("states_conflict", *map(state_choice, states[:3]))
        return None
    if WorksState.SUSPENDED in states:
        return None if found.facts.get("resumed") else WorksState.SUSPENDED
    if WorksState.NOT_STARTED in states:
        return WorksState.NOT_STARTED
    return max(states, key=list(WorksState).index)


def _compare_percent(state: WorksState, token: Token, found: Findings) -> None:
    """Ask when state and percent deny each other; what is over is done to 100 %."""
    percent = found.facts.get("percent")
    parts = [value for _, value in found.facts.get("part_percents", ())]
    below = (percent is not None and percent < _FULL) or any(value < _FULL for value in parts)
    if state in _OVER and below:
        choices = [state_choice(state)]
        if percent is not None:
            choices.append(
                Choice("percent", f"{plain(percent)}%", {"percent": percent, "works_state": None})
            )
        found.doubt("percent_against_state", *choices)
    elif state in _OVER:
        found.record("what is over is done", token, percent=_FULL)
    elif state is WorksState.NOT_STARTED and percent:
        found.doubt("percent_against_state", state_choice(state))


def state_choice(state: WorksState) -> Choice:
    """Return the choice that takes *state*; what is over is done to 100 %."""
    changes: Changes = {"works_state": state}
    if state in _OVER:
        changes = {"works_state": state, "percent": _FULL, "part_percents": ()}
    return Choice(state.value, STATE_NAMES[state], changes)
