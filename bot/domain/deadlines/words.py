"""The words of the grammar: add one here, and one test.

Everything is lower case and normalised; words stand apart by spaces, and _ is a space in a word.
The longest word that fits wins.
"""

from itertools import product


def words(text: str) -> list[str]:
    """Return the words of a table's line."""
    return [word.replace("_", " ") for word in text.split()]


def _numbered(lines: dict[str, int]) -> dict[str, int]:
    return {word: number for line, number in lines.items() for word in words(line)}


# Kind → words that carry no number.
PLAIN: dict[str, str] = {
    "filler": '“ ” " 的 份 在 于 那天 当天 当日 这天 of the on at on_or_before 晚 夜 早 上午 下午 早上 晚上 中午 凌晨 夜里 '
    "傍晚 晚间 夜间 早晨 午夜 夜晚 am pm noon midnight morning afternoon evening 整 左 预计 计划 力争",
    "day_end": "下班 下班时间 cob eod end_of_day end_of_the_day close_of_business close_of_play end_of_business",
    "before": "前 之前 以前 及以前 及之前 前头",
    "within": "内 之内 以内 里 里面 期间 之中 之间",
    "after": "后 之后 以后 往后 过后",
    "since": "起 开始起 以来 起始",
    "until": "止 为止 截止",
    "around": "左右 前后 上下 or_so around about approximately",
    "by": "by until till due before 不晚于 不迟于 不能晚于 不得晚于 不可晚于 不能迟于 不得迟于 不要晚于 不能超过 最迟 最晚 至迟 截至 截止到 截至到 截止至 赶在",
    "not_before": "after since 不早于 早于 晚于 自 至少 最少 起码 不少于 at_least",
    "coming": "in within over 未来 今后 接下来 再过 再给 再有 还需 还需要 还要 还有 需要 再要 再用 还得 最多 至多 顶多 不超过 限 限期 限时 at_most no_more_than 即日起 自即日起 next",
    "from_now": "from_now later hence from_today time from_now_on",
    "ago": "ago earlier",
    "to": "到 至 ~ - -- 到了 to through thru 直到 一直到",
    "from": "从 由 from",
    "moved": "调整为 调整到 调整至 改为 改到 改成 变更为 变更到 推到 推至 拖到 延到 延至",
    "list": ", 、 ; : & 和 及 以及 and 。",
    "or": "或 或者 or",
    "open": "(",
    "close": ")",
    "every": "每 每个 逐 every each",
    "nth_other": "倒数 最后一周 最后一个工作日 首个工作日 最后一个月 最后几天 working_day business_day day days 第一时间段",
    "lunar": "农历 阴历 旧历 lunar",
    "start": "开工 启动 动工 开建 进场 奠基 破土 开始 start begin kickoff started",
    "finish": "完工 竣工 建成 完成 投用 投产 交付 通车 验收 投入使用 交工 完结 办结 结束 建好 做完 干完 修完 收尾 "
    "收官 启用 交房 弄完 搞完 搞定 finish complete completed done deliver completion finished",
    "negation": "完不成 完成不了 完工不了 干不完 做不完 不了 无法 不能 难以 来不及 没法 不可能 不是 取消 cannot can't unable impossible not",
    "later": "推迟 延期 延后 顺延 推后 后延 延长 延缓 拖后 往后推 延迟 再延 展期 延 往后延 delayed postponed extend "
    "postpone delay extended",
    "earlier": "提前 提早 往前提",
}

# What would be read as a date, or a piece of one, and is none.
NOT_DATES = (
    "一周一排序 一周一报 一周一调度 一周一通报 一周一次 一月一调度 一月一报 一月一通报 一月一次 一日一报 一日一调度 "
    "一季一调度 一年一度 一年一次 百日攻坚 百年大计 月报 周报 旬报 日报 季报 年报 月度 周边 周围 周转 周期 周密 目前 "
    "前期 前置 前段 前线 前方 前景 年产 年均 中标 中央 中心 中学 中国 中小学 中介 中段 中型 初步 初审 初验 "
    "初级 初设 初稿 初中 内部 内容 内涝 内业 内外 后勤 后续 后期 后方 底板 底层 底部 底数 底商 末端 末位 后备 里程 "
    "起步 起点 起草 起重 起吊 日常 日均 日照 年龄 年检 年限 年度 月薪 月供 日产 十字 一体 三通一平 五通一平 七通一平 "
    "四通一平 四好 三农 止水 止回 延伸 延安 延长线 到位 到场 到货 至今 中铁 中建 上中下 终点 终端 终于 早就 晚点 "
    "整改 整体 整治 整理 的确 在建 由于 关于 对于 自来水 自查 自己 自行 自然 或许 和谐 前天晚上已 第一时间 "
    "may_be may_have may_need may_not second_hand not_only mark mar. in_progress in_charge end_user"
)

