"""A month of the simulated year around Labour Day; the whole year is `tests/simulation/run.py`."""

from datetime import date
from pathlib import Path
from statistics import median

from simulation.counties import Size
from simulation.run import messages_a_week
from simulation.years import Year

DAYS = 31


def test_a_month_of_a_county_keeps_all_that_is_promised(tmp_path: Path) -> None:
    year = Year.begin(tmp_path, Size(100, 16, 3), date(2020, 4, 13), seed=5)
    year.down_from = date(2020, 5, 6)  # the machine is off in the week after Labour Day
    year.live(DAYS)
    assert year.checks["messages in working hours"] > 100
    assert year.checks["projects asked of"] > 150
    assert year.checks["steps of open cases"] > 20
    assert year.checks["self-audits that found nothing"] >= 13
    leaders, singles = list(year.cast.leaders), list(year.cast.singles)
    assert median(messages_a_week(year, leaders, DAYS)) <= 3
    assert max(messages_a_week(year, singles, DAYS)) <= 2
