"""Aware is who was shown a project and says so: 知道了 alone is no proof."""

from cast import Cast

from bot.domain.outcomes import Acknowledged
from bot.domain.terms import Role

LEADER = Role.LEADER


def aware_of(cast: Cast) -> bool:
    with cast.services() as services:
        leader = cast.person(services, LEADER)
        duties = services.projects.find("P02").duties
    return any(each.person_id == leader.id and each.aware_at for each in duties)


def test_words_before_any_card_make_nobody_aware(cast: Cast) -> None:
    (noted,) = cast.hear(LEADER, "知道了")
    assert isinstance(noted, Acknowledged)
    assert (noted.new, noted.left) == (0, noted.total)
    assert not aware_of(cast)


def test_words_after_a_card_acknowledge_what_it_told(cast: Cast) -> None:
    with cast.services() as services:
        leader, duties = cast.person(services, LEADER), services.work.duties
        own = [each.id for each in services.work.projects.of_person(leader.id)]
        for card in duties.open_cards([leader.id], own):
            duties.told(card.duty_id, cast.clock.now(), None)
    (noted,) = cast.hear(LEADER, "知道了")
    assert (noted.new, noted.left) == (noted.total, 0)
    assert aware_of(cast)


def test_the_button_below_the_projects_acknowledges_them_all(cast: Cast) -> None:
    with cast.services() as services:
        noted = services.projects.acknowledge_all(cast.person(services, LEADER))
    assert (noted.new, noted.left) == (noted.total, 0)
    assert aware_of(cast)
