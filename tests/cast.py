"""The fixed cast: a person for each role, and a county in which p1 has been imported."""

import tempfile
from functools import cache
from pathlib import Path

from county import P1, ZONE, at

from bot.clock import FrozenClock
from bot.domain.outcomes import Invited
from bot.domain.policies import Policy
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.services.services import Services
from bot.workbooks.ledgers import read_ledger
from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.unit_of_work import Store

UNIT = "县住建局"
"""Owner of P02 县城主街道建设项目, with which each of the cast has to do as their role says."""

CAST = {
    Role.CHIEF: "县委书记",
    Role.LEADER: "马国栋",
    Role.LINE_LEADER: "赵副县长",
    Role.UNIT_HEAD: "何局长",
    Role.RESPONSIBLE: "陈海平",
    Role.LIAISON: "联络员小林",
    Role.OFFICE: "王主任",
    Role.PLANNING: "发改局老孙",
    Role.STATISTICS: "统计局老钱",
    Role.FINANCE: "财政局老李",
    Role.READER: "审计局老周",
}
_OF_THE_UNIT = {Role.UNIT_HEAD, Role.RESPONSIBLE, Role.LIAISON}


@cache
def county_database() -> bytes:
    """Return a database that holds p1 and the cast, nobody of it linked; made once a session."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "county.db"
        engine = open_engine(f"sqlite:///{path}")
        bring_up_to_date(engine)
        clock = FrozenClock(at("2020-05-08"), ZONE)
        with Store(engine).begin() as work:
            _populate(Services(work, clock, Policy()))
        engine.dispose()
        return path.read_bytes()


def _populate(services: Services) -> None:
    ledger = read_ledger(P1.read_bytes(), P1.name, services.clock.today())
    batch = services.imports.preview(None, P1.name, ledger).batch_id
    services.imports.apply(None, batch, Source())
    for role, name in CAST.items():
        unit = UNIT if role in _OF_THE_UNIT else None
        services.people.invite(name, "duban_bot", unit=unit, role=role)
    work = services.work
    line_leader = id_of(services, Role.LINE_LEADER)
    work.people.change_unit(work.people.units()[UNIT], line_leader_id=line_leader)
    project = services.projects.find("P02")
    work.projects.add_duties(
        [
            {
                "project_id": project.id,
                "person_id": id_of(services, Role.LIAISON),
                "role": Role.LIAISON,
                "position": 0,
                "since": services.clock.now(),
            }
        ]
    )


def id_of(services: Services, role: Role) -> int:
    """Return the number of the one of the cast who plays *role*."""
    (person,) = services.work.people.by_name(CAST[role])
    return person.id


def payload_of(invited: object) -> str:
    """Return what the link of a single invite starts the bot with."""
    assert isinstance(invited, Invited)
    return invited.lines[0].payload
