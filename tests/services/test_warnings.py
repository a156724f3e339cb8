"""What is done about warnings: same, later, special watch, seasons of rest, holidays, hours.

P02 and P26 of 陈海平 are due on Monday 31 August 2020, his P03 later.
"""

from datetime import date, time

import pytest
from cast import Cast, id_of

from bot.domain.errors import (
    NoticeIncompleteError,
    OldButtonError,
    OrderUnclearError,
    RangeReversedError,
    ReasonMissingError,
)
from bot.domain.escalations import Step
from bot.domain.hours import QuietHourError, TooManyRestsError
from bot.domain.outcomes import Digest, StopEntered, StopLifted
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.texts.answers import word, word_error

OWNER, LEADER, HEAD, OFFICE, CHIEF = (
    Role.RESPONSIBLE,
    Role.LEADER,
    Role.UNIT_HEAD,
    Role.OFFICE,
    Role.CHIEF,
)
HERE = Source(1, 1)
NOTICE = "2034 休1.1、2.18-2.24、4.5、5.1-5.3、6.20、9.27、10.1-10.7 班9.23"

pytestmark = pytest.mark.usefixtures("aware_cast")


def arrive(cast: Cast, role: Role) -> tuple[int, Digest | None]:
    """Let the message of one of the cast go out; return its number and what it says."""
    with cast.services() as services:
        person = id_of(services, role)
        key = f"read:{person}:{cast.clock.now()}"
        number = services.work.outbox.add(1000 + person, cast.clock.now(), body={}, key=key) or 0
        digest = services.digests.digest(person, number)
        services.work.outbox.sent(number, number, cast.clock.now())
        services.work.reminders.sent(number)
    return number, digest


def codes(cast: Cast, role: Role, day: str) -> set[str]:
    """Return which projects one of the cast reads of on a morning."""
    cast.morning(day)
    _, digest = arrive(cast, role)
    return {item.line.project.code for item in digest.items} if digest else set()


# later


def later(cast: Cast, message: int) -> tuple[int, int]:
    with cast.services() as services:
        snoozed = services.digest_answers.later(message)
    return snoozed.rests, snoozed.refused


def test_later_stops_the_nag_for_three_working_days_and_it_comes_back(cast: Cast) -> None:
    cast.morning("2020-08-24")
    message, digest = arrive(cast, OWNER)
    assert digest is not None
    assert later(cast, message) == (2, 0)
    assert codes(cast, OWNER, "2020-08-25") == set()
    assert codes(cast, OWNER, "2020-08-26") == set()
    assert codes(cast, OWNER, "2020-08-27") == {"P02", "P26"}


def test_an_answer_given_meanwhile_lets_it_not_come_back(cast: Cast) -> None:
    cast.morning("2020-08-24")
    later(cast, arrive(cast, OWNER)[0])
    cast.report("P02 60%")
    assert codes(cast, OWNER, "2020-08-27") == {"P26"}


def test_a_case_rests_twice_and_no_more(cast: Cast) -> None:
    for day in ("2020-08-24", "2020-08-27"):
        cast.morning(day)
        assert later(cast, arrive(cast, OWNER)[0]) == (2, 0)
    cast.morning("2020-09-01")
    assert later(cast, arrive(cast, OWNER)[0]) == (0, 2)


def test_the_clock_of_a_case_goes_on_while_the_nag_rests(cast: Cast) -> None:
    cast.morning("2020-08-31")
    for role in (OWNER, HEAD, LEADER):
        later(cast, arrive(cast, role)[0])
    assert codes(cast, HEAD, "2020-09-01") >= {"P02"}
    assert codes(cast, OWNER, "2020-09-02") == set()
    assert codes(cast, LEADER, "2020-09-03") >= {"P02"}


# same, one by one


def test_same_answers_the_week_of_all_and_asks_a_date_of_what_is_overdue(cast: Cast) -> None:
    with cast.services() as services:
        node = services.projects.find("P26").main_milestone
        services.work.milestones.move(node.id, date(2020, 8, 21), cast.clock.today())
    cast.morning("2020-08-24")
    message, digest = arrive(cast, OWNER)
    assert digest is not None
    asked = [each.id for each in digest.asked]
    with cast.services() as services:
        owner = cast.person(services, OWNER)
        noted = services.digest_answers.same(owner, asked, HERE, message)
    assert {each.code for each in noted.noted} == {"P02", "P26"}
    assert [each.project.code for each in noted.overdue] == ["P26"]
    with cast.services() as services:
        again = services.digest_answers.same(owner, asked, HERE, message)
    assert again.noted == (), "a second tap records nothing"


