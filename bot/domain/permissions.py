"""Who may do what: the one permission table of RULES.md section 1, and the questions asked of it.

A right is a cell of the table; nothing else in the program decides about roles.
"""

from collections.abc import Collection
from enum import Flag, StrEnum, auto
from typing import ClassVar

from bot.domain.errors import LedgerError
from bot.domain.terms import Role


class Action(StrEnum):
    """What a person can ask of the program, by a command, a word or a tap."""

    REDEEM_INVITE = auto()
    SEE_HELP = auto()
    LIST_PROJECTS = auto()
    SEE_CARD = auto()
    SEE_MONEY = auto()
    SEE_PHONES = auto()
    SEE_OBSTRUCTION = auto()
    SEE_SUMMARY = auto()
    SEE_SUMMARY_OF_ALL = auto()
    SEE_GAPS = auto()
    ACKNOWLEDGE = auto()
    REPORT = auto()
    UNDO_REPORT = auto()
    RAISE_DIFFICULTY = auto()
    SEE_DIFFICULTIES = auto()
    STEER_DIFFICULTY = auto()
    SOLVE_DIFFICULTY = auto()
    SEE_UNANSWERED = auto()
    ASK_DEADLINE_CHANGE = auto()
    ASK_CLOSURE = auto()
    RECORD_PERMIT = auto()
    NAME_PEOPLE = auto()
    URGE = auto()
    INSTRUCT = auto()
    DECIDE_DEADLINE_CHANGE = auto()
    ASK_CONSULTATION = auto()
    RECORD_VISIT = auto()
    REPORT_FOR_ANOTHER = auto()
    REGISTER_DEADLINE_CHANGE = auto()
    IMPORT_LEDGER = auto()
    UNDO_IMPORT = auto()
    EXPORT_LEDGER = auto()
    INVITE = auto()
    KEEP_PEOPLE = auto()
    SEND_NOW = auto()
    CORRECT = auto()
    VERIFY = auto()
    EXEMPT = auto()
    WATCH_SPECIALLY = auto()
    RELEASE_CASE = auto()
    RUN_CAMPAIGN = auto()
    ISSUE_PAPERS = auto()
    SET_POLICY = auto()
    CHANGE_PROJECT = auto()
    EDIT_PLAN = auto()
    MAKE_RANKING = auto()
    MARK_IN_STATISTICS = auto()
    MARK_REVIEWED = auto()
    MARK_PAID = auto()


class Scope(StrEnum):
    """Over which projects a right reaches; the values are the cells of the table."""

    EVERYTHING = "all"
    OWN = "own"
    DEPARTMENT = "dept"
    UNIT = "unit"
    NOTHING = "-"


class Relation(Flag):
    """How a person stands to a project; several may hold at once."""

    NONE = 0
    LEADER = auto()
    RESPONSIBLE = auto()
    LIAISON = auto()
    SAME_UNIT = auto()
    LINE_LEADER = auto()


def tells_of_obstruction(text: str) -> bool:
    """Say whether *text* tells of works blocked by people, which only some may read.

    Source: RULES.md section 1; the right is `Action.SEE_OBSTRUCTION`.
    """
    return "阻工" in text


class NotPermittedError(LedgerError):
    """The person's roles do not reach so far."""

    text: ClassVar[str] = "error.not_permitted"

    def __init__(self, action: Action) -> None:
        super().__init__(action)
        self.action = action


