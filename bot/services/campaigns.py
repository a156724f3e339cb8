"""Campaigns 攻坚: started, filled and ended by the office; looked at by whoever sees projects."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.clock import Clock
from bot.domain.lights import SEVERITY
from bot.domain.orders.campaigns import (
    CampaignDaysError,
    CampaignNotFoundError,
    CampaignOrder,
    last_day,
    read_campaign,
)
from bot.domain.outcomes import CampaignChanged, CampaignLine, CampaignList
from bot.domain.permissions import Action
from bot.domain.records import Person, Project, Source
from bot.services.access import may, require, require_anywhere
from bot.services.projects import Projects
from storage.campaigns import CampaignRow
from storage.trail import Change
from storage.unit_of_work import Work


class Campaigns:
    """Keeps the lists of campaigns."""

    def __init__(self, work: Work, clock: Clock, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects

    def running(self, person: Person) -> CampaignList:
        """Return the campaigns that run, each with the projects that *person* may see.

        Raises:
            NotPermittedError: The person sees no projects.
        """
        require_anywhere(person, Action.LIST_PROJECTS)
        visible = self.projects.visible_to(person)
        lines = (self._line(each, visible) for each in self.work.campaigns.running())
        return CampaignList(
            tuple(line for line in lines if line.projects or may(person, Action.RUN_CAMPAIGN)),
            may_run=may(person, Action.RUN_CAMPAIGN),
        )

    def hear(self, person: Person, text: str, source: Source) -> CampaignChanged | CampaignList:
        """Carry out the order in *text*; without one return the campaigns that run.

        Raises:
            NotPermittedError: It is not the office.
            ProjectNotFoundError: A code is unknown; then nothing changes.
            CampaignNotFoundError: A campaign that is to change is unknown.
            CampaignDaysError: It would end before it begins, or be over already.
        """
        order = read_campaign(text, self.clock.today())
        if not order.name:
            return self.running(person)
        require(person, Action.RUN_CAMPAIGN)
        added = [self.projects.find(code) for code in order.adds]
        dropped = [self.projects.find(code) for code in order.drops]
        before = self.work.campaigns.called(order.name)
        if before is not None and order.only_names:
            line = self._line(before, self.projects.visible_to(person))
            return CampaignList((line,), may_run=True)
        if before is None and not added:
            raise CampaignNotFoundError(order.name)
        campaign_id = before.id if before else self._start(order)
        if before is not None:
            self._change(before, order)
        self.work.campaigns.put_on(campaign_id, [each.id for each in added])
        self.work.campaigns.take_off(campaign_id, [each.id for each in dropped])
        self._note(campaign_id, order, added, dropped, person, source)
        return CampaignChanged(
            line=self._line(self.by_id(campaign_id), self.projects.visible_to(person)),
            is_new=before is None,
            added=order.adds,
            dropped=order.drops,
            has_ended=order.ends,
        )

    def by_id(self, campaign_id: int) -> CampaignRow:
        """Return a campaign.

        Raises:
            CampaignNotFoundError: There is none of this number.
        """
        found = self.work.campaigns.by_id(campaign_id)
        if found is None:
            raise CampaignNotFoundError(str(campaign_id))
        return found

    def _start(self, order: CampaignOrder) -> int:
        since = order.since or self.clock.today()
        until = order.until or last_day(since)
        self._check(order.name, since, until)
        return self.work.campaigns.start(order.name, since, until)

    def _change(self, before: CampaignRow, order: CampaignOrder) -> None:
        since, until = order.since or before.since, order.until or before.until
        if order.since or order.until:
            self._check(order.name, since, until)
        ended_on = self.clock.today() if order.ends else None
        self.work.campaigns.change(before.id, since=since, until=until, ended_on=ended_on)

    def _check(self, name: str, since: date, until: date) -> None:
        if until < max(since, self.clock.today()):
            raise CampaignDaysError(name, since, until)

    def _note(
        self,
        campaign_id: int,
        order: CampaignOrder,
        added: Sequence[Project],
        dropped: Sequence[Project],
        person: Person,
        source: Source,
    ) -> None:
        """Write the change into the trail of each project."""
        changes = [
            *(
                Change("campaign", campaign_id, "campaign", None, order.name, each.id)
                for each in added
            ),
            *(
                Change("campaign", campaign_id, "campaign", order.name, None, each.id)
                for each in dropped
            ),
        ]
        self.work.trail.add(changes, self.clock.now(), person.id, source)

    def _line(self, campaign: CampaignRow, visible: Sequence[Project]) -> CampaignLine:
        members = set(self.work.campaigns.members(campaign.id))
        own = [each for each in visible if each.id in members]
        lights = Counter(self.projects.standing(each).standing.light for each in own)
        return CampaignLine(
            id=campaign.id,
            name=campaign.name,
            since=campaign.since,
            until=campaign.until,
            today=self.clock.today(),
            projects=len(own),
            completed=sum(each.works_state.is_completed for each in own),
            lights=tuple((each, lights[each]) for each in SEVERITY if lights[each]),
        )