def test_one_by_one_shows_each_project_with_what_was_told_last(cast: Cast) -> None:
    cast.report("P02 60%")
    cast.morning("2020-08-24")
    _, digest = arrive(cast, OWNER)
    assert digest is not None
    asked = [each.id for each in digest.asked]
    with cast.services() as services:
        shown = [services.digest_answers.fill(asked, index, 1) for index in range(len(asked))]
        with pytest.raises(OldButtonError):
            services.digest_answers.fill(asked, len(asked), 1)
    (first,) = [each for each in shown if each.line.project.code == "P02"]
    assert first.line.project.percent == 60
    assert first.told_on == date(2020, 5, 8)


# the chief's list


def released(cast: Cast, code: str | None = "P02") -> tuple[tuple[str, ...], tuple[str, ...]]:
    with cast.services() as services:
        number = services.projects.find(code).id if code else None
        done = services.chief_lists.release(cast.person(services, OFFICE), number, HERE)
    return done.told, done.to_phone


def test_the_chief_reads_of_a_case_once_the_office_has_released_it(cast: Cast) -> None:
    assert "P02" not in codes(cast, CHIEF, "2020-09-21")
    with cast.services() as services:
        waiting = services.chief_lists.waiting(cast.person(services, OFFICE))
    assert "P02" in {line.project.code for line in waiting.lines}
    assert released(cast) == (("县委书记",), ())
    with pytest.raises(OldButtonError):
        released(cast)
    assert codes(cast, CHIEF, "2020-09-22") == {"P02"}
    with cast.services() as services:
        card = services.projects.card(cast.person(services, OFFICE), services.projects.find("P02"))
    assert [each.name for each in card.steps if each.step is Step.CHIEF] == [None, "县委书记"]


def test_a_chief_who_cannot_be_reached_is_phoned(cast: Cast) -> None:
    cast.morning("2020-09-21")
    with cast.services() as services:
        services.work.people.unreachable(1000 + id_of(services, CHIEF), cast.clock.now())
    assert released(cast) == ((), ("县委书记",))


# special watch


def watch(cast: Cast, words: str, *, on: bool = True) -> None:
    with cast.services() as services:
        services.watches.hear(cast.person(services, OFFICE), words, HERE, on=on)


def test_special_watch_has_a_closer_ladder_and_comes_first(cast: Cast) -> None:
    assert codes(cast, OWNER, "2020-08-20") == {"P02", "P26"}, "the rung of 14 days"
    watch(cast, "P26 久拖不决")
    cast.morning("2020-08-21")
    _, digest = arrive(cast, OWNER)
    assert digest is not None
    assert [(each.line.project.code, each.rung) for each in digest.items] == [("P26", 10)]
    cast.morning("2020-08-24")
    _, digest = arrive(cast, OWNER)
    assert digest is not None
    assert [each.is_watched for each in digest.items] == [True, False]


def test_special_watch_needs_a_reason_and_is_lifted_with_one(cast: Cast) -> None:
    with pytest.raises(ReasonMissingError):
        watch(cast, "P26")
    with pytest.raises(OrderUnclearError):
        watch(cast, "久拖不决")
    watch(cast, "P26 久拖不决")
    watch(cast, "P26 已见成效", on=False)
    assert cast.project("P26").watched_on is None


# a season of rest


def rest(cast: Cast, words: str) -> tuple[date, date]:
    with cast.services() as services:
        kept = services.rests.hear_stop(cast.person(services, OFFICE), words, HERE)
    assert isinstance(kept, StopEntered)
    return kept.first_day, kept.last_day


