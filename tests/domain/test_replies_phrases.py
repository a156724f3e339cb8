"""The reader on the office's collection of replies, when that is at hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.domain.replies import read_reply, to_json

PHRASES = Path(__file__).parents[3] / "shared" / "phrases" / "replies.jsonl"
NEEDED_SHARE = 0.97
EXACT = (
    "percent",
    "works_state",
    "cumulative_wan",
    "period_wan",
    "plan_percent",
    "new_date",
    "code",
)


def rows() -> list[dict[str, Any]]:
    if not PHRASES.exists():
        pytest.skip("the collection of phrases is not at hand")
    return [json.loads(line) for line in PHRASES.read_text(encoding="utf-8").splitlines()]


def answer(row: dict[str, Any]) -> dict[str, Any]:
    return to_json(read_reply(row["text"], date.fromisoformat(row["reference"])))


def is_right(row: dict[str, Any]) -> bool:
    got, expected = answer(row), row["expected"]
    if expected["ask"] or got["status"] != "ok":
        return bool(expected["ask"]) and got["status"] != "ok"
    told = got["difficulty"] or ""
    difficulty = all(word in told for word in expected["difficulty"])
    return (
        all(got[name] == expected[name] for name in (*EXACT, "no_progress"))
        and difficulty
        and bool(told) == bool(expected["difficulty"])
    )


def test_nearly_all_replies_are_read_wholly_right() -> None:
    wrong = [row["text"] for row in rows() if not is_right(row)]
    assert len(wrong) <= (1 - NEEDED_SHARE) * len(rows()), wrong


def test_no_number_date_or_code_is_silently_wrong() -> None:
    silent = [
        (row["text"], name)
        for row in rows()
        if (got := answer(row))["status"] == "ok"
        for name in EXACT
        if got[name] != row["expected"][name]
    ]
    assert silent == []
