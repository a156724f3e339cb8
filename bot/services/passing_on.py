"""What passes from one person to another: duties, posts, and whatever waits on them."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from bot.clock import Clock
from bot.domain.records import Person
from bot.domain.terms import Role
from bot.services.notices import Notices
from bot.services.projects import Projects
from storage.duties import HeldDuty
from storage.unit_of_work import Work
from storage.units import UnitPost


class Effects(TypedDict):
    """What a handover did, so that it can be undone."""

    projects: list[int]
    ended: list[int]
    begun: list[int]
    posts: list[tuple[int, Role]]
    granted: list[int]
    revoked: list[Role]


@cache
def effects_as_json() -> TypeAdapter[Effects]:
    """Return what writes effects to JSON and reads them back; made when it is first needed."""
    return TypeAdapter(Effects)


class PassingOn:
    """Lets things pass on, and takes them back."""

    def __init__(self, work: Work, clock: Clock, projects: Projects, notices: Notices) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.notices = notices

    def passing(
        self, person_id: int, codes: Sequence[str]
    ) -> tuple[list[HeldDuty], list[UnitPost]]:
        """Return what a person passes on: some projects, or all of them and their posts.

        分管 is a post over a unit and passes on with it, not project by project.
        """
        duties = [
            each
            for each in self.work.duties.held_by(person_id)
            if each.role is not Role.LINE_LEADER
        ]
        if not codes:
            return duties, self.work.units.posts_of(person_id)
        named = {self.projects.find(code).id for code in codes}
        return [each for each in duties if each.project_id in named], []

    def pass_on(
        self,
        old: int,
        new: int,
        day: date,
        duties: Sequence[HeldDuty],
        posts: Sequence[UnitPost],
    ) -> Effects:
        """Let duties and posts pass on from *day*, and what waits on them; return what was done."""
        start = self.clock.midnight(day)
        self.work.duties.end_at([each.id for each in duties], start)
        begun = self.work.duties.add(
            [
                {
                    "project_id": each.project_id,
                    "person_id": new,
                    "role": each.role,
                    "position": each.position,
                    "since": max(start, each.since),
                    "card_due_on": self.clock.today(),
                }
                for each in duties
            ]
        )
        for post in posts:
            self.work.units.give_post(post.unit_id, post.role, new)
        renewed = self.work.duties.renew_line_leaders(start, self.clock.today())
        roles = {each.role for each in duties} | {each.role for each in posts}
        under = {project for _, project in renewed.begun}
        effects: Effects = {
            "projects": sorted({each.project_id for each in duties} | under),
            "ended": [*(each.id for each in duties), *renewed.ended],
            "begun": [*begun, *(duty for duty, _ in renewed.begun)],
            "posts": [(each.unit_id, each.role) for each in posts],
            "granted": self.work.people.grant((new, role) for role in roles),
            "revoked": self.work.people.revoke_roles(old, roles - self._still_held(old)),
        }
        self._pass_what_waits(old, new, effects["projects"])
        return effects

    def take_back(self, effects: Effects, old: int, new: int) -> None:
        """Give *old* back what had passed to *new*."""
        self.work.duties.remove(effects["begun"])
        self.work.duties.reopen(effects["ended"])
        for unit_id, role in effects["posts"]:
            self.work.units.give_post(unit_id, role, old)
        self.work.people.revoke(effects["granted"])
        self.work.people.grant((old, role) for role in effects["revoked"])
        self._pass_what_waits(new, old, effects["projects"])

    def _still_held(self, person_id: int) -> set[Role]:
        duties, posts = self.work.duties.held_by(person_id), self.work.units.posts_of(person_id)
        return {each.role for each in duties} | {each.role for each in posts}

    def _pass_what_waits(self, old: int, new: int, projects: Sequence[int]) -> None:
        """Let reminders, questions and requests that wait for *old* wait for *new*."""
        person, now = self.work.people.by_id(new), self.clock.now()
        self.work.reminders.pass_on(old, new, projects)
        self.work.milestones.pass_on_requests(old, new, projects)
        chat = person.chat_id or 0
        for question in self.work.questions.pass_on(old, new, chat, projects, now):
            order = {"kind": "question", "question": question}
            self.notices.notify(person, f"question:{question}", order)
        for request in self.work.milestones.open_requests(projects):
            self._put_request(request, person)

    def _put_request(self, request_id: int, person: Person) -> None:
        """Put a request for a later date to whoever decides now, if that is *person*."""
        request = self.work.milestones.request(request_id)
        project = self.projects.by_id(request.project_id) if request else None
        if project and project.leaders and project.leaders[0].person_id == person.id:
            order = {"kind": "date_request", "request": request_id}
            self.notices.notify(person, f"date_request:{request_id}", order, project.id)
