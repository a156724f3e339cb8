from datetime import date, timedelta

from county import at
from ledger_entries import Ledger, standing_row

from bot.domain.lights import Streak
from bot.domain.records import Source
from storage.trail import Change
from storage.unit_of_work import Store

FRIDAY = date(2020, 5, 8)
NOW = at("2020-05-08")


def test_a_day_has_one_standing_a_project_however_often_it_is_put(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        for weeks in (1, 2):
            row = standing_row(ledger.project, FRIDAY, weeks_behind=weeks)
            work.standings.put(FRIDAY, [ledger.project], [row])
        assert work.standings.streaks(FRIDAY, [ledger.project]) == {ledger.project: Streak(2, 0)}
        assert work.projects.all()[0].weeks_behind == 2


def test_the_last_day_stored_up_to_a_day_is_found(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        assert work.standings.last_day(FRIDAY) is None
        for days in (0, 3):
            day = FRIDAY + timedelta(days=days)
            work.standings.put(day, [ledger.project], [standing_row(ledger.project, day)])
        assert work.standings.last_day(FRIDAY + timedelta(days=2)) == FRIDAY
        assert work.standings.first_day() == FRIDAY


def test_what_the_trail_or_a_report_is_about_was_touched(store: Store, ledger: Ledger) -> None:
    project, soon = ledger.project, NOW + timedelta(minutes=1)
    with store.begin() as work:
        assert work.standings.touched(0, 0) == []
        assert work.standings.settled(NOW) == (0, 0)
        change = Change("project", project, "percent", None, 60, project)
        work.trail.add([change], NOW, ledger.owner, Source())
        work.trail.add([change], soon, ledger.owner, Source())
        assert work.standings.touched(0, 0) == [project]
        trail, reports = work.standings.settled(NOW)
        assert work.standings.touched(trail, reports) == [project]
        assert work.standings.touched(*work.standings.settled(soon)) == []
        report = {"project_id": project, "reporter_id": ledger.owner, "at": soon, "text": "照旧"}
        work.reports.add(report | {"resumed": True, "for_office": False, "no_progress": True})
        assert work.standings.touched(trail + 1, 0) == [project]
        assert work.reports.resumed([project], NOW) == {project}
        assert work.reports.resumed([project], soon + timedelta(days=1)) == set()


def test_a_project_taken_out_takes_its_standings_with_it(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.standings.put(FRIDAY, [], [standing_row(ledger.project, FRIDAY)])
        work.projects.remove([ledger.project])
        assert work.standings.first_day() is None
