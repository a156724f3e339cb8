"""Progress that the plan expects by a day 时序进度 (RULES.md section 3).

The share is of the plan of the day's own year, by the end of the day.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise

from bot.domain.policies import CurvePreset, Curves
from bot.domain.policy_values import MonthDay

_HUNDREDTH = Decimal("0.01")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Curve:
    """A year as straight lines: nothing before `start`, then up to each point in turn.

    Attributes:
        start: First day of the first line.
        points: Days and the shares reached by their end, soonest first; the last share is kept to
            the end of the year. A day beyond its month's end means that end. No points at all is
            the calendar itself, `LINEAR`.
    """

    start: MonthDay = (1, 1)
    points: tuple[tuple[MonthDay, Decimal], ...] = ()


LINEAR = Curve()


def curve_of(settings: Curves, monthly_plan: Sequence[Decimal] = ()) -> Curve:
    """Return the curve of investment that the policy names.

    Args:
        settings: The policy's section on curves.
        monthly_plan: The project's own plan of January, February and so on, in any one unit.

    A project without a plan of its own, or with one of zero, follows the calendar under `own`.
    """
    match settings.preset:
        case CurvePreset.LINEAR:
            return LINEAR
        case CurvePreset.QUARTERS:
            return _quarters(settings.quarters)
        case CurvePreset.SEASON:
            return Curve(settings.season_from, ((settings.season_until, Decimal(1)),))
        case CurvePreset.OWN:
            return _own(monthly_plan)


def starts_curve_of(settings: Curves) -> Curve:
    """Return the curve that the starts of new projects are expected to follow.

    It differs from that of investment for the quarters alone (published by 三亚).
    """
    if settings.preset is CurvePreset.QUARTERS:
        return _quarters(settings.quarters_of_starts)
    return curve_of(settings)


def expected_share(day: date, curve: Curve) -> Decimal:
    """Return the share of the year's plan expected by the end of *day*, from 0 to 1.

    Source: RULES.md section 3. The linear curve is day of the year / days of the year, as weekly
    lists print it (3 May 2020: 124/366 = 0.3388), but at a month's end it equals month/12, as
    published monthly figures do (31 August: 0.667). The two differ by half a point at most, so
    the days' figure is held between the month ends on either side, and the curve never falls.
    """
    return _along(day, curve) if curve.points else _by_the_calendar(day)


def done_by(day: date, monthly: Sequence[int]) -> Decimal | None:
    """Return how much of what was done *monthly* in a year was done by *day* of it; None of none.

    Within a month it is taken to have grown evenly.
    """
    amounts = [Decimal(amount) for amount in monthly]
    return sum(amounts) * expected_share(day, _own(amounts)) if any(amounts) else None


def deviation_pp(done: Decimal, expected: Decimal) -> Decimal:
    """Return done − expected in percentage points, to a hundredth; both are shares.

    Lights are judged by this figure, so that what is printed explains them.
    """
    return ((done - expected) * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)


def _by_the_calendar(day: date) -> Decimal:
    end_of_month = Decimal(day.month) / _MONTHS
    if day == _in_year((day.month, 31), day.year):
        return end_of_month
    days_of_year = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    by_days = Decimal(day.timetuple().tm_yday) / days_of_year
    return min(max(by_days, Decimal(day.month - 1) / _MONTHS), end_of_month)


def _along(day: date, curve: Curve) -> Decimal:
    before = _in_year(curve.start, day.year) - timedelta(days=1)
    corners = [(before, Decimal(0))]
    corners += [(_in_year(at, day.year), share) for at, share in curve.points]
    if day <= before:
        return Decimal(0)
    for (begin, low), (end, high) in pairwise(corners):
        if day <= end:
            return low + (high - low) * (day - begin).days / (end - begin).days
    return corners[-1][1]


def _in_year(at: MonthDay, year: int) -> date:
    month, day = at
    return date(year, month, min(day, monthrange(year, month)[1]))


def _quarters(percents: Sequence[int]) -> Curve:
    ends = ((month, 31) for month in (3, 6, 9, 12))
    return Curve(
        points=tuple(
            (end, Decimal(percent) / 100) for end, percent in zip(ends, percents, strict=True)
        )
    )


def _own(monthly_plan: Sequence[Decimal]) -> Curve:
    total = sum(monthly_plan, Decimal(0))
    if not total:
        return LINEAR
    return Curve(
        points=tuple(
            ((month, 31), reached / total)
            for month, reached in enumerate(accumulate(monthly_plan), start=1)
        )
    )