# Times without a date of their own.
VAGUE = (
    "尽快 尽早 抓紧 立即 立刻 马上 即刻 立行立改 近期 近日 外后天 不日 过几天 过两天 过些天 过段时间 改天 "
    "几天 几天内 几天后 数日 数日内 数天 几周 几周内 几个月 几个月内 数月 数月内 若干天 一段时间 这几天 这两天 "
    "这段时间 短期内 早日 待定 未定 再定 另行通知 视情况 随时 长期 常态化 节前 节后 年前 年后 双节前 两节前 "
    "两节期间 节日前 汛期前 汛期 主汛期前 主汛期 入汛前 入冬前 入冬 冬季前 入夏前 雨季前 雨季 开学前 开学 "
    "暑假前 暑假 寒假前 寒假 暑期 封冻前 上冻前 土地封冻前 封冻期前 汛前 汛后 供暖前 供暖季前 采暖季前 麦收前 秋收前 秋收后 "
    "春耕前 春耕 农忙前 开春 开春后 开春前 入春 入秋 春季 夏季 秋季 冬季 春天 夏天 秋天 冬天 今春 今夏 今秋 今冬 "
    "明春 明夏 明秋 今冬明春 两会前 两会后 高考前 中考前 例会前 下次例会 会前 会后 适时 择期 到期 按期 "
    "如期 按时 年关 年关前 春运前 前半月 asap as_soon_as_possible soon shortly someday tbd tba eventually "
    "a_few_days few_days a_few_weeks few_weeks several_days several_weeks a_couple_of_days couple_of_days "
    "a_couple_of_weeks couple_of_weeks some_time spring summer autumn winter"
)

# Of these, what leaves a date as it is when it stands behind one: 6月30日前尽快完成, 9月1日开学.
SAYS_NO_MORE = frozenset(words("尽快 尽早 抓紧 立即 立刻 马上 按期 如期 按时 适时 开学"))

_MONTHS = [
    "january jan jan.",
    "february feb feb.",
    "march mar",
    "april apr apr.",
    "may",
    "june jun jun.",
    "july jul jul.",
    "august aug aug.",
    "september sep sept sep. sept.",
    "october oct oct.",
    "november nov nov.",
    "december dec dec.",
]
_WEEKDAYS = [
    "monday mon",
    "tuesday tue tues",
    "wednesday wed",
    "thursday thu thur thurs",
    "friday fri",
    "saturday sat",
    "sunday sun weekend",
]

# Kind → words → number.
VALUED: dict[str, dict[str, int]] = {
    "month_name": _numbered({line: number for number, line in enumerate(_MONTHS, 1)}),
    "weekday": _numbered({line: number for number, line in enumerate(_WEEKDAYS, 1)}),
    "nth": _numbered({"first": 1, "second": 2, "third": 3, "fourth": 4, "last 最后一个": -1}),
    "ten_days": _numbered({"上旬 初旬": 1, "中旬 上中旬 中上旬": 2, "下旬 中下旬": 3}),
    "half_month": {"上半月": 1, "下半月": 2},
    "half": _numbered(
        {
            "上半年 前半年 h1 first_half 1st_half": 1,
            "下半年 后半年 h2 second_half 2nd_half": 2,
        }
    ),
    "quarter": _numbered(
        {
            "q1 1q i季度 first_quarter 1st_quarter": 1,
            "q2 2q ii季度 second_quarter 2nd_quarter": 2,
            "q3 3q iii季度 third_quarter 3rd_quarter": 3,
            "q4 4q iv季度 fourth_quarter 4th_quarter": 4,
        }
    ),
    "edge": _numbered(
        {
            "初 伊始 头": 1,
            "中 中期 mid mid- middle_of": 2,
            "底 末 尾 终 末尾 最后一天 last_day_of end_of end late rest_of -end": 3,
            "early start_of beginning_of": 4,
        }
    ),
    "five_year_plan": {"十三五": 2020, "十四五": 2025, "十五五": 2030},
    "lunar_month": {"正月": 1, "冬月": 11, "腊月": 12},
    "relative_day": _numbered(
        {
            "今天 今日 本日 今晚 今夜 今早 今儿 today tonight": 0,
            "明天 明日 明早 明晚 翌日 次日 明儿 tomorrow tmr": 1,
            "后天 后日 day_after_tomorrow": 2,
            "大后天": 3,
            "大大后天": 4,
            "昨天 昨日 昨晚 yesterday": -1,
            "前天 前日": -2,
        }
    ),
    "relative_year": _numbered(
        {
            "今年 本年 本年度 当年 这一年 今年度 全年 this_year current_year": 0,
            "明年 来年 下一年 下年 下年度 明年度 next_year": 1,
            "后年": 2,
            "大后年": 3,
            "去年 上年 上一年 last_year": -1,
            "前年": -2,
        }
    ),
    # Counted from the beginning of a range: 2020年12月至次年3月.
    "following_year": {"次年": 1, "翌年": 1},
    "following_month": {"次月": 1, "翌月": 1},
    # The present one, named only to name its end: 月底, 年内, end of the month.
    "bare_year": {"年": 0, "岁": 0, "year": 0},
    "bare_quarter": {"季": 0, "季度": 0, "quarter": 0},
    "bare_month": {"月": 0, "month": 0},
    "bare_week": {"周": 0, "week": 0},
}

