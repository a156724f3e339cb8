import pytest

from bot.sandbox.pace import Pace
from bot.sandbox.refusals import RefusalError


class Stopwatch:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_chat_takes_one_message_a_second() -> None:
    watch = Stopwatch()
    pace = Pace(watch)
    pace.count(1)
    with pytest.raises(RefusalError) as refused:
        pace.count(1)
    assert refused.value.parameters == {"retry_after": 1}
    watch.at = 1.0
    pace.count(1)


def test_thirty_a_second_in_all() -> None:
    watch = Stopwatch()
    pace = Pace(watch)
    for chat in range(30):
        pace.count(chat)
    with pytest.raises(RefusalError, match="Too Many Requests: retry after 1"):
        pace.count(31)
    watch.at = 1.0
    pace.count(31)


def test_a_group_takes_twenty_a_minute() -> None:
    watch = Stopwatch()
    pace = Pace(watch)
    for second in range(20):
        watch.at = float(second)
        pace.count(-5)
    watch.at = 30.0
    with pytest.raises(RefusalError) as refused:
        pace.count(-5)
    assert refused.value.parameters == {"retry_after": 30}
