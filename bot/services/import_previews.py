"""What applying a ledger file would do, as it is shown."""

from bot.domain.ledger_rows import LedgerFile
from bot.domain.outcomes import ChangedProject, ImportPreview, Refusal, SimilarName
from bot.services.ledger_changes import Comparison


def preview_of(
    batch_id: int,
    file_name: str,
    ledger: LedgerFile,
    comparison: Comparison,
    *,
    is_stale: bool,
) -> ImportPreview:
    """Return the preview of a file by how it compares with the ledger."""
    return ImportPreview(
        batch_id=batch_id,
        file_name=file_name,
        new=len(comparison.new),
        changed=tuple(
            ChangedProject(each.project.code, each.project.name, each.changes)
            for each in comparison.changed
        ),
        unchanged=comparison.unchanged,
        missing=tuple(f"{each.code} {each.name}" for each in comparison.missing),
        refused=tuple(
            Refusal(each.row, each.name, each.reason.value, each.cell, each.text)
            for each in (*ledger.rejected, *comparison.refused)
        ),
        warned=sum(1 for row in ledger.accepted if row.warnings),
        unread_sheets=ledger.unread_sheets,
        similar=tuple(
            SimilarName(each.position, each.row.row, each.row.name, each.row.owner, each.project)
            for each in comparison.similar
        ),
        kept=comparison.kept,
        is_stale=is_stale,
    )
