import pytest

from bot.domain.errors import LedgerError
from bot.domain.permissions import (
    _TABLE,
    Action,
    NotPermittedError,
    Relation,
    Scope,
    may_see,
    may_see_phones,
    permit,
    permitted,
    scopes_of,
)
from bot.domain.terms import Role

STRANGER: tuple[Role, ...] = ()

# Where each role stands to a project of its own. The others stand nowhere in particular.
OWN = {
    Role.LEADER: Relation.LEADER,
    Role.LINE_LEADER: Relation.LINE_LEADER,
    Role.UNIT_HEAD: Relation.SAME_UNIT,
    Role.RESPONSIBLE: Relation.RESPONSIBLE,
    Role.LIAISON: Relation.LIAISON,
}

ANYBODY = {Action.REDEEM_INVITE}
SEE_PROJECTS = {Action.LIST_PROJECTS, Action.SEE_CARD, Action.SEE_MONEY, Action.SEE_SUMMARY}
SEE_COUNTY = {*SEE_PROJECTS, Action.SEE_SUMMARY_OF_ALL}
LEAD = {
    Action.ACKNOWLEDGE,
    Action.URGE,
    Action.INSTRUCT,
    Action.DECIDE_DEADLINE_CHANGE,
    Action.ASK_CONSULTATION,
    Action.RECORD_VISIT,
    Action.SEE_OBSTRUCTION,
}
ANSWER = {
    Action.ACKNOWLEDGE,
    Action.REPORT,
    Action.UNDO_REPORT,
    Action.RAISE_DIFFICULTY,
    Action.SEE_DIFFICULTIES,
    Action.SOLVE_DIFFICULTY,
    Action.ASK_DEADLINE_CHANGE,
    Action.ASK_CLOSURE,
    Action.RECORD_PERMIT,
    Action.SEE_PHONES,
}
KEEP = {
    Action.REPORT_FOR_ANOTHER,
    Action.UNDO_REPORT,
    Action.REGISTER_DEADLINE_CHANGE,
    Action.RECORD_PERMIT,
    Action.EDIT_PLAN,
    Action.KEEP_PEOPLE,
    Action.CHANGE_PROJECT,
    Action.IMPORT_LEDGER,
    Action.UNDO_IMPORT,
    Action.EXPORT_LEDGER,
    Action.INVITE,
    Action.SEND_NOW,
    Action.CORRECT,
    Action.VERIFY,
    Action.EXEMPT,
    Action.WATCH_SPECIALLY,
    Action.RUN_CAMPAIGN,
    Action.RELEASE_CASE,
    Action.ISSUE_PAPERS,
    Action.SET_POLICY,
    Action.SEE_GAPS,
    Action.SEE_PHONES,
    Action.SEE_OBSTRUCTION,
    Action.NAME_PEOPLE,
    Action.MAKE_RANKING,
}

