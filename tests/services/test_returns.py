"""The monthly return: figures from what was told, locked on its day, reopened with a reason."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from cast import Cast
from county import at

from bot.domain.errors import ReopeningUnexplainedError, ReturnNotLockedError
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.returns import ReturnLine
from bot.domain.terms import Role
from bot.services.papers import OPERATOR

MAY, JUNE = date(2020, 5, 1), date(2020, 6, 1)


def _line(cast: Cast, month: date, role: Role = Role.OFFICE, code: str = "P02") -> ReturnLine:
    with cast.services() as services:
        lines = services.returns.lines(cast.person(services, role), month)
    return next(each for each in lines if each.code == code)


def _go(cast: Cast, day: str, hour: str = "08:30") -> None:
    """Let a day come, and the planner lock what is due."""
    cast.clock.set(at(day, hour))
    with cast.services() as services:
        services.returns.lock_due()


def _open_month(cast: Cast) -> date:
    with cast.services() as services:
        return services.returns.open_month()


@pytest.fixture
def locked_may(cast: Cast) -> Cast:
    """May was returned with 120 万元 and locked; it is June."""
    cast.report("P02 本周120万")
    _go(cast, "2020-05-29")
    return cast


def test_before_the_first_lock_a_month_s_amount_is_not_known(cast: Cast) -> None:
    line = _line(cast, MAY)
    assert (line.month_wan, line.change_wan, line.has_returned) == (None, None, False)


def test_the_first_return_of_all_adds_up_what_the_month_s_reports_told(cast: Cast) -> None:
    whole = cast.project().cumulative_wan or Decimal(0)
    for told in ("P02 本周120万", f"P02 开工以来累计{whole + 200}万元"):
        cast.report(told)
    assert _line(cast, MAY).month_wan == 200


def test_of_a_month_in_which_nothing_was_told_nothing_is_known(locked_may: Cast) -> None:
    line = _line(locked_may, JUNE)
    assert line.month_wan is None
    assert not line.has_returned
    locked_may.clock.set(at("2020-06-03"))
    locked_may.report("P02 本周0万")
    line = _line(locked_may, JUNE)
    assert line.month_wan == 0
    assert line.has_returned


def test_the_state_of_the_works_is_told_in_words_and_not_what_was_asked_for(cast: Cast) -> None:
    assert _line(cast, MAY, code="P01").progress == "在建　大坝填筑至42%"
    cast.report("P02 60%")
    assert _line(cast, MAY).progress == "在建 60%"
    cast.report("P02 路面完成，主体完工")
    cast.hear(Role.RESPONSIBLE, "P02 申请延期到10月底")
    assert _line(cast, MAY).progress == "主体完工 60%　路面完成，主体完工"


def test_a_locked_return_stands_as_of_its_lock(locked_may: Cast) -> None:
    locked_may.clock.set(at("2020-06-20"))
    with locked_may.services() as services:
        office = locked_may.person(services, Role.OFFICE)
        assert "2020年5月29日08:30" in services.returns.paper(office, MAY).caption


def test_when_nothing_was_told_the_note_says_so(cast: Cast) -> None:
    with cast.services() as services:
        caption = services.returns.paper(cast.person(services, Role.OFFICE)).caption
    assert "40个项目本月都没有报投资" in caption


def test_what_is_told_counts_for_the_month_until_the_lock(cast: Cast) -> None:
    before = _line(cast, MAY).cumulative_wan or Decimal(0)
    cast.report("P02 本周120万")
    line = _line(cast, MAY)
    assert line.cumulative_wan == before + 120
    assert line.has_returned


def test_the_month_changes_when_it_is_locked(cast: Cast) -> None:
    _go(cast, "2020-05-28", "23:59")
    assert _open_month(cast) == MAY
    _go(cast, "2020-05-29")
    assert _open_month(cast) == date(2020, 6, 1)


def test_december_goes_on_to_the_end_of_the_year_and_january_begins_with_nothing(
    cast: Cast,
) -> None:
    december, january = date(2020, 12, 1), date(2021, 1, 1)
    cast.report("P02 今年累计2000万元")
    _go(cast, "2020-11-29")
    _go(cast, "2020-12-30")
    assert _open_month(cast) == december
    cast.report("P02 本周90万")
    _go(cast, "2021-01-01", "00:10")
    assert _open_month(cast) == january
    assert _line(cast, december).month_wan == 90
    cast.report("P02 本周30万")
    assert _line(cast, january).month_wan == 30


def test_a_locked_month_stays_as_it_was(locked_may: Cast) -> None:
    before = _line(locked_may, MAY)
    locked_may.report("P02 本周80万")
    assert _line(locked_may, MAY) == before


def test_later_amounts_are_the_next_month_s_and_are_set_off(locked_may: Cast) -> None:
    locked_may.clock.set(at("2020-06-03"))
    locked_may.report("P02 本周80万，主体完工")
    line = _line(locked_may, date(2020, 6, 1))
    assert line.month_wan == 80
    assert not line.is_unchanged
    _go(locked_may, "2020-06-29")
    locked_may.clock.set(at("2020-07-01"))
    locked_may.report("P02 本周30万")
    assert _line(locked_may, date(2020, 7, 1)).change_wan == -50


def test_a_text_nobody_renewed_is_marked(locked_may: Cast) -> None:
    line = _line(locked_may, date(2020, 6, 1))
    assert line.is_unchanged
    assert not line.has_returned


def test_locking_twice_changes_nothing(locked_may: Cast) -> None:
    locked_may.report("P02 本周80万")
    before = _line(locked_may, MAY)
    _go(locked_may, "2020-06-02")
    assert _line(locked_may, MAY) == before


def test_a_county_that_was_not_there_yet_has_nothing_to_lock(cast: Cast) -> None:
    _go(cast, "2020-05-08")
    with cast.services() as services:
        assert services.work.returns.last() is None


def _reopen(cast: Cast, reason: str = "县住建局漏报") -> None:
    with cast.services() as services:
        services.returns.reopen(cast.person(services, Role.OFFICE), reason, Source())


def _lock_again(cast: Cast) -> None:
    with cast.services() as services:
        services.returns.lock_again(cast.person(services, Role.OFFICE), Source())


def test_a_month_is_reopened_with_a_reason_alone_and_locked_again(locked_may: Cast) -> None:
    cast = locked_may
    with cast.services() as services:
        with pytest.raises(ReopeningUnexplainedError):
            services.returns.reopen(cast.person(services, Role.OFFICE), "", Source())
        assert services.returns.open_month() == JUNE
    _reopen(cast)
    assert _open_month(cast) == MAY
    with cast.services() as services:
        assert services.returns.status(OPERATOR).reopened_because == "县住建局漏报"
    _lock_again(cast)
    assert _open_month(cast) == JUNE


def test_what_is_newly_told_while_a_month_is_open_again_is_the_next_month_s(
    locked_may: Cast,
) -> None:
    before = _line(locked_may, MAY)
    locked_may.clock.set(at("2020-06-02"))
    _reopen(locked_may)
    locked_may.report("P02 本周333万")
    assert _line(locked_may, MAY) == before
    _lock_again(locked_may)
    assert _line(locked_may, MAY) == before
    june = _line(locked_may, JUNE)
    assert june.month_wan == 333
    assert june.has_returned


def test_what_the_office_corrects_while_a_month_is_open_again_is_that_month_s(
    locked_may: Cast,
) -> None:
    before = _line(locked_may, MAY)
    locked_may.clock.set(at("2020-06-02"))
    locked_may.report("P02 本周333万")
    now = locked_may.project().cumulative_wan or Decimal(0)
    _reopen(locked_may)
    locked_may.order(f"更正 P02 累计完成 {now + 50}万 原因 报表核对")
    _lock_again(locked_may)
    may, june = _line(locked_may, MAY), _line(locked_may, JUNE)
    assert may.cumulative_wan == (before.cumulative_wan or 0) + 50
    assert june.month_wan == 333


def test_a_report_in_place_of_one_of_that_month_is_that_month_s_too(locked_may: Cast) -> None:
    before = _line(locked_may, MAY)
    locked_may.clock.set(at("2020-06-02"))
    _reopen(locked_may)
    for told in ("更正 P02 本周150万", "更正 P02 本周140万"):
        locked_may.hear(Role.RESPONSIBLE, told)
    may = _line(locked_may, MAY)
    assert may.cumulative_wan == (before.cumulative_wan or 0) + 20
    assert may.has_returned
    _lock_again(locked_may)
    locked_may.clock.set(at("2020-06-10"))
    _reopen(locked_may, "再核一次")
    locked_may.report("P02 本周30万")
    _lock_again(locked_may)
    assert _line(locked_may, MAY) == may
    assert _line(locked_may, JUNE).month_wan == 30


def test_what_is_taken_back_while_a_month_is_open_again_was_not_returned(cast: Cast) -> None:
    told = cast.report("P02 本周120万")
    before = cast.project().cumulative_wan or Decimal(0)
    _go(cast, "2020-05-29")
    _reopen(cast)
    cast.undo(told.report_id)
    line = _line(cast, MAY)
    assert line.cumulative_wan == before - 120
    assert not line.has_returned


def test_carrying_a_project_into_the_year_corrects_nothing(cast: Cast) -> None:
    cast.report("P02 今年累计2000万元")
    _go(cast, "2021-01-01")
    _reopen(cast)
    month = _open_month(cast)
    before = _line(cast, month)
    cast.order("结转 P02 计划5000万 原因 跨年")
    assert cast.project().done_year_wan is None
    assert _line(cast, month) == before


def test_a_month_still_open_when_the_next_one_ends_is_locked_before_it(locked_may: Cast) -> None:
    _reopen(locked_may)
    _go(locked_may, "2020-06-29")
    with locked_may.services() as services:
        last = services.work.returns.last()
        assert last is not None
        assert last.month == JUNE
        assert services.work.returns.of(MAY).reopened_at is None  # type: ignore[union-attr]  # locked above
    assert _open_month(locked_may) == date(2020, 7, 1)


def test_only_the_office_reopens_and_only_what_is_locked(cast: Cast) -> None:
    with cast.services() as services:
        office, owner = (cast.person(services, each) for each in (Role.OFFICE, Role.RESPONSIBLE))
        with pytest.raises(NotPermittedError):
            services.returns.reopen(owner, "漏报", Source())
        with pytest.raises(ReturnNotLockedError):
            services.returns.reopen(office, "漏报", Source())
        with pytest.raises(ReturnNotLockedError):
            services.returns.lock_again(office, Source())


def test_two_working_days_before_the_lock_who_has_not_returned_is_reminded(cast: Cast) -> None:
    owner = Role.RESPONSIBLE
    for day, is_warned in (("2020-06-22", False), ("2020-06-23", True), ("2020-06-24", False)):
        cast.clock.set(at(day, "08:30"))
        with cast.services() as services:
            due = {each.code for each in services.returns.unreturned()}
        assert ("P02" in due) == is_warned, day
    cast.clock.set(at("2020-06-23", "08:30"))
    with cast.services() as services:
        digest = services.digests.digest(cast.person(services, owner).id, 0)
    assert digest is not None
    assert "P02" in {each.project.code for each in digest.notices.unreturned}
    cast.report("P02 本周120万")
    with cast.services() as services:
        assert "P02" not in {each.code for each in services.returns.unreturned()}


def test_statistics_marks_and_takes_the_mark_back(cast: Cast) -> None:
    assert _line(cast, MAY).in_statistics is False
    with cast.services() as services:
        person, project = cast.person(services, Role.STATISTICS), services.projects.find("P02")
        before = services.returns.not_in_statistics(person)
        assert services.returns.mark_in_statistics(person, project, Source()).marked
        assert services.returns.not_in_statistics(person).missing == before.missing - 1
    assert _line(cast, MAY, Role.STATISTICS).in_statistics is True
    with cast.services() as services:
        project = services.projects.find("P02")
        person = cast.person(services, Role.STATISTICS)
        assert not services.returns.mark_in_statistics(person, project, Source()).marked


def test_a_small_project_needs_no_mark(cast: Cast) -> None:
    with cast.services() as services:
        services.work.projects.change(services.projects.find("P02").id, total_wan=Decimal(499))
    assert _line(cast, MAY).in_statistics is None


def test_owners_see_their_own_and_nobody_unpermitted_reads_of_obstruction(cast: Cast) -> None:
    cast.report("P02 60% 卡点：村民阻工")
    assert "阻工" in _line(cast, MAY).text
    assert _line(cast, MAY, Role.RESPONSIBLE).text == "……"
    with cast.services() as services:
        owner = cast.person(services, Role.RESPONSIBLE)
        assert "P01" not in {each.code for each in services.returns.lines(owner, MAY)}


def test_the_workbook_says_who_has_not_returned_and_what_did_not_change(locked_may: Cast) -> None:
    with locked_may.services() as services:
        made = services.returns.paper(locked_may.person(services, Role.OFFICE))
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    sheet = book["投资完成报表"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=4)}
    assert rows["P02"][10].fill.start_color.rgb == "FFFFFF00"
    assert rows["P02"][11].value == "未报"
    assert {row[2].value for row in book["未报"].iter_rows(min_row=4)} == {
        f"P{number:02}" for number in range(1, 41)
    }
