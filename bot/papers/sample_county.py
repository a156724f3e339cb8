"""The demo's county: a ledger file of forty invented projects, as an office would send it.

Everything in it is made up. On 8 May 2020 six deadlines lie within a fortnight, three are past
and two rows are refused: one has no leader, one no amount.
"""

import io
from datetime import date
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet


class Unit(NamedTuple):
    """An owner unit, its responsible person and the deputy head in charge of it."""

    name: str
    person: str
    phone: str
    line_leader: str


class Project(NamedTuple):
    """A row of the ledger; amounts and dates as people write them, money in 万元."""

    name: str
    scale: str
    total: str | float
    plan: float
    done_year: float | None
    cumulative: float | None
    start: str
    deadline: str | date
    leader: str
    unit: str
    state: str = ""
    problem: str = ""


_UNITS = {
    unit.name: unit
    for unit in (
        Unit("县水务局", "格桑旺堆", "13800001001", "邵国强"),
        Unit("县住建局", "孙志明", "13800001002", "罗文斌"),
        Unit("县教育局", "周\u3000莉", "13800001003", "方\u3000敏"),
        Unit("县民政局", "央金拉姆", "13800001004", "方\u3000敏"),
        Unit("县交通运输局", "贺连生", "138 0000 1005", "罗文斌"),
        Unit("县卫健局", "贡布次仁", "13800001006", "方\u3000敏"),
        Unit("县发改局", "田\u3000军", "13800001007", "邵国强"),
        Unit("县农牧局", "洛松泽仁", "13800001008", "邵国强"),
        Unit("县文体旅游局", "阿旺曲珍", "138-0000-1009", "方\u3000敏"),
        Unit("县自然资源局", "段海峰", "13800001010", "罗文斌"),
        Unit("县生态环境局", "次央", "13800001011", "邵国强"),
        Unit("县公安局", "武\u3000刚", "13800001012", "罗文斌"),
        Unit("县供电公司", "林志杰", "13800001013", "邵国强"),
        Unit("县商务局", "白学军", "13800001014", "罗文斌"),
    )
}

