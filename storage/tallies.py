"""What each figure of a headline counts or adds up, said once: for the sum and for its list."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, true

from bot.domain.rates import AMOUNTS, STATISTICS_FROM_WAN, Sums, Tally
from bot.domain.terms import Kind, Light, WorksState
from storage.statements import table_of
from storage.tables import Standing

_S = table_of(Standing)
_started = _S.c.works_state.in_([each for each in WorksState if each.has_started])
_completed = _S.c.works_state.in_([each for each in WorksState if each.is_completed])
_new, _continued = _S.c.kind == Kind.NEW, _S.c.kind == Kind.CONTINUED
_unverified = _S.c.state_verified.is_(False)

COUNTED: Mapping[Tally, ColumnElement[bool]] = {
    Tally.PROJECTS: true(),
    Tally.CONTINUED: _continued,
    Tally.NEW: _new,
    Tally.PREPARATORY: _S.c.kind == Kind.PREPARATORY,
    Tally.RED: _S.c.light == Light.RED,
    Tally.YELLOW: _S.c.light == Light.YELLOW,
    Tally.GREEN: _S.c.light == Light.GREEN,
    Tally.GREY: _S.c.light == Light.GREY,
    Tally.DUE_SOON: _S.c.due_soon.is_(True),
    Tally.EXEMPT: _S.c.exempt.is_(True),
    Tally.REPORTED: _S.c.has_reported.is_(True),
    Tally.WITH_MONEY: _S.c.done_year_wan.is_not(None),
    Tally.WITH_CUMULATIVE: _S.c.cumulative_wan.is_not(None),
    Tally.UNVERIFIED: _unverified,
    Tally.DUE: _S.c.start_due.is_(True),
    Tally.DUE_STARTED: and_(_S.c.start_due, _started),
    Tally.DUE_STARTED_UNVERIFIED: and_(_S.c.start_due, _started, _unverified),
    Tally.NEW_STARTED: and_(_new, _started),
    Tally.NEW_STARTED_UNVERIFIED: and_(_new, _started, _unverified),
    Tally.CONTINUED_COMPLETED: and_(_continued, _completed),
    Tally.CONTINUED_COMPLETED_UNVERIFIED: and_(_continued, _completed, _unverified),
    Tally.STARTED: _started,
    Tally.COMPLETED: _completed,
    Tally.COMPLETED_UNVERIFIED: and_(_completed, _unverified),
    Tally.STOPPED: or_(_S.c.resumed, _S.c.works_state == WorksState.SUSPENDED),
    Tally.RESUMED: _S.c.resumed.is_(True),
    Tally.FOR_STATISTICS: _S.c.total_wan >= STATISTICS_FROM_WAN,
    Tally.IN_STATISTICS: and_(_S.c.in_statistics, _S.c.total_wan >= STATISTICS_FROM_WAN),
}
"""Which standings a figure counts."""

ADDED: Mapping[Tally, ColumnElement[Any]] = {name: _S.c[name.value] for name in AMOUNTS}
"""Which amounts a figure adds up."""

# One pass without grouping: sorting the standings into groups took twice to four times as long.
COLUMNS = (
    *(func.count().filter(condition).label(name) for name, condition in COUNTED.items()),
    *(func.sum(amount, type_=amount.type).label(name) for name, amount in ADDED.items()),
)


def sums_of(row: Any) -> Sums:
    """Return what a row of `COLUMNS` holds; of no standings all is zero."""
    return {name: Decimal(row[position] or 0) for position, name in enumerate((*COUNTED, *ADDED))}
