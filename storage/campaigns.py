"""Campaigns: drives with a list of projects and a last day of their own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, delete, insert, select, update
from sqlmodel import Session

from storage.statements import insert_new_rows, table_of
from storage.tables import Campaign, CampaignProject

_T, _P = table_of(Campaign), table_of(CampaignProject)


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign; both days belong to it."""

    id: int
    name: str
    since: date
    until: date
    ended_on: date | None


class Campaigns:
    """Queries over campaigns."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def called(self, name: str) -> CampaignRow | None:
        """Return the campaign of this name, or None."""
        return self._first(_ROWS.where(_T.c.name == name))

    def by_id(self, campaign_id: int) -> CampaignRow | None:
        """Return a campaign, or None."""
        return self._first(_ROWS.where(_T.c.id == campaign_id))

    def running(self) -> list[CampaignRow]:
        """Return the campaigns that nobody ended, the one with the nearest last day first."""
        statement = _ROWS.where(_T.c.ended_on.is_(None)).order_by(_T.c.until, _T.c.id)
        return [CampaignRow(*row) for row in self.session.execute(statement)]

    def start(self, name: str, since: date, until: date) -> int:
        """Enter a campaign and return its number."""
        statement = insert(_T).values(name=name, since=since, until=until).returning(_T.c.id)
        return int(self.session.execute(statement).scalar_one())

    def change(self, campaign_id: int, **values: date | None) -> None:
        """Change the days of a campaign."""
        self.session.execute(update(_T).where(_T.c.id == campaign_id).values(**values))

    def put_on(self, campaign_id: int, project_ids: Collection[int]) -> None:
        """Put projects on the list; one that is there stays."""
        rows = [{"campaign_id": campaign_id, "project_id": each} for each in project_ids]
        insert_new_rows(self.session, CampaignProject, rows)

    def take_off(self, campaign_id: int, project_ids: Collection[int]) -> None:
        """Take projects off the list."""
        theirs = (_P.c.campaign_id == campaign_id, _P.c.project_id.in_(project_ids))
        self.session.execute(delete(_P).where(*theirs))

    def members(self, campaign_id: int) -> list[int]:
        """Return the numbers of the projects on the list."""
        statement = select(_P.c.project_id).where(_P.c.campaign_id == campaign_id)
        return list(self.session.execute(statement).scalars())

    def _first(
        self, statement: Select[tuple[int, str, date, date, date | None]]
    ) -> CampaignRow | None:
        row = self.session.execute(statement).first()
        return None if row is None else CampaignRow(*row)


_ROWS = select(_T.c.id, _T.c.name, _T.c.since, _T.c.until, _T.c.ended_on)
