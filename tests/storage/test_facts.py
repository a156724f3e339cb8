"""Single values, and the lease that one process holds."""

from datetime import timedelta

from county import at

from storage.unit_of_work import Store

NOW = at("2020-05-08")
MINUTE = timedelta(minutes=1)


def test_a_value_is_remembered_in_place_of_the_old_one(store: Store) -> None:
    with store.begin() as work:
        assert work.facts.get("clock") is None
        work.facts.put("clock", "2020-05-08")
        work.facts.put("clock", "2020-05-09")
    with store.read() as work:
        assert work.facts.get("clock") == "2020-05-09"


def test_a_lease_is_taken_renewed_and_refused_to_others(store: Store) -> None:
    with store.begin() as work:
        assert work.facts.take_lease("sender", "a", NOW, NOW + MINUTE)
        assert work.facts.take_lease("sender", "a", NOW, NOW + 2 * MINUTE)
        assert not work.facts.take_lease("sender", "b", NOW + MINUTE, NOW + 3 * MINUTE)


def test_a_lease_that_ran_out_is_free_and_its_former_holder_does_not_get_it_back(
    store: Store,
) -> None:
    later = NOW + 2 * MINUTE
    with store.begin() as work:
        work.facts.take_lease("sender", "a", NOW, NOW + MINUTE)
        assert work.facts.take_lease("sender", "b", later, later + MINUTE)
        assert not work.facts.take_lease("sender", "a", later, later + MINUTE)


def test_the_newest_takes_a_lease_by_force(store: Store) -> None:
    with store.begin() as work:
        work.facts.take_lease("sender", "a", NOW, NOW + MINUTE)
        assert work.facts.take_lease("sender", "b", NOW, NOW + MINUTE, by_force=True)
        assert not work.facts.take_lease("sender", "a", NOW, NOW + MINUTE)


def test_leases_of_different_names_are_independent(store: Store) -> None:
    with store.begin() as work:
        assert work.facts.take_lease("sender", "a", NOW, NOW + MINUTE)
        assert work.facts.take_lease("janitor", "b", NOW, NOW + MINUTE)
