"""Special watch 挂牌督战: set and lifted by the office, with a reason."""

import re

from bot.clock import Clock
from bot.domain.errors import OldButtonError, OrderUnclearError, ReasonMissingError
from bot.domain.outcomes import WatchChanged, WhyWatch
from bot.domain.permissions import Action
from bot.domain.records import Person, Project, Source
from bot.services.access import require
from bot.services.projects import Projects
from storage.trail import Change
from storage.unit_of_work import Work

_LINE = re.compile(r"\s*(?P<code>[PpＰｐ][\s-]?[0-9０-９]+)(?:\s+(?P<reason>.*))?$", re.DOTALL)
REASONS = {
    "overdue": "逾期未完成",
    "behind": "进度滞后",
    "leader": "领导要求",
    "lifted": "已见成效",
}
"""What a tap gives as a reason; the office may write its own behind the word."""
LIFTED = "lifted"


class Watches:
    """Puts projects under special watch: a closer ladder and a section of their own."""

    def __init__(self, work: Work, clock: Clock, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects

    def hear(self, person: Person, words: str, source: Source, *, on: bool) -> WatchChanged:
        """Set or lift the watch on the project of a line such as `P07 久拖不决`.

        Raises:
            OrderUnclearError: It names no project.
            ReasonMissingError: It gives no reason.
        """
        require(person, Action.WATCH_SPECIALLY)
        found = _LINE.match(words)
        if found is None:
            raise OrderUnclearError("watch")
        project = self.projects.find(found["code"])
        return self.change(person, project, (found["reason"] or "").strip(), source, on=on)

    def ask(self, person: Person, project: Project) -> WhyWatch:
        """Return the reasons among which the office taps one."""
        require(person, Action.WATCH_SPECIALLY, project)
        return WhyWatch(project)

    def tapped(
        self, person: Person, project: Project, reason: str, source: Source
    ) -> WatchChanged:
        """Set or lift the watch for a reason that was tapped.

        Raises:
            OldButtonError: There is no such reason.
        """
        if reason not in REASONS:
            raise OldButtonError
        return self.change(person, project, REASONS[reason], source, on=reason != LIFTED)

    def change(
        self, person: Person, project: Project, reason: str, source: Source, *, on: bool
    ) -> WatchChanged:
        """Set or lift the watch on a project; its nodes are looked at again today."""
        require(person, Action.WATCH_SPECIALLY, project)
        if not reason:
            raise ReasonMissingError(project.code)
        today = self.clock.today()
        since = today if on else None
        self.work.projects.change(
            project.id, watched_on=since, watch_reason=reason if on else None
        )
        for node in project.milestones:
            if node.done_on is None:
                self.work.milestones.change(node.id, next_check_on=today)
        change = Change(
            "project", project.id, "watched_on", project.watched_on, since, project.id, reason
        )
        self.work.trail.add([change], self.clock.now(), person.id, source)
        return WatchChanged(project, reason, on=on)
