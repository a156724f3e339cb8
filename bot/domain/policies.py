"""The policy: every threshold the office chooses, with the defaults of RULES.md.

`docs/policy.toml` shows each setting with its meaning. A policy never changes while it is used;
a county's own is read by `policy_from`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, get_type_hints

from bot.domain.policy_values import (
    MonthDay,
    PolicyError,
    Weekday,
    clock,
    days_after,
    ladder,
    month_day,
    months,
    name_in,
    quarter_ends,
    weekdays,
    whole,
    words,
)

__all__ = [
    "Bulletin",
    "CurvePreset",
    "Curves",
    "Escalation",
    "LightPreset",
    "Lights",
    "Messages",
    "People",
    "Policy",
    "PolicyError",
    "Ranking",
    "Reminders",
    "Returns",
    "WeeklyReport",
    "Year",
    "policy_from",
]


class CurvePreset(StrEnum):
    """How progress is expected to grow over the year (RULES.md section 3)."""

    LINEAR = "linear"
    QUARTERS = "quarters"
    SEASON = "season"
    OWN = "own"


class LightPreset(StrEnum):
    """How progress is turned into a light (RULES.md section 4)."""

    POINTS = "points"
    RATIO = "ratio"


class DayKind(StrEnum):
    """What counts as a day."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Reminders:
    """Days before a deadline at which each role is reminded, and how it is chased afterwards.

    `days` says in what the ladders are counted; whatever it is, nothing goes out on a rest day.

    Source: RULES.md section 5. The owner's ladder is that of responsible person and liaison.
    """

    days: Annotated[DayKind, name_in(DayKind)] = DayKind.CALENDAR
    owner_ladder: Annotated[tuple[int, ...], ladder] = (30, 14, 7, 3, 1, 0)
    leader_ladder: Annotated[tuple[int, ...], ladder] = (14, 3, 0)
    unit_head_ladder: Annotated[tuple[int, ...], ladder] = (3, 0)
    special_watch_ladder: Annotated[tuple[int, ...], ladder] = (30, 21, 14, 10, 7, 5, 3, 2, 1, 0)
    chase_days: Annotated[int, whole(1, 30)] = 5
    chase_weekdays: Annotated[tuple[Weekday, ...], weekdays] = (Weekday.MONDAY, Weekday.THURSDAY)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Overdue days from which each step is told. Source: RULES.md section 5."""

    days: Annotated[DayKind, name_in(DayKind)] = DayKind.WORKING
    unit_head: Annotated[int, whole(1, 366)] = 1
    leaders: Annotated[int, whole(1, 366)] = 3
    office: Annotated[int, whole(1, 366)] = 7
    chief: Annotated[int, whole(1, 366)] = 15


@dataclass(frozen=True, slots=True)
class Messages:
    """When a person may be written to unprompted, and how long a message may be.

    Who acknowledges is left alone for `snooze_days` working days, `snoozes` times a case. At
    `audit_at` the day's reminders are compared with what should have gone.
    """

    quiet_from: Annotated[time, clock] = time(20)
    quiet_until: Annotated[time, clock] = time(8)
    digest_at: Annotated[time, clock] = time(8, 30)
    digest_lines: Annotated[int, whole(1, 40)] = 10
    snooze_days: Annotated[int, whole(1, 10)] = 3
    snoozes: Annotated[int, whole(0, 10)] = 2
    audit_at: Annotated[time, clock] = time(18)

    def is_quiet(self, at: time) -> bool:
        """Return whether nothing goes out unprompted at the local time *at*.

        The first minute of the quiet hours is quiet, their end is not. Equal ends: never quiet.
        """
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def quiet_end(self, local: datetime) -> datetime | None:
        """Return when the quiet hours around a local instant end, None outside them."""
        if not self.is_quiet(local.time()):
            return None
        end = datetime.combine(local.date(), self.quiet_until, local.tzinfo)
        return end if end > local else end + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """When the weekly report is due. Source: RULES.md section 5."""

    weekday: Annotated[Weekday, name_in(Weekday)] = Weekday.FRIDAY
    due_at: Annotated[time, clock] = time(12)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What stands on every bulletin: 发文机关代字, 署名, 主送 and 抄送."""

    prefix: Annotated[str, words] = "县政督"
    issuer: Annotated[str, words] = "县政府督查室"
    to: Annotated[str, words] = "各乡镇人民政府，县直各有关单位："
    cc: Annotated[str, words] = "县委办公室，县政府办公室。"


@dataclass(frozen=True, slots=True)
class Returns:
    """When a month's investment return is locked, and working days before that it is asked for."""

    lock_day: Annotated[int, whole(1, 28)] = 28
    warn_days: Annotated[int, whole(0, 10)] = 2


