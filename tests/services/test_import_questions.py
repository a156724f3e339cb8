"""What a ledger file leaves open is asked: why a plan changes, and which project is meant."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from cast import Cast
from county import P1, at

from bot.domain.errors import ImportLeanedOnError, OldButtonError
from bot.domain.ledger_rows import LedgerFile, LedgerRow, Reason, RejectedRow
from bot.domain.outcomes import Ask, ImportApplied, ImportPreview
from bot.domain.records import Source
from bot.domain.terms import Ending, MilestoneKind, MoveKind, Role
from bot.services.lacks import Lack
from bot.workbooks.ledgers import read_ledger

TODAY = date(2020, 5, 8)
NAME = "县城主街道建设项目"


@pytest.fixture(scope="module")
def p1() -> LedgerFile:
    return read_ledger(P1.read_bytes(), P1.name, TODAY)


def _row(p1: LedgerFile, **told: Any) -> LedgerRow:
    (row,) = [each for each in p1.accepted if each.name == NAME]
    return replace(row, **told)


def _preview(
    cast: Cast, *rows: LedgerRow, rejected: tuple[RejectedRow, ...] = ()
) -> ImportPreview:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        ledger = LedgerFile("表", rows, rejected, ())
        return services.imports.preview(office, "台账.xlsx", ledger, b"")


def _apply(cast: Cast, preview: ImportPreview, reason: str = "", **how: bool) -> object:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.imports.apply(office, preview.batch_id, Source(), reason, **how)


def _settle(
    cast: Cast, preview: ImportPreview, position: int | None, *, is_same: bool
) -> ImportPreview:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.imports.settle(office, preview.batch_id, position, is_same=is_same)


def _undo(cast: Cast, preview: ImportPreview) -> None:
    with cast.services() as services:
        services.imports.undo(cast.person(services, Role.OFFICE), preview.batch_id, Source())


# a reason for a change of the plan


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"deadline": date(2020, 9, 30)}, id="deadline"),
        pytest.param({"total_wan": Decimal(13000)}, id="whole cost"),
        pytest.param({"plan_wan": Decimal(1)}, id="this year's plan"),
    ],
)
def test_a_change_of_the_plan_needs_a_reason(
    cast: Cast, p1: LedgerFile, told: dict[str, Any]
) -> None:
    preview = _preview(cast, _row(p1, **told))

    lack = _apply(cast, preview)

    assert isinstance(lack, Lack)
    assert (lack.kind, lack.about) == ("order_import_reason", "1")
    assert isinstance(_apply(cast, preview, "县政府会议纪要"), ImportApplied)


def test_what_is_no_plan_needs_none(cast: Cast, p1: LedgerFile) -> None:
    preview = _preview(cast, _row(p1, leaders=("周毅",), phone="13999999999"))

    assert isinstance(_apply(cast, preview), ImportApplied)


def test_the_reason_is_the_next_line_in_the_chat_and_stands_in_the_trail(
    cast: Cast, p1: LedgerFile
) -> None:
    preview = _preview(cast, _row(p1, deadline=date(2020, 9, 30)))
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        source = Source(1000 + office.id, 1)
        asked = services.orders.hear(office, f"导入 {preview.batch_id}", source)
    assert isinstance(asked, Ask)

    assert isinstance(cast.hear(Role.OFFICE, "好的")[0], Ask), "a greeting is no reason"
    (applied,) = cast.hear(Role.OFFICE, "县政府第5次常务会议纪要")

    assert isinstance(applied, ImportApplied)
    with cast.services() as services:
        project = services.projects.find("P02")
        entry = services.histories.history(cast.person(services, Role.OFFICE), project).entries[0]
        (move,) = services.work.milestones.moves(project.id)
    assert (entry.reason, entry.file) == ("县政府第5次常务会议纪要", "台账.xlsx")
    assert (move.kind, move.new_date) == (MoveKind.ADJUSTMENT, date(2020, 9, 30))


def test_lateness_stays_when_a_file_moves_a_deadline_that_is_over(
    cast: Cast, p1: LedgerFile
) -> None:
    cast.clock.set(at("2020-09-10"))
    _apply(cast, _preview(cast, _row(p1, deadline=date(2020, 12, 31))), "县政府会议纪要")

    with cast.services() as services:
        (move,) = services.work.milestones.moves(services.projects.find("P02").id)
    assert move.days_late == 10


def test_a_file_that_repeats_the_first_plan_does_not_turn_back_what_was_decided(
    cast: Cast, p1: LedgerFile
) -> None:
    _apply(cast, _preview(cast, _row(p1, deadline=date(2020, 9, 30))), "县政府会议纪要")

    preview = _preview(cast, _row(p1))

    assert (preview.changed, preview.kept, preview.unchanged) == ((), 1, 1)


def test_an_undone_file_leaves_no_move_behind(cast: Cast, p1: LedgerFile) -> None:
    preview = _preview(cast, _row(p1, deadline=date(2020, 9, 30)))
    _apply(cast, preview, "县政府会议纪要")

    _undo(cast, preview)

    with cast.services() as services:
        project = services.projects.find("P02")
        assert services.work.milestones.moves(project.id) == []
    assert project.main_milestone.deadline == date(2020, 8, 31)


def test_a_node_that_an_undone_file_had_entered_goes_with_what_was_planned_for_it(
    cast: Cast, p1: LedgerFile
) -> None:
    (row,) = [each for each in p1.accepted if each.name == cast.project("P19").name]
    told: dict[str, Any] = {
        "deadline": date(2020, 5, 9),
        "deadline_kind": MilestoneKind.FINISH,
        "start": None,
    }
    preview = _preview(cast, replace(row, **told))
    _apply(cast, preview)
    assert len(cast.project("P19").milestones) == 2
    cast.clock.set(at("2020-05-09", "07:00"))
    with cast.services() as services:
        services.reminders.plan()

    _undo(cast, preview)

    project = cast.project("P19")
    assert [each.kind for each in project.milestones] == [MilestoneKind.START]
    with cast.services() as services:
        last, *_ = services.work.trail.of_project(project.id, 10)
    assert (last.field, last.old, last.new) == ("deadline", "2020-05-09", None)


# a similar name


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"name": "县城主街道建设工程"}, id="another word at the end"),
        pytest.param({"name": "县城主干道建设项目"}, id="a slip of the hand"),
        pytest.param({"owner": "县城投公司"}, id="another unit"),
    ],
)
def test_a_row_that_is_alike_to_a_project_is_asked_about(
    cast: Cast, p1: LedgerFile, told: dict[str, Any]
) -> None:
    others = [row for row in p1.accepted if row.name != NAME]
    preview = _preview(cast, *others, _row(p1, **told))
    (similar,) = preview.similar

    assert similar.project.code == "P02"
    assert isinstance(_apply(cast, preview), ImportPreview), "not before that is settled"

    settled = _settle(cast, preview, similar.position, is_same=True)

    assert (settled.new, settled.similar, settled.missing) == (0, (), ())
    (changed,) = settled.changed
    assert {each.field: each.new for each in changed.changes} == told
    assert isinstance(_apply(cast, settled), ImportApplied)
    project = cast.project("P02")
    assert told.items() <= {"name": project.name, "owner": project.owner}.items()
    assert project.responsible is not None
    _undo(cast, settled)
    assert (cast.project("P02").name, cast.project("P02").owner) == (NAME, "县住建局")


def test_a_row_said_to_be_new_becomes_a_project_of_its_own(cast: Cast, p1: LedgerFile) -> None:
    preview = _preview(cast, _row(p1, name="县城主街道建设工程"))

    settled = _settle(cast, preview, None, is_same=False)

    assert (settled.new, settled.similar) == (1, ())
    applied = _apply(cast, settled)
    assert isinstance(applied, ImportApplied)
    assert cast.project("P41").name == "县城主街道建设工程"


def test_nothing_is_asked_of_a_project_that_the_file_names(cast: Cast, p1: LedgerFile) -> None:
    preview = _preview(cast, _row(p1), _row(p1, row=99, name="县城主街道建设工程"))

    assert (preview.new, preview.similar) == (1, ())


def test_what_was_not_asked_cannot_be_settled(cast: Cast, p1: LedgerFile) -> None:
    preview = _preview(cast, _row(p1))

    with pytest.raises(OldButtonError):
        _settle(cast, preview, 0, is_same=True)


# what else cannot be taken, and what leans on it


def test_a_project_that_left_the_lists_is_not_changed_by_a_file(
    cast: Cast, p1: LedgerFile
) -> None:
    with cast.services() as services:
        number = services.projects.find("P02").id
        services.work.projects.change(number, ended=Ending.WITHDRAWN, ended_on=TODAY)

    preview = _preview(cast, _row(p1, phone="13999999999"))

    assert [each.reason for each in preview.refused] == [Reason.ENDED]
    assert "P02" not in " ".join(preview.missing)


def test_refused_rows_wait_to_be_completed_or_are_left_out(cast: Cast, p1: LedgerFile) -> None:
    refused = RejectedRow(24, "无人管的项目", Reason.MISSING_OWNER, "D24", "责任单位")
    told = _row(p1, phone="13999999999")

    applied = _apply(cast, _preview(cast, told, rejected=(refused,)))

    assert isinstance(applied, ImportApplied)
    assert applied.refused == 1
    with cast.services() as services:
        assert [each["row"] for each in services.work.imports.to_complete()] == [24]
    told = _row(p1, phone="13900000000")
    _apply(cast, _preview(cast, told, rejected=(refused,)), keeps_refused=False)
    with cast.services() as services:
        assert services.work.imports.to_complete() == []


def test_undo_says_what_was_changed_since(cast: Cast, p1: LedgerFile) -> None:
    preview = _preview(cast, _row(p1, phone="13999999999"))
    _apply(cast, preview)
    cast.hear(Role.OFFICE, "代 P02 60%")

    with pytest.raises(ImportLeanedOnError) as leaned:
        _undo(cast, preview)

    assert leaned.value.reports == 1
    assert ("P02", "percent") in leaned.value.changes
