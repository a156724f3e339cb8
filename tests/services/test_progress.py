"""What people tell goes into the ledger as old → new, once, and can be taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from cast import Cast
from county import at
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import (
    AlreadyRecordedError,
    AlreadyUndoneError,
    LaterReportError,
    OfficeReportsForOthersError,
    OldButtonError,
    ProjectNotFoundError,
)
from bot.domain.outcomes import Ask, FieldChange, QuestionDropped, Receipt
from bot.domain.permissions import NotPermittedError
from bot.domain.progress import Figures
from bot.domain.records import Source
from bot.domain.terms import MilestoneKind, Role, WorksState

OWNER, OFFICE = Role.RESPONSIBLE, Role.OFFICE


def test_a_receipt_tells_old_and_new(cast: Cast) -> None:
    receipt = cast.report("P02 60% 本周120万")
    assert receipt.changes == (
        FieldChange("percent", None, Decimal(60)),
        FieldChange("cumulative_wan", Decimal(2950), Decimal(3070)),
    )
    again = cast.report("P02 65%")
    assert again.changes == (FieldChange("percent", Decimal(60), Decimal(65)),)


def test_undo_restores_exactly_what_stood_before(cast: Cast) -> None:
    before = cast.project("P26")
    receipt = cast.report("P26 完工 100% 本周120万 困难:水电没接通")
    told = cast.project("P26")
    assert told.works_state is WorksState.COMPLETED
    assert not told.state_verified
    assert told.main_milestone.done_on == cast.clock.today()
    cast.undo(receipt.report_id)
    assert cast.project("P26") == before


def test_what_was_undone_is_kept_and_shown_as_undone(cast: Cast) -> None:
    cast.undo(cast.report("P02 60%").report_id)
    with cast.services() as services:
        card = services.projects.card(cast.person(services, OWNER), services.projects.find("P02"))
    assert [(line.text, line.undone) for line in card.reports] == [("P02 60%", True)]


def test_an_undone_report_cannot_be_undone_again(cast: Cast) -> None:
    receipt = cast.report("P02 60%")
    cast.undo(receipt.report_id)
    with pytest.raises(AlreadyUndoneError):
        cast.undo(receipt.report_id)


def test_a_report_on_which_a_later_one_leans_is_undone_after_it(cast: Cast) -> None:
    first, second = cast.report("P02 60%"), cast.report("P02 70%")
    with pytest.raises(LaterReportError):
        cast.undo(first.report_id)
    cast.undo(second.report_id)
    cast.undo(first.report_id)
    assert cast.project().percent is None


def test_reports_on_other_projects_lean_on_nothing(cast: Cast) -> None:
    first = cast.report("P02 60%")
    cast.report("P03 70%")
    cast.undo(first.report_id)
    assert cast.project().percent is None
    assert cast.project("P03").percent == 70


def test_only_the_project_s_people_and_the_office_take_a_report_back(cast: Cast) -> None:
    receipt = cast.report("P02 60%")
    for role in (Role.LEADER, Role.CHIEF, Role.READER):
        with pytest.raises(NotPermittedError):
            cast.undo(receipt.report_id, role)
    cast.undo(receipt.report_id, OFFICE)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example goes on from there
)
@given(
    st.lists(
        st.one_of(
            st.integers(1, 400).map(lambda amount: f"P02 本周{amount}万"),
            st.integers(1, 100).map(lambda percent: f"P02 {percent}%"),
            st.sampled_from(["P02 主体完工", "P02 停工", "P02 困难:钱没到", "P02 照旧", "undo"]),
        ),
        max_size=12,
    )
)
def test_after_any_reports_and_undos_the_figures_are_those_of_the_standing_reports(
    cast: Cast, acts: list[str]
) -> None:
    history: list[tuple[int, Figures]] = []
    for act in acts:
        before = Figures.of(cast.project())
        if act == "undo":
            if history:
                report_id, figures = history.pop()
                cast.undo(report_id)
                assert Figures.of(cast.project()) == figures
            continue
        (outcome,) = cast.hear(OWNER, act)
        if isinstance(outcome, Ask) and outcome.choices:
            (outcome,) = cast.choose(OWNER, outcome, 0)
        history.append((outcome.report_id, before))
    while history:
        report_id, figures = history.pop()
        cast.undo(report_id)
        assert Figures.of(cast.project()) == figures


def test_the_same_message_is_recorded_once(cast: Cast) -> None:
    source = Source(1000, 77)
    with cast.services() as services:
        person = cast.person(services, OWNER)
        services.replies.hear(person, "P02 60%", source)
    with pytest.raises(AlreadyRecordedError), cast.services() as services:
        services.replies.hear(person, "P02 60%", source)


def test_two_taps_on_the_same_button_do_the_same_thing_once(cast: Cast) -> None:
    def tap() -> None:
        with cast.services() as services:
            project = services.projects.find("P02").id
            person = cast.person(services, OWNER)
            services.taps.answer_quickly(person, project, "done", Source(), 7)

    tap()
    with pytest.raises(AlreadyRecordedError):
        tap()


def test_the_button_of_a_card_works_again_on_another_day(cast: Cast) -> None:
    for day in ("2020-05-08", "2020-05-15"):
        cast.clock.set(at(day))
        with cast.services() as services:
            project, person = services.projects.find("P02").id, cast.person(services, OWNER)
            receipt = services.taps.answer_quickly(person, project, "same", Source(), 7)
        assert isinstance(receipt, Receipt)


def test_a_tap_on_a_question_counts_once(cast: Cast) -> None:
    (asked,) = cast.hear(OWNER, "P02 60-70%")
    cast.choose(OWNER, asked, 0)
    with pytest.raises(OldButtonError):
        cast.choose(OWNER, asked, 1)
    assert cast.project().percent == 60


def test_cumulative_above_the_total_is_asked_before_it_is_recorded(cast: Cast) -> None:
    (asked,) = cast.hear(OWNER, "P26 累计完成99999万元")
    assert asked.reason == "above_total"
    assert cast.project("P26").cumulative_wan == 310
    cast.choose(OWNER, asked, 0)
    assert cast.project("P26").cumulative_wan == 99999


def test_never_mind_records_nothing(cast: Cast) -> None:
    cast.report("P02 60%")
    (asked,) = cast.hear(OWNER, "P02 50%")
    assert cast.choose(OWNER, asked, None) == [QuestionDropped()]
    assert cast.project().percent == 60


def test_a_question_waits_a_day_and_no_longer(cast: Cast) -> None:
    (early,) = cast.hear(OWNER, "P02 60-70%")
    (late,) = cast.hear(OWNER, "P03 60-70%")
    cast.clock.set(cast.clock.now() + timedelta(hours=23))
    cast.choose(OWNER, early, 0)
    cast.clock.set(cast.clock.now() + timedelta(hours=1))
    with pytest.raises(OldButtonError):
        cast.choose(OWNER, late, 0)


def test_a_question_survives_a_restart(cast: Cast) -> None:
    """What is asked lives in the store alone: another process takes the tap."""
    (asked,) = cast.hear(OWNER, "P02 60-70%")
    cast.store.engine.dispose()
    another = Cast(cast.store, cast.clock)
    another.choose(OWNER, asked, 1)
    assert another.project().percent == 70


def test_a_question_put_to_one_person_is_not_another_s_to_answer(cast: Cast) -> None:
    (asked,) = cast.hear(OWNER, "P02 60-70%")
    with pytest.raises(OldButtonError):
        cast.choose(Role.LIAISON, asked, 0)
    cast.choose(OWNER, asked, 0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("P02 60%", id="a report"),
        pytest.param("你好", id="a greeting"),
        pytest.param("🙂", id="an emoji"),
        pytest.param(" ", id="nothing but white space"),
    ],
)
def test_the_office_says_for_whom_it_reports(cast: Cast, text: str) -> None:
    with pytest.raises(OfficeReportsForOthersError):
        cast.hear(OFFICE, text)


def test_what_the_office_reports_for_another_is_shown_as_such(cast: Cast) -> None:
    receipt = cast.report("代 P02 60%", OFFICE)
    assert receipt.for_office
    with cast.services() as services:
        card = services.projects.card(cast.person(services, OWNER), services.projects.find("P02"))
    (line,) = card.reports
    assert line.for_office
    assert line.by == "王主任"


def test_nobody_else_reports_for_another(cast: Cast) -> None:
    with pytest.raises(NotPermittedError):
        cast.hear(OWNER, "代 P02 60%")


def test_a_code_of_no_project_is_answered_with_similar_ones(cast: Cast) -> None:
    with pytest.raises(ProjectNotFoundError) as missing:
        cast.hear(OWNER, "P99 60%")
    assert missing.value.code == "P99"


def test_what_is_not_understood_is_kept_and_shown_to_the_office(cast: Cast) -> None:
    (asked,) = cast.hear(OWNER, "P02 哈哈哈")
    assert isinstance(asked, Ask)
    with cast.services() as services:
        unread = services.questions.unread(cast.person(services, OFFICE))
    assert [(name, words) for _, name, words in unread.lines] == [("陈海平", "P02 哈哈哈")]


def test_each_change_is_a_line_of_the_trail_with_its_message(cast: Cast) -> None:
    receipt = cast.report("P02 60% 本周120万")
    cast.undo(receipt.report_id)
    with cast.services() as services:
        lines = services.work.trail.recent(6)
    assert {line.by for line in lines} == {"陈海平"}
    assert {line.reason for line in lines} == {
        f"report {receipt.report_id}",
        f"undo of report {receipt.report_id}",
    }
    told = {(line.field, line.old, line.new) for line in lines}
    assert ("percent", None, "60") in told
    assert ("percent", "60", None) in told


def test_a_difficulty_is_sent_on_only_when_its_teller_says_so(cast: Cast) -> None:
    cast.link(OWNER, Role.LEADER, Role.UNIT_HEAD)
    receipt = cast.report("P02 60% 征地还没谈下来")
    with cast.services() as services:
        assert services.work.outbox.waiting(cast.clock.now()) == 0
        owner = cast.person(services, OWNER)
        services.difficulties.only_record(owner, receipt.report_id)
        assert services.work.outbox.waiting(cast.clock.now()) == 0
        noted = services.difficulties.send_on(owner, receipt.report_id)
        services.difficulties.send_on(owner, receipt.report_id)
        assert services.work.outbox.waiting(cast.clock.now()) == 2, "once, however often tapped"
    assert set(noted.sent_to) >= {"马国栋", "何局长"}


def test_a_difficulty_told_at_night_waits_for_the_morning(cast: Cast) -> None:
    cast.link(OWNER, Role.LEADER)
    cast.clock.set(at("2020-05-08", "22:00"))
    cast.report("P02 卡点:征地")
    with cast.services() as services:
        assert services.work.outbox.waiting(cast.clock.now()) == 0
        due = services.work.outbox.next_due(cast.clock.now())
    assert due is not None
    assert due == at("2020-05-09", "08:00")


def test_a_report_answers_what_was_planned_for_its_project(cast: Cast) -> None:
    cast.clock.set(at("2020-08-24", "08:00"))
    with cast.services() as services:
        services.reminders.plan()
        (owner,) = services.work.people.by_name("陈海平")
        assert owner.id in services.work.reminders.people_waiting(cast.clock.today())
    for code in ("P02", "P03", "P26"):
        cast.report(f"{code} 60%")
    with cast.services() as services:
        assert services.work.reminders.planned_for([owner.id], cast.clock.today()) == []


def test_works_that_begin_fulfil_their_start_and_undo_opens_it_again(cast: Cast) -> None:
    with cast.services() as services:
        projects = services.work.projects.all()
    start = next(each for each in projects if each.main_milestone.kind is MilestoneKind.START)
    receipt = cast.report(f"代 {start.code} 已开工", OFFICE)
    assert cast.project(start.code).main_milestone.done_on == cast.clock.today()
    cast.undo(receipt.report_id, OFFICE)
    assert cast.project(start.code) == start


def ask_difficulty(cast: Cast) -> Ask:
    """Let the owner tap 有困难 below P02's card; return what they are asked."""
    with cast.services() as services:
        person, project = cast.person(services, OWNER), services.projects.find("P02")
        source = Source(1000 + person.id, next(cast.numbers))
        asked = services.taps.answer_quickly(person, project.id, "hard", source, 7)
    assert isinstance(asked, Ask)
    return asked


