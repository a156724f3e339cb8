from collections import Counter
from datetime import date

from bot.domain.ledger_rows import Reason
from bot.domain.terms import Kind
from bot.papers.sample_county import sample_county
from bot.workbooks.ledgers import read_ledger

TODAY = date(2020, 5, 8)
LEDGER = read_ledger(sample_county(), "清禾县.xlsx", TODAY)


def test_the_sample_county_has_forty_projects_and_two_refused_rows() -> None:
    assert Counter(row.kind for row in LEDGER.accepted) == {Kind.CONTINUED: 18, Kind.NEW: 22}
    assert [row.reason for row in LEDGER.rejected] == [Reason.MISSING_LEADER, Reason.BAD_AMOUNT]
    assert all(row.person and row.phone and row.line_leaders for row in LEDGER.accepted)


def test_every_rung_before_a_deadline_is_shown_on_the_first_day() -> None:
    days_left = [(row.deadline - TODAY).days for row in LEDGER.accepted]

    assert {14, 7, 3, 1, 0} <= set(days_left)
    assert sum(days < 0 for days in days_left) == 3


def test_the_people_of_the_tour_have_enough_to_show() -> None:
    leaders = Counter(name for row in LEDGER.accepted for name in row.leaders)
    people = Counter(row.person for row in LEDGER.accepted)

    assert leaders.most_common(1) == [("石建平", 7)]
    assert people["孙志明"] == 4