NEARBY = _numbered(
    {
        "上 上个 上一 上一个 last_ previous_": -1,
        "上上 上上个": -2,
        "本 这 这个 本个 当 该 这一 这一个 this_ current_": 0,
        "下 下个 下一 下一个 next_ coming_ following_": 1,
        "下下 下下个": 2,
        "下下下 下下下个": 3,
    }
)
# Kind → what may stand behind 上, 本, 下 …
_NEARBY_UNITS = {
    "relative_quarter": "季度 季 quarter",
    "relative_month": "月 月份 month",
    "relative_week": "周 星期 礼拜 week",
}
for _kind, _units in _NEARBY_UNITS.items():
    VALUED[_kind] = {
        near + unit: distance
        for (near, distance), unit in product(NEARBY.items(), words(_units))
        if near.isascii() == unit.isascii()
    }

# One word read as two: end of what it stands for.
ENDS: dict[str, str] = {
    "eom": "bare_month",
    "eoy": "bare_year",
    "eow": "bare_week",
    "eoq": "bare_quarter",
}

# The year after the one a range begins in; only behind 至, as alone it may be any project's second.
SECOND_YEAR = "第二年"

# Festival, by the name the calendar has for it → its other names.
FESTIVALS: dict[str, str] = {
    "元旦": "元旦节 新年 new_year new_year's_day new_years_day",
    "春节": "过年 大年初一 农历新年 spring_festival chinese_new_year lunar_new_year",
    "元宵": "元宵节 上元节 lantern_festival",
    "妇女节": "三八妇女节 三八节",
    "植树节": "",
    "清明": "清明节 qingming tomb-sweeping_day",
    "五一": "五一节 劳动节 五一劳动节 国际劳动节 labour_day labor_day may_day",
    "青年节": "五四青年节",
    "护士节": "",
    "儿童节": "六一儿童节 六一节 children's_day",
    "端午": "五月节 端午节 端阳 端阳节 dragon_boat_festival",
    "建党节": "七一建党节",
    "建军节": "八一建军节",
    "七夕": "七夕节",
    "中元": "七月半 中元节",
    "教师节": "",
    "中秋": "八月节 中秋节 mid-autumn_festival mid-autumn mid_autumn_festival",
    "国庆": "国庆节 十一国庆 十一国庆节 国庆日 national_day",
    "重阳": "重阳节",
    "腊八": "腊八节",
    "小年": "小年夜",
    "除夕": "大年三十 大年夜 除夕夜 年三十",
    "龙抬头": "二月二龙抬头",
    "圣诞": "圣诞节 christmas",
}
# Festivals called by their date; read so only before 节, 前, 假 and the like.
DATE_FESTIVALS = {
    "十一": "国庆",
    "五一": "五一",
    "六一": "儿童节",
    "七一": "建党节",
    "八一": "建军节",
    "三八": "妇女节",
    "五四": "青年节",
}
# Behind a festival: its days off as a whole.
HOLIDAYS = "假期 长假 小长假 黄金周 放假 假 假日 holiday holidays"
