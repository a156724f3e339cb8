"""The pace that Telegram allows is never exceeded, whatever is asked of it and in which order."""

from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import GROUP_PER_MINUTE, PER_SECOND, UNASKED_SHARE, Pace

PRIVATE, GROUP = range(1, 60), range(-3, 0)
FIRST_OF_MANY = 1000
ROUNDING = 1e-6
"""Seconds: far below what the wire adds, far above what sums of floats lose."""

idle = st.floats(0, 2).map(lambda seconds: seconds if seconds > 0.5 else 0.0)
steps = st.lists(st.tuples(idle, st.sampled_from([*PRIVATE, *GROUP])), max_size=200)


@given(steps)
def test_no_window_holds_more_than_telegram_allows(steps: list[tuple[float, int]]) -> None:
    all_times, by_chat = _times(Pace(), steps)
    assert _shortest(all_times, PER_SECOND) >= 1 - ROUNDING
    for chat, times in by_chat.items():
        assert _shortest(times, 1) >= 1 - ROUNDING
        if chat < 0:
            assert _shortest(times, GROUP_PER_MINUTE) >= 60 - ROUNDING


@given(st.integers(1, 100))
def test_a_burst_to_many_chats_goes_as_fast_as_it_may(count: int) -> None:
    times, _ = _times(Pace(), [(0.0, chat) for chat in range(1, count + 1)])
    assert times[-1] <= (count - 1) // PER_SECOND + ROUNDING


def test_what_nobody_waits_for_goes_evenly_and_as_fast_as_its_share() -> None:
    times = _unasked(Pace(), until=10.0)
    assert len(times) >= 10 * PER_SECOND * UNASKED_SHARE - 2
    assert min(later - sooner for sooner, later in pairwise(times)) > 0.04


@given(st.lists(st.floats(0, 3), max_size=PER_SECOND - 20))
def test_an_answer_never_waits_for_a_morning_of_bundled_messages(answers: list[float]) -> None:
    """As many answers as room is kept for, whenever they are asked for."""
    pace = Pace()
    sent = 0.0
    for number, at in enumerate(sorted(answers)):
        _unasked(pace, sent, at)
        assert pace.until_slot(number, at) == 0
        pace.took(number, at)
        sent = at


@given(st.integers(1, 40))
def test_what_is_under_way_takes_its_place_already(under_way: int) -> None:
    pace = Pace()
    _unasked(pace, until=0.9)
    assert pace.until_unasked(0.99) == 0
    assert (pace.until_unasked(0.99, under_way) > 0) == (under_way > 1)


@given(st.floats(0.1, 600))
def test_a_429_in_private_pauses_all_and_in_a_group_only_the_group(seconds: float) -> None:
    pace = Pace()
    pace.pause(-1, seconds, 0)
    assert pace.until_slot(-1, 0) == seconds
    assert pace.until_slot(1, 0) == 0
    pace.pause(1, seconds, 0)
    assert pace.room(0) == 0
    assert pace.until_slot(2, 0) == seconds
    assert pace.until_slot(2, seconds) == 0


def test_a_second_429_does_not_shorten_the_pause() -> None:
    pace = Pace()
    pace.pause(1, 30, 0)
    pace.pause(2, 1, 0)
    assert pace.until_room(0) == 30


def test_chats_that_have_rested_are_forgotten() -> None:
    pace = Pace()
    pace.took(1, 0)
    pace.took(-1, 0)
    assert set(pace.resting(0.5)) == {1, -1}
    assert set(pace.resting(1.5)) == {-1}
    assert pace.resting(3.5) == {}


def _unasked(pace: Pace, begin: float = 0.0, until: float = 1.0) -> list[float]:
    """Send to one chat after the other what nobody waits for, as fast as it may go."""
    now, times = begin, []
    while (now := now + max(pace.until_unasked(now), ROUNDING)) < until:
        pace.took_unasked(now)
        pace.took(FIRST_OF_MANY + int(now * 1000), now)
        times.append(now)
    return times


def _times(
    pace: Pace, steps: list[tuple[float, int]]
) -> tuple[list[float], dict[int, list[float]]]:
    """Return when each message went out, in all and by chat; each waits as long as it is told."""
    now, times, by_chat = 0.0, [], defaultdict(list)
    for pause, chat in steps:
        now += pause
        while (wait := pace.until_slot(chat, now)) > 0:
            now += max(wait, ROUNDING / 1000)
        pace.took(chat, now)
        times.append(now)
        by_chat[chat].append(now)
    return times, by_chat


def _shortest(times: list[float], most: int) -> float:
    """Return in how short a time one more than *most* went out."""
    spans = (later - sooner for sooner, later in zip(times, times[most:], strict=False))
    return min(spans, default=float("inf"))
