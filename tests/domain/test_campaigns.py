"""What an order about a campaign says."""

from datetime import date

import pytest

from bot.domain.orders.campaigns import CampaignOrder, last_day, read_campaign

TODAY = date(2020, 5, 8)
END = date(2020, 8, 15)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        pytest.param("", CampaignOrder(""), id="nothing: what runs is asked"),
        pytest.param("百日攻坚", CampaignOrder("百日攻坚"), id="a name alone: how it stands"),
        pytest.param(
            "百日攻坚 5月10日至8月15日 P07、p9",
            CampaignOrder("百日攻坚", date(2020, 5, 10), END, ("P07", "P09")),
            id="both days and projects",
        ),
        pytest.param(
            "百日攻坚 P07 8月15日前",
            CampaignOrder("百日攻坚", None, END, ("P07",)),
            id="a last day alone",
        ),
        pytest.param(
            "百日攻坚 5月1日至8月15日 P07",
            CampaignOrder("百日攻坚", None, END, ("P07",)),
            id="a first day that is over counts from today",
        ),
        pytest.param(
            "百日攻坚 减 P07 P09",
            CampaignOrder("百日攻坚", drops=("P07", "P09")),
            id="projects taken off",
        ),
        pytest.param("百日攻坚 结束", CampaignOrder("百日攻坚", ends=True), id="the end"),
        pytest.param(
            "Hundred Days P07 by 15 August",
            CampaignOrder("Hundred Days", None, END, ("P07",)),
            id="in English",
        ),
        pytest.param(
            "大干一百天2020 P07",
            CampaignOrder("大干一百天2020", adds=("P07",)),
            id="a year in the name",
        ),
    ],
)
def test_an_order_is_read(text: str, order: CampaignOrder) -> None:
    assert read_campaign(text, TODAY) == order


def test_a_hundred_days_include_the_first() -> None:
    assert (last_day(TODAY) - TODAY).days == 99
