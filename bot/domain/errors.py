"""What a person can get wrong: one type each, carrying data; the words live in the texts."""

from typing import ClassVar


class LedgerError(Exception):
    """Something a person did that the ledger cannot take; answered in one sentence.

    Subclasses name the key of their sentence in `text` and keep what it needs as attributes.
    """

    text: ClassVar[str]
