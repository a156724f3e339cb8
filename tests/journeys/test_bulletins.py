"""A bulletin from draft to issue: made, edited in a word processor, sent back, approved, issued."""

import io

import pytest
from county import P1, County
from docx import Document
from docx.document import Document as Word

from bot.domain.terms import Role
from bot.sandbox import Message, Person


@pytest.fixture
async def drafter(county: County) -> Person:
    person = await county.link("王主任", role=Role.OFFICE)
    await county.import_ledger(person, P1)
    return person


async def _document(county: County, person: Person) -> Message:
    """Wait for a Word document and return the last one in a chat."""
    await county.duban.settled()
    sent = [each for each in county.sandbox.messages(person) if each.filename.endswith(".docx")]
    return sent[-1]


def _opened(county: County, message: Message) -> Word:
    stored = county.sandbox.files.find(message.file_id or "")
    assert stored is not None
    return Document(io.BytesIO(county.sandbox.files.content(stored)))


async def _send_back(county: County, person: Person, word: Word, says: str) -> Message:
    """Send an edited document and return the answer to it, which says *says*."""
    seen = max(each.changed for each in county.sandbox.messages(person))
    edited = io.BytesIO()
    word.save(edited)
    county.sandbox.attach(person, "改好的.docx", edited.getvalue())

    def is_answer(each: Message) -> bool:
        return each.changed > seen and says in each.text

    return await county.sandbox.wait_for(person, is_answer)


def _last_with(county: County, person: Person, button: str) -> Message:
    shown = [
        each
        for each in county.sandbox.messages(person)
        if button in {one.text for one in each.buttons}
    ]
    return shown[-1]


async def test_drafted_edited_in_word_approved_by_another_and_issued(
    county: County, drafter: Person
) -> None:
    second = await county.link("督查室老赵", role=Role.OFFICE)
    leader = await county.link("马国栋")
    offered = await county.say(drafter, "通报")
    await county.tap(drafter, offered, "起草")
    draft = await _document(county, drafter)

    word = _opened(county, draft)
    word.add_paragraph("经研究，另加一条要求。")
    await _send_back(county, drafter, word, "草稿")
    numbered = await county.say(drafter, "通报文号 12")
    assert "县政督〔2020〕12号" in numbered.text
    await county.tap(drafter, _last_with(county, drafter, "送审"), "送审")
    await county.duban.settled()

    asked = _last_with(county, second, "批准")
    assert "批准" not in {each.text for each in _last_with(county, drafter, "退回").buttons}
    approved = await county.tap(second, asked, "批准")
    issued = await county.tap(second, approved, "印发")
    assert "已印发" in issued.text
    arrived = await _document(county, leader)
    read = _opened(county, arrived)
    text = "\n".join(each.text for each in read.paragraphs)
    assert "县政督〔2020〕12号" in arrived.text
    assert "另加一条要求" in text
    assert "2020年5月8日" in text


async def test_of_two_who_edit_one_draft_the_later_is_asked_which_file_to_take(
    county: County, drafter: Person
) -> None:
    second = await county.link("督查室老赵", role=Role.OFFICE)
    await county.tap(drafter, await county.say(drafter, "通报"), "起草")
    draft = await _document(county, drafter)
    mine, theirs = _opened(county, draft), _opened(county, draft)
    mine.add_paragraph("甲改的")
    theirs.add_paragraph("乙改的")
    await _send_back(county, drafter, mine, "草稿")

    asked = await _send_back(county, second, theirs, "用哪一份")
    assert "王主任" in asked.text
    taken = await county.tap(second, asked, "用这份")
    await county.tap(second, taken, "文件")
    text = [each.text for each in _opened(county, await _document(county, second)).paragraphs]
    assert "乙改的" in text
    assert "甲改的" not in text


async def test_a_template_with_an_unknown_field_is_refused_with_its_place(
    county: County, drafter: Person
) -> None:
    offered = await county.say(drafter, "通报")
    await county.tap(drafter, offered, "模板")
    template = await _document(county, drafter)
    word = _opened(county, template)
    word.paragraphs[5].runs[0].text = "本期共{{ projcts }}项"
    answer = await _send_back(county, drafter, word, "第6段")
    assert "projcts" in answer.text
