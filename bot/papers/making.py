"""What the render process calls: each paper loads its library there, and only there."""

from bot.papers.ledger_lines import LedgerPaper


def make_ledger(paper: LedgerPaper) -> bytes:
    """Return the ledger as an .xlsx file."""
    from bot.papers.ledgers import render_ledger  # noqa: PLC0415 -- see above

    return render_ledger(paper)
