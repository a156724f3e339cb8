"""Which projects a group holds, as a condition of a statement."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, select

from bot.domain.groups import Group, GroupKind
from storage.duties import HELD
from storage.statements import table_of
from storage.tables import CampaignProject, Duty, Project

_T, _D, _C = table_of(Project), table_of(Duty), table_of(CampaignProject)


@dataclass(frozen=True, slots=True)
class Among:
    """Projects to be looked at: a group, and of it those that somebody may see (None: all)."""

    group: Group
    visible: Collection[int] | None = None

    def holds(self, project: "Column[int]") -> list[ColumnElement[bool]]:
        """Return the conditions on the number of a project."""
        conditions: list[ColumnElement[bool]] = []
        if self.visible is not None:
            conditions.append(project.in_(self.visible))
        match self.group.by:
            case GroupKind.UNIT:
                owned = select(_T.c.id).where(_T.c.owner_unit_id == self.group.number)
                conditions.append(project.in_(owned))
            case GroupKind.PERSON:
                held = select(_D.c.project_id).where(_D.c.person_id == self.group.number, HELD)
                conditions.append(project.in_(held))
            case GroupKind.KIND:
                conditions.append(project.in_(select(_T.c.id).where(_T.c.kind == self.group.kind)))
            case GroupKind.CAMPAIGN:
                listed = select(_C.c.project_id).where(_C.c.campaign_id == self.group.number)
                conditions.append(project.in_(listed))
            case GroupKind.ALL:
                pass
        return conditions
