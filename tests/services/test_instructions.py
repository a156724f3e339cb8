"""What leaders ask goes to those who answer, and their answer back to who asked."""

from typing import Any

import pytest
from cast import Cast
from county import at

from bot.domain.codes import codes_in
from bot.domain.outcomes import (
    Acknowledged,
    AnsweredInWords,
    Ask,
    Instruction,
    InstructionAnswered,
    Receipt,
    SameNoted,
    Urged,
)
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.texts.answers import word

OWNER, LEADER, OFFICE, HEAD = Role.RESPONSIBLE, Role.LEADER, Role.OFFICE, Role.UNIT_HEAD
EVERYBODY = (OWNER, LEADER, OFFICE, HEAD)


def instruct(cast: Cast, words: str = "每天报一次进展") -> int:
    """Let the leader's words be passed on; return the instruction's number."""
    (asked,) = cast.hear(LEADER, words, about=[cast.project().id])
    cast.choose(LEADER, asked, 0)
    with cast.services() as services:
        return services.work.instructions.open_on(cast.project().id)[-1].id or 0


def urge(cast: Cast) -> int:
    with cast.services() as services:
        project = services.projects.find("P02")
        services.instructions.urge(cast.person(services, LEADER), project, Source())
        return services.work.instructions.open_on(project.id)[-1].id or 0


def reply(cast: Cast, role: Role, text: str, to: int) -> list[Any]:
    """Let somebody answer the message that handed an instruction on."""
    number = cast.project().id
    with cast.services() as services:
        person = cast.person(services, role)
        source = Source(1000 + person.id, next(cast.numbers))
        return list(services.replies.hear(person, text, source, about=[number], answers=to))


def read(cast: Cast) -> list[str]:
    """Return what the leader reads as answers."""
    with cast.services() as services:
        found = []
        for row in cast.queued("answered"):
            order = row.render
            if "words" in order:
                answer: InstructionAnswered | None = services.instructions.answer_of(
                    order["instruction"], order["by"], order["words"]
                )
            else:
                answer = services.instructions.answer_to(order["instruction"], order["report"])
            assert answer is not None
            found.append(f"{answer.by}：{answer.answer}")
        return found


def open_ones(cast: Cast) -> list[int]:
    with cast.services() as services:
        return [each.id or 0 for each in services.work.instructions.open_on(cast.project().id)]


@pytest.mark.parametrize(
    "words", ["征地尾留1户，下周签约", "每天报，明天去现场", "已安排副局长盯办"]
)
def test_words_in_reply_to_a_leader_go_to_the_leader_and_ask_nothing(
    cast: Cast, words: str
) -> None:
    cast.link(*EVERYBODY)
    number = instruct(cast)
    (answer,) = reply(cast, OWNER, words, number)
    assert isinstance(answer, AnsweredInWords)
    assert f"“{words}”：原话已转马国栋" in word(answer, "zh").text
    assert read(cast) == [f"陈海平：{words}"]
    assert open_ones(cast) == []
    assert cast.project().difficulty is None


def test_figures_in_the_answer_are_recorded_besides(cast: Cast) -> None:
    cast.link(*EVERYBODY)
    (receipt,) = reply(cast, OWNER, "65%，下周封顶", instruct(cast))
    assert isinstance(receipt, Receipt)
    assert cast.project().percent == 65
    assert read(cast) == ["陈海平：65%，下周封顶"]


def test_a_mere_received_answers_nothing(cast: Cast) -> None:
    cast.link(*EVERYBODY)
    number = instruct(cast)
    answers = reply(cast, OWNER, "收到", number)
    assert not any(isinstance(each, AnsweredInWords) for each in answers)
    assert open_ones(cast) == [number]


def test_a_head_answers_an_urge_and_not_what_somebody_else_was_asked(cast: Cast) -> None:
    cast.link(*EVERYBODY)
    number = instruct(cast)
    urged = urge(cast)
    (answer,) = reply(cast, HEAD, "已安排副局长盯办", urged)
    assert isinstance(answer, AnsweredInWords)
    assert read(cast) == ["何局长：已安排副局长盯办"]
    assert open_ones(cast) == [number]
    cast.report("P02 60%")
    assert open_ones(cast) == []


