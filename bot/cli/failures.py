"""What can be wrong with an installation, each in one sentence that says what to do."""

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.domain.errors import LedgerError
from bot.settings import SettingsError
from bot.texts.answers import word_error
from bot.texts.messages import without_marks
from storage.schema import NewerDatabaseError

_DATABASE = (
    ("locked", "The database is locked by another process; stop it, or wait and try again."),
    ("readonly", "The database is read-only; make the file and its folder writable."),
    ("malformed", "The database is damaged; restore it from a backup."),
    ("not a database", "The file is not a database; check DUBAN_DATABASE_URL."),
    ("unable to open", "The database cannot be opened; check DUBAN_DATABASE_URL and its folder."),
    ("connection", "The database cannot be reached; check DUBAN_DATABASE_URL and the server."),
)


def sentence_for(error: Exception) -> str | None:
    """Return the sentence for what the operator must put right, None if it is a bug of ours."""
    match error:
        case SettingsError():
            return str(error)
        case NewerDatabaseError():
            return (
                f"The database is at version {error.found}, newer than this program; "
                "install the version of duban that made it."
            )
        case LedgerError():
            return without_marks(word_error(error, "zh").text)
        case ArgumentError() | NoSuchModuleError():
            return "DUBAN_DATABASE_URL cannot be used; write sqlite:///FILE or postgresql://…"
        case DBAPIError():
            words = str(error.orig).lower()
            return next((advice for sign, advice in _DATABASE if sign in words), None)
    return None
