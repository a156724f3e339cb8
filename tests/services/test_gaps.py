"""What keeps the county from knowing is listed, each vacancy of a unit once, and settled by taps."""

from datetime import timedelta
from decimal import Decimal

import pytest
from cast import UNIT, Cast, id_of
from county import at

from bot.domain.errors import OldButtonError, SeveralLeadersError, UnitNotFoundError
from bot.domain.outcomes import Ask, Contact, Gaps, PersonLine, PersonNamed
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import Role
from storage.statements import table_of
from storage.tables import Outbox, OutboxState


def gaps(cast: Cast) -> Gaps:
    with cast.services() as services:
        return services.gaps.gaps(cast.person(services, Role.OFFICE))


def lines(cast: Cast) -> dict[str, PersonLine]:
    with cast.services() as services:
        return {each.person.name: each for each in services.rosters.lines()}


def vacate(cast: Cast, role: Role) -> None:
    with cast.services() as services:
        project = services.projects.find("P02")
        holders = [each.person_id for each in project.duties if each.role is role]
        services.work.duties.end(project.id, role, holders, cast.clock.now())


def dispute(cast: Cast, role: Role) -> None:
    with cast.services() as services:
        person = cast.person(services, role)
        services.projects.dispute(person, services.projects.find("P02"))


def say(cast: Cast, role: Role) -> None:
    with cast.services() as services:
        services.people.recognised(1000 + id_of(services, role))


def send(cast: Cast, role: Role) -> None:
    """Let something unprompted arrive in a person's chat now."""
    with cast.services() as services:
        number = id_of(services, role)
        services.work.outbox.add(
            1000 + number, cast.clock.now(), render={"kind": "digest"}, person_id=number
        )
        rows = table_of(Outbox)
        now = cast.clock.now()
        services.work.session.execute(
            rows.update()
            .values(state=OutboxState.SENT, sent_at=now)
            .where(rows.c.sent_at.is_(None))
        )


# what is missing


def test_a_vacancy_is_told_once_a_unit(cast: Cast) -> None:
    found = gaps(cast)
    of_unit = [each.role for each in found.vacancies if each.unit == UNIT]
    assert of_unit == [], "the cast heads this unit"
    units = [(each.unit, each.role) for each in found.vacancies]
    assert len(units) == len(set(units))
    assert max(each.projects for each in found.vacancies) > 1


def test_projects_without_leader_or_person_are_listed(cast: Cast) -> None:
    before = gaps(cast)
    vacate(cast, Role.LEADER)
    vacate(cast, Role.RESPONSIBLE)
    found = gaps(cast)
    assert "P02" in [each.code for each in found.without_leader]
    assert len(found.unstaffed) == len(before.unstaffed) + 1


def test_both_rates_count_projects_all_of_whose_leaders_know(cast: Cast) -> None:
    assert gaps(cast).aware_leaders.numerator == 0
    with cast.services() as services:
        for each in services.projects.find("P02").leaders:
            services.work.duties.aware(each.person_id, cast.clock.now())
        services.work.duties.aware(id_of(services, Role.LINE_LEADER), cast.clock.now())
    found = gaps(cast)
    assert found.aware_leaders.numerator >= 1
    assert found.aware_line_leaders.numerator == len(
        [each for each in _of_unit(cast) if each == UNIT]
    )
    assert found.aware_leaders.denominator == found.aware_line_leaders.denominator == Decimal(40)


def _of_unit(cast: Cast) -> list[str]:
    with cast.services() as services:
        return [each.owner for each in services.work.projects.all() if each.owner == UNIT]


# people


def test_each_person_stands_in_one_way(cast: Cast) -> None:
    cast.link(Role.LEADER, Role.LINE_LEADER, Role.UNIT_HEAD, Role.RESPONSIBLE)
    say(cast, Role.LEADER)
    say(cast, Role.UNIT_HEAD)
    with cast.services() as services:
        chat = 1000 + id_of(services, Role.UNIT_HEAD)
        services.work.people.unreachable(chat, cast.clock.now())
    cast.order("请假 陈海平 5月8日")
    found = lines(cast)
    assert found["马国栋"].contact is Contact.LINKED
    assert found["赵副县长"].contact is Contact.UNANSWERED
    assert found["何局长"].contact is Contact.UNREACHABLE
    assert found["陈海平"].contact is Contact.AWAY
    assert found["王主任"].contact is Contact.NOT_LINKED
    assert found["马国栋"].projects > 0


def test_silence_is_counted_in_working_days_from_the_first_message_not_answered(
    cast: Cast,
) -> None:
    cast.link(Role.LEADER)
    say(cast, Role.LEADER)
    cast.clock.set(at("2020-05-08", "08:30"))  # a Friday
    send(cast, Role.LEADER)
    cast.clock.set(at("2020-05-14", "12:00"))
    send(cast, Role.LEADER)
    assert lines(cast)["马国栋"].silent_days == 5, "the Saturday is worked in its place"
    assert lines(cast)["马国栋"].contact is Contact.SILENT
    say(cast, Role.LEADER)
    assert lines(cast)["马国栋"].contact is Contact.LINKED
    cast.clock.set(cast.clock.now() + timedelta(days=30))
    assert lines(cast)["马国栋"].contact is Contact.LINKED, "nothing was asked since"