_CONTINUED = (
    Project("县城西大街综合改造工程", "道路2.8公里及雨污分流管网", "9,600", 4800, 1310, 5200, "2019.04", "5月底前", "石建平", "县住建局", "路基完成，管网敷设70%", "通信杆线迁改滞后"),
    Project("老城区供热管网改造项目", "改造一、二级管网14公里", 5240, 2600, 390, 2900, "2019.05", "5月15日前", "石建平", "县住建局", "完成9公里", "供热站征地尾留1户"),
    Project("保障性住房二期工程", "6栋312套", "1.12亿元", 5400, 2050, 7300, "2018.09", "2020年9月底前", "石建平\n罗文斌", "县住建局", "主体封顶，二次结构施工", ""),
    Project("拉隆河防洪堤工程", "新建堤防7.4公里", 6180, 3000, 1120, 3900, "2019.05", "6月30日", "索南加措", "县水务局", "完成4.6公里", ""),
    Project("东干渠续建配套与节水改造项目", "衬砌渠道22公里", "4350", 2200, 860, 2600, "2019.06", "2020.10.31", "索南加措", "县水务局"),
    Project("青石沟水源地保护工程", "围栏18公里及取水口改造", 1460, 700, 240, 980, "2019.07", "5月22日前", "拉毛东主", "县生态环境局", "围栏完成", "取水口设备未到场"),
    Project("县一中教学楼及运动场项目", "建筑面积7800平方米", 4980, 2500, 930, 3300, "2019.04", "8月20日前", "方\u3000敏", "县教育局", "外墙保温施工"),
    Project("乡镇寄宿制学校食堂改扩建项目", "9所学校食堂", 1870, 900, 410, 1350, "2019.05", date(2020, 7, 31), "方\u3000敏", "县教育局"),
    Project("县中心敬老院改造项目", "床位160张", "2,260", 1100, 520, 1640, "2019.05", "4月底前", "秦玉梅", "县民政局", "装修收尾", "消防验收未通过"),
    Project("县人民医院住院楼项目", "建筑面积1.1万平方米", 8900, 3600, 1480, 6100, "2018.08", "2020年10月", "秦玉梅", "县卫健局", "内装施工"),
    Project("乡镇卫生院标准化建设项目", "5所乡镇卫生院", 1640, 800, 330, 1120, "2019.06", "上半年", "秦玉梅", "县卫健局"),
    Project("云台至黑石公路改建工程", "三级公路31公里", "1.86亿元", 7600, 1750, 9800, "2018.05", "年内", "多杰扎西", "县交通运输局", "路基完成26公里", "冬歇期长，砂石料紧张"),
    Project("黑石河大桥工程", "全长214米", 6320, 2800, 760, 3900, "2019.03", "2020.11", "多杰扎西", "县交通运输局", "下部结构完成"),
    Project("农村电网巩固提升工程", "改造线路96公里", 3780, 1900, 1040, 2850, "2019.05", "2020-06-30", "石建平", "县供电公司", "完成68公里"),
    Project("县城体育公园项目", "占地86亩", 2740, 1300, 450, 1800, "2019.06", "三季度末", "丹增罗布", "县文体旅游局"),
    Project("古寺院壁画保护修缮工程", "修缮面积3200平方米", "860（含省级补助600）", 400, 95, 520, "2019.07", "2020/9/30", "丹增罗布", "县文体旅游局"),
    Project("青稞种子繁育基地项目", "高标准田6000亩", 1980, 900, 620, 1500, "2019.05", "5月8日前", "卓玛拉措", "县农牧局", "田间工程完成，待验收"),
    Project("易地扶贫搬迁后续扶持产业园", "厂房1.6万平方米", "约5,600", 2600, 880, 3700, "2019.04", "2019.04-2020.09", "卓玛拉措、邵国强", "县发改局"),
)  # fmt: skip
_NEW = (
    Project("城南污水处理厂提标改造项目", "日处理1.5万吨", 7450, 3200, None, None, "2020年5月", "5月11日前开工", "石建平", "县住建局", "", "环评批复未下"),
    Project("城区停车场及充电设施项目", "车位620个", 1380, 1000, 120, 120, "2020年4月", "10月底前", "石建平", "县商务局"),
    Project("农贸市场迁建项目", "建筑面积5400平方米", 3260, 1800, None, None, "2020年5月", "2020年底", "石建平", "县商务局", "", "用地预审待州级批复"),
    Project("县公安局业务技术用房项目", "建筑面积4100平方米", "2,980", 1400, None, None, "2020年6月", "年内开工", "罗文斌", "县公安局"),
    Project("雪亮工程三期", "前端点位480个", 1150, 1150, 310, 310, "2020年3月", "6月底前", "罗文斌", "县公安局", "点位勘察完成"),
    Project("拉隆水库除险加固工程", "加固坝体及溢洪道", 4620, 2300, 160, 160, "2020年4月", "11月底前完工", "索南加措", "县水务局", "导流洞施工"),
    Project("农村饮水安全水质提升项目", "涉及36个村", 1540, 1540, 280, 280, "2020年4月", "8月31日", "索南加措", "县水务局"),
    Project("山洪灾害防治非工程措施项目", "监测站点24处", 420, 420, 210, 210, "2020年3月", "5月9日前", "索南加措", "县水务局", "设备安装完成18处"),
    Project("乡镇中心幼儿园建设项目", "新建幼儿园4所", 2180, 1500, None, None, "2020年5月", "9月底前", "方\u3000敏", "县教育局"),
    Project("义务教育学校厕所改造项目", "改造28所", "640", 640, 190, 190, "2020年4月", "8月中旬", "方\u3000敏", "县教育局"),
    Project("社区日间照料中心项目", "新建3处", 380, 380, 60, 60, "2020年4月", "7月底前", "秦玉梅", "县民政局"),
    Project("县级疾控检测实验室项目", "建筑面积900平方米", 960, 960, 340, 340, "2020年3月", "5月6日前", "秦玉梅", "县卫健局", "设备调试", "核酸检测设备到货延迟"),
    Project("通自然村硬化路项目", "硬化路54公里", "4,860", 3400, 270, 270, "2020年4月", "10月31日前", "多杰扎西", "县交通运输局"),
    Project("农村公路生命安全防护工程", "防护栏37公里", 920, 920, None, None, "2020年5月", "十月底前", "多杰扎西", "县交通运输局"),
    Project("牛羊集中育肥基地项目", "养殖小区3处", 2640, 1600, 180, 180, "2020年4月", "11月底", "卓玛拉措", "县农牧局"),
    Project("温室大棚改造提升项目", "改造温棚140栋", 780, 780, 150, 150, "2020年4月", "2020年9月", "卓玛拉措", "县农牧局"),
    Project("高标准农田建设项目", "2.1万亩", 3150, 2200, None, None, "2020年5月", "第三季度", "卓玛拉措", "县农牧局", "", "招标流标一次"),
    Project("天然林保护与草原修复工程", "修复8.5万亩", "2,430", 1800, 220, 220, "2020年4月", "20201031", "拉毛东主", "县生态环境局"),
    Project("历史遗留废弃矿山治理项目", "治理面积460亩", 1290, 900, 80, 80, "2020年4月", "5月18日前", "拉毛东主", "县自然资源局", "", "施工便道被村民阻拦"),
    Project("城乡建设用地增减挂钩项目", "复垦720亩", 1060, 700, None, None, "2020年5月", "9月下旬", "拉毛东主", "县自然资源局"),
    Project("河谷旅游驿站及步道项目", "驿站3处、步道12公里", 2350, 1200, None, None, "2020年6月", "2020年12月", "丹增罗布", "县文体旅游局"),
    Project("应急物资储备库项目", "建筑面积2600平方米", 1720, 1000, 110, 110, "2020年4月", "4月20日前开工", "丹增罗布", "县发改局", "", "设计变更未批"),
)  # fmt: skip
_REFUSED = (
    Project("县城夜间照明提升项目", "路灯860盏", 540, 540, None, None, "2020年5月", "9月底前", "", "县住建局"),
    Project("冷链物流园项目", "冷库1.2万立方米", "待批复", 300, None, None, "2020年6月", "年底前", "石建平", "县商务局"),
)  # fmt: skip