def test_the_ladder_of_a_resting_project_pauses_and_its_clock_stands(cast: Cast) -> None:
    assert rest(cast, "P02 8.20-9.10 汛期停工") == (date(2020, 8, 20), date(2020, 9, 10))
    assert codes(cast, OWNER, "2020-08-24") == {"P26"}
    assert "P02" not in codes(cast, HEAD, "2020-09-07")
    assert codes(cast, OWNER, "2020-09-11") >= {"P02"}, "back at work, and overdue"
    assert codes(cast, HEAD, "2020-09-11") >= {"P02"}, "on its first overdue working day"


def lift(cast: Cast, words: str) -> list[tuple[str, str]]:
    with cast.services() as services:
        kept = services.rests.hear_stop(cast.person(services, OFFICE), words, HERE)
    assert isinstance(kept, StopLifted)
    return [(str(first), str(last)) for first, last in kept.seasons]


def test_a_rest_cancelled_before_it_begins_leaves_the_ladder_as_it_was(cast: Cast) -> None:
    rest(cast, "P02 8.20-9.10 汛期停工")
    assert lift(cast, "P02 取消") == [("2020-08-20", "2020-09-10")]
    assert codes(cast, OWNER, "2020-08-24") == {"P02", "P26"}


def test_a_rest_cut_short_keeps_the_days_that_are_past(cast: Cast) -> None:
    rest(cast, "P02 8.20-9.10 汛期停工")
    cast.morning("2020-08-31")
    lift(cast, "p2 取消")
    with cast.services() as services:
        stops = services.work.stops.of_projects([services.projects.find("P02").id])
    assert [last for periods in stops.values() for _, last in periods] == [date(2020, 8, 30)]


def test_where_no_rest_is_kept_nothing_is_cancelled(cast: Cast) -> None:
    assert lift(cast, "P02 取消") == []


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        pytest.param("P02 11.15-3.15", "2020-11-15", "2021-03-15", id="the coming winter"),
        pytest.param("P02 4.1至6.30 雨季", "2020-04-01", "2020-06-30", id="a season under way"),
        pytest.param("P02 1月1日-3月1日", "2021-01-01", "2021-03-01", id="one that is over"),
        pytest.param("P02 12.1-5.20", "2019-12-01", "2020-05-20", id="a winter under way"),
    ],
)
def test_a_season_without_a_year_is_the_one_that_is_not_over(
    cast: Cast, words: str, first: str, last: str
) -> None:
    assert rest(cast, words) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_season_that_ends_before_it_begins_is_refused(cast: Cast) -> None:
    with pytest.raises(RangeReversedError):
        rest(cast, "P02 2020.11.15-2020.10.1 冬季停工")


def test_a_season_with_a_day_that_is_none_is_answered_with_its_own_example(cast: Cast) -> None:
    with pytest.raises(OrderUnclearError) as refused:
        rest(cast, "P02 2月30日-3月5日")
    assert "停工期 P07" in word_error(refused.value, "zh").text


def test_what_is_said_of_a_season_is_true_of_the_light(cast: Cast) -> None:
    with cast.services() as services:
        office = cast.person(services, OFFICE)
        told = services.rests.hear_stop(office, "P02 11.15-3.15 冬季停工", HERE)
    assert "这段时间不催办、不逐级上报；亮灯仍按规则算" in word(told, "zh").text


# holidays


def enter(cast: Cast, words: str) -> tuple[int, int]:
    with cast.services() as services:
        kept = services.rests.enter_holidays(cast.person(services, OFFICE), words, HERE)
    return kept.year, kept.working_days


