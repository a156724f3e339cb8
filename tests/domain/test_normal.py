import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.normal import normalise


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("２０２０年６月", "2020年6月", id="full-width digits"),
        pytest.param("٣٠日", "30日", id="digits of another script"),
        pytest.param("2016年 2月 5日", "2016年2月5日", id="spaces beside Chinese signs"),
        pytest.param("二 〇 二 〇 年", "二〇二〇年", id="spaced out"),
        pytest.param("2022  11 23", "2022 11 23", id="spaces between digits stay, one each"),
        pytest.param("六成 五月底", "六成 五月底", id="a share ends at the space"),
        pytest.param("3 個星期後", "3个星期后", id="traditional signs"),
        pytest.param("6月低前", "6月底前", id="a wrong sign for the end of a month"),
        pytest.param("三季度未", "三季度末", id="a wrong sign for the end of a quarter"),
        pytest.param("2O20年6月3O日", "2020年6月30日", id="the letter O for zero"),
        pytest.param("二OO六年", "二〇〇六年", id="letters O among Chinese digits"),
        pytest.param("二○二○年", "二〇二〇年", id="circles for zero"),
        pytest.param("6月30曰", "6月30日", id="a look-alike of 日"),
        pytest.param("\u202e6月\u200b底\x00", "6月底", id="signs nobody sees"),
        pytest.param("6月—7月", "6月-7月", id="dashes"),
        pytest.param("15号前", "15号前", id="the day's colloquial word stays"),
        pytest.param("P12 60%\n第二行", "P12 60%\n第二行", id="line breaks stay"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_differs_only_in_typing_is_spelled_the_same(typed: str, text: str) -> None:
    assert normalise(typed).text == text


def test_a_place_in_the_normal_text_points_into_what_was_typed() -> None:
    normal = normalise("預計 ６ 月 底 完工")
    start = normal.text.index("6月底")

    assert normal.text == "预计6月底完工"
    first, after = normal.span(start, start + 3)
    assert normal.original[first:after] == "６ 月 底"


@given(st.text(max_size=200))
def test_each_sign_keeps_its_place_whatever_is_typed(text: str) -> None:
    normal = normalise(text)

    assert len(normal.offsets) == len(normal.text) + 1
    assert list(normal.offsets) == sorted(normal.offsets)
    assert normal.span(0, len(normal.text))[1] <= len(text)


@given(st.text(max_size=200))
def test_a_normal_text_is_normal(text: str) -> None:
    once = normalise(text).text.strip()

    assert normalise(once).text.strip() == once
