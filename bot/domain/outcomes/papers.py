"""The office's papers on their way to people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PapersOffered:
    """The papers that a person may tap, by their names."""

    names: tuple[str, ...]
