"""The records of a text file, whichever way a county's computers encode it."""

import codecs
import csv
import io

from bot.workbooks.cells import Row

# GB18030 takes in GBK and GB2312; it is tried last because it accepts almost any bytes.
_ENCODINGS = ("utf-8", "gb18030")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DELIMITERS = ",\t;"
_SAMPLE = 4096


def decode(data: bytes) -> str | None:
    """Return the text of *data*, or None if it is no text."""
    mark = next((name for sign, name in _MARKS.items() if data.startswith(sign)), None)
    for encoding in (mark,) if mark else _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def read_records(text: str) -> list[Row]:
    """Return the records of delimited *text*; a quoted line break does not start a new one.

    Raises:
        csv.Error: A quotation is never closed, or the text is otherwise broken.
    """
    sample = text[:_SAMPLE]
    delimiter = max(_DELIMITERS, key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [list(record) for record in reader]
