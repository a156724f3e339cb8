"""The bulletin on its way from draft to issue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BulletinShown:
    """A bulletin as it stands, and what its reader may do with it.

    `days_old` says of how many days ago its figures are, while it is on its way.
    `lines` are what leaders will read of it; who approves it approves them too. `state` is draft, submitted, approved, issued or dropped. `told` are those it went to (or who
    are asked to approve it), `not_reached` whom the office must tell in another way, as it must
    the owner units whose head got nothing.
    """

    bulletin_id: int
    version: int
    state: str
    number: str
    title: str
    drafted_by: str
    corrects: str
    verbs: tuple[str, ...]
    lines: tuple[str, ...]
    days_old: int = 0
    told: int = 0
    not_reached: tuple[str, ...] = ()
    units_not_reached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BulletinOffered:
    """A file that is no edit of the current edition: shall it take its place?

    `changed_by` made the current edition, `offer` names the file.
    """

    bulletin_id: int
    version: int
    title: str
    edition: int
    changed_by: str
    offer: str


@dataclass(frozen=True, slots=True)
class BulletinStatus:
    """The bulletin that is being worked on, and the one issued last."""

    open: BulletinShown | None
    issued: BulletinShown | None


@dataclass(frozen=True, slots=True)
class TemplateTaken:
    """The office's own template of the bulletin was taken over; drafts are made by it from now."""

    paragraphs: int
