"""One message that speaks of several projects."""

import pytest

from bot.domain.replies import ReplyPart, split_reply


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("P07 72%", [("P07", "P07 72%")], id="one project"),
        pytest.param("72%", [(None, "72%")], id="no code"),
        pytest.param("P07 72% p8 完工", [("P07", "P07 72%"), ("P08", "p8 完工")], id="one line"),
        pytest.param(
            "P07 72%\n缺料\nP08 完工", [("P07", "P07 72%\n缺料"), ("P08", "P08 完工")], id="lines"
        ),
        pytest.param(
            "1、P07 72%\n2、P08 完工", [("P07", "P07 72%"), ("P08", "P08 完工")], id="numbered"
        ),
        pytest.param("P07：72；P08：80", [("P07", "P07 72"), ("P08", "P08 80")], id="colons"),
        pytest.param("P07完工P08开工", [("P07", "P07 完工"), ("P08", "P08 开工")], id="no blank"),
        pytest.param(
            "P07、P08照旧", [("P07", "P07 照旧"), ("P08", "P08 照旧")], id="said of both"
        ),
        pytest.param(
            "P07、P08都是72%", [("P07", "P07 都是72%"), ("P08", "P08 都是72%")], id="both by 都"
        ),
        pytest.param(
            "P07 72%，其余照旧", [("P07", "P07 72%"), (None, "其余照旧")], id="and the rest"
        ),
        pytest.param(
            "报告领导，P07 72%，P08停工", [("P07", "P07 72%"), ("P08", "P08 停工")], id="greeting"
        ),
    ],
)
def test_each_plain_share_is_split_off(text: str, parts: list[tuple[str | None, str]]) -> None:
    assert split_reply(text) == tuple(ReplyPart(*part) for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("P07、P08 72%", id="whose percent is it"),
        pytest.param("72% P07，完工 P08", id="said before the code"),
        pytest.param("P07 72%，材料从P08调", id="a code in passing"),
        pytest.param("P07-P09照旧", id="a range of codes"),
        pytest.param("P07、P08", id="nothing said"),
        pytest.param("P07 72% P08 80% P07 75%", id="a code twice"),
        pytest.param("P07 72% P08 80% PO9 完工", id="a mistyped code"),
    ],
)
def test_a_message_that_is_not_plain_stays_whole(text: str) -> None:
    assert split_reply(text) == (ReplyPart(None, text),)