@dataclass(frozen=True, slots=True)
class Lights:
    """Thresholds of the lights. Source: RULES.md section 4.

    Points are percentage points behind the curve; ratios are done in percent of the expected.
    `red_after_weeks` is the number of weekly yellows in a row that make a red; 0 turns it off.
    """

    preset: Annotated[LightPreset, name_in(LightPreset)] = LightPreset.POINTS
    yellow_points: Annotated[int, whole(1, 100)] = 10
    red_points: Annotated[int, whole(1, 100)] = 30
    yellow_ratio: Annotated[int, whole(1, 100)] = 80
    red_ratio: Annotated[int, whole(1, 100)] = 60
    red_after_weeks: Annotated[int, whole(0, 52)] = 2
    start_red_after_months: Annotated[int, whole(1, 12)] = 3
    due_soon_days: Annotated[int, whole(0, 90)] = 7


@dataclass(frozen=True, slots=True)
class Curves:
    """Which curve the year follows, and the numbers of those that have some.

    Source: RULES.md section 3. Quarters are percents reached by the end of each quarter.
    """

    preset: Annotated[CurvePreset, name_in(CurvePreset)] = CurvePreset.LINEAR
    quarters: Annotated[tuple[int, ...], quarter_ends] = (20, 50, 75, 100)
    quarters_of_starts: Annotated[tuple[int, ...], quarter_ends] = (15, 40, 70, 100)
    season_from: Annotated[MonthDay, month_day] = (4, 15)
    season_until: Annotated[MonthDay, month_day] = (10, 31)


@dataclass(frozen=True, slots=True)
class Year:
    """What the county is measured by this year, in 万元; nothing given, nothing compared.

    `last_year` is what was done in each month of last year, for 同比.
    """

    target_wan: Annotated[int, whole(0, 10**9)] = 0
    last_year: Annotated[tuple[int, ...], months] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """When the week is evaluated and ranked, and what a score of 100 is made of.

    Source: RULES.md section 7. Weights are points; a deviation of `none_behind` points or more
    earns none of its own. The black list looks at the `bottom` last of a group.
    """

    weekday: Annotated[Weekday, name_in(Weekday)] = Weekday.MONDAY
    deviation: Annotated[int, whole(0, 100)] = 50
    milestones: Annotated[int, whole(0, 100)] = 25
    reports: Annotated[int, whole(0, 100)] = 15
    items: Annotated[int, whole(0, 100)] = 10
    none_behind: Annotated[int, whole(1, 100)] = 30
    bottom: Annotated[int, whole(1, 20)] = 3


@dataclass(frozen=True, slots=True)
class People:
    """Days allowed to people. Source: RULES.md section 1; the invite's life is the office's.

    The card ladder, days after the first assignment card at which it is sent again until 知悉 is
    tapped, is the office's too: RULES.md asks for one without naming its rungs.
    """

    invite_days: Annotated[int, whole(1, 90)] = 14
    silent_days: Annotated[int, whole(1, 60)] = 5
    missing_person_days: Annotated[int, whole(1, 60)] = 3
    card_ladder: Annotated[tuple[int, ...], days_after] = (2, 5, 10)


@dataclass(frozen=True, slots=True)
class Policy:
    """All that a county chooses; `Policy()` is RULES.md to the letter."""

    reminders: Reminders = field(default_factory=Reminders)
    escalation: Escalation = field(default_factory=Escalation)
    messages: Messages = field(default_factory=Messages)
    weekly_report: WeeklyReport = field(default_factory=WeeklyReport)
    returns: Returns = field(default_factory=Returns)
    bulletin: Bulletin = field(default_factory=Bulletin)
    lights: Lights = field(default_factory=Lights)
    curve: Curves = field(default_factory=Curves)
    year: Year = field(default_factory=Year)
    ranking: Ranking = field(default_factory=Ranking)
    people: People = field(default_factory=People)


STANDARD = "standard"
PRESETS: Mapping[str, Mapping[str, Mapping[str, object]]] = {
    STANDARD: {},
    # A hundred-day drive 百日攻坚: closer ladders, quicker steps.
    "campaign": {
        "reminders": {
            "owner_ladder": [30, 21, 14, 10, 7, 5, 3, 2, 1, 0],
            "leader_ladder": [14, 7, 3, 1, 0],
            "unit_head_ladder": [7, 3, 1, 0],
            "chase_days": 10,
        },
        "escalation": {"leaders": 2, "office": 4, "chief": 8},
    },
    # For calm times and small counties: few words, the same steps.
    "calm": {
        "reminders": {
            "owner_ladder": [14, 3, 0],
            "leader_ladder": [3, 0],
            "chase_days": 1,
            "chase_weekdays": ["monday"],
        },
    },
}
"""Whole policies by name; a file names one with `preset` and changes what it likes."""


