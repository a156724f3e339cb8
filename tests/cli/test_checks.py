"""`duban check` says of each thing whether it is as it should be."""

from datetime import date
from pathlib import Path

import pytest

from bot.cli.checks import findings
from bot.domain.audits import Difference, Finding
from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.unit_of_work import Store

FINE, BAD = "all went as they should on 2020-05-08", "found 1 that did not go"
STALE = "The last self-audit is of 2020-05-08"


@pytest.mark.parametrize(
    ("now", "found", "words"),
    [
        pytest.param("2020-05-08T18:30", [], FINE, id="the same evening"),
        pytest.param("2020-05-09T10:00", [], FINE, id="the next working day: a Saturday"),
        pytest.param("2020-05-10T10:00", [], STALE, id="on Sunday, Saturday's is missing"),
        pytest.param("2021-05-10T10:00", [], STALE, id="the bot has not run for a year"),
        pytest.param("2020-05-07T18:30", [], STALE, id="the clock was set back"),
        pytest.param(
            "2020-05-08T18:30",
            [Difference(Finding.UNSENT, "P02", "陈海平", 7)],
            BAD,
            id="something did not go",
        ),
    ],
)
def test_the_last_self_audit_must_be_clean_and_recent(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    now: str,
    found: list[Difference],
    words: str,
) -> None:
    url = f"sqlite:///{tmp_path}/duban.db"
    engine = open_engine(url)
    bring_up_to_date(engine)
    with Store(engine).begin() as work:
        work.audits.keep(date(2020, 5, 8), 1, found)
    engine.dispose()
    monkeypatch.setenv("DUBAN_DATABASE_URL", url)
    monkeypatch.setenv("DUBAN_CLOCK", f"{now}:00+08:00")
    monkeypatch.setenv("DUBAN_API_URL", "http://127.0.0.1:9")
    (reminders,) = [each for each in findings() if each.what == "reminders"]
    assert words in reminders.words
    assert reminders.fine is (words == FINE)
