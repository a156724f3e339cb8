"""What was told is corrected: by 改, or by editing one's message; nothing is lost on the way."""

from decimal import Decimal
from typing import Any

import pytest
from cast import Cast

from bot.domain.errors import NothingToCorrectError
from bot.domain.outcomes import Ask, Receipt, ReportUndone
from bot.domain.records import Source
from bot.domain.terms import Role

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
        corrects = services.progress.reports_from(source)
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
    assert (change.old, change.new) == (None, 65), "the corrected report never counted"


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
