"""The readers on phrases of public pages; tests/phrases/README.md tells how they were collected."""

import json
from datetime import date
from typing import Any

from phrases.rates import (
    EXACT,
    HERE,
    Judged,
    Verdict,
    judged_deadlines,
    judged_replies,
    says,
)

from bot.domain.replies import read_reply, to_json

# What the readers reach, of all phrases; the rest is asked back.
DEADLINES_RIGHT, REPLIES_RIGHT = 0.97, 0.84
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


def share_right(judged: list[Judged]) -> float:
    return sum(case.verdict is Verdict.RIGHT for case in judged) / len(judged)


def wrong(judged: list[Judged]) -> list[Judged]:
    return [
        case for case in judged if case.verdict is Verdict.WRONG and case.phrase not in DISPUTED
    ]


def test_nearly_all_deadlines_are_read_and_none_is_silently_wrong() -> None:
    judged = list(judged_deadlines())

    assert wrong(judged) == []
    assert share_right(judged) >= DEADLINES_RIGHT


def test_most_replies_are_read_wholly_right_and_the_others_asked_back() -> None:
    judged = list(judged_replies())

    assert wrong(judged) == []
    assert share_right(judged) >= REPLIES_RIGHT


def test_of_a_disputed_label_the_answer_stands_as_described() -> None:
    nothing: dict[str, Any] = {**dict.fromkeys(EXACT), "no_progress": False, "difficulty": []}
    lines = (HERE / "collected_replies.jsonl").read_text(encoding="utf-8").splitlines()
    references = {row["text"]: row["reference"] for row in map(json.loads, lines)}
    for text, facts in DISPUTED.items():
        got = to_json(read_reply(text, date.fromisoformat(references[text])))
        assert got["status"] == "ok"
        assert says(got, nothing | facts), text
