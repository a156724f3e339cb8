"""Deadlines move by a granted request or by a paper, and nothing about them is forgotten."""

import pytest
from cast import Cast, id_of
from county import at
from sqlalchemy import select

from bot.domain.errors import LedgerError, OldButtonError
from bot.domain.moves import (
    DeadlinePastError,
    NodeDoneError,
    NotLaterError,
    OutOfOrderError,
    SameDeadlineError,
    YearMissingError,
)
from bot.domain.outcomes import Ask, Card, DeadlinesMoved
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import MoveKind, Role
from bot.services.orders import CarriedOut
from bot.texts.answers import word_error
from storage.tables import Outbox

PAPER = "依据 县政府会议纪要〔2020〕12号 2020年5月6日"


def order(cast: Cast, line: str, role: Role = Role.OFFICE) -> CarriedOut | Ask:
    """Let somebody give an order; return what they are answered."""
    with cast.services() as services:
        person = cast.person(services, role)
        source = Source(1000 + person.id, next(cast.numbers))
        told = services.orders.hear(person, line, source)
    assert isinstance(told, DeadlinesMoved | Ask)
    return told


def card(cast: Cast, code: str = "P02") -> Card:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.projects.card(office, services.projects.find(code))


def test_a_paper_moves_several_deadlines_and_counts_as_adjustment(cast: Cast) -> None:
    told = order(cast, f"调整 P02 P26 10月底 {PAPER}")
    assert isinstance(told, DeadlinesMoved)
    assert [each.line.project.code for each in told.lines] == ["P02", "P26"]
    for code in ("P02", "P26"):
        project, shown = cast.project(code), card(cast, code)
        node = project.main_milestone
        assert node.deadline == at("2020-10-31").date()
        assert node.deadline_revision == 1
        assert (shown.moved(node, MoveKind.ADJUSTMENT), shown.moved(node, MoveKind.EXTENSION)) == (
            1,
            0,
        )


@pytest.mark.parametrize(
    ("line", "kind", "answer"),
    [
        pytest.param("调整", "order_codes", "P02 P26", id="nothing but the word"),
        pytest.param(f"调整 P02 P26 {PAPER}", "order_date", "10月底", id="no date"),
        pytest.param(
            "调整 P02 P26 10月底",
            "order_basis",
            "县政府会议纪要〔2020〕12号 5月6日",
            id="no basis",
        ),
        pytest.param(
            "调整 P02 P26 10月底 依据会议纪要 5月6日",
            "order_number",
            "〔2020〕12号",
            id="no number",
        ),
        pytest.param(
            "调整 P02 P26 10月底 依据会议纪要〔2020〕12号",
            "order_basis_date",
            "2020年5月6日",
            id="no day of the paper",
        ),
    ],
)
def test_what_an_order_lacks_is_asked_and_the_answer_completes_it(
    cast: Cast, line: str, kind: str, answer: str
) -> None:
    asked = order(cast, line)
    assert isinstance(asked, Ask)
    assert asked.reason == kind
    (told,) = cast.hear(Role.OFFICE, answer)
    for further in ("10月底", "县政府会议纪要〔2020〕12号 2020年5月6日"):
        if isinstance(told, Ask):
            (told,) = cast.hear(Role.OFFICE, further)
    assert isinstance(told, DeadlinesMoved)
    assert cast.project("P26").main_milestone.deadline == at("2020-10-31").date()


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        pytest.param(f"调整 P02 2020年4月30日 {PAPER}", DeadlinePastError, id="to the past"),
        pytest.param(f"调整 P02 4月30日 {PAPER}", YearMissingError, id="over, without a year"),
        pytest.param(f"调整 P02 8月31日 {PAPER}", SameDeadlineError, id="to the same day"),
        pytest.param(f"调整 P02 P99 10月底 {PAPER}", LedgerError, id="an unknown code"),
    ],
)
def test_what_cannot_move_is_refused_and_nothing_moves(
    cast: Cast, line: str, refusal: type[LedgerError]
) -> None:
    with pytest.raises(refusal):
        order(cast, line)
    assert cast.project().main_milestone.deadline_revision == 0


def test_the_deadline_of_a_finished_node_does_not_move(cast: Cast) -> None:
    cast.report("P02 完工")
    with pytest.raises(NodeDoneError):
        order(cast, f"调整 P02 10月底 {PAPER}")


def test_only_the_office_registers_what_was_decided_elsewhere(cast: Cast) -> None:
    with pytest.raises(NotPermittedError):
        order(cast, f"调整 P02 10月底 {PAPER}", Role.LEADER)


