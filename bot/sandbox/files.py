"""Files that people and the bot have sent."""

import mimetypes
import struct
from dataclasses import asdict, dataclass
from pathlib import PurePath

from bot.sandbox.records import Json
from bot.sandbox.refusals import bad_request
from bot.sandbox.store import Store

FOLDERS = {"document": "documents", "photo": "photos", "voice": "voice"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of a file; `path` is where the Bot API lets it be downloaded."""

    id: str
    kind: str
    name: str
    mime: str
    size: int
    path: str
    width: int = 0
    height: int = 0

    def raw(self) -> Json:
        """Return the fields that every kind of file has in the Bot API."""
        unique = f"AgAD{self.id[-8:]}"
        return {"file_id": self.id, "file_unique_id": unique, "file_size": self.size}

    def content(self) -> Json:
        """Return the part of a message that carries this file."""
        if self.kind == "photo":
            return {"photo": [self.raw() | {"width": self.width, "height": self.height}]}
        if self.kind == "voice":
            return {"voice": self.raw() | {"duration": 3, "mime_type": self.mime}}
        return {"document": self.raw() | {"file_name": self.name, "mime_type": self.mime}}


class Files:
    """All files by id; the bytes stay in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_id = {key: StoredFile(**about) for key, about in store.about_files()}
        self._by_path = {one.path: one for one in self._by_id.values()}

    def add(self, kind: str, name: str, content: bytes, mime: str | None = None) -> StoredFile:
        """Keep a file and return what is known of it."""
        if not content:
            raise bad_request("file must be non-empty")
        number = len(self._by_id) + 1
        suffix = PurePath(name).suffix or (".jpg" if kind == "photo" else "")
        mime = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        width, height = _picture_size(content) if kind == "photo" else (0, 0)
        file = StoredFile(
            id=f"BQACAgUAAxk{number:08d}",
            kind=kind,
            name=name,
            mime=mime,
            size=len(content),
            path=f"{FOLDERS[kind]}/file_{number}{suffix}",
            width=width,
            height=height,
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        self._store.put_file(file.id, asdict(file), content)
        return file

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file, or None."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Return the file that `getFile` gave *path* for, or None."""
        return self._by_path.get(path)

    def content(self, file: StoredFile) -> bytes:
        """Return the bytes of *file*."""
        return self._store.file_content(file.id)


def _picture_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG; of anything else what a phone would send."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and content[12:16] == b"IHDR":
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return 1280, 960
