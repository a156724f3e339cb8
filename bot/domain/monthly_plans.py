"""What a project's own plan by month must be."""

from bot.domain.errors import LedgerError


class MonthsUnreadError(LedgerError):
    """Of a plan by month, *words* were not read."""

    text = "error.months_unread"

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code, words)
        self.code = code
        self.words = words


class MonthsCountError(LedgerError):
    """A plan by month has *count* amounts in a row, and not one for each month."""

    text = "error.months_count"

    def __init__(self, code: str, count: int) -> None:
        super().__init__(code, count)
        self.code = code
        self.count = count
