"""How the office writes of people and posts; what is not clear is asked for, never guessed."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.domain.errors import OrderUnclearError, RangeReversedError
from bot.domain.orders.people import (
    HandoverOrder,
    LeaveOrder,
    NamingOrder,
    Who,
    read_apart,
    read_handover,
    read_leave,
    read_naming,
    read_pair,
    read_who,
)
from bot.domain.terms import Role

TODAY = date(2020, 5, 8)
ZHANG, LI = Who("张三"), Who("李四")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        pytest.param("张三", ZHANG, id="a name"),
        pytest.param("张 三", ZHANG, id="spaced out"),
        pytest.param("张三（县水务局）", Who("张三", "县水务局"), id="with the unit"),
        pytest.param(
            "张三(县水务局) 13800000000",
            Who("张三", "县水务局", "13800000000"),
            id="with unit and phone",
        ),
        pytest.param("John Smith", Who("John Smith"), id="a foreign name"),
        pytest.param("、，", None, id="nobody"),
    ],
)
def test_a_person(text: str, who: Who | None) -> None:
    assert read_who(text) == who


@pytest.mark.parametrize(
    ("text", "order"),
    [
        pytest.param(
            "张三 → 李四 5月10日", HandoverOrder(ZHANG, LI, date(2020, 5, 10), ()), id="a day"
        ),
        pytest.param(
            "张三 -> 李四 5月6日起",
            HandoverOrder(ZHANG, LI, date(2020, 5, 6), ()),
            id="a past day",
        ),
        pytest.param("张三交接给李四", HandoverOrder(ZHANG, LI, TODAY, ()), id="no day: today"),
        pytest.param(
            "张三 李四 明天", HandoverOrder(ZHANG, LI, date(2020, 5, 9), ()), id="no arrow"
        ),
        pytest.param(
            "张三（县水务局）→李四 13900000000 P07、P09",
            HandoverOrder(
                Who("张三", "县水务局"), Who("李四", None, "13900000000"), TODAY, ("P07", "P09")
            ),
            id="some projects",
        ),
    ],
)
def test_a_handover(text: str, order: HandoverOrder) -> None:
    assert read_handover(text, TODAY) == order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        pytest.param(
            "张三 5月8日-5月20日 代 李四",
            LeaveOrder(ZHANG, TODAY, date(2020, 5, 20), LI),
            id="as the office writes it",
        ),
        pytest.param(
            "张三 自5月8日至5月20日，由李四代",
            LeaveOrder(ZHANG, TODAY, date(2020, 5, 20), LI),
            id="in a sentence",
        ),
        pytest.param("张三 5月8日", LeaveOrder(ZHANG, TODAY, TODAY, None), id="one day, nobody"),
        pytest.param(
            "张三 12月28日-1月5日",
            LeaveOrder(ZHANG, date(2020, 12, 28), date(2021, 1, 5), None),
            id="over the new year",
        ),
    ],
)
def test_leave(text: str, order: LeaveOrder) -> None:
    assert read_leave(text, TODAY) == order


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("方敏 10月25日-10月20日 代 罗文斌", id="reversed"),
        pytest.param("方敏 12月28日-4月20日", id="over the new year for longer than people take"),
        pytest.param("方敏 2020年12月28日-2020年1月5日", id="with its year"),
    ],
)
def test_a_leave_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(RangeReversedError):
        read_leave(text, TODAY)


def test_naming_and_telling_apart() -> None:
    named = read_naming("P07 责任人 李四 13900000000")
    assert named == NamingOrder(Who("李四", None, "13900000000"), Role.RESPONSIBLE, ("P07",))
    assert read_naming("P07、P09 联络员：李四").role is Role.LIAISON
    assert read_naming("P07 李四 责任人") == NamingOrder(LI, Role.RESPONSIBLE, ("P07",))
    assert read_naming("P07 包联领导 李四") == NamingOrder(LI, Role.LEADER, ("P07",))
    over_unit = NamingOrder(LI, Role.LINE_LEADER, (), "县水务局")
    assert read_naming("县水务局 分管领导 李四") == over_unit
    assert read_naming("县水务局单位负责人：李四").role is Role.UNIT_HEAD
    assert read_apart("张三 13900000000 P07 P09").codes == ("P07", "P09")
    pair = read_pair("张三（县水务局） → 张三（县住建局）", "merge")
    assert (pair.first.unit, pair.second.unit) == ("县水务局", "县住建局")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("张三 5月10日", "handover", id="a handover to nobody"),
        pytest.param("", "handover", id="nothing"),
        pytest.param("张三 代 李四", "leave", id="leave without a day"),
        pytest.param("张三 5月8日 李四", "leave", id="a second name that may be anything"),
        pytest.param("P07 李四", "naming", id="no part is named"),
        pytest.param("责任人 李四", "naming", id="no project is named"),
        pytest.param("分管领导 李四", "naming", id="no unit is named"),
        pytest.param("县水务局 分管领导", "naming", id="nobody is named"),
        pytest.param("张三 13900000000", "apart", id="no project to tell apart"),
    ],
)
def test_what_is_not_clear_is_shown_an_example(text: str, kind: str) -> None:
    read: dict[str, Callable[[str], object]] = {
        "handover": lambda words: read_handover(words, TODAY),
        "leave": lambda words: read_leave(words, TODAY),
        "naming": read_naming,
        "apart": read_apart,
    }
    with pytest.raises(OrderUnclearError) as unclear:
        read[kind](text)
    assert unclear.value.kind == kind
