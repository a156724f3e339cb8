"""The sums of a summary, and a ranking, against reading the same and adding up."""

import tempfile
import time
from collections import Counter
from decimal import Decimal
from functools import partial
from pathlib import Path

from bench.counties import NOW, TODAY, County, build, clock
from bench.figures import Figure, in_turns
from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.domain.groups import ALL
from bot.domain.policies import Policy
from bot.services.services import Services
from storage.groups import Among
from storage.tables import Project, Standing
from storage.unit_of_work import Store

ROUNDS = 3
MANY, RANKED = 100_000, 10_000
PEOPLE = 200
_DONE = text(
    "UPDATE project SET done_year_wan = (id * 7919 % 3000) * 1000000, cumulative_wan = 5000000000"
)


def measure() -> list[Figure]:
    """Return how long sums and ranking take beside loading what they are made of."""
    with tempfile.TemporaryDirectory() as folder:
        store = _county(Path(folder, "sums.db"), MANY)
        sums = in_turns({"ours": partial(_sums, store), "other": partial(_objects, store)}, ROUNDS)
        store = _county(Path(folder, "ranking.db"), RANKED)
        ranking = in_turns({"ours": partial(_rank, store), "other": partial(_rows, store)}, ROUNDS)
    return [
        Figure(
            f"Sums of a summary over {MANY:,} projects, against SQLModel objects added up",
            sums["ours"],
            sums["other"],
            at_most=1 / 40,
        ),
        Figure(
            f"Ranking of {RANKED:,} projects, against reading their rows",
            ranking["ours"],
            ranking["other"],
            at_most=5,
        ),
    ]


def _county(path: Path, projects: int) -> Store:
    store = build(path, County(projects, PEOPLE))
    with store.engine.begin() as connection:
        connection.execute(_DONE)
    with store.begin() as work:
        Services(work, clock(), Policy()).standings.bring_up_to_date()
    return store


def _sums(store: Store) -> float:
    began = time.perf_counter()
    with store.read() as work:
        work.figures.sums(TODAY, Among(ALL))
    return time.perf_counter() - began


def _objects(store: Store) -> float:
    """Load projects as objects with the light of the day, and add up what a summary shows."""
    began = time.perf_counter()
    with Session(store.engine) as session:
        lights = dict(
            session.exec(
                select(Standing.project_id, Standing.light).where(col(Standing.on) == TODAY)
            ).all()
        )
        projects = session.exec(select(Project)).all()
        Counter(lights[each.id or 0] for each in projects)
        Counter((each.kind, each.works_state, each.state_verified) for each in projects)
        for amount in ("total_wan", "plan_wan", "done_year_wan", "cumulative_wan"):
            sum((getattr(each, amount) or Decimal(0) for each in projects), Decimal(0))
    return time.perf_counter() - began


def _rank(store: Store) -> float:
    began = time.perf_counter()
    with store.begin() as work:
        Services(work, clock(), Policy()).rankings.make()
        took = time.perf_counter() - began
        work.forget()
    return took


def _rows(store: Store) -> float:
    began = time.perf_counter()
    with store.read() as work:
        list(work.rankings.entries(TODAY, NOW))
        work.rankings.milestones(TODAY)
        work.session.execute(text("SELECT project_id FROM report")).all()
    return time.perf_counter() - began
