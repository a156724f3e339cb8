"""What databases would drop is kept: the zone of an instant, the digits of an amount."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from county import ZONE, at
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_entries import Ledger
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from storage.statements import table_of
from storage.tables import Lease, Report
from storage.unit_of_work import Store, Work

_LEASE, _REPORT = table_of(Lease), table_of(Report)


def test_an_instant_comes_back_as_the_same_instant_in_utc(store: Store) -> None:
    morning = at("2020-05-08", "08:30")
    with store.begin() as work:
        work.facts.take_lease("sender", "a", morning, morning)
    with store.read() as work:
        until = work.session.execute(select(_LEASE.c.until)).scalar_one()
    assert until == morning
    assert until.utcoffset() == timedelta(0)
    assert until.astimezone(ZONE).hour == 8


def test_instants_of_different_zones_compare_by_what_they_mean(store: Store) -> None:
    evening_in_county, hour_later = at("2020-05-08", "20:00"), datetime(2020, 5, 8, 13, tzinfo=UTC)
    with store.begin() as work:
        work.facts.take_lease("sender", "a", evening_in_county, evening_in_county)
        earlier = select(_LEASE.c.name).where(_LEASE.c.until < hour_later)
        assert work.session.execute(earlier).scalars().all() == ["sender"]


def test_a_naive_instant_is_refused(store: Store) -> None:
    naive = at("2020-05-08").replace(tzinfo=None)
    with pytest.raises(StatementError, match="without a zone"), store.begin() as work:
        work.facts.take_lease("sender", "a", naive, naive)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example is forgotten
)
@given(amount=st.decimals(Decimal("-1e9"), Decimal("1e9"), places=6, allow_nan=False))
def test_an_amount_comes_back_exact_to_the_fen(
    store: Store, ledger: Ledger, amount: Decimal
) -> None:
    with store.begin() as work:
        _tell(work, ledger, amount)
        stored = work.session.execute(select(_REPORT.c.period_wan)).scalar_one()
        work.forget()
    assert stored == amount


def test_a_sum_in_the_database_is_exact(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        for _ in range(10):
            _tell(work, ledger, Decimal("0.1"))
        total = select(func.sum(_REPORT.c.period_wan, type_=_REPORT.c.period_wan.type))
        assert work.session.execute(total).scalar_one() == 1


def test_an_amount_beyond_the_fen_is_rounded_to_it(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        _tell(work, ledger, Decimal("0.00000049"))
        _tell(work, ledger, Decimal("0.00000151"))
        stored = work.session.execute(select(_REPORT.c.period_wan).order_by(_REPORT.c.id))
        assert stored.scalars().all() == [Decimal(0), Decimal("0.000002")]


def test_a_day_keeps_its_date_and_what_is_not_told_stays_none(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        number = _tell(work, ledger, None, new_date=date(2020, 8, 31))
    with store.read() as work:
        report = work.reports.get(number)
    assert report is not None
    assert report.new_date == date(2020, 8, 31)
    assert report.period_wan is None
    assert report.works_state is None


def _tell(work: Work, ledger: Ledger, period_wan: Decimal | None, **told: object) -> int:
    facts = {"project_id": ledger.project, "text": "", "at": at("2020-05-08")} | told
    return work.reports.add(facts | {"period_wan": period_wan, "for_office": False})
