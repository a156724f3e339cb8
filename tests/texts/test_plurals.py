"""One of a thing is written so in English."""

from datetime import date

import pytest

from bot.domain.audits import Difference, Finding
from bot.domain.outcomes import AuditFailed
from bot.domain.policies import policy_from
from bot.texts.answers import word
from bot.texts.catalogue import catalogue


@pytest.mark.parametrize(
    ("rung", "words"),
    [
        pytest.param(-1, "1 working day overdue", id="one"),
        pytest.param(-3, "3 working days overdue", id="three"),
    ],
)
def test_days_overdue(rung: int, words: str) -> None:
    found = (Difference(Finding.STEP_MISSING, "P07", "", rung),)
    assert words in word(AuditFailed(date(2020, 5, 8), found, policy_from({})), "en").text


@pytest.mark.parametrize(("count", "words"), [(1, "1 row is refused"), (2, "2 rows are refused")])
def test_rows_sent_back(count: int, words: str) -> None:
    assert words in catalogue("en").say("import.sent_back", count=count)
