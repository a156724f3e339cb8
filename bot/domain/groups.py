"""Groups of projects that a summary is asked for: all, a unit's, a person's, a kind's, a campaign's."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.terms import Kind


class GroupKind(StrEnum):
    """By what projects are grouped; the values stand in the data of buttons."""

    ALL = "a"
    UNIT = "u"
    PERSON = "p"
    KIND = "k"
    CAMPAIGN = "c"


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the projects; `number` is that of the unit, person or campaign.

    `label` is what people call it.
    """

    by: GroupKind = GroupKind.ALL
    number: int | None = None
    kind: Kind | None = None
    label: str = ""

    @property
    def key(self) -> str:
        """What names the group in a button, such as `u-3`."""
        if self.kind is not None:
            return f"{self.by}-{self.kind.name}"
        return self.by.value if self.number is None else f"{self.by}-{self.number}"


ALL = Group()


def group_of(key: str) -> Group | None:
    """Return the group that a button names, as yet without its label; None if it names none."""
    by, _, which = key.partition("-")
    match by:
        case GroupKind.ALL:
            return ALL
        case GroupKind.KIND if which in Kind.__members__:
            return Group(GroupKind.KIND, kind=Kind[which])
        case GroupKind.UNIT | GroupKind.PERSON | GroupKind.CAMPAIGN if which.isdecimal():
            return Group(GroupKind(by), number=int(which))
    return None
