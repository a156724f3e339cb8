"""What a bulletin 督查通报 says, drafted from figures; a person numbers, approves and issues it.

It speaks of projects and never of people, and counts only what the office has verified. The
wording is that of an official document, in Chinese whatever language its readers speak.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.domain.lights import LIGHT_WORDS, ReasonKey, Standing
from bot.domain.money import show_wan
from bot.domain.policy_values import Weekday
from bot.domain.rates import Rate, RateName, Sums, Tally, rate
from bot.domain.terms import Light

NAMED = 8
"""Projects that a section names; the annex has them all."""

SHORT_LINES = 9
OVERALL_LINES = 4
LONGEST_LINE = 80
"""What a leader reads of it below its title, how much of that for how things stand, and the
characters of a line."""

_KINDS = {Tally.CONTINUED: "续建", Tally.NEW: "新建", Tally.PREPARATORY: "前期"}
_NUMBER = re.compile(
    r"(?P<office>[^〔\[【（(\d]*)[〔\[【（(](?P<year>20\d\d)[〕\]】）)]\s*0*(?P<number>[1-9]\d*)\s*号?"
)
_PERCENT = re.compile(r"(\d+\.\d+)(%|％|个百分点)")
_BARE_NUMBER = re.compile(r"0*([1-9]\d{0,4})\s*号?")


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """A project of the bulletin.

    `gap` is why it lags, in words, empty where it does not; `deviation_pp` are the points it is
    ahead of the curve, None where progress is not judged.
    """

    code: str
    name: str
    owner: str
    light: Light
    plan_wan: Decimal | None
    done_wan: Decimal | None
    gap: str
    deviation_pp: Decimal | None = None

    @property
    def is_on_time(self) -> bool:
        """Whether its money is where the curve wants it, and there is a plan to say so."""
        if self.deviation_pp is None or not self.done_wan or not self.plan_wan:
            return False
        return self.deviation_pp >= 0 and self.light is Light.GREEN

    @property
    def rate(self) -> str:
        """This year's investment by plan in percent, a dash where there is nothing to divide."""
        if self.done_wan is None or not self.plan_wan:
            return "—"
        return _percent(Rate(self.done_wan, self.plan_wan))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading 一、 and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnedBulletin:
    """A bulletin that somebody edited in Word and sent back.

    Attributes:
        token: Of the bulletin, as its mark has it.
        edition: Of its wording on which the edit was made, as its mark has it; 0 if it tells none.
        document: The file.
        title: As it stands there, empty if its paragraph is gone.
        lines: What leaders read of it.
    """

    token: str
    edition: int
    document: bytes
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulletinFields:
    """All that a template can show; `rows` are those of the annex."""

    title: str
    basis: str
    sections: tuple[Section, ...]
    rows: tuple[dict[str, str], ...]
    number: str = ""
    day: str = ""
    to: str = "各乡镇人民政府，县直各有关单位："
    issuer: str = "县政府督查室"
    cc: str = "县委办公室，县政府办公室。"
    attachment: str = "重点项目推进情况表"
    lines: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields as they are stored and given to the template."""
        return asdict(self)


_WEEKDAYS = dict(
    zip(Weekday, ["周一", "周二", "周三", "周四", "周五", "周六", "周日"], strict=True)
)


@dataclass(frozen=True, slots=True)
class Demands:
    """By when a bulletin asks for what: measures once, reports on a day of every week."""

    measures_by: date
    report_on: Weekday
    report_at: time


def draft(
    sums: Sums,
    lines: Sequence[BulletinLine],
    today: date,
    demands: Demands,
    corrects: str = "",
) -> BulletinFields:
    """Return a draft as of *today* of *lines*, the worst first; *corrects* is the number and title of the bulletin it corrects."""
    lagging = [each for each in lines if each.light in {Light.RED, Light.YELLOW}]
    ahead = [each for each in lines if each.is_on_time]
    ahead.sort(key=_by_rate, reverse=True)
    when = f"截至{_day(today)}"
    sections = (
        Section("一、总体进展", _overall(sums, when)),
        Section("二、进展较好的项目", (_named(ahead, "暂无按时序完成投资的项目。"),)),
        Section("三、进展滞后的项目", (_named(lagging, "没有红灯、黄灯项目。", with_gap=True),)),
        Section("四、下步要求", _demands(lagging, demands)),
    )
    title = "关于重点项目推进情况的督查通报"
    basis = f"为推动县级领导包联重点项目按期建设，县政府督查室对重点项目推进情况进行了督查。现将{when}的有关情况通报如下："
    if corrects:
        title = "关于更正重点项目推进情况督查通报的通报"
        basis = f"{corrects}所载情况有误，现予更正，原通报同时废止。{basis}"
    return BulletinFields(
        title=title,
        basis=basis,
        sections=sections,
        rows=tuple(_row(number, each) for number, each in enumerate(lines, start=1)),
        lines=short_lines(sections),
    )


def short_lines(sections: Sequence[Section]) -> tuple[str, ...]:
    """Return what a leader reads of a bulletin, in its own words: with its title, ten lines at most.

    Each section has a line; more go to how things stand, which comes first, then to what lags. A
    section that is cut says how much of it is left out. Percents are whole ones.
    """
    said = {at: told for at, each in enumerate(sections) if (told := _clauses(each))}
    room = dict.fromkeys(list(said)[:SHORT_LINES], 1)
    lagging = [at for at in room if "滞后" in sections[at].heading]
    wanted = [(at, OVERALL_LINES) for at in list(room)[:1]] + [(at, SHORT_LINES) for at in lagging]
    for at, most in [*wanted, *((at, SHORT_LINES) for at in room)]:
        left = SHORT_LINES - sum(room.values())
        room[at] = min(len(said[at]), max(room[at], most), room[at] + left)
    return tuple(line for at, lines in room.items() for line in _cut(said[at], lines))


def _clauses(section: Section) -> list[str]:
    """Return the statements of a section: its paragraphs, of a long one each thing that it names."""
    parts = (
        part.strip()
        for each in section.paragraphs
        for part in (each.split("；") if len(each) > LONGEST_LINE else [each])
    )
    return [_PERCENT.sub(_whole, part) for part in parts if part]


def _cut(clauses: Sequence[str], lines: int) -> Iterator[str]:
    left_out = len(clauses) - lines
    for at, each in enumerate(clauses[:lines], start=1):
        line = each if len(each) <= LONGEST_LINE else f"{each[: LONGEST_LINE - 1]}…"
        yield f"{line}（另有{left_out}条见文件）" if left_out and at == lines else line


def _whole(found: re.Match[str]) -> str:
    return f"{Decimal(found[1]).quantize(Decimal(1), ROUND_HALF_UP)}{found[2]}"


def sample() -> BulletinFields:
    """Return a draft in which no field and no list is empty, to try a template on."""
    lines = [
        BulletinLine("P01", "某项目", "某单位", light, Decimal(100), Decimal(50), "超期1天")
        for light in LIGHT_WORDS
    ]
    demands = Demands(date(2020, 5, 15), Weekday.FRIDAY, time(12))
    sums = dict.fromkeys(Tally, Decimal(len(lines)))
    fields = draft(sums, lines, date(2020, 5, 8), demands)
    return replace(fields, number="某督〔2020〕1号", day=_day(date(2020, 5, 8)))


def read_number(text: str, year: int, office: str) -> str | None:
    """Return a number such as 清督〔2020〕12号 from what was typed; None if it is none.

    A bare 12 is completed with year and *office*; leading zeros go (GB/T 9704-2012, 7.2.5).
    """
    text = text.strip()
    if bare := _BARE_NUMBER.fullmatch(text):
        return f"{office}〔{year}〕{int(bare[1])}号"
    found = _NUMBER.fullmatch(text)
    return f"{found['office'].strip()}〔{found['year']}〕{found['number']}号" if found else None


def blank_number(year: int, office: str) -> str:
    """Return what stands in the place of a number that is not given yet: a blank to fill in."""
    return f"{office}〔{year}〕　号"


def lag_words(standing: Standing) -> str:
    """Return why a red or yellow project lags, as an official document says it."""
    reason, behind = standing.reason, -(standing.deviation_pp or Decimal(0))
    points = f"{behind.quantize(Decimal(1), ROUND_HALF_UP)}个百分点"
    match reason.key:
        case ReasonKey.FINISH_OVERDUE:
            limit = f"“{reason.node}”时限" if reason.node else "完成时限"
            return f"超过{limit}{reason.days}天"
        case ReasonKey.START_OVERDUE:
            return f"应开工未开工，超过开工时限{reason.days}天"
        case ReasonKey.BEHIND_FOR_WEEKS:
            return f"连续{reason.weeks}周落后时序进度，现落后{points}"
        case ReasonKey.LOW_RATIO:
            ratio = (reason.measured or Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP)
            return f"仅完成时序进度的{ratio}%"
        case _:
            return f"落后时序进度{points}"


def document_day(day: date) -> str:
    """Return 成文日期 as the standard writes it: 2020年5月8日."""
    return _day(day)


def _overall(sums: Sums, when: str) -> tuple[str, ...]:
    count, reported = sums[Tally.PROJECTS], sums[Tally.REPORTED]
    if not count:
        return ("目前没有列入督查的重点项目。",)
    kinds = "、".join(f"{word}{sums[tally]}项" for tally, word in _KINDS.items() if sums[tally])
    completed, started = rate(sums, RateName.COMPLETIONS), rate(sums, RateName.STARTS_DUE)
    works = [f"续建项目经核实完工{_count(completed)}"] if completed.denominator else []
    works.append(
        f"应开工的新建项目经核实开工{_count(started)}"
        if started.denominator
        else "暂无应开工的新建项目"
    )
    return (
        f"{when}，列入督查的重点项目{count}项，其中{kinds}；已报进展{reported}/{count}项。",
        f"{_money(sums)}。",
        f"{'，'.join(works)}。",
        f"{_lights(sums)}。",
    )


def _money(sums: Sums) -> str:
    """Return what was done since the start and this year; what nobody told is not nothing."""
    told, of_year = sums[Tally.WITH_CUMULATIVE], sums[Tally.WITH_MONEY]
    count = sums[Tally.PROJECTS]
    cumulative = f"累计完成投资{_of(rate(sums, RateName.CUMULATIVE), '占总投资')}"
    if told < count:
        cumulative += f"（{told}/{count}项有累计数）"
    done = f"今年完成投资{_of(rate(sums, RateName.DONE_YEAR))}"
    return "；".join(
        [
            cumulative if told else "累计完成投资尚无数据",
            done if of_year else "今年完成投资尚无项目上报",
        ]
    )


def _lights(sums: Sums) -> str:
    lights = "、".join(f"{word}{sums[Tally(light)]}项" for light, word in LIGHT_WORDS.items())
    # Grey is also what has no plan to be judged by.
    untold = sums[Tally.PROJECTS] - sums[Tally.WITH_MONEY]
    return f"{lights}；今年投资未报{untold}项" if untold else lights


def _demands(lagging: Sequence[BulletinLine], demands: Demands) -> tuple[str, ...]:
    due_at = demands.report_at
    minute = f"{due_at.minute}分" if due_at.minute else ""
    weekly = f"每{_WEEKDAYS[demands.report_on]}{due_at.hour}时{minute}前报送进展"
    general = f"各责任单位要对照时限倒排工期，{weekly}；确有困难的，及时提请包联领导协调。"
    if not lagging:
        return (general,)
    measures_by = _day(demands.measures_by)
    return (f"红灯、黄灯项目的责任单位要于{measures_by}前报送整改措施和完成时限。", general)


def _named(lines: Sequence[BulletinLine], none: str, *, with_gap: bool = False) -> str:
    if not lines:
        return none
    named = "；".join(
        f"{each.name}（{each.owner}）" + (each.gap if with_gap else f"完成年度计划的{each.rate}")
        for each in lines[:NAMED]
    )
    more = f"等{len(lines)}项" if len(lines) > NAMED else ""
    return f"{named}{more}。"


def _row(number: int, line: BulletinLine) -> dict[str, str]:
    return {
        "number": str(number),
        "code": line.code,
        "name": line.name,
        "owner": line.owner,
        "plan": "—" if line.plan_wan is None else f"{line.plan_wan:f}",
        "done": "—" if line.done_wan is None else f"{line.done_wan:f}",
        "rate": line.rate,
        "light": LIGHT_WORDS[line.light],
        "gap": line.gap,
    }


def _by_rate(line: BulletinLine) -> Decimal:
    return Rate(line.done_wan or Decimal(0), line.plan_wan or Decimal(0)).share or Decimal(0)


def _of(part: Rate, of: str = "占年度计划") -> str:
    """Return an amount and what part it is of the whole, both printed."""
    if not part.denominator:
        return show_wan(part.numerator)
    return f"{show_wan(part.numerator)}，{of}{show_wan(part.denominator)}的{_percent(part)}"


def _count(counted: Rate) -> str:
    verified = counted.verified
    return f"{int(verified.numerator)}/{int(verified.denominator)}项"


def _percent(of: Rate) -> str:
    percent = of.percent
    return "—" if percent is None else f"{percent:f}%"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
