"""What a person got wrong is answered in one sentence that says what to do."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import cast

import pytest

from bot.domain import errors as e
from bot.domain import hours as h
from bot.domain import monthly_plans as mp
from bot.domain import moves as m
from bot.domain import nodes as n
from bot.domain import successions as s
from bot.domain.ledger_rows import Field
from bot.domain.orders.campaigns import CampaignDaysError, CampaignNotFoundError
from bot.domain.orders.exemptions import ExemptionUntilError
from bot.domain.permissions import Action, NotPermittedError
from bot.domain.policies import Messages
from bot.domain.records import MilestoneLine
from bot.domain.terms import Ending, MilestoneKind, Role
from bot.services.prepared_files import FileRefusedError
from bot.texts.answers import word_error
from bot.texts.catalogue import LANGUAGES
from bot.workbooks import errors as w

NODE = MilestoneLine(
    1, 1, MilestoneKind.OWN, date(2020, 6, 1), date(2020, 6, 30), 0, None, "主体封顶"
)
HOSTILE = '<b>&"x"</b>' * 50
EXAMPLES = (
    *("handover", "leave", "back", "deputy", "naming"),
    *("merge", "apart", "rename", "join"),
    *("holidays", "stop", "watch", "hour"),
)
SAMPLES: list[e.LedgerError] = [
    e.StrangerError(),
    e.InviteDeadError(),
    e.ChatTakenError("甲"),
    e.PersonNotFoundError(HOSTILE),
    e.NamesakesError(HOSTILE, (HOSTILE, HOSTILE)),
    e.UnitNotFoundError(HOSTILE),
    e.UnitNotFoundError(HOSTILE, ("县水务局",)),
    e.UnitExistsError(HOSTILE),
    e.SameProjectsError(HOSTILE),
    *(e.OrderUnclearError(each) for each in EXAMPLES),
    e.NoticeIncompleteError(2027, date(2027, 10, 1), None),
    e.NoticeIncompleteError(2027, None, date(2027, 10, 8)),
    e.NoticeIncompleteError(2027, None, None),
    e.NotExemptError("P07"),
    h.QuietHourError(time(7, 30), Messages()),
    h.TooManyRestsError(),
    m.YearMissingError("P07", date(2020, 4, 30)),
    e.RangeReversedError(date(2020, 11, 15), date(2020, 10, 1)),
    ExemptionUntilError("P07", HOSTILE),
    mp.MonthsUnreadError("P07", HOSTILE),
    mp.MonthsCountError("P07", 11),
    e.PrivateReasonError(),
    e.ReasonMissingError("P07"),
    e.NothingToPassOnError(HOSTILE),
    e.SamePersonError(HOSTILE),
    e.SeveralLeadersError("P07"),
    *(e.HandoverSettledError(each) for each in ("settled", "done", "cancelled", "gone")),
    e.HandoverLeanedOnError(),
    e.NotAwayError(HOSTILE),
    e.UnknownRoleError(HOSTILE, tuple(Role)),
    e.ProjectNotFoundError(HOSTILE),
    e.ProjectNotFoundError("P0", ("P01", "P02")),
    e.NoProjectMeantError(),
    e.NoCodeGivenError("/history"),
    e.AlreadyRecordedError(),
    e.OfficeReportsForOthersError(None),
    e.OfficeReportsForOthersError("P07"),
    e.AlreadyUndoneError(),
    e.AlreadyUrgedError("P07"),
    e.NothingToCorrectError(),
    e.NotADateError("下周"),
    w.SideBySideError("表", 3),
    e.NothingToExplainError(),
    e.GroupNotFoundError(HOSTILE),
    e.DayNotPastError(date(2020, 6, 30)),
    e.RankingTakesADayError("石建平"),
    e.NoRecordError(date(2020, 4, 30), None),
    e.NoRecordError(date(2020, 4, 30), date(2020, 5, 8)),
    e.NoMeetingError(),
    e.NumberNotFoundError(HOSTILE),
    e.LaterReportError("P07"),
    *(e.ImportSettledError(each) for each in ("applied", "undone", "cancelled", "gone")),
    e.ImportTooOldError(24),
    e.ImportLeanedOnError(3),
    e.ImportLeanedOnError(1, (("P07", "deadline"), ("P08", "extra.备注")) * 4),
    e.NothingToSendBackError(),
    e.ImportLeanedOnError(0, (), HOSTILE),
    e.OldButtonError(),
    e.FontsMissingError(),
    e.DocumentBrokenError(),
    e.DocumentUnknownError(),
    e.BulletinTemplateError("progres", 3, HOSTILE),
    e.BulletinTemplateError(HOSTILE, 0, ""),
    *(
        e.BulletinTemplateError(HOSTILE, 3, HOSTILE, place=place, fault=fault)
        for place in ("body", "table", "header", "footer")
        for fault in (
            "unknown",
            "private",
            "filter",
            "syntax",
            "unpaired",
            "unclosed",
            "unopened",
        )
    ),
    e.BulletinTemplateError("", 0, "", fault="whole"),
    e.BulletinSettledError(),
    e.SecondPersonNeededError(),
    e.BulletinNumberError(""),
    e.BulletinNumberError(HOSTILE),
    e.BulletinNumberError("县政督〔2020〕12号", is_taken=True),
    e.NoDraftError(),
    e.ReturnNotLockedError(),
    e.ReopeningUnexplainedError(),
    e.FileNotTakenError(),
    NotPermittedError(Action.INVITE),
    e.ProjectEndedError("P07", Ending.SPLIT),
    m.NodeDoneError("P07", NODE),
    CampaignNotFoundError("百日攻坚"),
    CampaignDaysError("百日攻坚", date(2020, 6, 1), date(2020, 5, 20)),
    m.DeadlinePastError("P07", None),
    m.DeadlinePastError("P07", date(2020, 5, 1)),
    m.SameDeadlineError("P07", NODE),
    m.NotLaterError("P07", NODE),
    m.NoNodeError("P07", MilestoneKind.IN_USE),
    s.AmountsDifferError("P07", "plan_wan", Decimal(900), Decimal(1000)),
    s.NameTakenError(HOSTILE, "P09"),
    s.NotEndedError("P07"),
    s.LeftForOthersError("P07", ("P41", "P42")),
    s.NotYetError(2021),
    s.AlreadyCarriedError("P07", 2020),
    n.NodeSetError("P07", NODE),
    n.NodeInUseError("P07", NODE),
    n.UnknownNodeError("P07", HOSTILE),
    n.WeightsError("P07", 120),
    m.OutOfOrderError("P07", NODE, replace(NODE, kind=MilestoneKind.START, name=None)),
    w.NotAWorkbookError(HOSTILE),
    w.FileHasPasswordError(HOSTILE),
    w.FileHasMacrosError(HOSTILE),
    w.FileDamagedError(HOSTILE),
    w.FileEmptyError(HOSTILE),
    w.FileTooBigError(HOSTILE, 200),
    w.SheetTooBigError(None, "A99999", 20000, 200),
    w.SheetTooBigError(HOSTILE, "A99999", 20000, 200),
    w.HeaderNotFoundError(HOSTILE, None, None, ()),
    w.HeaderNotFoundError(HOSTILE, HOSTILE, 3, (Field.NAME, Field.OWNER)),
    *(
        FileRefusedError(f"error.{key}", {})
        for key in ("file_too_big", "file_not_fetched", "file_not_readable", "not_permitted")
    ),
]


def kinds(of: type[e.LedgerError] = e.LedgerError) -> set[type[e.LedgerError]]:
    """Return the errors of the program that have words of their own."""
    found = {of} if hasattr(of, "text") else set()
    for each in of.__subclasses__():
        found |= kinds(each)
    return {each for each in found if each.__module__.startswith("bot.")}


def test_every_error_is_among_the_samples() -> None:
    assert {type(each) for each in SAMPLES} == kinds()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "error",
    [pytest.param(each, id=f"{n}: {type(each).__name__}") for n, each in enumerate(SAMPLES)],
)
def test_an_error_is_one_short_line(error: e.LedgerError, language: str) -> None:
    text = cast("str", word_error(error, language).body()["text"])
    assert "\n" not in text
    assert 4 < len(text) < 600
    assert "<b>" not in text