# What each may on a project of its own, told role by role as in the rules.
HELP_OUT = {Action.SEE_DIFFICULTIES, Action.STEER_DIFFICULTY, Action.SOLVE_DIFFICULTY}
RIGHTS: dict[Role, set[Action]] = {
    Role.CHIEF: {
        *SEE_COUNTY,
        Action.EXPORT_LEDGER,
        Action.INSTRUCT,
        Action.DECIDE_DEADLINE_CHANGE,
        Action.SEE_OBSTRUCTION,
        *HELP_OUT,
    },
    Role.LEADER: {*SEE_PROJECTS, *LEAD, *HELP_OUT, Action.SEE_PHONES},
    Role.LINE_LEADER: {*SEE_PROJECTS, *LEAD, *HELP_OUT},
    Role.UNIT_HEAD: {*SEE_PROJECTS, *ANSWER, Action.NAME_PEOPLE, Action.SEE_OBSTRUCTION},
    Role.RESPONSIBLE: {*SEE_PROJECTS, *ANSWER},
    Role.LIAISON: {*SEE_PROJECTS, *ANSWER} - {Action.UNDO_REPORT},
    Role.OFFICE: {*SEE_COUNTY, *KEEP, *HELP_OUT, Action.SEE_UNANSWERED},
    Role.PLANNING: {
        *SEE_COUNTY,
        Action.EXPORT_LEDGER,
        Action.EDIT_PLAN,
        Action.MAKE_RANKING,
    },
    Role.STATISTICS: {Action.SEE_MONEY, Action.MARK_IN_STATISTICS},
    Role.FINANCE: {Action.SEE_MONEY, Action.MARK_REVIEWED, Action.MARK_PAID},
    Role.READER: SEE_COUNTY,
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_each_role_may_what_the_rules_give_it_and_no_more(role: Role, action: Action) -> None:
    rights = RIGHTS[role] | ANYBODY | {Action.SEE_HELP}
    assert permitted({role}, action, OWN.get(role, Relation.NONE)) is (action in rights)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("relation", Relation)
def test_a_stranger_may_only_redeem_an_invite(action: Action, relation: Relation) -> None:
    assert permitted(STRANGER, action, relation) is (action in ANYBODY)


@pytest.mark.parametrize("role", OWN)
@pytest.mark.parametrize("action", Action)
def test_who_stands_elsewhere_may_nothing_on_others_projects(role: Role, action: Action) -> None:
    elsewhere = ~OWN[role]
    may = permitted({role}, action, elsewhere)
    assert may is (action in ANYBODY | {Action.SEE_HELP})


def test_two_roles_are_not_mixed_on_one_project() -> None:
    both = {Role.LEADER, Role.RESPONSIBLE}
    assert permitted(both, Action.DECIDE_DEADLINE_CHANGE, Relation.LEADER)
    assert permitted(both, Action.REPORT, Relation.RESPONSIBLE)
    assert not permitted(both, Action.DECIDE_DEADLINE_CHANGE, Relation.RESPONSIBLE)
    assert not permitted(both, Action.REPORT, Relation.LEADER)


def test_a_duty_without_its_role_gives_nothing() -> None:
    assert not permitted({Role.LIAISON}, Action.URGE, Relation.LEADER | Relation.LIAISON)


def test_a_refusal_carries_the_action() -> None:
    permit({Role.OFFICE}, Action.IMPORT_LEDGER)
    with pytest.raises(NotPermittedError) as caught:
        permit({Role.LEADER}, Action.IMPORT_LEDGER)
    assert caught.value.action is Action.IMPORT_LEDGER
    assert isinstance(caught.value, LedgerError)
    assert caught.value.text == "error.not_permitted"


@pytest.mark.parametrize(
    ("roles", "scopes"),
    [
        pytest.param(STRANGER, set(), id="stranger"),
        pytest.param({Role.LEADER}, {Scope.OWN}, id="leader"),
        pytest.param({Role.LINE_LEADER}, {Scope.DEPARTMENT}, id="line leader"),
        pytest.param({Role.LEADER, Role.UNIT_HEAD}, {Scope.OWN, Scope.UNIT}, id="both of two"),
        pytest.param({Role.LEADER, Role.OFFICE}, {Scope.EVERYTHING}, id="everything stands alone"),
        pytest.param({Role.STATISTICS}, set(), id="no list for statistics"),
    ],
)
def test_lists_reach_as_far_as_any_role(roles: set[Role], scopes: set[Scope]) -> None:
    assert scopes_of(roles, Action.LIST_PROJECTS) == scopes


def test_phones_are_for_the_office_and_the_projects_own_people() -> None:
    assert may_see_phones({Role.OFFICE}, Relation.NONE)
    assert may_see_phones({Role.LIAISON}, Relation.LIAISON)
    assert may_see({Role.READER}, Relation.NONE)
    assert not may_see_phones({Role.READER}, Relation.NONE)
    assert not may_see({Role.LEADER}, Relation.NONE)


def test_the_columns_of_the_table_stand_in_the_order_of_the_roles() -> None:
    stranger, *columns = _TABLE.splitlines()[1].split()
    assert stranger == "none"
    assert all(column in role for column, role in zip(columns, Role, strict=True))