def test_lateness_already_incurred_is_kept_by_each_move(cast: Cast) -> None:
    cast.clock.set(at("2020-09-10"))
    order(cast, f"调整 P02 9月30日 {PAPER}")
    cast.clock.set(at("2020-10-05"))
    order(cast, f"调整 P02 10月31日 {PAPER}")
    shown = card(cast)
    assert shown.days_late(shown.line.project.main_milestone) == 10 + 5
    assert [each.days_late for each in shown.moves] == [10, 5]


def test_a_moved_deadline_retires_what_was_planned_and_arms_the_ladder_anew(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE)
    cast.clock.set(at("2020-08-28", "08:30"))
    with cast.services() as services:
        services.reminders.plan()
        owner = id_of(services, Role.RESPONSIBLE)
        codes = {
            each.project_id
            for each in services.work.reminders.planned_for([owner], cast.clock.today())
        }
    assert cast.project().id in codes
    order(cast, f"调整 P02 P26 10月31日 {PAPER}")
    with cast.services() as services:
        left = {
            each.project_id
            for each in services.work.reminders.planned_for([owner], cast.clock.today())
        }
    assert cast.project().id not in left
    cast.clock.set(at("2020-10-30", "08:30"))
    with cast.services() as services:
        services.reminders.plan()
        again = {
            each.project_id
            for each in services.work.reminders.planned_for([owner], cast.clock.today())
        }
    assert cast.project().id in again


def test_all_concerned_are_told_once_for_several_projects(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE, Role.LEADER, Role.UNIT_HEAD, Role.LINE_LEADER, Role.OFFICE)
    order(cast, f"调整 P02 P26 10月31日 {PAPER}")
    with cast.services() as services:
        rows = services.work.session.scalars(select(Outbox)).all()
        names = {each.id: each.name for each in services.work.people.everybody()}
    told = {names[row.person_id or 0]: len((row.render or {})["moves"]) for row in rows}
    assert told == {"陈海平": 2, "马国栋": 1, "何局长": 2, "赵副县长": 2}


def test_a_request_for_an_earlier_day_needs_no_leave(cast: Cast) -> None:
    with pytest.raises(NotLaterError):
        cast.hear(Role.RESPONSIBLE, "P02 申请延期到7月底，因征地")


def test_a_finish_before_the_start_is_out_of_order(cast: Cast) -> None:
    with cast.services() as services:
        starts = [each for each in services.work.projects.all() if len(each.milestones) > 1]
    code = starts[0].code
    with pytest.raises(OutOfOrderError):
        order(cast, f"调整 {code} 开工 2021年12月31日 {PAPER}")


def test_an_adjustment_is_undone_with_one_tap_on_its_day(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE)
    told = order(cast, f"调整 P02 P26 10月31日 {PAPER}")
    assert isinstance(told, DeadlinesMoved)
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        services.moves.undo(office, told.undoes, Source())
    shown = card(cast)
    assert shown.line.project.main_milestone.deadline == at("2020-08-31").date()
    assert shown.moves == (), "it does not count"
    with cast.services() as services:
        fields = [each.field for each in services.work.trail.of_project(shown.line.project.id, 5)]
    assert fields[:2] == ["undone", "adjustment"], "and both stay in the history"


def test_an_adjustment_that_others_lean_on_is_not_undone(cast: Cast) -> None:
    told = order(cast, f"调整 P02 10月31日 {PAPER}")
    assert isinstance(told, DeadlinesMoved)
    order(cast, f"调整 P02 11月30日 {PAPER}")
    with cast.services() as services, pytest.raises(OldButtonError):
        services.moves.undo(cast.person(services, Role.OFFICE), told.undoes, Source())
    cast.clock.set(at("2020-05-09"))


def test_a_request_for_a_day_that_is_over_wants_its_year(cast: Cast) -> None:
    with pytest.raises(YearMissingError) as refused:
        cast.hear(Role.RESPONSIBLE, "P02 申请延期到4月30日，因征地")
    assert "4月30日已经过去，指明年请写上年份" in word_error(refused.value, "zh").text
    (told,) = cast.hear(Role.RESPONSIBLE, "P02 申请延期到2021年4月30日，因征地")
    assert told.new_date == at("2021-04-30").date()


def test_the_year_makes_a_day_that_is_over_this_year_plain(cast: Cast) -> None:
    order(cast, f"调整 P02 明年4月30日 {PAPER}")
    assert cast.project().main_milestone.deadline == at("2021-04-30").date()
