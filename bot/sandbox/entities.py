"""Text with Telegram's HTML in, plain text and its entities out; offsets are in UTF-16 units."""

import re
from dataclasses import dataclass

from bot.sandbox.records import Json
from bot.sandbox.refusals import RefusalError, bad_request

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

PIECE = re.compile(
    r"(?P<text>[^<&]+)"
    r"|<(?P<end>/?)(?P<tag>[^\s>]*)(?P<attributes>[^>]*)(?P<close>>?)"
    r"|&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<dec>\d+)|(?P<name>lt|gt|amp|quot));?"
    r"|(?P<other>&)"
)
ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
FOUND_BY_TELEGRAM = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?)"
    r"|(?P<url>https?://[^\s<>，。；、）)]+)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{4,31})"
)


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, which is how Telegram counts offsets."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _OpenTag:
    name: str
    offset: int
    entity: Json


class _Parser:
    """Reads one text; keeps what was read and the tags still open."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.plain: list[str] = []
        self.length = 0
        self.open: list[_OpenTag] = []
        self.entities: list[Json] = []

    def add(self, text: str) -> None:
        self.plain.append(text)
        self.length += utf16_length(text)

    def start(self, piece: re.Match[str]) -> None:
        name = piece["tag"].lower()
        if piece.end("tag") == len(self.source):
            raise self.error("Unclosed start tag", piece)
        attributes = {
            key.lower(): _unescaped(double or single or bare)
            for key, double, single, bare in ATTRIBUTE.findall(piece["attributes"])
        }
        if name not in TAGS or (name == "span" and attributes.get("class") != "tg-spoiler"):
            raise self.error(f'Unsupported start tag "{name}"', piece)
        if not piece["close"]:
            raise self.error("Unclosed start tag", piece)
        entity: Json = {"type": TAGS[name]}
        if name == "a":
            entity["url"] = attributes.get("href", "")
        elif name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif name == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        self.open.append(_OpenTag(name, self.length, entity))

    def end(self, piece: re.Match[str]) -> None:
        if not self.open:
            raise self.error("Unexpected end tag", piece)
        if not piece["close"]:
            raise self.error("Unclosed end tag", piece)
        tag = self.open.pop()
        name = piece["tag"].lower()
        if name and name != tag.name:
            raise self.error(
                "Unmatched end tag", piece, f', expected "</{tag.name}>", found "</{name}>"'
            )
        length = self.length - tag.offset
        if length and (tag.entity["type"] != "text_link" or tag.entity["url"]):
            kind = tag.entity.pop("type")
            self.entities.append(
                {"type": kind, "offset": tag.offset, "length": length} | tag.entity
            )

    def error(self, what: str, piece: re.Match[str], rest: str = "") -> RefusalError:
        at = len(self.source[: piece.start()].encode())
        return bad_request(f"can't parse entities: {what} at byte offset {at}{rest}")

    def read(self) -> tuple[str, list[Json]]:
        for piece in PIECE.finditer(self.source):
            if piece["text"] is not None:
                self.add(piece["text"])
            elif piece["tag"] is not None:
                (self.end if piece["end"] else self.start)(piece)
            else:
                self.add(_character(piece))
        if self.open:
            tag = self.open[-1].name
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\""
            )
        return "".join(self.plain), self.entities


def _character(piece: re.Match[str]) -> str:
    if piece["name"]:
        return NAMED[piece["name"]]
    if piece["hex"] or piece["dec"]:
        code = int(piece["hex"], 16) if piece["hex"] else int(piece["dec"])
        return chr(code) if 0 < code < 0x110000 else piece[0]
    return piece[0]


def _unescaped(value: str) -> str:
    return re.sub(
        PIECE, lambda piece: _character(piece) if piece[0][0] == "&" else piece[0], value
    )


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the plain text of *source* and its entities.

    Raises:
        RefusalError: A tag is unknown, unclosed or closed twice; in Telegram's words.
    """
    return _Parser(source).read()


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Return *text* without white space around it, as Telegram keeps it, entities moved along."""
    body = text.strip()
    if len(body) == len(text):
        return text, sorted(entities, key=_place)
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(body)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] - shift + entity["length"], end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return body, sorted(kept, key=_place)


def found_in(text: str, known: list[Json]) -> list[Json]:
    """Return *known* and the commands, links and mentions that Telegram finds by itself."""
    if not ("/" in text or "@" in text):
        return known
    taken = [(one["offset"], one["offset"] + one["length"]) for one in known]
    found = []
    for match in FOUND_BY_TELEGRAM.finditer(text):
        start = utf16_length(text[: match.start()])
        stop = start + utf16_length(match[0])
        if not any(low < stop and start < high for low, high in taken):
            found.append({"type": match.lastgroup, "offset": start, "length": stop - start})
    return sorted(known + found, key=_place)


def _place(entity: Json) -> tuple[int, int]:
    return int(entity["offset"]), -int(entity["length"])
