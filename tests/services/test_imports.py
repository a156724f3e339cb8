"""A ledger file is shown first, applied whole, repeated without doubles and undone whole."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from cast import Cast, id_of
from county import P1, SAMPLES, at
from sqlalchemy import select

from bot.domain.errors import ImportLeanedOnError, ImportSettledError, ImportTooOldError
from bot.domain.ledger_rows import LedgerFile, LedgerRow, to_json
from bot.domain.outcomes import FieldChange, ImportApplied, ImportPreview, ImportUndone
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import Kind, MilestoneKind, Role
from bot.texts.answers import word
from bot.workbooks.ledgers import read_ledger
from storage.statements import table_of
from storage.tables import Duty, Milestone, Person, Project, RoleGrant, Trail, Unit

TODAY = date(2020, 5, 8)
ROW = LedgerRow(
    row=6,
    name="新增供水项目",
    kind=Kind.NEW,
    total_wan=Decimal(500),
    plan_wan=Decimal(300),
    done_year_wan=None,
    cumulative_wan=None,
    leaders=("新来的领导",),
    line_leaders=(),
    owner="县供水公司",
    co_owners=(),
    person="新来的责任人",
    phone="13900000001",
    deadline=date(2020, 10, 31),
    deadline_kind=MilestoneKind.FINISH,
    start=None,
    township=None,
)


@pytest.fixture(scope="session")
def p1() -> LedgerFile:
    return read_ledger(P1.read_bytes(), P1.name, TODAY)


def _file(*rows: LedgerRow) -> LedgerFile:
    return LedgerFile("表", rows, (), ())


def _preview(cast: Cast, ledger: LedgerFile) -> ImportPreview:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.imports.preview(office, "台账.xlsx", ledger)


def _try_to_apply(cast: Cast, batch_id: int, reason: str = "", **how: bool) -> object:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.imports.apply(office, batch_id, Source(), reason, **how)


def _apply(cast: Cast, batch_id: int) -> ImportApplied:
    applied = _try_to_apply(cast, batch_id, "县政府会议纪要")
    assert isinstance(applied, ImportApplied), applied
    return applied


def _take_in(cast: Cast, *rows: LedgerRow) -> int:
    batch_id = _preview(cast, _file(*rows)).batch_id
    _apply(cast, batch_id)
    return batch_id


def _undo(cast: Cast, batch_id: int) -> ImportUndone:
    with cast.services() as services:
        return services.imports.undo(cast.person(services, Role.OFFICE), batch_id, Source())


def _p1_row(p1: LedgerFile, name: str, **told: Any) -> LedgerRow:
    (row,) = [each for each in p1.accepted if each.name == name]
    return replace(row, **told)


def _everything(cast: Cast) -> dict[str, list[str]]:
    """Return all that a file can write, without what only counts up."""
    with cast.services() as services:
        execute = services.work.session.execute
        return {
            model.__name__: sorted(
                repr({key: value for key, value in row.items() if key not in _COUNTERS})
                for row in execute(select(table_of(model))).mappings()
            )
            for model in (Unit, Person, RoleGrant, Project, Duty, Milestone)
        }


_COUNTERS = {"id", "deadline_revision", "next_check_on"}


def test_p1_is_read_exactly_as_expected(p1: LedgerFile) -> None:
    expected = json.loads((SAMPLES / "p1_包联责任清单.expected.json").read_text(encoding="utf-8"))
    told = to_json(p1)
    for mine, theirs in zip(told["accepted"], expected["accepted"], strict=True):
        assert {key: mine[key] for key in theirs if key in mine} == {
            key: value for key, value in theirs.items() if key in mine
        }
    assert [(each["row"], each["name"], each["reason"]) for each in told["rejected"]] == [
        (each["row"], each["name"], each["reason"]) for each in expected["rejected"]
    ]


def test_a_preview_changes_nothing(cast: Cast) -> None:
    before = _everything(cast)
    preview = _preview(cast, _file(ROW))
    assert (preview.new, len(preview.changed), preview.unchanged) == (1, 0, 0)
    assert len(preview.missing) == 40, "what the file does not name is not touched"
    assert _everything(cast) == before


def test_the_same_file_twice_changes_nothing(cast: Cast, p1: LedgerFile) -> None:
    before = _everything(cast)
    preview = _preview(cast, p1)
    assert (preview.new, preview.changed, preview.unchanged) == (0, (), 40)
    assert len(preview.refused) == 6
    _apply(cast, preview.batch_id)
    assert _everything(cast) == before


def test_both_sums_of_a_new_project_are_one_the_second_time_too(cast: Cast) -> None:
    both = replace(ROW, done_year_wan=Decimal(90), cumulative_wan=Decimal(100))
    _take_in(cast, both)
    again = _preview(cast, _file(both))
    assert (again.new, again.changed, again.unchanged) == (0, (), 1)


def test_two_files_previewed_at_once_make_no_doubles(cast: Cast) -> None:
    first, second = _preview(cast, _file(ROW)), _preview(cast, _file(ROW))
    assert first.new == second.new == 1
    assert _apply(cast, first.batch_id).new == 1
    again = _try_to_apply(cast, second.batch_id)
    assert isinstance(again, ImportPreview), "what was shown is true no more: it is shown anew"
    assert (again.is_stale, again.new, again.unchanged) == (True, 0, 1)
    with cast.services() as services:
        names = [each.name for each in services.work.projects.all()]
    assert names.count(ROW.name) == 1


def test_a_file_is_applied_once(cast: Cast) -> None:
    batch_id = _take_in(cast, ROW)
    with pytest.raises(ImportSettledError):
        _apply(cast, batch_id)


def test_a_cancelled_file_is_not_applied(cast: Cast) -> None:
    preview = _preview(cast, _file(ROW))
    with cast.services() as services:
        services.imports.cancel(cast.person(services, Role.OFFICE), preview.batch_id)
    with pytest.raises(ImportSettledError):
        _apply(cast, preview.batch_id)


def test_what_a_file_tells_differently_is_shown_old_and_new_and_applied(
    cast: Cast, p1: LedgerFile
) -> None:
    row = _p1_row(
        p1,
        "县城主街道建设项目",
        total_wan=Decimal(13000),
        deadline=date(2020, 9, 30),
        leaders=("马国栋", "周毅"),
        person="新来的责任人",
    )
    preview = _preview(cast, _file(row))
    (changed,) = preview.changed
    assert changed.changes == (
        FieldChange("total_wan", Decimal(12600), Decimal(13000)),
        FieldChange("deadline", date(2020, 8, 31), date(2020, 9, 30)),
        FieldChange("leaders", ("马国栋", "江巴尖措"), ("马国栋", "周毅")),
        FieldChange("person", "陈海平", "新来的责任人"),
    )
    _apply(cast, preview.batch_id)
    project = cast.project("P02")
    assert project.total_wan == 13000
    assert project.main_milestone.deadline == date(2020, 9, 30)
    assert project.main_milestone.baseline_deadline == date(2020, 8, 31)
    assert [each.name for each in project.leaders] == ["马国栋", "周毅"]
    assert project.responsible is not None
    assert project.responsible.name == "新来的责任人"
    assert _preview(cast, _file(row)).unchanged == 1


def test_another_order_of_leaders_is_taken_over(cast: Cast, p1: LedgerFile) -> None:
    row = _p1_row(p1, "县城主街道建设项目", leaders=("江巴尖措", "马国栋"))
    _take_in(cast, row)
    assert [each.name for each in cast.project("P02").leaders] == ["江巴尖措", "马国栋"]
    assert _preview(cast, _file(row)).unchanged == 1


def test_what_was_reported_is_not_overwritten_by_an_older_file(cast: Cast, p1: LedgerFile) -> None:
    cast.report("P02 本周120万")
    assert _preview(cast, p1).changed == ()


# undo


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda _: ROW, id="a new project with new people and a new unit"),
        pytest.param(
            lambda _: replace(ROW, owner="县住建局", line_leaders=("新来的分管",)),
            id="a new project of a known unit, with a line leader",
        ),
        pytest.param(
            lambda row: replace(row, total_wan=Decimal(1), plan_wan=Decimal(1)), id="money"
        ),
        pytest.param(lambda row: replace(row, deadline=date(2020, 12, 31)), id="a deadline"),
        pytest.param(lambda row: replace(row, leaders=("周毅",)), id="leaders"),
        pytest.param(lambda row: replace(row, leaders=row.leaders[::-1]), id="their order"),
        pytest.param(lambda row: replace(row, person="新来的", phone="1"), id="another person"),
        pytest.param(lambda row: replace(row, phone="13999999999"), id="a phone"),
    ],
)
def test_undo_takes_back_all_that_a_file_did(
    cast: Cast, p1: LedgerFile, change: Callable[[LedgerRow], LedgerRow]
) -> None:
    with cast.services() as services:  # who had tapped 知悉 need not tap again
        for name in ("马国栋", "江巴尖措", "陈海平"):
            (person,) = services.work.people.by_name(name)
            services.work.duties.aware(person.id, cast.clock.now())
    before = _everything(cast)
    row = change(_p1_row(p1, "县城主街道建设项目"))
    batch_id = _take_in(cast, row)
    assert _everything(cast) != before
    _undo(cast, batch_id)
    assert _everything(cast) == before


def test_undo_keeps_people_whom_something_else_needs(cast: Cast) -> None:
    batch_id = _take_in(cast, ROW)
    with cast.services() as services:
        services.people.invite("新来的领导", "duban_bot", role="chief")
    _undo(cast, batch_id)
    with cast.services() as services:
        (chief,) = services.work.people.by_name("新来的领导")
        assert chief.roles == {Role.CHIEF}
        assert services.work.people.by_name("新来的责任人") == []


def test_undo_of_an_undone_file_is_refused(cast: Cast) -> None:
    batch_id = _take_in(cast, ROW)
    _undo(cast, batch_id)
    with pytest.raises(ImportSettledError):
        _undo(cast, batch_id)


def test_undo_is_possible_for_a_day(cast: Cast) -> None:
    batch_id = _take_in(cast, ROW)
    cast.clock.set(cast.clock.now() + timedelta(days=1, seconds=1))
    with pytest.raises(ImportTooOldError):
        _undo(cast, batch_id)
    cast.clock.set(cast.clock.now() - timedelta(seconds=2))
    assert _undo(cast, batch_id).removed == 1


def test_undo_is_refused_when_reports_lean_on_the_file(cast: Cast) -> None:
    batch_id = _take_in(cast, ROW)
    cast.report("代 P41 60%", Role.OFFICE)
    with pytest.raises(ImportLeanedOnError) as leaned:
        _undo(cast, batch_id)
    assert leaned.value.reports == 1


def test_undo_is_refused_when_a_later_file_leans_on_it(cast: Cast) -> None:
    first = _take_in(cast, ROW)
    second = _take_in(cast, replace(ROW, total_wan=Decimal(600)))
    with pytest.raises(ImportLeanedOnError):
        _undo(cast, first)
    _undo(cast, second)
    assert _undo(cast, first).removed == 1


def test_undo_does_not_stumble_over_what_was_asked_and_planned_meanwhile(cast: Cast) -> None:
    batch_id = _take_in(cast, replace(ROW, deadline=date(2020, 5, 9)))
    cast.hear(Role.OFFICE, "代 P41 哈哈哈")
    cast.clock.set(at("2020-05-09", "07:00"))
    with cast.services() as services:
        services.reminders.plan()
    assert _undo(cast, batch_id).removed == 1


# telling


def _queued(cast: Cast) -> int:
    with cast.services() as services:
        services.reminders.plan()
        return services.digests.queue()


def test_nobody_is_told_of_a_file_before_the_next_morning(cast: Cast) -> None:
    cast.clock.set(at("2020-05-08", "09:00"))
    cast.link(Role.LEADER)
    _take_in(cast, replace(ROW, leaders=("马国栋",)))
    assert _queued(cast) == 0
    cast.clock.set(at("2020-05-09", "08:30"))
    assert _queued(cast) == 1


def test_a_wrong_file_undone_has_told_nobody(cast: Cast) -> None:
    cast.link(Role.LEADER)
    with cast.services() as services:  # of p1 he knows
        services.work.duties.aware(id_of(services, Role.LEADER), cast.clock.now())
    batch_id = _take_in(cast, replace(ROW, leaders=("马国栋",)))
    _undo(cast, batch_id)
    cast.clock.set(at("2020-05-09", "08:30"))
    assert _queued(cast) == 0


def test_the_office_can_have_the_cards_sent_at_once(cast: Cast) -> None:
    cast.link(Role.LEADER)
    batch_id = _take_in(cast, replace(ROW, leaders=("马国栋",)))
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        sent = services.imports.send_cards_now(office, batch_id)
        assert sent.people == 1
        assert services.work.outbox.waiting(cast.clock.now()) == 1


def test_at_night_the_cards_wait_for_the_next_working_morning_unless_a_reason_is_given(
    cast: Cast,
) -> None:
    cast.link(Role.LEADER)
    batch_id = _take_in(cast, replace(ROW, leaders=("马国栋",)))
    cast.clock.set(at("2020-05-08", "21:00"))  # a Friday; the Saturday behind it is worked
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        sent = services.imports.send_cards_now(office, batch_id)
    assert (sent.waiting, sent.opens_at) == (1, at("2020-05-09", "08:00"))
    text = word(sent, "zh").text
    assert "1 人正在休息，5月9日08:00起再通知" in text
    assert "现在通知 原因" in text
    (row,) = cast.queued("cards")
    assert row.not_before == at("2020-05-09", "08:00")
    cast.clock.set(at("2020-05-08", "21:01"))
    with cast.services() as services:
        assert services.work.outbox.waiting(cast.clock.now()) == 0
        sent = services.imports.order_cards(office, "防汛急需", Source())
        assert sent.waiting == 0
        assert services.work.outbox.waiting(cast.clock.now()) == 1
        trail = table_of(Trail)
        kept = services.work.session.scalars(select(trail.c.reason).order_by(trail.c.id.desc()))
        assert kept.first() == "防汛急需"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_only_the_office_imports(cast: Cast, role: Role) -> None:
    with pytest.raises(NotPermittedError), cast.services() as services:
        services.imports.preview(cast.person(services, role), "台账.xlsx", _file(ROW))


@pytest.mark.parametrize(
    ("row", "starts"),
    [
        pytest.param(
            replace(ROW, start=date(2020, 4, 20)),
            [(date(2020, 4, 20), None)],
            id="not begun: the start is still awaited",
        ),
        pytest.param(
            replace(ROW, start=date(2020, 4, 20), done_year_wan=Decimal(5)),
            [(date(2020, 4, 20), date(2020, 4, 20))],
            id="begun: done on the day the ledger names",
        ),
        pytest.param(
            replace(ROW, start=date(2020, 8, 1), done_year_wan=Decimal(5)),
            [(date(2020, 8, 1), TODAY)],
            id="begun before its day: today at the latest",
        ),
        pytest.param(
            replace(ROW, deadline_kind=MilestoneKind.START, done_year_wan=Decimal(5)),
            [(date(2020, 10, 31), TODAY)],
            id="the start is all there is, and is made",
        ),
        pytest.param(
            replace(ROW, kind=Kind.CONTINUED, start=date(2019, 5, 31)),
            [],
            id="begun in an earlier year: no node of this year's plan",
        ),
    ],
)
def test_the_start_of_a_new_project_is_a_node_done_once_money_was_spent(
    cast: Cast, row: LedgerRow, starts: list[tuple[date, date | None]]
) -> None:
    _take_in(cast, row)
    with cast.services() as services:
        (project,) = [each for each in services.work.projects.all() if each.name == row.name]
    assert [
        (each.deadline, each.done_on)
        for each in project.milestones
        if each.kind is MilestoneKind.START
    ] == starts
