"""What owners, clerks and foremen write, and what is read from it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.replies import (
    Asked,
    CumulativeLabel,
    NewDateKind,
    ReplyFacts,
    Scope,
    read_reply,
    to_json,
)
from bot.domain.terms import MilestoneKind, Period, Status, WorksState

FRIDAY = date(2020, 5, 8)


def percent(value: str, **more: Any) -> dict[str, Any]:
    return {"percent": Decimal(value), **more}


def state(works_state: WorksState, **more: Any) -> dict[str, Any]:
    return {"works_state": works_state, **more}


def over(works_state: WorksState, **more: Any) -> dict[str, Any]:
    return {"works_state": works_state, "percent": Decimal(100), **more}


def week(wan: str, **more: Any) -> dict[str, Any]:
    return {"period_wan": Decimal(wan), "period": Period.WEEK, **more}


def cumulative(wan: str, label: CumulativeLabel, **more: Any) -> dict[str, Any]:
    return {"cumulative_wan": Decimal(wan), "cumulative_label": label, **more}


def moved(
    day: date, kind: NewDateKind, of: MilestoneKind | None = None, **more: Any
) -> dict[str, Any]:
    return {"new_date": day, "new_date_kind": kind, "new_date_of": of, **more}


def still(scope: Scope = Scope.ONE, **more: Any) -> dict[str, Any]:
    return {"no_progress": True, "no_progress_scope": scope, **more}


REQUEST, FORECAST = NewDateKind.REQUEST, NewDateKind.FORECAST
START, FINISH = MilestoneKind.START, MilestoneKind.FINISH
UNSAID, SINCE_START, YEAR = (
    CumulativeLabel.UNSAID,
    CumulativeLabel.SINCE_START,
    CumulativeLabel.YEAR,
)

RECORDED: dict[str, dict[str, dict[str, Any]]] = {
    "percent": {
        "进度到 72%": percent("72"),
        "７２．５％": percent("72.5"),
        "百分之七十二": percent("72"),
        "百分之百": percent("100"),
        "七成五": percent("75"),
        "大概六成半": percent("65"),
        "六点五成": percent("65"),
        "72个百分点": percent("72"),
        "完成四分之三": percent("75"),
        "三分之一": percent("33.33"),
        "今天浇了三层板，大概七成": percent("70"),
        "到72%了": percent("72"),
        "進度72%": percent("72"),
        "已完成总工程量的72%": percent("72"),
        "完成72%的工程量": percent("72"),
        "施工进度72%": percent("72"),
        "进度72": percent("72"),
        "从65%提高到72%": percent("72"),
        "由65%到72%": percent("72"),
        "上周65%，本周72%": percent("72"),
        "时序进度80%，实际72%": percent("72"),
        "计划80%，实际完成72%": percent("72"),
        "增长5%，累计72%": percent("72"),
        "截至5月7日完成72%": percent("72"),
        "5.7 72%": percent("72"),
        "①72%": percent("72"),
        "72 percent": percent("72"),
        "about 72% done": percent("72"),
        "completed 72%": percent("72"),
        "完成72%，剩28%": percent("72"),
        "总体72%（土建80%，安装30%）": percent(
            "72", part_percents=(("土建", Decimal(80)), ("安装", Decimal(30)))
        ),
        "联系人13900139000，72%": percent("72"),
        "工人60人，机械5台，完成72%": percent("72"),
        "总体进度：72% 完成": percent("72"),
        "平均施工進度為72%": percent("72"),
        "工期提前10天，72%": percent("72"),
        "72%，完工3栋": percent("72"),
    },
    "percent of something else": {
        "48% of annual plan": {"plan_percent": Decimal(48)},
        "完成年度计划的48%": {"plan_percent": Decimal(48)},
        "年度计划完成48%": {"plan_percent": Decimal(48)},
        "投资完成率48%": {"plan_percent": Decimal(48)},
        "土建完成90%，整体72%": percent("72", part_percents=(("土建", Decimal(90)),)),
        "72%，外墙90%": percent("72", part_percents=(("外墙", Decimal(90)),)),
        "目标100%，现72%": percent("72"),
        "占年度计划5000万元的48%": {"plan_percent": Decimal(48)},
    },
    "code": {
        "P07 72": percent("72", code="P07"),
        "p7：72": percent("72", code="P07"),
        "Ｐ０７　７２％": percent("72", code="P07"),
        "P07-72%": percent("72", code="P07"),
        "P123 完工": over(WorksState.COMPLETED, code="P123"),
        "p7约72左右": percent("72", code="P07"),
        "P07 六成五 卡点：林地手续": percent(
            "65", code="P07", difficulty="林地手续", coordinate=True
        ),
    },
    "state": {
        "已经开工了": state(WorksState.STARTED),
        "4月20日开工": state(WorksState.STARTED),
        "尚未动工": state(WorksState.NOT_STARTED),
        "待开工": state(WorksState.NOT_STARTED),
        "准备开工": state(WorksState.NOT_STARTED),
        "正在招标": state(WorksState.PRE),
        "可研编制中": state(WorksState.PRE),
        "正在完善可研报告": state(WorksState.PRE),
        "主体已完工，进入装修": state(WorksState.STRUCTURE_DONE),
        "主体结构封顶": state(WorksState.STRUCTURE_DONE),
        "扫尾阶段": state(WorksState.FINISHING),
        "马上竣工": state(WorksState.FINISHING),
        "全部完成": over(WorksState.COMPLETED),
        "昨天完工": over(WorksState.COMPLETED),
        "完工待验收": over(WorksState.COMPLETED),
        "已完工，未验收": over(WorksState.COMPLETED),
        "通过竣工验收": over(WorksState.ACCEPTED),
        "停工了": state(WorksState.SUSPENDED),
        "主体封顶，现已停工": state(WorksState.SUSPENDED),
        "还没复工": state(WorksState.SUSPENDED),
        "5月6日复工": {"resumed": True},
        "停工3天后已复工": {"resumed": True, "difficulty": "停工3天"},
        "不延期，72%": percent("72"),
        "快完工了": state(WorksState.FINISHING),
        "路基完工，72%": percent("72"),
        "72%，下周计划：四层施工": percent("72"),
        "施工进入收尾阶段": state(WorksState.FINISHING),
        "提前10天完成主体结构封顶": state(WorksState.STRUCTURE_DONE),
        "提前完工": over(WorksState.COMPLETED),
        "竣工未结算": over(WorksState.COMPLETED),
        "完工未移交": over(WorksState.COMPLETED),
        "正在办理开工手续": state(WorksState.PRE),
        "正在辦理施工許可": state(WorksState.PRE),
        "因征地无法开工": state(WorksState.NOT_STARTED, difficulty="征地"),
        "全面完工，等待验收": over(WorksState.COMPLETED),
        "work has not yet started": state(WorksState.NOT_STARTED),
        "almost finished": state(WorksState.FINISHING),
        "resumed": {"resumed": True},
    },
    "money": {
        "本周投资35万元": week("35"),
        "本周完成35w": week("35"),
        "本月完成投资三百二十万": {"period_wan": Decimal(320), "period": Period.MONTH},
        "本周没花，投资0元": {"period_wan": Decimal(0)},
        "累计1亿2千万": cumulative("12000", UNSAID),
        "累计完成投资 3,200 万元": cumulative("3200", UNSAID),
        "累計完成投資3200萬元": cumulative("3200", UNSAID),
        "开工以来完成1.2亿": cumulative("12000", SINCE_START),
        "截至4月底累计完成3200万": cumulative("3200", SINCE_START),
        "今年完成投资500万": cumulative("500", YEAR),
        "1-4月完成投资500万": cumulative("500", YEAR),
        "2020年累计完成投资500万": cumulative("500", YEAR),
        "完成投资500万，占年度计划的48%": cumulative("500", YEAR, plan_percent=Decimal(48)),
        "開累完成投資3200萬": cumulative("3200", SINCE_START),
        "今年完成500万，累计3200万": cumulative("3200", SINCE_START, year_wan=Decimal(500)),
        "年度计划5000万，本周35万": week("35"),
        "总投资5亿，72%": percent("72"),
        "P7完成72% 本周投资35万元 无困难": week("35", percent=Decimal(72), code="P07"),
    },
    "difficulty": {
        "资金没到位": {"difficulty": "资金没到位"},
        "资金还没到": {"difficulty": "资金还没到"},
        "缺料": {"difficulty": "缺料"},
        "设备招标流标": {"difficulty": "设备招标流标"},
        "等省里批复": {"difficulty": "等省里批复"},
        "困难：人手不足": {"difficulty": "人手不足"},
        "征地还差3户": {"difficulty": "征地还差3户"},
        "村民阻工，72%": percent("72", difficulty="村民阻工"),
        "72% 图纸没下来 停工": percent(
            "72", works_state=WorksState.SUSPENDED, difficulty="图纸没下来"
        ),
        "因暴雨停工": state(WorksState.SUSPENDED, difficulty="暴雨"),
        "72%，停电停工两天": percent("72", difficulty="停电"),
        "卡点：征地3户": {"difficulty": "征地3户", "coordinate": True},
        "请县领导协调林地手续": {"difficulty": "请县领导协调林地手续", "coordinate": True},
        "72%，无卡点": percent("72"),
        "存在问题：无，72%": percent("72"),
        "没有什么大的困难，72%": percent("72"),
        "征地问题已解决": {"difficulty_solved": True},
        "用地手续批下来了": {"difficulty_solved": True},
        "用地手续没批下来": {"difficulty": "用地手续没批下来"},
        "卡点：用地手续没批下来": {"difficulty": "用地手续没批下来", "coordinate": True},
        "用地手续没有批下来": {"difficulty": "用地手续没有批下来"},
        "施工许可证没办下来": {"difficulty": "施工许可证没办下来"},
        "征地没解决": {"difficulty": "征地没解决"},
        "手续还未批": {"difficulty": "手续还未批"},
        "资金尚未到位": {"difficulty": "资金尚未到位"},
        "资金未落实": {"difficulty": "资金未落实"},
        "征地款没落实到位": {"difficulty": "征地款没落实到位"},
        "72%，资金尚未解决": percent("72", difficulty="资金尚未解决"),
        "72%，资金缺口500万元": percent("72", difficulty="资金缺口500万元"),
        "没进展因为下雨": still(difficulty="下雨"),
        "项目进度滞后": {"difficulty": "项目进度滞后"},
        "没有滞后，72%": percent("72"),
        "受疫情影响，暂停约有2个月": {"difficulty": "疫情影响"},
        "仍有100万元资金缺口": {"difficulty": "资金缺口"},
        "72%，疫情影响材料进场": percent("72", difficulty="疫情影响材料进场"),
        "waiting for permit": {"difficulty": "waiting for permit"},
    },
    "new date": {
        "申请延期到8月底 钱没到": moved(date(2020, 8, 31), REQUEST, difficulty="钱没到"),
        "申请延期到8月底，因征地": moved(
            date(2020, 8, 31), REQUEST, difficulty="征地", postponed_reason="征地"
        ),
        "原定6月底，申请延期到9月15日": moved(date(2020, 9, 15), REQUEST),
        "由6月30日顺延至8月31日": moved(date(2020, 8, 31), REQUEST),
        "力争6月底完工": moved(date(2020, 6, 30), FORECAST, FINISH),
        "12月底建成通车，较计划提前8个月": moved(date(2020, 12, 31), FORECAST, FINISH),
        "72%，年底通车": moved(date(2020, 12, 31), FORECAST, FINISH, percent=Decimal(72)),
        "月底能完工": moved(date(2020, 5, 31), FORECAST, FINISH),
        "国庆前完工，目前72%": moved(date(2020, 9, 30), FORECAST, FINISH, percent=Decimal(72)),
        "72%计划6月完工": moved(date(2020, 6, 30), FORECAST, FINISH, percent=Decimal(72)),
        "下周开工": moved(date(2020, 5, 17), FORECAST, START),
        "停工，预计6月10日复工": moved(
            date(2020, 6, 10), FORECAST, works_state=WorksState.SUSPENDED
        ),
        "不能按期完工，申请延期到8月底": moved(date(2020, 8, 31), REQUEST, difficulty="不能按期"),
        "开工延期到6月15日": moved(date(2020, 6, 15), REQUEST, START),
        "竣工时间调整为8月31日": moved(date(2020, 8, 31), REQUEST, FINISH),
        "postponed to 2020-09-30": moved(date(2020, 9, 30), REQUEST),
        "will start next week": moved(date(2020, 5, 17), FORECAST, START),
    },
    "nothing new": {
        "无变化": still(),
        "跟上周一样": still(),
        "P07 照旧": still(code="P07"),
        "维持72%不变": still(percent=Decimal(72)),
        "都正常": still(Scope.ALL),
        "全部照旧": still(Scope.ALL),
        "其余照旧": still(Scope.REST),
        "no change": still(),
    },
}

ASKED_BACK: dict[str, list[str]] = {
    "lower_bound": ["超过七成", "72%以上", "接近72%", "不足72%", "七成多", "大半", "half done"],
    "range": ["70-75%", "七八成", "7-8成", "70%到75%", "百分之七十到七十五"],
    "over_hundred": ["172%", "P07 172"],
    "negative": ["-72%", "负5%"],
    "mistyped_number": ["完成7O%", "1oo%"],
    "malformed_number": ["7.2.5%", "完成3/4", "累计3千2", "P02 alert(1)", "P02 x=60"],
    "several_percents": ["65% 72%"],
    "remaining": ["还差28%", "剩余三成", "28% remaining"],
    "delta": ["比上周增加5个点", "+5%", "本周完成5%"],
    "former_amount": ["2019年累计完成投资500万"],
    "former_percent": ["上周72%"],
    "expected_percent": ["时序进度72%"],
    "forecast_percent": ["预计年底完成80%", "月底到80%", "下周能到80%"],
    "which_percent": [
        "今年完成投资500万,完成率72%",
        "投资完成72%",
        "总投资5000万，占72%",
        "今年完成72%",
        "外墙90%，72%",
    ],
    "parts_only": [
        "路面72%",
        "外墙，95%",
        "95%（外墙）",
        "2#楼完成72%",
        "主体完工72%",
        "县城环线72%，供水72%",
        "资金到位72%",
        "7号项目72%",
        "外墙整体完成95%",
    ],
    "other_percent": ["湿度72%", "质量合格率100%"],
    "likelihood": ["八成会晚"],
    "question": ["72%？", "完工了吗", "开工了没", "能不能延期到8月底"],
    "bare_number": ["72", "72了", "7 72", "完成72", "P07 72 80", "P07 0.7", "P07 5.8", "7号 72"],
    "negated_completion": ["没完工", "72%，未完工"],
    "negated_acceptance": ["竣工验收还没做"],
    "nearly": ["基本完工", "差不多完工了", "正在组织竣工验收"],
    "part_state": [
        "3号楼封顶",
        "一标段完工",
        "3号楼即将完工",
        "外墙未完工",
        "the storm sewer is almost complete",
    ],
    "in_use": ["已投入使用", "已通车"],
    "something_left": ["全部完工，仅剩绿化"],
    "states_conflict": ["停工，已完工"],
    "percent_against_state": ["72%，已完工", "未开工，72%"],
    "done_or_planned": ["本周完工", "春节停工"],
    "soon": ["待雨停复工", "快封顶了"],
    "conditional": ["如果资金到位下周复工"],
    "halt_or_interruption": ["已停工10天"],
    "which_amount": ["完成投资120万元", "120万", "路面投资120万", "72%，完成总投资1.2亿元"],
    "approximate_amount": ["本周三百来万", "本周100多万", "本周100-120万", "近500万"],
    "unit_missing": ["累计3200", "今年投资500", "本周完成120万，累计3200"],
    "small_amount": ["完成投资3200元"],
    "several_amounts": ["本周120万，本月500万", "累计3000万，累计3200万"],
    "amounts_conflict": ["本周500万，累计120万"],
    "forecast_amount": ["预计6月完成投资500万", "1-12月完成投资500万"],
    "other_sum": ["总投资1.2亿", "到位资金500万"],
    "unknown_previous": ["推迟一个月", "申请延期20天"],
    "no_new_date": ["申请延期", "不能按期完工", "6月底完不了工", "6月底前无法完工"],
    "new_date": ["申请延期至6月31日", "申请延期到4月底"],
    "several_dates": ["6月底开工，年底完工", "延期到8月底，10月底"],
    "part_standstill": ["工资没变化", "前两个照旧，P09 72%"],
    "acknowledgement": ["收到！", "好的", "知道了"],
    "promise": ["稍后报", "下午发你"],
    "no_number": ["正在进行砌墙等室内装修", "正常推进", "正在浇筑三层", "没问题", "卡点：无"],
    "phone_number": ["13900139000"],
    "quantity": ["挖了3公里", "60人", "32℃", "完工1个", "开工三个"],
    "code_only": ["P07"],
    "unclear_code": ["PO7 72%"],
    "several_projects": ["P07 72% P08 完工"],
}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        pytest.param(text, facts, id=f"{about}: {text}")
        for about, cases in RECORDED.items()
        for text, facts in cases.items()
    ],
)
def test_a_plain_reply_is_recorded_as_it_stands(text: str, facts: dict[str, Any]) -> None:
    reading = read_reply(text, FRIDAY)
    assert (reading.status, reading.reason) == (Status.OK, None)
    assert reading.facts == ReplyFacts(**facts)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(text, reason, id=f"{reason}: {text}")
        for reason, texts in ASKED_BACK.items()
        for text in texts
    ],
)
def test_a_reply_in_doubt_is_asked_back_with_its_reason(text: str, reason: str) -> None:
    reading = read_reply(text, FRIDAY)
    assert (reading.status, reading.reason) == (Status.ASK, reason)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("过半了", ["50%"], id="a bound offers itself"),
        pytest.param("60-70%", ["60%", "70%"], id="a range offers its ends"),
        pytest.param("还差40%", ["60%"], id="what is left offers what is done"),
        pytest.param("基本完工", ["收尾", "完工"], id="nearly done offers both states"),
        pytest.param(
            "投资120万",
            ["本期120万元", "今年累计120万元", "开工以来120万元"],
            id="an amount offers each sum it may be",
        ),
        pytest.param("湿度30%", [], id="what is no progress offers nothing"),
        pytest.param("办公楼主体完工", ["主体完工"], id="a structure is not offered as the whole"),
    ],
)
def test_a_question_offers_the_readings(text: str, labels: list[str]) -> None:
    assert [option.label for option in read_reply(text, FRIDAY).options] == labels


def test_an_option_records_what_was_plain_too() -> None:
    reading = read_reply("P07 72%，投资120万，缺料", FRIDAY)
    chosen = reading.options[0].facts
    assert (chosen.code, chosen.percent, chosen.difficulty) == ("P07", Decimal(72), "缺料")
    assert chosen.period_wan == Decimal(120)


def test_two_doubts_are_settled_by_one_choice() -> None:
    options = read_reply("完成70-80%，基本完工", FRIDAY).options
    assert len(options) == 4
    assert all(option.facts.percent and option.facts.works_state for option in options)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("72", "72", id="bare"),
        pytest.param("72了", "72", id="with a particle"),
        pytest.param("大概七十二", "72", id="in words"),
        pytest.param("到72了", "72", id="up to"),
        pytest.param("昨天65今天72", "72", id="yesterday's beside it"),
        pytest.param("72，缺料", "72", id="with a difficulty"),
    ],
)
def test_a_bare_number_answers_the_question_for_a_percent(text: str, value: str) -> None:
    reading = read_reply(text, FRIDAY, asked=Asked.PERCENT)
    assert (reading.status, reading.facts.percent) == (Status.OK, Decimal(value))


@pytest.mark.parametrize("text", ["5.8", "172", "70到80", "72万", "72 80", "-5", "2020", "72米"])
def test_a_number_that_may_be_another_thing_does_not_answer_it(text: str) -> None:
    assert read_reply(text, FRIDAY, asked=Asked.PERCENT).status is Status.ASK


def test_a_delay_counts_from_the_date_that_holds_now() -> None:
    reading = read_reply("申请延期20天", FRIDAY, previous=date(2020, 6, 30))
    assert (reading.status, reading.facts.new_date) == (Status.OK, date(2020, 7, 20))


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "......", "哈哈", "p", "\u200b\x00"])
def test_what_holds_no_word_of_progress_is_not_read(text: str) -> None:
    assert read_reply(text, FRIDAY).status is Status.NONE


def test_a_trace_shows_rule_and_place_of_each_fact() -> None:
    text = "P07 进度７２％，缺料"
    traces = {trace.fact: trace for trace in read_reply(text, FRIDAY).traces}
    found = {fact: text[slice(*trace.span)] for fact, trace in traces.items()}
    assert found == {"code": "P07", "percent": "７２％", "difficulty": "缺料"}
    assert traces["percent"].rule == "percent of the project"


def test_the_json_has_numbers_as_numbers_and_absent_values_as_null() -> None:
    row = to_json(read_reply("P07 72.5%，本周35万，延期到8月底", FRIDAY))
    assert row["percent"] == 72.5
    assert (row["status"], row["code"], row["new_date"]) == ("ok", "P07", "2020-08-31")
    assert (row["period_wan"], row["cumulative_wan"], row["difficulty"]) == (35, None, None)


@pytest.mark.parametrize("text", ["完工" * 2000, "一" * 600, "1," * 300, "困难" * 300])
def test_what_nobody_writes_is_asked_back_without_reading_it(text: str) -> None:
    assert read_reply(text, FRIDAY).status is not Status.OK


@pytest.mark.parametrize(
    ("text", "difficulty"),
    [
        pytest.param("卡点:钢材没到，请协调", "钢材没到", id="behind a comma"),
        pytest.param("卡点:征地2户 请领导协调", "征地2户", id="behind a space"),
        pytest.param("请协调", "请协调", id="all that is said"),
    ],
)
def test_a_call_for_help_is_no_part_of_the_difficulty(text: str, difficulty: str) -> None:
    facts = read_reply(text, today=FRIDAY).facts
    assert (facts.difficulty, facts.coordinate) == (difficulty, True)
