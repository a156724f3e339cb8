import pytest

from bot.workbooks.people import read_people, read_phone, read_units, split_unit_and_person


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("马国栋\n江巴尖措", ["马国栋", "江巴尖措"], id="line break"),
        pytest.param("韩志远，宋立群", ["韩志远", "宋立群"], id="comma"),
        pytest.param("李\u3000岩", ["李岩"], id="padding"),
        pytest.param("李\u3000岩、周\u3000毅", ["李岩", "周毅"], id="padding twice"),
        pytest.param("李 岩 马国栋", ["李岩", "马国栋"], id="names between spaces"),
        pytest.param("韩志远（援青）、宋立群（援青）", ["韩志远", "宋立群"], id="remarks"),
        pytest.param("马国栋（副县长、党组成员）", ["马国栋"], id="separator in brackets"),
        pytest.param("副县长李岩", ["李岩"], id="title before"),
        pytest.param("县委常委、常务副县长：李岩", ["李岩"], id="two titles"),
        pytest.param(
            "县委常委、副县长李岩；马国栋", ["李岩", "马国栋"], id="titles and separators"
        ),
        pytest.param("李岩副县长", ["李岩"], id="title after"),
        pytest.param("赵副县长", ["赵副县长"], id="a surname alone keeps its title"),
        pytest.param("陈海平 13800000002", ["陈海平"], id="phone"),
        pytest.param("买买提•艾山", ["买买提·艾山"], id="middle dot"),
        pytest.param("李岩、李岩", ["李岩"], id="repeat"),
        pytest.param("待定", [], id="nobody yet"),
        pytest.param("", [], id="empty"),
    ],
)
def test_names_are_cut_out_of_a_cell(text: str, names: list[str]) -> None:
    assert list(read_people(text)) == names


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("县电信公司、县移动公司", ["县电信公司", "县移动公司"], id="several"),
        pytest.param("县教育局（牵头）、县住建局", ["县教育局", "县住建局"], id="part played"),
        pytest.param(
            "牵头单位：县水务局；配合单位：县财政局", ["县水务局", "县财政局"], id="labels"
        ),
        pytest.param("县 水 务 局", ["县水务局"], id="padded"),
        pytest.param("县水务局 县财政局", ["县水务局", "县财政局"], id="spaces between units"),
        pytest.param("县发改局(县能源局)", ["县发改局（县能源局）"], id="second name"),
        pytest.param("/", [], id="nothing"),
    ],
)
def test_units_are_cut_out_of_a_cell(text: str, units: list[str]) -> None:
    assert list(read_units(text)) == units


@pytest.mark.parametrize(
    "text",
    [
        *("13800000003", "138 0000 0003", "138-0000-0003", "13800000003\t", "+86 13800000003"),
        *("陈海平13800000003", "13800000003/13900000004"),
    ],
)
def test_a_phone_number_has_eleven_digits(text: str) -> None:
    assert read_phone(text) == "13800000003"


@pytest.mark.parametrize("text", ["", "1380000", "内线8123", "138000000031"])
def test_other_digits_are_no_phone_number(text: str) -> None:
    assert read_phone(text) is None


@pytest.mark.parametrize(
    "text", ["县水务局（尼玛松保）", "县水务局 尼玛松保", "尼玛松保/县水务局"]
)
def test_unit_and_person_in_one_cell_are_told_apart(text: str) -> None:
    assert split_unit_and_person(text) == ("县水务局", "尼玛松保")
