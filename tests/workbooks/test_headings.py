import pytest

from bot.domain.ledger_rows import OWN_BAND, STANDARD_HEADINGS, Field
from bot.workbooks.amounts import UNITS
from bot.workbooks.headers import ORDER
from bot.workbooks.headings import meanings, unit_of

YEAR = 2020

UNDERSTOOD = {
    Field.SERIAL: "序号 编号 排名 序",
    Field.NAME: "项目名称 重点项目名称 工程名称 项目（工程）名称 建设项目名称 项\u3000目 项目名称及建设内容",
    Field.KIND: "建设性质 建设\n性质 性质 项目性质 续建/新建",
    Field.LEADERS: "包联领导 包抓领导 包保领导 挂包县领导 挂点县领导 挂钩联系领导 牵头县领导 责任领导 县级联系领导 包联县领导"
    " 督办领导 县级领导 包联领导/姓名 包联领导及联系电话 包保责任人 领衔领导",
    Field.LINE_LEADERS: "主管县长 分管副县长 分管县领导 主管领导 分管领导 分管（联系）县领导",
    Field.OWNER: "责任单位 责任单位（业主） 业主单位 业主 建设单位 项目法人 实施单位 承办单位 项目业主 牵头责任单位 项目实施单位"
    " 责任部门 责任单位/名称 项目单位",
    Field.CO_OWNERS: "配合单位 协办单位 配合责任单位 参与部门",
    Field.TOWNSHIP: "属地乡镇 所在乡镇 乡（镇） 乡镇",
    Field.PERSON: "责任人 具体责任人 项目负责人 单位负责人 单位负责人及电话 联系人 联络员 责任人及联系方式 责任单位责任人",
    Field.PHONE: "联系电话 电话 手机号码 联系方式 责任人电话 联系人手机",
    Field.TOTAL: "总投资 计划总投资 概算总投资 总投资（亿元） 投资额 投资总额 批复投资 估算总投资 总投资/合计",
    Field.PLAN: "年度计划 年度计划投资 本年计划投资 2020年计划投资 2020年投资计划 今年计划完成投资 年度投资任务 2020年投资/计划"
    " 本年计划投资（元） 年度计划总投资",
    Field.DONE_YEAR: "自年初累计完成 今年完成投资 2020年1—4月完成投资 1-4月累计完成投资 年度完成投资 2020年投资/完成"
    " 年初至今完成投资(万元) 2020年投资（万元）/累计完成",
    Field.CUMULATIVE: "累计完成投资 截至4月底累计完成 截至2020年4月底累计完成投资 开工以来累计完成 已完成投资",
    Field.START: "开工时间 计划开工时间 开（复）工时间 时间节点/开工 计划开工",
    Field.DEADLINE: "完成时限 完成时间 竣工时间 竣工时限 计划完工时间 计划竣工日期 要求完成时间 办结时限 时间节点 建设年限"
    " 建设起止年限 计划建成时间 时间节点/完成 计划开竣工时间 投入使用时间 建设工期",
}
CASES = [
    pytest.param(heading, field, id=f"{heading}")
    for field, headings in UNDERSTOOD.items()
    for heading in headings.split(" ")
]
NOT_OURS = (
    "包联领导/职务 包联领导/联系电话 包联领导电话 施工单位 监理单位 施工单位负责人 单位主要领导 实际竣工时间 实际开工时间 是否开工 开工情况"
    " 2019年计划投资 截至2019年底累计完成投资 其中：本月完成 本周完成投资 完成投资 投资完成率 完成年度计划比例 资金来源 累计拨付资金"
    " 年度形象进度目标 2020年建设内容 建设规模及内容 形象进度 存在问题 备注 项目代码 建设地点 是否入库 投资/中央 包联单位 工作进展"
)


@pytest.mark.parametrize(("heading", "field"), CASES)
def test_a_synonym_means_its_field(heading: str, field: Field) -> None:
    path = (heading,) if heading == "续建/新建" else tuple(heading.split("/"))
    found = meanings(path, YEAR)

    assert next(each for each in ORDER if each in found) == field


@pytest.mark.parametrize("heading", NOT_OURS.split(" "))
def test_a_heading_of_something_else_means_nothing(heading: str) -> None:
    assert meanings(tuple(heading.split("/")), YEAR) == {}


@pytest.mark.parametrize("field", STANDARD_HEADINGS)
def test_the_headings_of_an_export_are_read_back_as_their_fields(field: Field) -> None:
    assert meanings((STANDARD_HEADINGS[field],), YEAR) == {field: -1}


def test_what_stands_under_the_band_of_an_export_is_not_read_back() -> None:
    assert meanings((OWN_BAND, "年度投资完成率"), YEAR) == {}


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        pytest.param(("总投资（亿元）",), "亿元", id="in brackets"),
        pytest.param(("投资情况（万元）", "总投资"), "万元", id="in the line above"),
        pytest.param(
            ("投资（万元）", "本年计划投资（元）"), "元", id="the inner line beats the outer"
        ),
    ],
)
def test_a_heading_names_the_unit(path: tuple[str, ...], unit: str) -> None:
    assert unit_of(path) == UNITS[unit]


def test_a_heading_without_a_unit_names_none() -> None:
    assert unit_of(("总投资",)) is None
