"""The promises hold in whatever order things happen: a small county, driven by hypothesis."""

import tempfile
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from simulation.counties import Size, chat_of
from simulation.years import ZONE, Year

from bot.services.services import Services

FIRST = date(2020, 4, 20)  # Labour Day and its make-up workdays are near
PROJECTS = st.integers(1, 8)
OWNERS = st.integers(1, 5)


class County(RuleBasedStateMachine):
    """What may happen to a county of eight projects, one thing after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.read: Counter[tuple[int, date]] = Counter()

    @initialize(seed=st.integers(0, 99))
    def begin(self, seed: int) -> None:
        self.year = Year.begin(Path(self.folder.name), Size(8, 4, 1), FIRST, seed)
        self.now = datetime.combine(FIRST, time(8), ZONE)

    @rule(hours=st.sampled_from((1, 2, 5, 11, 24, 24, 72, 200)))
    def time_goes_by(self, hours: int) -> None:
        """Downtime is time that goes by without a tick."""
        self.now += timedelta(hours=hours)
        self.year.clock.set(self.now)
        self.year.planner.tick()
        new = self.year.post.deliver(self.year.holder)
        self.year._check_deliveries(new)
        self.read.update((each.chat_id, self.now.date()) for each in new if each.kind == "digest")

    @rule(owner=OWNERS, project=PROJECTS)
    def somebody_reports(self, owner: int, project: int) -> None:
        self.year._do(lambda services: self.year._tell(services, owner, project))

    @rule()
    def the_last_message_is_put_off(self) -> None:
        if self.year.post.delivered:
            self.year._rest(self.year.post.delivered[-1])

    @rule()
    def the_last_message_is_answered(self) -> None:
        if self.year.post.delivered:
            last = self.year.post.delivered[-1]
            if last.person_id in self.year.cast.owners:
                self.year._answer_one(last)

    @rule(owner=OWNERS)
    def somebody_blocks_us(self, owner: int) -> None:
        self.year.post.blocking.add(chat_of(owner))

    @rule(owner=OWNERS)
    def somebody_writes_again(self, owner: int) -> None:
        self.year.post.blocking.discard(chat_of(owner))
        self.year._do(lambda services: services.people.in_chat(chat_of(owner)))

    @rule(owner=OWNERS)
    def somebody_opens_their_chat(self, owner: int) -> None:
        self.year._link(owner)

    @rule(project=PROJECTS, days=st.integers(-20, 40))
    def a_deadline_moves(self, project: int, days: int) -> None:
        day = self.now.date()

        def move(services: Services) -> None:
            node = services.projects.by_id(project).main_milestone
            services.work.milestones.move(node.id, day + timedelta(days), day)

        self.year._do(move)

    @rule(project=PROJECTS)
    def a_node_is_reached_and_opened_again(self, project: int) -> None:
        day = self.now.date()

        def reopen(services: Services) -> None:
            node = services.projects.by_id(project).main_milestone
            services.work.milestones.finish([node.id], day)
            services.work.milestones.reopen([node.id], day)

        self.year._do(reopen)

    @rule()
    def the_process_ends(self) -> None:
        self.year._restart()

    @rule()
    def the_process_dies_while_sending(self) -> None:
        self.year._die_while_sending()

    @invariant()
    def nobody_has_two_bundled_messages_a_day(self) -> None:
        assert max(self.read.values(), default=0) <= 1

    def teardown(self) -> None:
        """At the end the machine is on for three days, and the books are in order."""
        if hasattr(self, "year"):
            self.year.post.blocking.clear()
            day = self.now.date()
            for later in (day + timedelta(days=n) for n in (1, 2, 3)):
                arrived = []
                for hour in (time(8, 30), time(10), time(18), time(21)):
                    self.year.clock.set(datetime.combine(later, hour, ZONE))
                    self.year.planner.tick()
                    arrived += self.year.post.deliver(self.year.holder)
                self.year._check_day(later, arrived)
            self.year.store.engine.dispose()
        self.folder.cleanup()


TestCounty = County.TestCase
TestCounty.settings = settings(
    max_examples=50,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
