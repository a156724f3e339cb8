"""What a person may see of the issues of the ranking: list by list, page by page, or as a paper."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.clock import Clock
from bot.domain.errors import NumberNotFoundError, RankingTakesADayError
from bot.domain.outcomes import RankedLine, RankingExplained, RankingShown
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.rankings import LISTS, added_up
from bot.domain.records import Person
from bot.services.access import may, require, require_anywhere
from bot.services.groups import Groups
from bot.services.projects import Projects
from bot.services.ranking_issues import lines_of, weights_of
from bot.services.rankings import Rankings
from bot.texts.catalogue import catalogue
from bot.texts.messages import Document
from storage.tables import RankingIssue
from storage.unit_of_work import Work

LINES_A_PAGE = 8


class RankingLists:
    """Shows issues from their snapshots, to each person what they may see."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        policy: Policy,
        projects: Projects,
        groups: Groups,
        rankings: Rankings,
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects
        self.groups = groups
        self.rankings = rankings

    def make_now(self, person: Person) -> RankingShown:
        """Make an issue by hand, and show it.

        Raises:
            NotPermittedError: The person does not make rankings.
        """
        require(person, Action.MAKE_RANKING)
        self.rankings.make()
        return self.show(person)

    def asked(self, person: Person, words: str) -> RankingShown:
        """Return the last issue, or the last one up to the day that *words* are.

        Raises:
            NotPermittedError: The person sees no project.
            RankingTakesADayError: The words are no day.
        """
        require_anywhere(person, Action.SEE_SUMMARY)
        day = self.groups.day_written(words) if words else self.clock.today()
        if day is None:
            raise RankingTakesADayError(words)
        return self.show(person, until=day)

    def explain(
        self, person: Person, which: str = LISTS[0], page: int = 1, until: date | None = None
    ) -> RankingExplained:
        """Return by which weights an issue was made, and what each line of a page comes of."""
        return RankingExplained(self.show(person, which, page, until))

    def why(self, person: Person, number: str) -> RankingExplained:
        """Return what a score of the last issue comes of, with its page of the list.

        Raises:
            NumberNotFoundError: Nobody whom *person* may see has that score.
        """
        today = self.clock.today()
        issue = self.work.rankings.issue(today)
        told = number.strip().removesuffix("分")
        if issue is not None and told.replace(".", "", 1).isdecimal():
            for which in LISTS:
                for position, line in enumerate(self._seen(person, issue, which)):
                    if line["total"] is not None and Decimal(line["total"]) == Decimal(told):
                        return self.explain(person, which, position // LINES_A_PAGE + 1, today)
        raise NumberNotFoundError(number)

    def show(
        self, person: Person, which: str = LISTS[0], page: int = 1, until: date | None = None
    ) -> RankingShown:
        """Return a page of the last issue up to a day: what *person* may see, with the ranks.

        Raises:
            NotPermittedError: The person sees no project.
        """
        require_anywhere(person, Action.SEE_SUMMARY)
        which = which if which in LISTS else LISTS[0]
        today = self.clock.today()
        until = min(until or today, today)
        issue = self.work.rankings.issue(until)
        lines = [] if issue is None else self._seen(person, issue, which)
        pages = max(1, -(-len(lines) // LINES_A_PAGE))
        page = min(max(page, 1), pages)
        start = (page - 1) * LINES_A_PAGE
        shown = lines[start : start + LINES_A_PAGE]
        return RankingShown(
            which=which,
            on=None if issue is None else issue.on,
            lines=() if issue is None else tuple(lines_of(issue, which, shown)),
            page=page,
            pages=pages,
            total=0 if issue is None else len(issue.result.get(which, [])),
            may_make=may(person, Action.MAKE_RANKING) and until == today,
            weights=self.policy.ranking if issue is None else weights_of(issue),
            until=until,
            is_past=until < today,
        )

    def paper(self, person: Person, until: date | None = None) -> Document:
        """Return the last issue up to a day as a workbook: what *person* may see of each list.

        Before the first one, it is for those who make them how a first one would come out today.

        Raises:
            NotPermittedError: The person sees no project.
        """
        from bot.papers.rankings import RankingSheet, render_ranking  # noqa: PLC0415 -- XlsxWriter

        require_anywhere(person, Action.SEE_SUMMARY)
        today = self.clock.today()
        day = until or today
        issue = self.work.rankings.issue(day)
        is_trial = issue is None and day == today and may(person, Action.MAKE_RANKING)
        if is_trial:
            issue = self.rankings.trial()
        words, sheets = catalogue("zh"), []
        for which in LISTS:
            lines = [] if issue is None else self._lines(person, issue, which)
            note = words.plain(
                "ranking.note",
                is_trial=is_trial,
                on=None if issue is None else issue.on,
                count=len(lines),
                ranked=sum(each.rank is not None for each in lines),
                reports=added_up([each.record for each in lines]).reports,
            )
            name = words.plain(f"ranking.button.{which}")
            title = words.plain("ranking.title", list=words.plain(f"ranking.list.{which}"))
            sheets.append(RankingSheet(name, title, note, lines))
        on = day if issue is None else issue.on
        weights = self.policy.ranking if issue is None else weights_of(issue)
        return Document(
            render_ranking(sheets, weights),
            f"{words.plain('ranking.file')}{on:%Y%m%d}.xlsx",
            words.say("ranking.caption", on=None if issue is None else on, is_trial=is_trial),
        )

    def _lines(self, person: Person, issue: RankingIssue, which: str) -> list[RankedLine]:
        return list(lines_of(issue, which, self._seen(person, issue, which)))

    def _seen(self, person: Person, issue: RankingIssue, which: str) -> list[Any]:
        lines: list[Any] = issue.result.get(which, [])
        if may(person, Action.SEE_SUMMARY):
            return lines
        visible = self.projects.visible_to(person, Action.SEE_SUMMARY)
        if which.startswith("units"):
            numbers = {each.owner_unit_id for each in visible}
        else:
            numbers = {each.id for each in visible}
        return [line for line in lines if line["id"] in numbers]
