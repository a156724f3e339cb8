"""What outlives the process: records and files in one SQLite file, written through at once."""

import json
import sqlite3
import weakref
from collections.abc import Iterator
from pathlib import Path

from bot.sandbox.records import Json

SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    kind TEXT NOT NULL, key INTEGER NOT NULL, subkey INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL, PRIMARY KEY (kind, key, subkey)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    id TEXT PRIMARY KEY, about TEXT NOT NULL, content BLOB NOT NULL
);
"""


class Store:
    """Keeps records by kind and number, and files by id; without a path, in memory.

    Each write is its own commit. In WAL mode without an fsync a commit costs some ten
    microseconds and survives the end of the process, though not of the machine: enough for a toy.
    """

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        # One thread uses it, but the garbage collector may close it in any.
        self._db = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False
        )
        weakref.finalize(self, self._db.close)  # a sandbox in memory is often just dropped
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(SCHEMA)

    def put(self, kind: str, key: int, body: object, subkey: int = 0) -> None:
        """Remember *body* under *kind*, *key* and *subkey*, instead of what was there."""
        self._db.execute(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)",
            (kind, key, subkey, json.dumps(body, ensure_ascii=False)),
        )

    def forget_below(self, kind: str, key: int) -> None:
        """Forget the records of *kind* with a number below *key*."""
        self._db.execute("DELETE FROM record WHERE kind = ? AND key < ?", (kind, key))

    def records(self, kind: str) -> Iterator[tuple[int, Json]]:
        """Yield number and body of each record of *kind*, in the order of the numbers."""
        rows = self._db.execute(
            "SELECT key, body FROM record WHERE kind = ? ORDER BY key, subkey", (kind,)
        )
        for key, body in rows:
            yield key, json.loads(body)

    def record(self, kind: str) -> Json:
        """Return the one record of *kind*, or an empty one."""
        return next((body for _, body in self.records(kind)), {})

    def put_file(self, file_id: str, about: Json, content: bytes) -> None:
        """Remember a file."""
        self._db.execute(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?)", (file_id, json.dumps(about), content)
        )

    def about_files(self) -> Iterator[tuple[str, Json]]:
        """Yield id and description of each file, oldest first."""
        for file_id, about in self._db.execute("SELECT id, about FROM file ORDER BY rowid"):
            yield file_id, json.loads(about)

    def file_content(self, file_id: str) -> bytes:
        """Return the bytes of a file that is known to be there."""
        row = self._db.execute("SELECT content FROM file WHERE id = ?", (file_id,)).fetchone()
        return bytes(row[0])

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        self._db.close()
