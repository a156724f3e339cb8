"""The office's closed vocabularies, as written to the store and to files."""

from enum import StrEnum


class Kind(StrEnum):
    """建设性质: how a project stands to the year's plan."""

    CONTINUED = "续建"
    NEW = "新建"
    PREPARATORY = "前期"


class MilestoneKind(StrEnum):
    """What is due by a milestone's deadline; the values are those of ledger files.

    An OWN node is the county's and is told by its name.
    """

    START = "start"
    FINISH = "complete"
    IN_USE = "in_use"
    OWN = "own"


class WorksState(StrEnum):
    """形象状态, in the order in which works advance; suspended stands outside it."""

    NOT_STARTED = "not_started"
    PRE = "pre"
    STARTED = "started"
    STRUCTURE_DONE = "structure_done"
    FINISHING = "finishing"
    COMPLETED = "completed"
    ACCEPTED = "accepted"
    SUSPENDED = "suspended"

    @property
    def has_started(self) -> bool:
        """Whether works have begun; what is suspended has begun before."""
        return self not in {WorksState.NOT_STARTED, WorksState.PRE}

    @property
    def is_completed(self) -> bool:
        """Whether the works are done, accepted or not."""
        return self in {WorksState.COMPLETED, WorksState.ACCEPTED}


class Period(StrEnum):
    """The time in which an amount of investment was done."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class ProcedureStep(StrEnum):
    """前期手续, in the required order."""

    CONCEPT = "谋划"
    APPLICATION = "申报"
    APPROVAL = "审批"
    PLANNING = "规划"
    LAND = "用地"
    EIA = "环评"
    CONSTRUCTION = "建设"
    STATISTICS = "统计"


class MoveKind(StrEnum):
    """How a deadline came to be moved: asked for (延期), or decided elsewhere (调整)."""

    EXTENSION = "extension"
    ADJUSTMENT = "adjustment"


class Ending(StrEnum):
    """How a project left the lists; what it was stays in the ledger."""

    WITHDRAWN = "withdrawn"
    SPLIT = "split"
    MERGED = "merged"


class Role(StrEnum):
    """What a person is to the county; the values are those of `--role`."""

    CHIEF = "chief"
    LEADER = "leader"
    LINE_LEADER = "line_leader"
    UNIT_HEAD = "unit_head"
    RESPONSIBLE = "responsible"
    LIAISON = "liaison"
    OFFICE = "office"
    PLANNING = "planning"
    STATISTICS = "statistics"
    FINANCE = "finance"
    READER = "reader"

    @property
    def is_post(self) -> bool:
        """Whether the role is held over certain projects, and passes on with them."""
        return self in {
            Role.LEADER,
            Role.LINE_LEADER,
            Role.UNIT_HEAD,
            Role.RESPONSIBLE,
            Role.LIAISON,
        }


class Light(StrEnum):
    """红黄绿灯; GREY is 无数: no money reported, which is not green."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"


class Status(StrEnum):
    """How sure a reading of a text is."""

    OK = "ok"
    ASK = "ask"
    NONE = "none"