@pytest.mark.parametrize(
    ("text", "difficulty", "percent"),
    [
        pytest.param("两家没签字", "两家没签字", None, id="any words"),
        pytest.param("征地2户没谈下来", "征地2户没谈下来", None, id="words that read as one"),
        pytest.param("60%", None, 60, id="a percent"),
        pytest.param("60% 征地没谈下来", "征地没谈下来", 60, id="both"),
    ],
)
def test_words_asked_for_are_the_difficulty_if_they_tell_nothing_else(
    cast: Cast, text: str, difficulty: str | None, percent: int | None
) -> None:
    ask_difficulty(cast)
    cast.hear(OWNER, text)
    project = cast.project()
    assert (project.difficulty, project.percent) == (difficulty, percent)


@pytest.mark.parametrize(
    "text", ["照旧", "都正常", "收到", "知道了", "好的", "明天报", "没困难了"]
)
def test_a_waiting_question_does_not_catch_what_answers_nothing(cast: Cast, text: str) -> None:
    ask_difficulty(cast)
    (answer,) = cast.hear(OWNER, text)
    assert isinstance(answer, Ask)
    assert cast.project().difficulty is None


@pytest.mark.parametrize("text", ["收到", "好的", "明天报", "没困难了"])
def test_a_question_still_waits_after_what_answers_nothing(cast: Cast, text: str) -> None:
    ask_difficulty(cast)
    cast.hear(OWNER, text)
    cast.hear(OWNER, "两家没签字")
    assert cast.project().difficulty == "两家没签字"


def test_words_are_waited_for_no_longer_than_an_hour(cast: Cast) -> None:
    ask_difficulty(cast)
    cast.clock.set(cast.clock.now() + timedelta(hours=1))
    (answer,) = cast.hear(OWNER, "两家没签字")
    assert isinstance(answer, Ask)
    assert cast.project().difficulty is None


def test_keeping_the_other_s_percent_is_not_offered_once_one_s_own_is_newer(cast: Cast) -> None:
    cast.report("代 P02 60%", OFFICE)
    (asked,) = cast.hear(OWNER, "P02 55%")
    assert asked.reason == "different_percent"
    cast.choose(OWNER, asked, 0)
    cast.report("P02 70%")
    assert cast.project().percent == 70
