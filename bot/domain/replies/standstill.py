"""Reads *nothing new*, and tells replies that hold no progress apart: 收到, 明天报, 正常推进."""

from collections.abc import Iterable

from bot.domain.replies.clauses import Clause, has
from bot.domain.replies.findings import Findings
from bot.domain.replies.records import Scope
from bot.domain.replies.states import state_choice
from bot.domain.replies.tokens import Token
from bot.domain.replies.words import WORDS, Sort
from bot.domain.terms import WorksState

_ALL = frozenset(WORDS[Sort.ALL].split())
_REST = frozenset(WORDS[Sort.REST].split())
# What may stand beside 照旧 without making it the standstill of something else (资金没变化).
_BESIDE = frozenset(
    {
        Sort.FILLER,
        Sort.CODE,
        Sort.GAUGE,
        Sort.WHOLE,
        Sort.ALL,
        Sort.REST,
        Sort.PERIOD,
        Sort.NORMAL,
        Sort.LAST,
        Sort.ABOUT,
        Sort.COLON,
        Sort.STILL,
        Sort.PERCENT,
        Sort.STATE,
        Sort.WORKING,
        Sort.ACKNOWLEDGED,
        Sort.PAST,
        Sort.NO_TROUBLE,
        Sort.CUMULATIVE,
        Sort.MONEY,
        Sort.INVEST,
        Sort.DATE,
        Sort.UNTIL,
        Sort.TO,
        Sort.NUMBER,
        Sort.OBSTACLE,
        Sort.NOT,
        Sort.FROM,
    }
)
_OF_SOMETHING_ELSE = (*(Sort.UNKNOWN, Sort.NOT, Sort.PART, Sort.MAIN, Sort.STUFF, Sort.QUANTITY),)
# A reply without progress, by the sort of word that tells it; the first that fits is the reason.
_EMPTY_REASONS: tuple[tuple[str, tuple[Sort, ...]], ...] = (
    ("question", (Sort.QUESTION,)),
    ("promise", (Sort.SEND,)),
    ("acknowledgement", (Sort.ACKNOWLEDGED,)),
    ("soon", (Sort.NEARLY,)),
    ("conditional", (Sort.IF,)),
    (
        "no_number",
        (Sort.NORMAL, Sort.WORKING, Sort.NO_TROUBLE, Sort.NOT, Sort.GAUGE, Sort.WHOLE, Sort.DONE),
    ),
    ("paperwork", (Sort.STEP,)),
    ("part_only", (Sort.PART, Sort.MAIN)),
    ("other_sum", (Sort.MONEY, Sort.UNCLEAR_MONEY)),
    ("phone_number", (Sort.PHONE,)),
    ("bare_number", (Sort.NUMBER, Sort.UNCLEAR_NUMBER)),
    ("quantity", (Sort.QUANTITY, Sort.DURATION)),
    ("date_only", (Sort.DATE, Sort.NEXT)),
    ("code_only", (Sort.CODE,)),
)


def read_standstill(clauses: tuple[Clause, ...], found: Findings) -> None:
    """Find *nothing new* and whether it is said of all of one's projects."""
    for clause in clauses:
        for at, token in clause.of(Sort.STILL, Sort.NORMAL):
            tokens = _before_cause(clause.tokens)
            scope = _scope(tokens)
            if token.sort is Sort.NORMAL and scope is Scope.ONE:
                continue
            if {t.sort for t in tokens} - _BESIDE or has(clause.lead(at), Sort.NOT):
                if has(tokens, *_OF_SOMETHING_ELSE):
                    found.doubt("part_standstill")
            else:
                found.record("nothing new", token, no_progress=True, no_progress_scope=scope)


def _before_cause(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens up to the reason: 没进展因为下雨."""
    cause = next((at for at, t in enumerate(tokens) if t.sort is Sort.CAUSE), len(tokens))
    return tokens[:cause]


def _scope(tokens: Iterable[Token]) -> Scope:
    texts = [token.text for token in tokens]
    if any(text in _REST for text in texts):
        return Scope.REST
    return Scope.ALL if any(text in _ALL for text in texts) else Scope.ONE


def doubt_empty(tokens: Iterable[Token], found: Findings) -> None:
    """Say why a reply without any progress must be asked back; nothing if it is unreadable."""
    tokens = tuple(tokens)
    if has(tokens, Sort.WORKING, Sort.NORMAL):
        found.hints["works_state"] = WorksState.STARTED if has(tokens, Sort.WORKING) else None
    for reason, sorts in _EMPTY_REASONS:
        if has(tokens, *sorts):
            choices = [state_choice(WorksState.PRE)] if reason == "paperwork" else []
            found.doubt(reason, *choices)
            return