def test_what_nobody_can_be_written_the_office_is_to_phone_at_once(cast: Cast) -> None:
    cast.link(LEADER, OFFICE)
    instruct(cast)
    (row,) = cast.queued("instruction")
    assert row.person_id == cast.id_of(OFFICE)
    order = row.render
    with cast.services() as services:
        told: Instruction = services.instructions.instruction(
            order["project"], order["by"], order["words"], to_phone=True
        )
    assert "请电话告知陈海平" in word(told, "zh").text
    for day, is_news in (("2020-05-12", False), ("2020-05-13", True), ("2020-05-14", False)):
        cast.clock.set(at(day))
        with cast.services() as services:
            assert services.digests._news_for_office(cast.clock.today()) is is_news, day


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("请抓紧把P02的问题报上来", {"P02"}, id="within Chinese words"),
        pytest.param("p7、Ｐ０8抓紧", {"P07", "P08"}, id="as people type"),
        pytest.param("P2P平台和GDP12", set(), id="letters around are no codes"),
    ],
)
def test_codes_are_found_wherever_they_stand(text: str, codes: set[str]) -> None:
    assert codes_in(text) == codes


def test_a_leaders_words_may_name_the_project_or_urge_it(cast: Cast) -> None:
    cast.link(*EVERYBODY)
    (asked,) = cast.hear(LEADER, "请抓紧把P02的问题报上来")
    assert isinstance(asked, Ask)
    assert asked.project is not None
    labels = [button.label for row in word(asked, "zh").keyboard for button in row]
    assert labels == ["原话转达", "重新写", "不转"]
    (urged,) = cast.hear(LEADER, "督促 P02")
    assert isinstance(urged, Urged)
    assert urged.told == ("陈海平", "何局长")
    assert not isinstance(urged, Acknowledged)


# answers to the daily message


def fill(cast: Cast, *codes: str) -> None:
    """Let the owner tap 逐项填: the first of the projects is asked for."""
    with cast.services() as services:
        asked = [services.projects.find(code).id for code in codes]
        owner = cast.person(services, OWNER)
        services.digest_answers.fill(asked, 0, 1000 + owner.id)


@pytest.mark.parametrize("words", ["60%", "照旧", "60"])
def test_a_line_after_one_by_one_tells_of_the_project_asked_for(cast: Cast, words: str) -> None:
    cast.link(OWNER)
    fill(cast, "P03", "P02")
    (receipt,) = cast.hear(OWNER, words)
    assert isinstance(receipt, Receipt), receipt
    assert receipt.line.project.code == "P03"
    (asked,) = cast.hear(OWNER, "70%")
    assert isinstance(asked, Ask), "it was told: the next line is nobody's"


def test_an_hour_later_a_line_is_asked_about_again(cast: Cast) -> None:
    cast.link(OWNER)
    fill(cast, "P03", "P02")
    cast.clock.set(at("2020-05-08", "10:30"))
    (asked,) = cast.hear(OWNER, "60%")
    assert isinstance(asked, Ask)


def test_the_same_answers_the_week_of_what_is_overdue_too(cast: Cast) -> None:
    cast.link(OWNER)
    cast.clock.set(at("2020-09-04"))
    with cast.services() as services:
        project = services.projects.find("P02")
        person = cast.person(services, OWNER)
        told = services.digest_answers.same(person, [project.id], Source(1003, 5), 1)
    assert isinstance(told, SameNoted)
    assert [each.code for each in told.noted] == ["P02"]
    assert "还请报新的日期：P02什么时候完成" in word(told, "zh").text
    with cast.services() as services:
        assert project.id not in {each.project_id for each in services.weekly_reports.missing()}


def test_a_percent_of_works_that_have_not_begun_is_asked_about(cast: Cast) -> None:
    with cast.services() as services:
        waiting = next(each for each in services.work.projects.all() if each.awaits_start)
        person = services.work.people.by_id(waiting.duties[-1].person_id)
        owner = next(d for d in waiting.duties if d.role is Role.RESPONSIBLE)
        person = services.work.people.by_id(owner.person_id)
        (asked,) = services.replies.hear(person, f"{waiting.code} 30%", Source(1, 1))
    assert isinstance(asked, Ask)
    assert asked.reason == "not_started"
    assert "已经开工了吗？" in word(asked, "zh").text