def test_a_group_is_shown_in_pages(cast: Cast) -> None:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        first = services.rosters.group(office, "not_linked", 1)
        last = services.rosters.group(office, "not_linked", 999)
        unknown = services.rosters.group(office, "nonsense", 1)
    assert first.pages > 1
    assert last.page == first.pages
    assert first.lines[0].projects >= first.lines[-1].projects
    assert unknown.contact is Contact.NOT_LINKED


# disputes


def test_who_says_not_mine_is_told_that_it_stays(cast: Cast) -> None:
    cast.link(Role.LEADER)
    dispute(cast, Role.LEADER)
    assert gaps(cast).disputes == 1
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        first = services.gaps.disputes(office).first
        assert first is not None
        assert (first.name, first.project.code) == ("马国栋", "P02")
        services.gaps.stays(office, first.project.id, first.person_id)
    assert gaps(cast).disputes == 0
    assert len(cast.queued("stays_yours")) == 1
    with cast.services() as services:
        assert id_of(services, Role.LEADER) in services.work.duties.card_due(cast.clock.today())
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        with pytest.raises(OldButtonError):
            services.gaps.stays(office, first.project.id, first.person_id)


def test_what_is_not_somebody_s_is_given_to_somebody_else(cast: Cast) -> None:
    cast.link(Role.OFFICE)
    dispute(cast, Role.LEADER)
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        first = services.gaps.disputes(office).first
        assert first is not None
        source = Source(1000 + office.id, 1)
        asked = services.gaps.ask_successor(office, first.project.id, first.person_id, source)
    assert isinstance(asked, Ask)
    (told,) = cast.hear(Role.OFFICE, "县委书记")
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        services.handovers.settle(office, told.handover_id, Source())
    assert gaps(cast).disputes == 0
    names = [each.name for each in cast.project().leaders]
    assert "县委书记" in names
    assert "马国栋" not in names


def test_another_line_leader_takes_the_whole_unit(cast: Cast) -> None:
    cast.link(Role.OFFICE)
    dispute(cast, Role.LINE_LEADER)
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        first = services.gaps.disputes(office).first
        assert first is not None
        source = Source(1000 + office.id, 1)
        services.gaps.ask_successor(office, first.project.id, first.person_id, source)
    (told,) = cast.hear(Role.OFFICE, "钱副县长")
    assert isinstance(told, PersonNamed)
    assert (told.unit, told.before) == (UNIT, ("赵副县长",))
    assert gaps(cast).disputes == 0


# filling them


def test_the_office_fills_every_vacancy_with_one_line(cast: Cast) -> None:
    vacate(cast, Role.LEADER)
    cast.order("指定 P02 包联领导 县委书记")
    assert [each.name for each in cast.project().leaders] == ["县委书记"]
    unit = next(each.unit for each in gaps(cast).vacancies if each.role is Role.LINE_LEADER)
    cast.order(f"指定 {unit} 分管领导 钱副县长")
    cast.order(f"指定 {unit} 单位负责人 李局长")
    assert unit not in [each.unit for each in gaps(cast).vacancies]
    with cast.services() as services:
        (head,) = services.work.people.by_name("李局长")
        assert head.unit == unit
        assert head.roles == {Role.UNIT_HEAD}


def test_whose_part_among_several_leaders_is_never_guessed(cast: Cast) -> None:
    with cast.services() as services:
        shared = next(each for each in services.work.projects.all() if len(each.leaders) > 1)
    with pytest.raises(SeveralLeadersError):
        cast.order(f"指定 {shared.code} 包联领导 县委书记")


@pytest.mark.parametrize("line", ["指定 P02 包联领导 李新", f"指定 {UNIT} 分管领导 李新"])
def test_a_unit_head_names_nobody_above(cast: Cast, line: str) -> None:
    with pytest.raises(NotPermittedError):
        cast.order(line, Role.UNIT_HEAD)


def test_an_unknown_unit_is_answered_with_similar_ones(cast: Cast) -> None:
    with pytest.raises(UnitNotFoundError) as unknown:
        cast.order("指定 县住建 分管领导 李新")
    assert UNIT in unknown.value.similar


@pytest.mark.parametrize("role", set(Role) - {Role.OFFICE})
def test_only_the_office_sees_the_gaps(cast: Cast, role: Role) -> None:
    with cast.services() as services:
        person = cast.person(services, role)
        for ask in (services.gaps.gaps, services.gaps.disputes, services.rosters.roster):
            with pytest.raises(NotPermittedError):
                ask(person)
