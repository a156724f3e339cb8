"""The weekly ranking as a workbook."""

import io

import openpyxl
import pytest
from cast import Cast
from county import at

from bot.domain.errors import NumberNotFoundError
from bot.domain.terms import Role
from bot.services.papers import OPERATOR
from bot.texts.answers import word

MONDAY = "2020-06-01"


def made(cast: Cast, role: Role | None = None) -> openpyxl.Workbook:
    with cast.services() as services:
        reader = OPERATOR if role is None else cast.person(services, role)
        return openpyxl.load_workbook(io.BytesIO(services.ranking_lists.paper(reader).data))


@pytest.fixture
def ranked_cast(cast: Cast) -> Cast:
    """The cast on a Monday, with an issue of the ranking."""
    cast.report("P02 今年累计2950万元 卡点：征地2户")
    cast.clock.set(at(MONDAY))
    with cast.services() as services:
        services.rankings.make_weekly()
    return cast


def test_each_list_has_a_sheet_that_says_as_of_when_and_how_much_was_reported(
    ranked_cast: Cast,
) -> None:
    book = made(ranked_cast)
    assert book.sheetnames == ["续建", "新建", "单位·续建", "单位·新建", "前期"]
    sheet = book["续建"]
    assert sheet["A1"].value == "一周一排序：续建项目"
    note = str(sheet["A2"].value)
    assert note.startswith("截至2020年6月1日　列入")
    assert "周报按时0/" in note
    assert book["前期"]["A4"].value == "没有名次。"


def test_a_score_stands_with_its_parts_and_their_numbers(ranked_cast: Cast) -> None:
    sheet = made(ranked_cast)["续建"]
    headings = [cell.value for cell in sheet[3]]
    rows = [dict(zip(headings, (cell.value for cell in row), strict=True)) for row in sheet["4:9"]]
    (row,) = [each for each in rows if each["编号"] == "P02"]
    assert (row["完成（万元）"], row["年度计划（万元）"]) == (2950, 7800)
    assert row["时序应完成（万元）"] == 3260.66
    assert row["偏差（百分点）"] == -3.98
    assert row["周报（15分）"] == 0
    assert row["整改（10分）"] == "—"
    assert "征地2户" in str(row["单位以外的卡点"])
    assert row["比上期"] == "新"


def test_a_leader_gets_their_own_projects_with_the_places_among_all(ranked_cast: Cast) -> None:
    everything, own = made(ranked_cast)["续建"], made(ranked_cast, Role.LEADER)["续建"]
    places = {row[2].value: row[0].value for row in everything.iter_rows(min_row=4)}
    theirs = {row[2].value: row[0].value for row in own.iter_rows(min_row=4)}
    assert 0 < len(theirs) < len(places)
    assert all(places[code] == rank for code, rank in theirs.items())


def test_before_the_first_issue_who_makes_them_sees_how_it_would_come_out(cast: Cast) -> None:
    cast.report("P02 今年累计2950万元 卡点：征地2户")
    cast.clock.set(at(MONDAY))
    trial = made(cast)["续建"]
    assert str(trial["A2"].value).startswith("试排　截至2020年6月1日　列入")
    assert trial["A4"].value == 1
    assert made(cast, Role.LEADER)["续建"]["A2"].value == "还没有排序"
    with cast.services() as services:
        assert services.work.rankings.issue(cast.clock.today()) is None


def test_a_score_leads_back_to_what_it_comes_of(ranked_cast: Cast) -> None:
    with ranked_cast.services() as services:
        last = services.ranking_lists.show(OPERATOR, page=2)
        found = services.ranking_lists.why(OPERATOR, f"{last.lines[-1].total}分")
        for number in ("12.34", "甲", "1.2.3"):
            with pytest.raises(NumberNotFoundError):
                services.ranking_lists.why(OPERATOR, number)
    assert last.lines[-1].total in {each.total for each in found.page.lines}
    assert "怎么算的" in word(found, "zh").text
