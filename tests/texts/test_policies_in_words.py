"""What is said of the rules in force names the days that these count in."""

from datetime import date

import pytest

from bot.domain.audits import Difference, Finding
from bot.domain.outcomes import AuditFailed, PolicyInWords
from bot.domain.policies import Policy, policy_from
from bot.texts.answers import word

USUAL = policy_from({})
OTHER = policy_from({"reminders": {"days": "working"}, "escalation": {"days": "calendar"}})


@pytest.mark.parametrize(
    ("policy", "before", "upwards"),
    [
        pytest.param(USUAL, "包联领导14、3、0天", "1个工作日报单位负责人", id="as usual"),
        pytest.param(
            OTHER, "包联领导14、3、0个工作日", "1天报单位负责人", id="the other way round"
        ),
    ],
)
def test_the_policy_names_the_days_it_counts_in(policy: Policy, before: str, upwards: str) -> None:
    text = word(PolicyInWords(policy, None), "zh").text
    assert before in text
    assert upwards in text


@pytest.mark.parametrize(
    ("policy", "missing"),
    [
        pytest.param(USUAL, "逾期3个工作日应上报", id="as usual"),
        pytest.param(OTHER, "逾期3天应上报", id="the other way round"),
    ],
)
def test_so_does_the_audit(policy: Policy, missing: str) -> None:
    found = (Difference(Finding.STEP_MISSING, "P07", "", -3),)
    text = word(AuditFailed(date(2020, 5, 8), found, policy), "zh").text
    assert missing in text
