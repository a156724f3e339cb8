"""A campaign has a list and days of its own, and a summary of its own."""

from datetime import timedelta

import pytest
from cast import Cast

from bot.domain.errors import LedgerError, ProjectNotFoundError
from bot.domain.orders.campaigns import CampaignDaysError, CampaignNotFoundError
from bot.domain.outcomes import CampaignChanged, CampaignList, Summary
from bot.domain.permissions import NotPermittedError
from bot.domain.rates import Tally
from bot.domain.records import Source
from bot.domain.terms import Role


def say(cast: Cast, words: str, role: Role = Role.OFFICE) -> CampaignChanged | CampaignList:
    with cast.services() as services:
        return services.campaigns.hear(cast.person(services, role), words, Source(1, 1))


def changed(cast: Cast, words: str) -> CampaignChanged:
    told = say(cast, words)
    assert isinstance(told, CampaignChanged)
    return told


def test_a_campaign_is_started_counts_its_days_and_is_ended(cast: Cast) -> None:
    today = cast.clock.today()
    started = changed(cast, "百日攻坚 P02 P26")
    assert started.is_new
    assert started.line.projects == 2
    assert (started.line.day_number, started.line.days_left) == (1, 99)
    assert started.line.until == today + timedelta(days=99)

    assert changed(cast, "百日攻坚 减 P26").line.projects == 1
    running = say(cast, "")
    assert isinstance(running, CampaignList)
    assert [each.name for each in running.lines] == ["百日攻坚"]

    assert changed(cast, "百日攻坚 结束").has_ended
    assert say(cast, "") == CampaignList((), may_run=True)


def test_a_summary_of_a_campaign_adds_up_its_projects_alone(cast: Cast) -> None:
    changed(cast, "百日攻坚 P02 P26")
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        summary = services.summaries.asked(office, ["百日攻坚"])
    assert isinstance(summary, Summary)
    assert summary.group.label == "百日攻坚"
    assert summary.headline.sums[Tally.PROJECTS] == 2


def test_each_sees_of_a_campaign_what_is_theirs(cast: Cast) -> None:
    changed(cast, "百日攻坚 P01 P02")
    theirs = say(cast, "", Role.LEADER)
    assert isinstance(theirs, CampaignList)
    assert [each.projects for each in theirs.lines] == [1]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param("百日攻坚 加 P999", ProjectNotFoundError, id="an unknown code"),
        pytest.param("春季行动 减 P02", CampaignNotFoundError, id="an unknown campaign"),
    ],
)
def test_a_wrong_order_changes_nothing(cast: Cast, words: str, error: type[LedgerError]) -> None:
    with pytest.raises(error):
        say(cast, words)
    assert say(cast, "") == CampaignList((), may_run=True)


def test_a_campaign_cannot_be_over_before_it_begins(cast: Cast) -> None:
    until = changed(cast, "百日攻坚 P02 6月1日到8月15日").line.until
    with pytest.raises(CampaignDaysError):
        say(cast, "百日攻坚 5月20日前")
    assert changed(cast, "百日攻坚 加 P26").line.until == until


def test_only_the_office_runs_campaigns(cast: Cast) -> None:
    with pytest.raises(NotPermittedError):
        say(cast, "百日攻坚 P02", Role.LEADER)
