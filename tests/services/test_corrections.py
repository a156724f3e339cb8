"""What was told is corrected: by 改, or by editing one's message; nothing is lost on the way."""

from decimal import Decimal
from typing import Any

import pytest
from cast import Cast

from bot.domain.errors import NothingToCorrectError
from bot.domain.outcomes import Ask, Receipt, ReportUndone
from bot.domain.records import Source
from bot.domain.terms import Role, WorksState
from storage.statements import table_of
from storage.tables import DeadlineRequest

OWNER = Role.RESPONSIBLE
MESSAGE = 77


def percents(cast: Cast) -> dict[str, Decimal | None]:
    return {code: cast.project(code).percent for code in ("P02", "P03", "P26")}


def edit(cast: Cast, text: str) -> list[Any]:
    """Let the owner write, or edit, one and the same message."""
    with cast.services() as services:
        person = cast.person(services, OWNER)
        source = Source(1000 + person.id, MESSAGE)
        services.questions.drop_those_of(source)
        corrects = services.reports.made_by(source)
        return list(services.replies.hear(person, text, source, corrects=corrects))


def test_gai_corrects_the_project_whose_code_it_names(cast: Cast) -> None:
    cast.report("P03 50%")
    cast.report("P02 60%")
    cast.report("改 P03 55%")
    assert percents(cast) == {"P02": 60, "P03": 55, "P26": None}


def test_gai_corrects_the_project_of_the_answered_message(cast: Cast) -> None:
    cast.report("P03 50%")
    cast.report("P02 60%")
    cast.hear(OWNER, "改 55%", about=[cast.project("P03").id])
    assert percents(cast) == {"P02": 60, "P03": 55, "P26": None}


def test_gai_corrects_what_was_told_last_where_nothing_names_a_project(cast: Cast) -> None:
    cast.report("P03 50%")
    cast.report("P02 90%")
    receipt = cast.report("改为65%")
    assert percents(cast) == {"P02": 65, "P03": 50, "P26": None}
    (change,) = receipt.changes
    assert (change.old, change.new) == (90, 65)


def test_gai_corrects_every_project_of_a_message(cast: Cast) -> None:
    cast.hear(OWNER, "P02 60%\nP03 50%")
    cast.hear(OWNER, "改 P02 61%\nP03 51%")
    assert percents(cast) == {"P02": 61, "P03": 51, "P26": None}


def test_gai_of_a_project_not_told_of_yet_is_a_report(cast: Cast) -> None:
    cast.report("P02 60%")
    cast.report("改 P03 55%")
    assert percents(cast) == {"P02": 60, "P03": 55, "P26": None}


def test_a_correction_that_must_be_asked_takes_nothing_back_before_the_answer(cast: Cast) -> None:
    cast.report("P02 60%")
    (asked,) = cast.hear(OWNER, "改 65-70%")
    assert isinstance(asked, Ask)
    assert percents(cast)["P02"] == 60
    cast.choose(OWNER, asked, 0)
    assert percents(cast)["P02"] == 65
    with cast.services() as services:
        lines = services.work.reports.lines(services.projects.find("P02").id)
    assert [line.undone for line in lines] == [False, True]


def test_a_corrected_amount_counts_once(cast: Cast) -> None:
    cast.report("P26 本周120万")
    receipt = cast.report("改 本周150万")
    assert isinstance(receipt, Receipt)
    assert cast.project("P26").done_year_wan == 460


def test_a_corrected_percent_leaves_the_money_and_the_difficulty_of_the_report(cast: Cast) -> None:
    cast.report("P26 60% 本周120万 卡点:征地2户")
    before = cast.project("P26")
    receipt = cast.report("改 70")
    after = cast.project("P26")
    assert [(each.field, each.old, each.new) for each in receipt.changes] == [("percent", 60, 70)]
    assert after.percent == 70
    assert (after.done_year_wan, after.difficulty) == (before.done_year_wan, "征地2户")
    with cast.services() as services:
        new, old = services.work.reports.lines(after.id)
        assert new.period_wan == 120
        assert (new.difficulty, old.undone) == ("征地2户", True)
        (still_open,) = services.work.difficulties.open_on(after.id)
        assert (still_open.report_id, still_open.state) == (new.id, "sent")


def test_a_percent_that_was_not_told_is_added_by_gai(cast: Cast) -> None:
    cast.report("P26 本周120万 卡点:征地2户")
    receipt = cast.report("改 70")
    assert [each.field for each in receipt.changes] == ["percent"]
    assert cast.project("P26").difficulty == "征地2户"


def test_a_corrected_amount_leaves_percent_and_state(cast: Cast) -> None:
    cast.report("P26 60% 本周120万 停工")
    receipt = cast.report("改 本周150万")
    assert {each.field for each in receipt.changes} == {"done_year_wan", "cumulative_wan"}
    project = cast.project("P26")
    assert project.percent == 60
    assert project.works_state is WorksState.SUSPENDED


