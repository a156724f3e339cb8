import pytest

from bot.domain.codes import code_of, read_code


@pytest.mark.parametrize(("number", "code"), [(1, "P01"), (7, "P07"), (40, "P40"), (123, "P123")])
def test_codes_are_short(number: int, code: str) -> None:
    assert code_of(number) == code
    assert read_code(code) == code


@pytest.mark.parametrize(
    "typed",
    ["P07", "p7", "P7", "Ｐ０７", "ｐ７", "p-7", "P—7", "P－07", "p_7", "P.7", "P 07", " p007 \n"],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "P07"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("P", id="no number"),
        pytest.param("P0", id="nought"),
        pytest.param("07", id="no letter"),
        pytest.param("P07 60%", id="more than a code"),
        pytest.param("XP07", id="something before"),
        pytest.param("P1234567", id="too long"),
        pytest.param("P٧", id="digits of another script"),
        pytest.param("Р07", id="a letter of another script"),
        pytest.param("P七", id="a numeral in words"),
    ],
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None
