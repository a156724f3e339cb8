"""A ledger file sent to the bot: previewed, applied, repeated, told and taken back by taps."""

import io
import json
from typing import Any

import openpyxl
import pytest
from county import P1, READING, SAMPLES, County

from bot.domain.ledger_rows import PROBLEM_HEADING
from bot.sandbox import Message, Person
from bot.services.services import Services

EXPECTED = json.loads((SAMPLES / "p1_包联责任清单.expected.json").read_text(encoding="utf-8"))


@pytest.fixture
async def office(county: County) -> Person:
    return await county.link("王主任", role="office")


def _projects(county: County) -> list[dict[str, Any]]:
    with county.store.read() as work:
        exported = Services(work, county.clock, county.policy).exports.as_json()
    projects: list[dict[str, Any]] = exported["projects"]
    return projects


async def _send(county: County, office: Person) -> Message:
    count = len(county.sandbox.messages(office))
    county.sandbox.attach(office, P1.name, P1.read_bytes())
    return await county.answer_after(office, count + 1)


async def test_p1_sent_to_the_bot_is_taken_in_exactly_as_expected(
    county: County, office: Person
) -> None:
    await county.import_ledger(office)
    keys = ("name", "kind", "total_wan", "plan_wan", "leaders", "owner", "person", "deadline",
            "deadline_kind")  # fmt: skip
    assert [{key: each[key] for key in keys} for each in _projects(county)] == [
        {key: each[key] for key in keys} for each in EXPECTED["accepted"]
    ]


async def test_the_same_file_again_has_nothing_to_change(county: County, office: Person) -> None:
    await county.import_ledger(office)
    before = _projects(county)
    preview = await _send(county, office)
    assert "确认导入" not in [button.text for button in preview.buttons]
    assert _projects(county) == before


async def test_one_message_says_that_the_file_is_read_and_then_what_it_says(
    county: County, office: Person
) -> None:
    count = len(county.sandbox.messages(office))
    county.sandbox.attach(office, P1.name, P1.read_bytes())
    reading = await county.sandbox.wait_for(office, READING)

    preview = await county.answer_after(office, count + 1)

    assert preview.id == reading.id
    assert "新增 40" in preview.text


async def test_the_problems_come_back_in_the_file_mended_and_sent_again_they_are_taken(
    county: County, office: Person
) -> None:
    preview = await _send(county, office)
    applied = await county.tap(office, preview, "确认导入")
    county.sandbox.tap(office, applied.id, "把问题发给我")
    sent = await county.sandbox.wait_for(office, lambda each: each.filename.endswith(".xlsx"))
    assert "6 行不收" in sent.text

    stored = county.sandbox.files.find(sent.file_id or "")
    assert stored is not None
    book = openpyxl.load_workbook(io.BytesIO(county.sandbox.files.content(stored)))
    column = next(
        cell.column
        for row in book["责任清单"].iter_rows()
        for cell in row
        if cell.value == PROBLEM_HEADING
    )
    told = {
        row: book["责任清单"].cell(row, column).value
        for row in range(1, book["责任清单"].max_row + 1)
    }
    assert {row for row, text in told.items() if text and text != PROBLEM_HEADING} == {
        each["row"] for each in EXPECTED["rejected"]
    }


async def test_a_changed_plan_is_applied_once_the_office_has_said_why(
    county: County, office: Person
) -> None:
    await county.import_ledger(office)
    book = openpyxl.load_workbook(P1)
    sheet = book["责任清单"]
    (row,) = [row for row in sheet.iter_rows() if "县城主街道建设项目" in map(_squeezed, row)]
    (heading,) = [cell for cell in sheet[4] if cell.value == "完成时限"]
    row[heading.column - 1].value = "10月底"
    file = io.BytesIO()
    book.save(file)
    count = len(county.sandbox.messages(office))
    county.sandbox.attach(office, P1.name, file.getvalue())
    preview = await county.answer_after(office, count + 1)
    assert "2020年8月31日 → 2020年10月31日" in preview.text

    asked = await county.tap(office, preview, "确认导入")
    assert "理由" in asked.text
    applied = await county.say(office, "县政府第5次常务会议纪要")

    assert "变更 1 项" in applied.text
    history = await county.say(office, "/history P02")
    assert "县政府第5次常务会议纪要" in history.text


async def test_a_file_put_in_anothers_place_is_previewed_and_the_first_cannot_be_applied(
    county: County, office: Person
) -> None:
    sent = county.sandbox.attach(office, P1.name, P1.read_bytes())
    first = await county.sandbox.wait_for(office, "新增 40")
    count = len(county.sandbox.messages(office))

    county.sandbox.update({"edited_message": {**sent.raw, "edit_date": sent.raw["date"] + 60}})

    second = await county.answer_after(office, count)
    assert "新增 40" in second.text
    assert "已经取消" in (await county.tap(office, first, "确认导入")).text
    assert _projects(county) == []
    assert "已导入" in (await county.tap(office, second, "确认导入")).text


def _squeezed(cell: Any) -> str:
    return "".join(str(cell.value).split())


async def test_a_cancelled_file_changes_nothing(county: County, office: Person) -> None:
    preview = await _send(county, office)
    assert _projects(county) == []
    await county.tap(office, preview, "取消")
    assert _projects(county) == []


async def test_a_wrong_file_taken_back_has_told_nobody(county: County, office: Person) -> None:
    applied = await county.import_ledger(office)
    leader = await county.link("才仁巴桑")
    count = len(county.sandbox.messages(leader))
    await county.tap(office, applied, "撤销导入")
    assert _projects(county) == []
    await county.morning("2020-05-09")
    assert len(county.sandbox.messages(leader)) == count


async def test_the_cards_go_out_at_once_when_the_office_says_so(
    county: County, office: Person
) -> None:
    applied = await county.import_ledger(office)
    leader = await county.link("才仁巴桑")
    button = next(each for each in applied.buttons if each.data.endswith(":cards"))
    await county.tap(office, applied, button.text)
    card = await county.sandbox.wait_for(leader, "P01")
    assert "全部知悉" in [each.text for each in card.buttons]