@dataclass(frozen=True, slots=True)
class _Contradiction:
    """Two settings that are fine alone and not together."""

    key: str
    found: Callable[[Policy], bool]
    problem: str
    hint: str


_CONTRADICTIONS = (
    _Contradiction(
        "messages.digest_at",
        lambda policy: policy.messages.is_quiet(policy.messages.digest_at),
        "the digest hour lies in the quiet hours, so no digest would ever go out",
        "write a time from quiet_until on and before quiet_from",
    ),
    _Contradiction(
        "messages.audit_at",
        lambda policy: policy.messages.audit_at <= policy.messages.digest_at,
        "the reminders would be checked before they have gone",
        "write a time after digest_at",
    ),
    _Contradiction(
        "escalation",
        lambda policy: (
            not _rises(
                policy.escalation.unit_head,
                policy.escalation.leaders,
                policy.escalation.office,
                policy.escalation.chief,
            )
        ),
        "the steps are out of order",
        "write unit_head < leaders < office < chief",
    ),
    _Contradiction(
        "lights.red_points",
        lambda policy: not _rises(policy.lights.yellow_points, policy.lights.red_points),
        "red would come before yellow",
        "write more points than yellow_points",
    ),
    _Contradiction(
        "lights.red_ratio",
        lambda policy: not _rises(policy.lights.red_ratio, policy.lights.yellow_ratio),
        "red would come before yellow",
        "write less percent than yellow_ratio",
    ),
    _Contradiction(
        "curve.season_until",
        lambda policy: policy.curve.season_until <= policy.curve.season_from,
        "the season ends before it begins",
        "write a later day of the same year than season_from",
    ),
    _Contradiction(
        "ranking",
        lambda policy: (
            policy.ranking.deviation
            + policy.ranking.milestones
            + policy.ranking.reports
            + policy.ranking.items
            != 100
        ),
        "the parts of a score do not add up to 100",
        "write deviation, milestones, reports and items that do",
    ),
)


def policy_from(mapping: Mapping[str, object]) -> Policy:
    """Return the policy written in *mapping*, such as a parsed TOML file.

    What is left out keeps its default; an empty mapping is the default policy.

    Raises:
        PolicyError: A key nobody knows, a value that cannot be, or two that contradict.
    """
    sections = get_type_hints(Policy)
    mapping = _with_preset(mapping)
    for name in mapping:
        if name not in sections:
            raise _unknown(name)
    policy = Policy(
        **{name: _section(name, sections[name], written) for name, written in mapping.items()}
    )
    for rule in _CONTRADICTIONS:
        if rule.found(policy):
            raise PolicyError(rule.key, rule.problem, rule.hint)
    return policy


def _with_preset(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """Return *mapping* laid over the preset it names; what it says itself stands."""
    written = dict(mapping)
    name = written.pop("preset", STANDARD)
    if name not in PRESETS:
        hint = "write " + " or ".join(f'"{each}"' for each in PRESETS)
        raise PolicyError("preset", f"{name!r} is no known name", hint)
    for section, settings in PRESETS[str(name)].items():
        own = written.get(section, {})
        written[section] = {**settings, **own} if isinstance(own, Mapping) else own
    return written


# A section is one of the dataclasses above, which mypy cannot follow through `**`.
def _section(name: str, section: type[Any], written: object) -> Any:
    if not isinstance(written, Mapping):
        raise PolicyError(name, f"{written!r} is no section", f"write [{name}] and keys below it")
    hints = get_type_hints(section, include_extras=True)
    values = {}
    for key, value in written.items():
        if key not in hints:
            raise _unknown(f"{name}.{key}")
        (read,) = hints[key].__metadata__
        values[key] = read(f"{name}.{key}", value)
    return section(**values)


def _unknown(key: str) -> PolicyError:
    by_name = {known.rpartition(".")[2]: known for known in _known_keys()}
    near = get_close_matches(key, [*_known_keys(), *get_type_hints(Policy)], n=1) or [
        by_name[name] for name in get_close_matches(key.rpartition(".")[2], by_name, n=1)
    ]
    hint = f"did you mean {near[0]}?" if near else "docs/policy.toml lists the settings"
    return PolicyError(key, "there is no such setting", hint)


def _known_keys() -> Iterator[str]:
    for name, section in get_type_hints(Policy).items():
        yield from (f"{name}.{setting.name}" for setting in fields(section))


def _rises(*numbers: int) -> bool:
    return all(low < high for low, high in pairwise(numbers))
