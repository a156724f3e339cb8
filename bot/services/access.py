"""How a person stands to a project, and the one place where the permission table is asked."""

from bot.domain.permissions import (
    Action,
    NotPermittedError,
    Relation,
    permit,
    permitted,
    scopes_of,
)
from bot.domain.records import Person, Project
from bot.domain.terms import Role

_BY_DUTY = {
    Role.LEADER: Relation.LEADER,
    Role.RESPONSIBLE: Relation.RESPONSIBLE,
    Role.LIAISON: Relation.LIAISON,
}


def relation_of(person: Person, project: Project) -> Relation:
    """Return every way in which *person* stands to *project*."""
    relation = Relation.NONE
    for duty in project.duties:
        if duty.person_id == person.id:
            relation |= _BY_DUTY[duty.role]
    if person.unit_id == project.owner_unit_id:
        relation |= Relation.SAME_UNIT
    if person.id == project.owner_line_leader_id:
        relation |= Relation.LINE_LEADER
    return relation


def may(person: Person, action: Action, project: Project | None = None) -> bool:
    """Say whether *person* may do *action*, on *project* if it concerns one."""
    relation = relation_of(person, project) if project else Relation.NONE
    return permitted(person.roles, action, relation)


def require(person: Person, action: Action, project: Project | None = None) -> None:
    """Return if *person* may do *action*.

    Raises:
        NotPermittedError: They may not.
    """
    permit(person.roles, action, relation_of(person, project) if project else Relation.NONE)


def require_anywhere(person: Person, action: Action) -> None:
    """Return if there is any project, be it none as yet, on which *person* may do *action*.

    Raises:
        NotPermittedError: Their roles give them none.
    """
    if not scopes_of(person.roles, action):
        raise NotPermittedError(action)