def test_undoing_a_correction_takes_back_what_it_left_standing_too(cast: Cast) -> None:
    before = cast.project("P26")
    cast.report("P26 60% 本周120万 钱没到")
    cast.undo(cast.report("改 70").report_id)
    after = cast.project("P26")
    assert (after.percent, after.done_year_wan, after.difficulty) == (
        before.percent,
        before.done_year_wan,
        before.difficulty,
    )
    with cast.services() as services:
        assert services.work.difficulties.open_on(after.id) == []


def test_a_difficulty_left_standing_can_still_be_sent_on(cast: Cast) -> None:
    cast.report("P02 60% 钱没到")
    receipt = cast.report("改 70")
    assert receipt.difficulty == "钱没到"
    with cast.services() as services:
        person = cast.person(services, OWNER)
        assert services.difficulties.send_on(person, receipt.report_id).difficulty == "钱没到"


def test_a_later_date_asked_for_is_still_asked_for_after_a_correction(cast: Cast) -> None:
    cast.report("P02 60% 申请延期到9月底，因征地")
    receipt = cast.report("改 70")
    with cast.services() as services:
        table = table_of(DeadlineRequest)
        (request,) = services.work.session.execute(table.select())
        assert (request.report_id, request.state) == (receipt.report_id, "asked")


def test_a_difficulty_that_was_solved_stays_solved_after_a_correction(cast: Cast) -> None:
    cast.report("P02 50% 钱没到")
    cast.report("P02 60% 资金已解决")
    cast.report("改 70")
    assert cast.project("P02").difficulty is None
    with cast.services() as services:
        assert services.work.difficulties.open_on(cast.project("P02").id) == []


def test_a_percent_below_a_hundred_takes_completion_back_and_says_so(cast: Cast) -> None:
    state = cast.project("P02").works_state
    cast.report("P02 完工")
    receipt = cast.report("改 80%")
    assert cast.project("P02").works_state is state
    assert ("works_state", WorksState.COMPLETED, state) in [
        (each.field, each.old, each.new) for each in receipt.changes
    ]


def test_an_edited_message_no_longer_tells_what_was_struck_out(cast: Cast) -> None:
    edit(cast, "P02 60% 钱没到")
    (receipt,) = edit(cast, "P02 60%")
    assert [(each.field, each.new) for each in receipt.changes] == [("difficulty", None)]


def test_gai_alone_asks_for_the_words_and_keeps_the_old_until_they_come(cast: Cast) -> None:
    cast.report("P02 60%")
    (asked,) = cast.hear(OWNER, "改")
    assert asked.reason == "say_again"
    assert percents(cast)["P02"] == 60
    with cast.services() as services:
        person = cast.person(services, OWNER)
        # The question waits in the owner's chat.
        services.replies.hear(person, "66%", Source(1000 + person.id, 500))
    assert percents(cast)["P02"] == 66


def test_there_must_be_something_to_correct(cast: Cast) -> None:
    with pytest.raises(NothingToCorrectError):
        cast.hear(OWNER, "改 60%")


def test_a_change_of_the_works_is_no_correction(cast: Cast) -> None:
    cast.report("P02 60%")
    cast.hear(OWNER, "改成预制桩施工")
    assert percents(cast)["P02"] == 60


def test_an_edited_message_tells_what_it_says_now(cast: Cast) -> None:
    edit(cast, "P02 60%")
    edit(cast, "P02 66%")
    assert percents(cast)["P02"] == 66


def test_a_message_edited_into_something_unreadable_keeps_what_it_told(cast: Cast) -> None:
    edit(cast, "P02 60%")
    (asked,) = edit(cast, "P02 哈哈哈")
    assert isinstance(asked, Ask)
    assert percents(cast)["P02"] == 60


def test_an_edited_code_moves_the_report_to_the_other_project_and_says_so(cast: Cast) -> None:
    edit(cast, "P02 60%")
    receipt, undone = edit(cast, "P03 60%")
    assert isinstance(receipt, Receipt)
    assert isinstance(undone, ReportUndone)
    assert percents(cast) == {"P02": None, "P03": 60, "P26": None}


def test_an_edited_message_of_several_projects_keeps_what_is_in_doubt(cast: Cast) -> None:
    edit(cast, "P02 60%\nP03 50%")
    edit(cast, "P02 61%\nP03 51-52%")
    assert percents(cast) == {"P02": 61, "P03": 50, "P26": None}


def test_what_was_asked_of_a_message_before_its_edit_is_settled(cast: Cast) -> None:
    edit(cast, "P02 60-70%")
    edit(cast, "P02 66%")
    with cast.services() as services:
        person = cast.person(services, OWNER)
        assert services.questions.in_the_air(1000 + person.id) is None
