"""What can be wrong with an installation, each in one sentence that says what to do."""

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.domain.errors import LedgerError
from bot.settings import SettingsError
from bot.texts.answers import word_error
from bot.texts.messages import without_marks
from storage.schema import ForeignDatabaseError, NewerDatabaseError

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
    sentence: str | None = None
    match error:
        case SettingsError():
            sentence = str(error)
        case NewerDatabaseError():
            sentence = (
                f"The database is at version {error.found}, newer than this program; "
                "install the version of duban that made it."
            )
        case ForeignDatabaseError():
            sentence = "The database belongs to another program; check DUBAN_DATABASE_URL."
        case LedgerError():
            sentence = without_marks(word_error(error, "zh").text)
        case ArgumentError() | NoSuchModuleError():
            sentence = "DUBAN_DATABASE_URL cannot be used; write sqlite:///FILE or postgresql://…"
        case DBAPIError():
            words = str(error.orig).lower()
            sentence = next((advice for sign, advice in _DATABASE if sign in words), None)
        case OSError() if error.filename is not None:
            sentence = (
                f"{error.filename} cannot be used ({error.strerror}); check path and rights."
            )
    return sentence