def test_the_office_enters_a_holiday_notice_and_it_counts(cast: Cast) -> None:
    enter(cast, NOTICE)
    with cast.services() as services:
        days = services.work.working_days
    assert days.is_known(2034)
    assert not days(date(2034, 10, 5))
    assert days(date(2034, 9, 23)), "a Saturday to be worked"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(NOTICE.replace("、10.1-10.7", ""), id="National Day is missing"),
        pytest.param(NOTICE.replace("班9.23", "班9.21"), id="a Thursday to be worked"),
        pytest.param(NOTICE.replace("5.1-5.3", "5.1-8.31"), id="a summer off"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(cast: Cast, words: str) -> None:
    with pytest.raises(NoticeIncompleteError):
        enter(cast, words)


@pytest.mark.parametrize("words", ["", "2034", "休1.1", "2034 休那几天", "2034 休99.99"])
def test_a_notice_that_is_none_is_answered_with_an_example(cast: Cast, words: str) -> None:
    with pytest.raises(OrderUnclearError):
        enter(cast, words)


def test_the_office_is_asked_for_next_years_notice_once_a_week_from_november_on(
    cast: Cast,
) -> None:
    def asked(day: str) -> int | None:
        cast.morning(day)
        _, digest = arrive(cast, OFFICE)
        return digest.notices.missing_year if digest else None

    with cast.services() as services:
        services.rests.enter_holidays(cast.person(services, OFFICE), NOTICE, HERE)
    assert asked("2034-10-30") is None, "October"
    assert asked("2034-11-06") == 2035, "the first Monday of November"
    assert asked("2034-11-07") is None
    assert asked("2034-11-13") == 2035


def test_each_message_of_a_year_without_a_notice_says_by_what_it_counts(cast: Cast) -> None:
    cast.morning("2034-05-08")
    _, digest = arrive(cast, OWNER)
    assert digest is not None
    assert digest.unknown_year == 2034


# hours


def test_everybody_reads_at_their_own_hour_in_their_own_zone(cast: Cast) -> None:
    with cast.services() as services:
        services.rests.set_hours(cast.person(services, OWNER), "9:30 Asia/Urumqi 休周二")
        owner = cast.person(services, OWNER)
    assert (owner.digest_at, owner.zone, owner.rest_weekdays) == (
        time(9, 30),
        "Asia/Urumqi",
        ("tuesday",),
    )
    queued = f"digest:{owner.id}:2020-08-24"

    def is_queued() -> bool:
        with cast.services() as services:
            return queued in services.work.audits.queued_on([queued], cast.clock.now())

    cast.morning("2020-08-24", "11:00")
    assert not is_queued(), "nine in Ürümqi"
    cast.morning("2020-08-24", "11:30")
    assert is_queued()


@pytest.mark.parametrize(
    "words",
    [
        "早上",
        "25:00",
        "9:00 Asia/Nowhere",
        "9:00 周六周日周一不发",
        "9:00 乌鲁木齐时间",
        "9:00 休周一 吧",
    ],
)
def test_an_hour_that_cannot_be_is_answered_with_an_example(cast: Cast, words: str) -> None:
    with cast.services() as services, pytest.raises(OrderUnclearError):
        services.rests.set_hours(cast.person(services, OWNER), words)


@pytest.mark.parametrize("words", ["3:00", "7:30", "20:30", "晚上9点"])
def test_an_hour_of_the_night_is_refused_and_the_quiet_hours_named(cast: Cast, words: str) -> None:
    with cast.services() as services, pytest.raises(QuietHourError) as refused:
        services.rests.set_hours(cast.person(services, OWNER), words)
    assert "20:00至次日08:00是免打扰时间" in word_error(refused.value, "zh").text


def test_nobody_switches_their_daily_message_off(cast: Cast) -> None:
    with cast.services() as services:
        person = cast.person(services, OWNER)
        with pytest.raises(TooManyRestsError):
            services.rests.set_hours(person, "9:00 休周一二三四五六日")
        kept = services.rests.set_hours(person, "9:00 休周一、周二、三、四")
        assert len(kept.rest_weekdays) == 4


def test_zone_and_rest_days_that_are_not_mentioned_stay_and_are_named(cast: Cast) -> None:
    with cast.services() as services:
        services.rests.set_hours(cast.person(services, OWNER), "9:30 Asia/Urumqi 休周五")
        told = services.rests.set_hours(cast.person(services, OWNER), "下午3点")
        text = word(told, "zh").text
        assert "每日消息15:00，时区Asia/Urumqi，另外周五不发" in text
        told = services.rests.set_hours(cast.person(services, OWNER), "9:00 不休")
        assert "时区Asia/Urumqi，工作日都发" in word(told, "zh").text


def test_default_takes_ones_own_hour_back(cast: Cast) -> None:
    with cast.services() as services:
        person = cast.person(services, OWNER)
        services.rests.set_hours(person, "9点半")
        assert services.rests.set_hours(cast.person(services, OWNER), "").digest_at == time(9, 30)
        assert services.rests.set_hours(person, "默认").digest_at == time(8, 30)
