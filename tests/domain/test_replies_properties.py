"""What holds for every text, however odd."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.replies import Asked, read_reply, split_reply, to_json
from bot.domain.terms import Status

FRIDAY = date(2020, 5, 8)
WORDS = [
    "P07",
    "p8",
    "ｐ９",
    "PO7",
    "60%",
    "６５％",
    "70-80%",
    "六成五",
    "百分之七十",
    "三分之二",
    "60",
    "5.8",
    "-5%",
    "120万",
    "3.2亿",
    "三千二百万",
    "五百来万",
    "13900139000",
    "8月底",
    "5月8日",
    "下周",
    "明天",
    "三天",
    "60方",
    "3号楼",
    "本周",
    "本月",
    "上周",
    "今年",
    "累计",
    "开工以来",
    "投资",
    "完成",
    "年度计划",
    "整体",
    "外墙",
    "主体",
    "完工",
    "开工",
    "封顶",
    "停工",
    "复工",
    "竣工验收",
    "未",
    "没",
    "还没",
    "即将",
    "快",
    "基本",
    "预计",
    "申请延期到",
    "推迟",
    "因",
    "征地",
    "资金",
    "没到位",
    "缺料",
    "困难",
    "卡点",
    "无",
    "已解决",
    "请协调",
    "照旧",
    "没变化",
    "都",
    "其余",
    "收到",
    "明天报",
    "正常推进",
    "？",
    "，",
    "。",
    "、",
    "：",
    "（",
    "）",
    "\n",
    "的",
    "了",
    "左右",
    "以上",
    "还差",
    "增加",
    "done",
    "started",
    "no",
    "1.",
    "①",
    "²",
    "٦",
    "½",
    "\u200b",
]
SPOKEN = "一二三四五六七八九"

texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
)


@given(texts, st.sampled_from(Asked))
def test_no_text_makes_the_reader_raise(text: str, asked: Asked) -> None:
    reading = read_reply(text, FRIDAY, asked=asked)
    assert (reading.reason is None) == (reading.status is Status.OK)
    assert to_json(reading)["text"] == text
    for part in split_reply(text):
        read_reply(part.text, FRIDAY)


def _ascii(text: str) -> str:
    """Return a text with its digits, of whatever script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


@given(texts)
def test_a_code_is_never_invented(text: str) -> None:
    code = read_reply(text, FRIDAY).facts.code
    if code is not None:
        digits = "".join(sign for sign in _ascii(text) if sign.isprintable())
        assert code[1:].lstrip("0") in digits


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@example("P07 ٦")
def test_a_recorded_percent_stands_in_the_text(text: str) -> None:
    reading = read_reply(text, FRIDAY)
    value = reading.facts.percent
    if reading.status is not Status.OK or value is None:
        return
    forms = {
        Decimal(60): ("60",),
        Decimal(65): ("６５", "六成五"),
        Decimal(70): ("百分之七十", "70"),
        Decimal("66.67"): ("三分之二",),
        Decimal(100): ("完工", "完成", "竣工验收", "done"),
    }
    assert any(form in text for form in forms.get(value, (str(value),))) or str(value) in _ascii(
        text
    )


@pytest.mark.parametrize(
    "clause", ["，资金没到位", "，因征地受阻", " 缺料", "；卡点：林地手续", "，无困难"]
)
@given(value=st.integers(0, 100), form=st.sampled_from(["{}%", "进度{}%", "P07 {}", "完成{}%"]))
def test_a_difficulty_changes_no_percent(clause: str, value: int, form: str) -> None:
    text = form.format(value)
    alone, beside = read_reply(text, FRIDAY), read_reply(text + clause, FRIDAY)
    assert alone.status is beside.status
    assert alone.facts.percent == beside.facts.percent


@given(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))
def test_full_width_signs_read_as_half_width_ones(text: str) -> None:
    half = text.replace("，", ",").replace("：", ":").replace("？", "?")
    half = half.replace("（", "(").replace("）", ")").replace(",", "，")
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c not in ",." else c for c in half)
    assert to_json(read_reply(half, FRIDAY)) | {"text": "", "options": []} == (
        to_json(read_reply(wide, FRIDAY)) | {"text": "", "options": []}
    ) or _same_but_for_typed_words(half, wide)


def _same_but_for_typed_words(half: str, wide: str) -> bool:
    """The difficulty stays in the signs that were typed."""
    left, right = read_reply(half, FRIDAY).facts, read_reply(wide, FRIDAY).facts
    return unicodedata.normalize("NFKC", left.difficulty or "") == unicodedata.normalize(
        "NFKC", right.difficulty or ""
    ) and (left.percent, left.code, left.new_date) == (right.percent, right.code, right.new_date)


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_percent_written_in_words_is_the_same_number(tens: int, ones: int) -> None:
    value = tens % 9 * 10 + 10 + ones % 9 + 1
    spoken = f"{SPOKEN[value // 10 - 1]}十{SPOKEN[value % 10 - 1] if value % 10 else ''}"
    if value < 100:
        assert read_reply(f"百分之{spoken}", FRIDAY).facts.percent == value