# The columns are those who ask: first a stranger, who has no role, then each `Role` in its order.
# What a stranger may, everybody may. Some cells are readings of RULES.md rather than its words:
# a unit head answers for the unit and so may report for it; phones are the project's own people's,
# which leaves out line leaders and the chief; the ledger is handed to those it is shared with and
# to the chief, without the phones they may not see. Undoing is of others' reports: one's own may
# always be undone, and a liaison does not overrule the responsible person.
_TABLE = """
                          none  chief lead  line  head  resp  liais offic plan  stat  fin   read
redeem_invite             all   all   all   all   all   all   all   all   all   all   all   all
see_help                  -     all   all   all   all   all   all   all   all   all   all   all

list_projects             -     all   own   dept  unit  own   own   all   all   -     -     all
see_card                  -     all   own   dept  unit  own   own   all   all   -     -     all
see_money                 -     all   own   dept  unit  own   own   all   all   all   all   all
see_phones                -     -     own   -     unit  own   own   all   -     -     -     -
see_obstruction           -     all   own   dept  unit  -     -     all   -     -     -     -
see_summary               -     all   own   dept  unit  own   own   all   all   -     -     all
see_summary_of_all        -     all   -     -     -     -     -     all   all   -     -     all
see_gaps                  -     -     -     -     -     -     -     all   -     -     -     -

acknowledge               -     -     own   dept  unit  own   own   -     -     -     -     -
report                    -     -     -     -     unit  own   own   -     -     -     -     -
undo_report               -     -     -     -     unit  own   -     all   -     -     -     -
raise_difficulty          -     -     -     -     unit  own   own   -     -     -     -     -
see_difficulties          -     all   own   dept  unit  own   own   all   -     -     -     -
steer_difficulty          -     all   own   dept  -     -     -     all   -     -     -     -
solve_difficulty          -     all   own   dept  unit  own   own   all   -     -     -     -
see_unanswered            -     -     -     -     -     -     -     all   -     -     -     -
ask_deadline_change       -     -     -     -     unit  own   own   -     -     -     -     -
ask_closure               -     -     -     -     unit  own   own   -     -     -     -     -
record_permit             -     -     -     -     unit  own   own   all   -     -     -     -
name_people               -     -     -     -     unit  -     -     all   -     -     -     -

urge                      -     -     own   dept  -     -     -     -     -     -     -     -
instruct                  -     all   own   dept  -     -     -     -     -     -     -     -
decide_deadline_change    -     all   own   dept  -     -     -     -     -     -     -     -
ask_consultation          -     -     own   dept  -     -     -     -     -     -     -     -
record_visit              -     -     own   dept  -     -     -     -     -     -     -     -

report_for_another        -     -     -     -     -     -     -     all   -     -     -     -
register_deadline_change  -     -     -     -     -     -     -     all   -     -     -     -
import_ledger             -     -     -     -     -     -     -     all   -     -     -     -
undo_import               -     -     -     -     -     -     -     all   -     -     -     -
export_ledger             -     all   -     -     -     -     -     all   all   -     -     -
invite                    -     -     -     -     -     -     -     all   -     -     -     -
keep_people               -     -     -     -     -     -     -     all   -     -     -     -
send_now                  -     -     -     -     -     -     -     all   -     -     -     -
correct                   -     -     -     -     -     -     -     all   -     -     -     -
verify                    -     -     -     -     -     -     -     all   -     -     -     -
exempt                    -     -     -     -     -     -     -     all   -     -     -     -
watch_specially           -     -     -     -     -     -     -     all   -     -     -     -
release_case              -     -     -     -     -     -     -     all   -     -     -     -
run_campaign              -     -     -     -     -     -     -     all   -     -     -     -
issue_papers              -     -     -     -     -     -     -     all   -     -     -     -
set_policy                -     -     -     -     -     -     -     all   -     -     -     -

change_project            -     -     -     -     -     -     -     all   -     -     -     -
edit_plan                 -     -     -     -     -     -     -     all   all   -     -     -
make_ranking              -     -     -     -     -     -     -     all   all   -     -     -
mark_in_statistics        -     -     -     -     -     -     -     -     -     all   -     -
mark_reviewed             -     -     -     -     -     -     -     -     -     -     all   -
mark_paid                 -     -     -     -     -     -     -     -     -     -     all   -
"""

_DUTIES = {
    Role.LEADER: Relation.LEADER,
    Role.RESPONSIBLE: Relation.RESPONSIBLE,
    Role.LIAISON: Relation.LIAISON,
}


def _read_table(table: str) -> dict[Action, dict[Role | None, Scope]]:
    _, *rows = filter(None, table.splitlines())
    return {
        Action(action): dict(zip((None, *Role), map(Scope, cells), strict=True))
        for action, *cells in map(str.split, rows)
    }


_SCOPES = _read_table(_TABLE)


def permitted(roles: Collection[Role], action: Action, relation: Relation = Relation.NONE) -> bool:
    """Return whether somebody with *roles* may do *action* where they stand in *relation*.

    A role helps only where it is held: who leads one project and is responsible for another
    decides nothing about the second. Leave *relation* out for what concerns no single project;
    then only rights over everything count.
    """
    return any(_reaches(role, _SCOPES[action][role], relation) for role in (None, *roles))


def permit(roles: Collection[Role], action: Action, relation: Relation = Relation.NONE) -> None:
    """Return if the action is permitted.

    Raises:
        NotPermittedError: It is not.
    """
    if not permitted(roles, action, relation):
        raise NotPermittedError(action)


def scopes_of(roles: Collection[Role], action: Action) -> frozenset[Scope]:
    """Return over which projects somebody with *roles* may do *action*: any of these scopes.

    For list queries. Empty when nothing is permitted; `EVERYTHING` stands alone.
    """
    scopes = {_SCOPES[action][role] for role in (None, *roles)} - {Scope.NOTHING}
    return frozenset({Scope.EVERYTHING} if Scope.EVERYTHING in scopes else scopes)


def may_see(roles: Collection[Role], relation: Relation) -> bool:
    """Return whether the project's card is shown."""
    return permitted(roles, Action.SEE_CARD, relation)


def may_see_phones(roles: Collection[Role], relation: Relation) -> bool:
    """Return whether the project's phone numbers are shown."""
    return permitted(roles, Action.SEE_PHONES, relation)


def _reaches(role: Role | None, scope: Scope, relation: Relation) -> bool:
    match scope:
        case Scope.EVERYTHING:
            return True
        case Scope.OWN:
            return role is not None and _DUTIES[role] in relation
        case Scope.DEPARTMENT:
            return Relation.LINE_LEADER in relation
        case Scope.UNIT:
            return Relation.SAME_UNIT in relation
        case Scope.NOTHING:
            return False
