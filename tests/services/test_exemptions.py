"""A light excused with a written reason, printed wherever the light is, until the office ends it."""

import pytest
from cast import Cast
from county import at

from bot.domain.errors import NotExemptError, PrivateReasonError, ProjectEndedError
from bot.domain.lights import ReasonKey
from bot.domain.orders.exemptions import ExemptionUntilError
from bot.domain.outcomes import Ask, ExemptionChanged
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import Light, Role
from bot.texts.answers import word, word_error


@pytest.fixture
def behind(cast: Cast) -> Cast:
    """Let P02 be red."""
    cast.report("P02 今年累计0万元")
    return cast


@pytest.mark.parametrize(
    "line", ["豁免 P02 因征地未批", "豁免 P02 原因：征地未批。", "豁免 p02征地未批"]
)
def test_the_office_excuses_a_light_for_a_reason_that_is_printed_with_what_it_excuses(
    behind: Cast, line: str
) -> None:
    told = behind.order(line)
    assert isinstance(told, ExemptionChanged)
    assert told.line.standing.light is Light.GREEN
    assert told.line.standing.reason.excused is not None
    assert told.line.standing.reason.excused.key is ReasonKey.BEHIND
    assert "已豁免：征地未批（原应亮灯：" in word(told, "zh").text
    with behind.services() as services:
        office = behind.person(services, Role.OFFICE)
        card = services.projects.card(office, services.projects.find("P02"))
        history = services.histories.history(office, card.line.project)
    assert "已豁免：征地未批" in word(card, "zh").text
    assert "豁免 无 → 征地未批" in word(history, "zh").text


@pytest.mark.parametrize(
    "line",
    [
        "豁免 P02 因征地未批 到6月底",
        "豁免 P02 因征地未批，至6月30日止",
        "豁免 P02 because of land until 2020-06-30",
    ],
)
def test_it_does_not_end_by_itself_and_says_so(behind: Cast, line: str) -> None:
    with pytest.raises(ExemptionUntilError) as refused:
        behind.order(line)
    assert "豁免 P02 结束" in word_error(refused.value, "zh").text
    assert behind.project().exemption is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("豁免 P02 because of land", "land", id="English"),
        pytest.param("豁免 P02 因资金未到位", "资金未到位", id="到 that is no limit"),
        pytest.param("豁免 P02 因设备未到货", "设备未到货", id="nor this one"),
    ],
)
def test_a_reason_is_kept_without_what_introduces_it(behind: Cast, line: str, reason: str) -> None:
    behind.order(line)
    assert behind.project().exemption == reason


def test_it_ends_by_a_line_and_the_light_is_what_it_was(behind: Cast) -> None:
    behind.order("豁免 P02 因征地未批")
    told = behind.order("豁免 P02 结束")
    assert told.line.standing.light is Light.RED
    assert "豁免已结束" in word(told, "zh").text
    assert behind.project().exemption is None


def test_a_missing_reason_is_asked_for_and_an_answer_may_end_it_too(cast: Cast) -> None:
    for answer, exemption in (("因征地未批", "征地未批"), ("结束", None)):
        asked = cast.order("豁免 P02")
        assert isinstance(asked, Ask)
        with cast.services() as services:
            office = cast.person(services, Role.OFFICE)
            question = services.work.questions.get(asked.question_id)
            assert question is not None
            services.orders.complete(office, question, answer, Source(1000 + office.id, 7))
        assert cast.project().exemption == exemption


def test_it_stands_in_the_record_of_the_day(behind: Cast) -> None:
    behind.order("豁免 P02 因征地未批")
    with behind.services() as services:
        summary = services.summaries.asked(behind.person(services, Role.OFFICE), ["住建局"])
    assert "豁免1" in word(summary, "zh").text


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        pytest.param(["豁免 P02 结束"], NotExemptError, id="nothing to end"),
        pytest.param(["豁免 P02 因村民阻工"], PrivateReasonError, id="a reason for a few"),
        pytest.param(["撤项 P02 原因 取消"], ProjectEndedError, id="left the lists"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, lines: list[str], error: type[Exception]) -> None:
    if error is ProjectEndedError:
        asked = cast.order(lines[0])
        cast.choose(Role.OFFICE, asked, 0)
        lines = ["豁免 P02 因征地未批"]
    with pytest.raises(error):
        cast.order(lines[0])


def test_nobody_else_may(cast: Cast) -> None:
    for role in set(Role) - {Role.OFFICE}:
        with pytest.raises(NotPermittedError):
            cast.order("豁免 P02 因征地未批", role)


def test_a_red_that_lasts_says_for_how_many_weeks(behind: Cast) -> None:
    for day in ("2020-05-11", "2020-05-18", "2020-05-25"):
        behind.clock.set(at(day))
        with behind.services() as services:
            services.standings.bring_up_to_date()
    with behind.services() as services:
        office = behind.person(services, Role.OFFICE)
        card = services.projects.card(office, services.projects.find("P02"))
        summary = services.summaries.asked(office, ["住建局"])
    assert "，连红3周" in word(card, "zh").text
    assert "，连红3周" in word(summary, "zh").text
