"""Which function words which record."""

from collections.abc import Callable
from functools import singledispatch

from bot.texts.catalogue import Catalogue
from bot.texts.messages import Message


@singledispatch
def worded(outcome: object, _words: Catalogue) -> Message:
    """Return the message that tells *outcome*; each kind of record registers its own."""
    msg = f"no words for {type(outcome).__name__}"
    raise TypeError(msg)


def simply(keys: dict[type, str]) -> None:
    """Register records that are told by one entry of the catalogue, without buttons."""
    for kind, key in keys.items():
        worded.register(kind)(_by_entry(key))


def _by_entry(key: str) -> Callable[[object, Catalogue], Message]:
    def tell(outcome: object, words: Catalogue) -> Message:
        return Message(words.say(key, it=outcome))

    return tell
