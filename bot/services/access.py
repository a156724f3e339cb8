"""How a person stands to a project, and the one place where the permission table is asked.

Whoever stands in for somebody may do what that person's duties let them do, and on these alone.
"""

from bot.domain.permissions import (
    Action,
    NotPermittedError,
    Relation,
    permitted,
    scopes_of,
    tells_of_obstruction,
)
from bot.domain.records import Person, Project
from bot.domain.terms import Role

_BY_DUTY = {
    Role.LEADER: Relation.LEADER,
    Role.LINE_LEADER: Relation.LINE_LEADER,
    Role.RESPONSIBLE: Relation.RESPONSIBLE,
    Role.LIAISON: Relation.LIAISON,
}


def relation_of(person: Person, project: Project) -> Relation:
    """Return every way in which *person* alone stands to *project*."""
    relation = Relation.NONE
    for duty in project.duties:
        if duty.person_id == person.id:
            relation |= _BY_DUTY[duty.role]
    if person.unit_id == project.owner_unit_id:
        relation |= Relation.SAME_UNIT
    return relation


def may(person: Person, action: Action, project: Project | None = None) -> bool:
    """Say whether *person* may do *action*, on *project* if it concerns one."""
    return any(
        permitted(each.roles, action, relation_of(each, project) if project else Relation.NONE)
        for each in (person, *person.principals)
    )


def may_read(person: Person, text: str, project: Project) -> bool:
    """Say whether *person* may read what was told of *project*: 阻工 is not for everybody."""
    return not tells_of_obstruction(text) or may(person, Action.SEE_OBSTRUCTION, project)


def require(person: Person, action: Action, project: Project | None = None) -> None:
    """Return if *person* may do *action*.

    Raises:
        NotPermittedError: They may not.
    """
    if not may(person, action, project):
        raise NotPermittedError(action)


def may_anywhere(person: Person, action: Action) -> bool:
    """Say whether there is any project, be it none as yet, on which *person* may do *action*."""
    return any(scopes_of(each.roles, action) for each in (person, *person.principals))


def require_anywhere(person: Person, action: Action) -> None:
    """Return if there is any project, be it none as yet, on which *person* may do *action*.

    Raises:
        NotPermittedError: Their roles give them none.
    """
    if not may_anywhere(person, action):
        raise NotPermittedError(action)