_TITLE = "清禾县2020年县级领导干部包联重点项目责任清单"
_SINGLE = {
    0: "序号",
    1: "项目名称",
    2: "建设\n性质",
    3: "建设规模及内容",
    15: "形象进度",
    16: "存在问题",
    17: "备注",
}
_GROUPS = (
    (
        "投资情况（万元）",
        4,
        ("总投资", "2020年\n计划投资", "2020年1—4月\n完成投资", "开工以来\n累计完成"),
    ),
    ("时间节点", 8, ("开工\n时间", "完成时限")),
    (
        "责任落实",
        10,
        ("县级\n包联领导", "分管\n副县长", "责任单位\n（业主）", "责任人", "联系\n电话"),
    ),
)
_WIDTHS = (5, 32, 6, 26, 11, 10, 11, 10, 10, 15, 12, 10, 15, 10, 14, 24, 24, 8)
_ROW_HEIGHT = 30
_A3 = 8
_LAST = len(_WIDTHS) - 1
_NOTE = "注：1.本表由县发改局会同县政府督查室汇总；2.“完成时限”为建成、开工或年内形象目标时限。"


def sample_county() -> bytes:
    """Return the sample ledger as an .xlsx file: 18 续建, 22 新建 and two rows to be refused."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "宋体"}
    styles = {
        "title": {"bold": True, "font_size": 20, "align": "center", "font_name": "方正小标宋简体"},
        "plain": {"font_name": "宋体"},
        "heading": cell | {"bold": True, "align": "center"},
        "section": cell | {"bold": True, "text_wrap": False},
        "cell": cell,
        "day": cell | {"num_format": "yyyy-m-d", "align": "left"},
    }
    formats = {name: workbook.add_format(style) for name, style in styles.items()}
    _write(workbook.add_worksheet("责任清单"), formats)
    workbook.close()
    return file.getvalue()


def _write(sheet: Worksheet, formats: dict[str, Format]) -> None:
    _write_headings(sheet, formats)
    row = 4
    for section, kind, projects, others in (
        ("一、续建项目（18项）", "续建", _CONTINUED, ()),
        ("二、新建项目（22项）", "新建", _NEW, _REFUSED),
    ):
        sheet.merge_range(row, 0, row, _LAST, section, formats["section"])
        for number, project in enumerate((*projects, *others), start=1):
            _write_project(sheet, row + number, _cells(number, kind, project), formats)
        row += len(projects) + len(others) + 1
    sheet.merge_range(row, 0, row, 3, "合\u3000计", formats["heading"])
    total = f"=SUM(E5:E{row})"
    sheet.write_formula(row, 4, total, formats["cell"], sum(map(_total, (*_CONTINUED, *_NEW))))
    sheet.merge_range(row + 1, 0, row + 1, _LAST, _NOTE, formats["plain"])


def _write_headings(sheet: Worksheet, formats: dict[str, Format]) -> None:
    sheet.merge_range(0, 0, 0, _LAST, _TITLE, formats["title"])
    sheet.write_string(1, 0, "填报单位：县发改局、县政府督查室", formats["plain"])
    sheet.write_string(1, 14, "单位：万元", formats["plain"])
    for column, heading in _SINGLE.items():
        sheet.merge_range(2, column, 3, column, heading, formats["heading"])
    for group, left, headings in _GROUPS:
        sheet.merge_range(2, left, 2, left + len(headings) - 1, group, formats["heading"])
        sheet.write_row(3, left, headings, formats["heading"])
    sheet.set_row(3, _ROW_HEIGHT)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 2)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)


def _cells(number: int, kind: str, project: Project) -> tuple[str | float | date | None, ...]:
    unit = _UNITS[project.unit]
    return (
        *(number, project.name, kind, project.scale, project.total, project.plan),
        *(project.done_year, project.cumulative, project.start, project.deadline),
        *(project.leader, unit.line_leader, unit.name, unit.person, unit.phone),
        *(project.state, project.problem, None),
    )


def _write_project(
    sheet: Worksheet,
    row: int,
    cells: tuple[str | float | date | None, ...],
    formats: dict[str, Format],
) -> None:
    sheet.set_row(row, _ROW_HEIGHT)
    for column, value in enumerate(cells):
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, formats["day"])
        elif isinstance(value, str) and value:
            sheet.write_string(row, column, value, formats["cell"])
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, formats["cell"])
        else:
            sheet.write_blank(row, column, None, formats["cell"])


def _total(project: Project) -> float:
    """Return what the sum at the foot counts: the cells that are numbers, as a spreadsheet does."""
    return project.total if isinstance(project.total, (int, float)) else 0
