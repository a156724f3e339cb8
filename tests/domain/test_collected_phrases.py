"""The readers on phrases of public pages; tests/phrases/README.md tells how they were collected."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from bot.domain.deadlines import read_deadline
from bot.domain.replies import read_reply, to_json
from bot.domain.terms import Status

PHRASES = Path(__file__).parents[1] / "phrases"
# What the readers reach, of all phrases; the rest is asked back.
DEADLINES_RIGHT, REPLIES_RIGHT = 0.97, 0.84
EXACT = (
    "percent",
    "works_state",
    "cumulative_wan",
    "period_wan",
    "plan_percent",
    "new_date",
    "code",
    "no_progress",
)
# Labels that we hold to be wrong or too strict, with what is recorded instead.
DISPUTED: dict[str, dict[str, Any]] = {
    # 即将完工 is 收尾, and so is this.
    "Almost all work is completed": {"works_state": "finishing"},
    # 施工中 may be said of any stage; that works have started is no news of a finishing project.
    "天山西路桥梁桩基施工中,争取9月底建成": {"new_date": "2019-09-30"},
    # The start has one date; that of the structure is none the ledger keeps.
    "正在辦理開工手續,計劃9月中旬全面開工,年底主體竣工": {
        "works_state": "pre",
        "new_date": "2011-09-20",
    },
    # 年度投资 that something is a share of is the year's plan.
    "现已完成投资2.97亿元,占年度投资4.87亿元的61%": {"cumulative_wan": 29700, "plan_percent": 61},
    # A resumption is an event worth recording, and funds paid out a difficulty solved.
    "The project has resumed full time work": {},
    "项目办已拨付资金69万元": {},
    # The difficulty is quoted as it was said, and no figure hangs on it.
    "把疫情耽误的工期已经基本上都赶回来了": {"difficulty": ["疫情"]},
}


def deadlines() -> list[dict[str, str]]:
    with (PHRASES / "collected_deadlines.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def replies() -> list[dict[str, Any]]:
    with (PHRASES / "collected_replies.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_nearly_all_deadlines_are_read_and_none_is_silently_wrong() -> None:
    right, wrong = 0, []
    for row in deadlines():
        reading = read_deadline(row["phrase"], date.fromisoformat(row["reference"]))
        said = str(reading.date) if reading.status is Status.OK else "ask"
        right += said in row["expected"].split("|")
        if reading.status is Status.OK and said not in row["expected"].split("|"):
            wrong.append((row["phrase"], row["expected"], said))

    assert wrong == []
    assert right >= DEADLINES_RIGHT * len(deadlines())


def answer(row: dict[str, Any]) -> dict[str, Any]:
    return to_json(read_reply(row["text"], date.fromisoformat(row["reference"])))


def is_as_labelled(got: dict[str, Any], expected: dict[str, Any]) -> bool:
    told = got["difficulty"] or ""
    difficulty = all(word in told for word in expected["difficulty"])
    same = all(got[name] == expected[name] for name in EXACT)
    return same and difficulty and bool(told) == bool(expected["difficulty"])


def test_most_replies_are_read_wholly_right_and_the_others_asked_back() -> None:
    right, wrong = 0, []
    for row in replies():
        got, expected = answer(row), row["expected"]
        recorded = got["status"] == "ok"
        if expected["ask"] or not recorded:
            fits = expected["ask"] and not recorded
        else:
            fits = is_as_labelled(got, expected)
        right += fits
        if recorded and not fits and row["text"] not in DISPUTED:
            wrong.append((row["text"], got))

    assert wrong == []
    assert right >= REPLIES_RIGHT * len(replies())


def test_of_a_disputed_label_the_answer_stands_as_described() -> None:
    nothing: dict[str, Any] = {**dict.fromkeys(EXACT), "no_progress": False, "difficulty": []}
    rows = {row["text"]: row for row in replies()}
    for text, facts in DISPUTED.items():
        got = answer(rows[text])
        assert got["status"] == "ok"
        assert is_as_labelled(got, nothing | facts), text
