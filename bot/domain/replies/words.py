"""The words a progress reply is made of: one table, sorted by what a word does.

To teach the reader a word, add it to the line of its sort and a case to the tests. Words are
parted by blanks; `_` stands for the blank inside an English phrase. The longest word wins.
"""

from enum import StrEnum, auto

from bot.domain.terms import Period, WorksState


class Sort(StrEnum):
    """What a token is; the words in a comment are examples."""

    # Found by their form (see lexing.py).
    CODE = auto()
    UNCLEAR_CODE = auto()
    PERCENT = auto()
    UNCLEAR_PERCENT = auto()
    MORE_PERCENT = auto()
    RANGE = auto()
    MONEY = auto()
    UNCLEAR_MONEY = auto()
    QUANTITY = auto()
    DURATION = auto()
    DATE = auto()
    PHONE = auto()
    NUMBER = auto()
    UNCLEAR_NUMBER = auto()
    BREAK = auto()
    SPACE = auto()
    UNKNOWN = auto()
    # Found in the table below.
    FILLER = auto()
    DONE = auto()
    WHOLE = auto()
    GAUGE = auto()
    COLON = auto()
    PART = auto()
    MAIN = auto()
    STUFF = auto()
    FOREIGN = auto()
    PLAN = auto()
    INVEST = auto()
    TOTAL = auto()
    PAID = auto()
    PERIOD = auto()
    LAST = auto()
    NEXT = auto()
    EXPECTED = auto()
    PAST = auto()
    UNTIL = auto()
    YEAR = auto()
    CUMULATIVE = auto()
    SINCE_START = auto()
    ABOUT = auto()
    BOUND = auto()
    REMAINING = auto()
    DELTA = auto()
    FROM = auto()
    TO = auto()
    BECAME = auto()
    NOT = auto()
    SOON = auto()
    IN_USE = auto()
    NEARLY = auto()
    IF = auto()
    AFTER = auto()
    STATE = auto()
    RESUMED = auto()
    WORKING = auto()
    STEP = auto()
    OBSTACLE = auto()
    TROUBLE = auto()
    NO_TROUBLE = auto()
    LACK = auto()
    WAIT = auto()
    SETTLED = auto()
    NEED = auto()
    CAUSE = auto()
    CALL = auto()
    STILL = auto()
    ALL = auto()
    REST = auto()
    REQUEST = auto()
    FORECAST = auto()
    ACKNOWLEDGED = auto()
    SEND = auto()
    QUESTION = auto()
    NORMAL = auto()


WORDS: dict[Sort, str] = {
    Sort.FILLER: """
        的 了 吧 啊 呀 啦 呢 哦 哈 也 就 是 在 有 都 又 再 还 仍 仍然 才 把 被 及 与 和 且 并 但 但是 不过
        已 已经 现 现在 现已 目前 当前 截止目前 截至目前 到目前 到目前为止 截至今日 今天 今日 今早 刚 刚刚 今
        进行 进入 转入 处于 处在 平均 提前 提早 实际 实 我 我们 我方 我项目 该 该项目 本项目 这个项目 项目 工程 项目部 建设 建设项目 建设工程 施工进度 工地 现场
        汇报 报告 进展 进展情况 情况 更新 为 约为 达 达到 做到 干到 到了 占 率 推进 推进到
        大 大的 太大 啥 什么 任何 其他 其它 一些 个 其中 一直 全线 依然 持续 临时 暂时 主要 , 您好 你好 领导 领导好 老师 谢谢
        the is are at now currently about_the of it we our project works work today yesterday so far has been
        is_at we_are and but all_of already just reached by""",
    Sort.DONE: "完成 完成了 已完成 完 完了 做了 干了",
    Sort.WHOLE: """
        整体 总体 总的 整个 全部 全面 总工程量 总工程 工程总量 工程量 总量 总进度 总形象进度 总进展 整体进度 总体进度 项目整体 项目总体
        工程整体 工程总体 形象进度 总体形象进度 工程进度 项目进度 建设进度 实物工程量 实物量 综合进度 所有
        overall total_progress whole""",
    Sort.COLON: ":",
    Sort.GAUGE: "进度 完成进度 当前进度 目前进度 完成率 完成度 完成比例 progress",
    Sort.PART: """
        外墙 内墙 内装 外装 装修 装饰 基础 地基 土建 路基 路面 桥梁 桥面 隧道 管网 管道 管线 绿化 亮化 水电 消防 电梯
        安装 土方 基坑 桩基 地下室 屋面 门窗 抹灰 砌体 砌筑 附属 配套 室外 室内 设备安装 标段 开挖 回填 铺设 浇筑 绑扎 粉刷 钢结构
        完工率 开工率 复工率 竣工率 拆除 幕墙 道路 沥青 路灯 涵洞 挡墙 边坡 厂房 宿舍 教学楼 门诊楼 场平 平场
        foundation roof walls wall steel paving drainage""",
    Sort.MAIN: "主体 主体结构 主体工程 主体施工 主体建设 structure main_structure",
    Sort.STUFF: """
        资金 钱 款 款项 工程款 进度款 经费 拨款 专项资金 配套资金 材料 料 原材料 钢筋 水泥 砂石 沥青料 设备 图纸 施工图 设计 变更
        手续 批文 批复 审批 证 施工许可证 施工许可 许可证 许可 用地 土地 林地 林地手续 用地手续 用地批复 征地 拆迁 征拆 征迁
        征地拆迁 搬迁 迁改 管线迁改 杆线 杆线迁改 补偿 补偿款 赔偿 青苗 坟 坟墓 迁坟 户 人 人手 工人 人员 劳力 民工 农民工工资
        工资 电 水 路 场地 合同 指标 土地指标 环评批复 可研批复 初设批复 评审 房屋 道路占用
        money funds fund funding materials material permit approval land drawings workers labour labor""",
    Sort.FOREIGN: """
        湿度 气温 温度 税 税率 利率 股 股权 含水 含水率 坡度 浓度 电量 概率 可能 可能性 把握 降雨 降雨概率 利息 首付 预付款
        质保金 满意度 投票 出勤率 到岗率 覆盖率 合格率 humidity interest tax chance""",
    Sort.PLAN: """
        年度计划 年计划 全年计划 年度任务 全年任务 年度目标 全年目标 年度投资计划 年度计划投资 年度投资 本年度计划 今年计划 计划
        投资计划 计划投资 目标任务 任务 目标 投资完成率 年度投资完成率 年度完成率 全年任务数 年计划投资 今年任务 今年目标 年初计划
        年初目标 plan annual_plan year's_plan yearly_plan target""",
    Sort.INVEST: """
        投资 完成投资 投资完成 投资额 固定资产投资 固投 产值 完成产值 投入 投了 投 投入资金 累投 完成投资额 完成固定资产投资
        invested investment spent""",
    Sort.TOTAL: """
        总投资 总投资额 项目总投资 工程总投资 概算 总概算 概算投资 预算 总预算 投资概算 合同 合同额 合同价 合同金额 中标价 中标 总投
        总造价 造价 批复投资 估算 投资估算 总额 total_investment budget contract""",
    Sort.PAID: """
        拨付 已拨付 支付 已支付 付款 已付 到位资金 拨款到位 欠付 尚欠 贷款 罚款 融资 债券 专项债
        补助 预付 结算 审计 审定 签约 签订 中央资金 省级资金 paid owed""",
    Sort.LAST: "上周 上个周 上星期 上礼拜 上月 上个月 上次 上期 上旬末 原来 原 之前 此前 早前 去年 去年底 上年 昨天 昨日 前天 last_week last_month",
    Sort.EXPECTED: "时序 时序进度 序时 序时进度 时间进度 应完成 应达 应达到 应 应该完成 expected_progress",
    Sort.NEXT: """
        明天 明日 后天 大后天 明早 下周 下星期 下礼拜 下月 下个月 下旬 月底 月末 本月底 这个月底 年底 年末 年内 季度末 季末 下半年 明年
        后年 国庆 元旦 春节 五一 十一 中秋 端午 清明 节后 节前 年前 年后 近期 近日 不久 过几天 这几天 过两天 早日 尽快 本月内 月内 周末 周内 本周内
        end_of next_week next_month tomorrow by_the_end""",
    Sort.PAST: "昨天 昨日 前天 上周 上个月 上月 刚刚 刚 今天 今日 今早 昨晚 日前 yesterday last_week today",
    Sort.UNTIL: "截至 截止 截止到 截至到 截 as_of until",
    Sort.YEAR: """
        今年 今年以来 今年累计 今年共 本年 本年度 本年累计 年初以来 自年初 自年初以来 自年初累计 年初至今 全年 年度 当年 年内累计
        年度累计 本年度累计 今年已 今年完成 本年完成 年累计 this_year year_to_date""",
    Sort.CUMULATIVE: "累计 累积 累 总计 共计 合计 总共 一共 共 累计完成 累计投资 累计完成投资 cumulative in_total total to_date so_far",
    Sort.SINCE_START: "开累 开工以来 自开工以来 开工至今 自开工 开工累计 开工以来累计 自开工以来累计 开工后累计 项目累计 建设以来 since_the_start since_start",
    Sort.ABOUT: "约 大约 大概 差不多 左右 左又 上下 大致 估计 估摸 大约是 目测 基本 基本上 about around roughly approximately",
    Sort.BOUND: """
        超过 超 超出 突破 高于 大于 多于 不少于 不低于 至少 以上 多 余 来 逾 过 不到 低于 少于 小于 不超过 至多 最多 以内 以下
        将近 接近 近 快到 快 快要 出头 有余 即将达到 未达 达不到 + > < ≥ ≤ >= <= more_than over less_than under almost nearly at_least at_most up_to""",
    Sort.REMAINING: "还差 还剩 还剩下 剩 剩下 剩余 余下 尚余 差 尚差 还有 left remaining to_go",
    Sort.DELTA: """
        增加 增长 提高 提升 上升 新增 又完成 推进了 上涨 涨了 涨 多了 进了 前进 加快 下降 降低 减少 落后 滞后 超前 慢 快了 比上周 较上周 环比 同比
        比上月 较上月 比计划 偏差 up up_by increased_by behind""",
    Sort.FROM: "从 由 自 from",
    Sort.TO: "到 至 ~ — - 或 或者 to",
    Sort.BECAME: "提高到 提升到 增加到 上升到 涨到 升到 增至 升至 变为 改为 变成 推进到 达到了 到了 调整为 调到 → ➡ => -> 更正为 更正",
    Sort.NOT: """
        没 没有 没能 未 未能 尚未 还没 还没有 还未 仍未 暂未 并未 无 暂无 无法 不 不能 不会 不用 不需 不需要 无需 不存在 没啥 没什么
        没有什么 没有任何 无任何 未发现 未遇到 不是 没得 尚无 仍没 一直没 迟迟未 迟迟没 迟迟没有 迟迟不 没法 不再 未见 难以 不予 不太 不曾 未曾
        not no without cannot can't isn't not_yet never none""",
    Sort.SOON: "即将 快 快要 就要 马上 准备 将要 正准备 临近 接近 将近 筹备 组织 正在组织 拟 基本 差不多 基本上 almost nearly about_to preparing preparing_to ready_to",
    Sort.IN_USE: """
        投入使用 交付使用 交付 通车 投产 投用 启用 试运行 试运营 运营 投运 投入运营 移交 in_use opened opened_to_traffic""",
    Sort.NEARLY: "快完了 快好了 快做完 快做完了 快干完了 快弄完了 差不多了 差不多完了 马上就完 差一点 nearly_there almost_there",
    Sort.IF: "如果 要是 若 假如 假设 倘若 一旦 只要 只有 除非 if once unless when",
    Sort.AFTER: "后 以后 之后 后才 后方可 才能 方能 方可 后再 后就 前 之前 以前 前的 after before",
    Sort.WORKING: """
        办理中 办理 正在办理 在办 办理当中 开展 施工 施工中 正在施工 在施工 在建 在建设 建设中 正在建设 正施工 正在做 正在干 在干 在做 浇 浇了 正在浇筑
        完善 修改完善 正在安装 打桩 支模 正在 抢工 赶工 加班 under_construction working in_progress ongoing underway""",
    Sort.STEP: """
        前期 前期工作 前期手续 前期阶段 前期准备 手续 办手续 立项 可研 可行性研究 初设 初步设计 施工图设计 设计 勘察 环评 规划 用地预审 用地
        林勘 报批 审批 审批中 招标 招投标 挂网 图审 评审 财评 预算评审 施工许可 施工许可证 土地 选址 备案 核准 水保 能评 稳评 洪评 清单编制
        preliminary feasibility tender tendering bidding design eia paperwork""",
    Sort.OBSTACLE: """
        困难 问题 难题 难点 难处 卡点 堵点 痛点 障碍 阻碍 矛盾 纠纷 异常 瓶颈 阻力 隐患 制约 困难点 卡壳 problem problems issue issues difficulty
        difficulties trouble obstacle blocker blocked""",
    Sort.TROUBLE: """
        受阻 阻工 阻挠 阻拦 堵路 堵门 拦路 上访 信访 停电 停水 断电 断水 下雨 降雨 雨季 暴雨 大雨 雨天 连续降雨 阴雨 雨大 下雪 大雪 大风 洪水 汛期 塌方 滑坡
        泥石流 疫情 事故 冬歇 上冻 封冻 冰冻 受影响 流标 废标 影响 影响施工 影响进度 拖欠 欠薪 欠款 讨薪 不同意 不让 不配合 不肯 不给 协调不下来 谈不拢 谈不下来
        解决不了 办不下来 批不下来 下不来 进不来 进不了 招不到 买不到 找不到 不足 不够 短缺 紧缺 紧张 吃紧 断供 断料 滞后 进度滞后 进展缓慢 缓慢
        推进慢 推进缓慢 进度慢 有点慢 太慢 来不及 完不了 完不了工 干不了 做不了 开不了工 开不了 没法干 没法施工 天气原因 天气不好 天气影响 天气恶劣 恶劣天气 天气差 受天气 冬季 冬休 完不成 干不完 做不完 不能按期 不能按时 不能如期 无法按期 无法按时 无法如期 未能按期 难以按期 按期完不成
        卡在 卡住 卡 被卡 难 较难 难度 难度大 很难 太难 有难度 压力大 涨价 缺口 资金缺口 返工 设计变更 超概 钉子户 施工难度 地质复杂 溶洞 地下水 涌水
        没到 未到 没到位 未到位 没有到位 没钱 没人 没料 没批 没下来 没办 没办完 没办好 没落实 没谈好 没谈妥 没征完 没拆完 没拆 没搬 没签 没签字 未签 不签 延误 误工 工期滞后 断裂 没交地 没交 没给 没来 没拨 没着落 没解决
        rain rained raining heavy_rain flood landslide shortage delayed delay obstruction protest stuck bad_weather""",
    Sort.NO_TROUBLE: "问题不大 困难不大 不成问题 没毛病 顺利 一切顺利 进展顺利 没问题 没有问题 无问题 无困难 smoothly no_problem no_problems",
    Sort.LACK: "缺 缺少 欠缺 缺乏 差 欠 lack lacking short_of lack_of",
    Sort.WAIT: "等 等待 等着 在等 待 尚待 有待 需等 催 waiting_for waiting awaiting pending wait",
    Sort.SETTLED: """
        解决 解决了 到位 到位了 办好 办完 办理完 办理完毕 办结 批了 批下来 下来 落实 落实了 协调好 谈妥 谈好 拿到 取得 化解 打通 签了 签完 征完 拆完 到了
        交地 完成了 通过 到账 恢复 处理好 处理完 消除 得到解决 办 批 办下来 拨 拨付 进场 交 solved resolved settled arrived received""",
    Sort.NEED: "需要 需 急需 亟需 亟待 请求 希望 建议 need needs",
    Sort.CAUSE: "原因 主要原因 因 因为 由于 受 鉴于 主要是 原因是 because because_of due_to",
    Sort.CALL: "请协调 请领导协调 请县领导协调 请求协调 请求领导协调 恳请协调 恳请领导协调 望协调 望领导协调 请帮忙协调 请帮助协调 请予协调 please_coordinate",
    Sort.STILL: """
        没进展 无进展 没有进展 暂无进展 尚无进展 未有进展 没新进展 无新进展 没有新进展 暂无新进展 没啥进展 没什么进展 没有什么进展 没任何进展 没有任何进展 毫无进展
        照旧 依旧 同上周 同上月 同上次 同上期 同上 同前 同昨天 和上周一样 跟上周一样 与上周一样 和上周相同 与上周相同 跟上周相同 和上次一样 跟上次一样 与上次一样 同上周一样
        和上月一样 与上周一致 和上周一致 跟上周一致 和之前一样 跟之前一样 和昨天一样 跟昨天一样 无变化 没变化 没有变化 没啥变化 没什么变化 无任何变化 没有任何变化 暂无变化
        没变 未变 不变 没动 没动静 没动过 没有动 一动没动 原样 老样子 还是老样子 还那样 还是那样 维持 维持不变 维持原状 保持不变 保持 持平 没推进 未推进 无推进 没有推进
        原地踏步 一样 还一样 没有更新 无更新 无新增 没新增 如旧 同前次 进度不变 进度没变 进度没动 进度同上周 进度无变化 没进度 无进度 停滞 停滞不前
        no_progress no_change no_changes unchanged same same_as_before same_as_last_week the_same nothing_new no_news no_update as_before""",
    Sort.ALL: "都 均 全 全部 全都 所有 所有项目 各项目 几个项目 两个项目 两个都 三个都 四个都 几个都 两个均 各 all all_projects everything both",
    Sort.REST: "其余 其他 其它 剩下的 余下 其余项目 其他项目 其它项目 别的 the_rest others",
    Sort.REQUEST: """
        申请 申请延期 延期 延期到 延期至 延至 延到 延后到 延后至 延后 顺延 顺延到 顺延至 推迟 推迟到 推迟至 推到 推至 改到 改至 延长 延长到 延长至 往后延 往后推 拖到
        宽限 宽限到 宽限至 调整到 调整至 缓到 展期 展期到 请求延期 申请顺延 申请推迟 申请延长 申请延至 申请延到 要延期 想延期 需延期 需要延期
        delayed_to postponed_to postpone_to postpone postponed delayed_until extend_to extended_to extension extension_to delay_to delay_until extend_until
        put_off_to moved_to""",
    Sort.FORECAST: """
        预计 预期 争取 力争 计划 确保 保证 有望 拟 拟于 将于 将在 估计 目标 打算 准备 希望 能 可 可以 能够 会 应该能 应该 要 将 预计到 可望 保 力保 定于 安排 倒排 承诺
        expected expect will should expect_to expected_to aim aiming plan_to planned hope can""",
    Sort.ACKNOWLEDGED: """
        收到 好 好的 好嘞 知道了 知道 明白 明白了 了解 ok okay 嗯 嗯嗯 行 可以 是 是的 遵命 谢谢 辛苦了 马上办 已阅 已知 知悉 已知悉 阅 👍 👌 照办 没问题的
        received noted thanks roger got_it yes""",
    Sort.SEND: "报 上报 汇报 报送 报数 发 发送 发你 发给你 补 补报 补发 回复 回 给 给你 给您 填 填报 反馈 告知 说 核实 再核实 统计 问 问问 核对 report send reply tell",
    Sort.QUESTION: "? 吗 么 是不是 是否 能不能 可不可以 要不要 何时 什么时候 啥时候 怎么 怎样 为什么 为啥 谁 哪个 哪里 几时 有没有 多少",
    Sort.NORMAL: """
        正常 正常推进 正常施工 正常进行 有序推进 稳步推进 按计划推进 按计划进行 按计划 按计划施工 正在推进 推进中 进展正常 在推进 顺利推进 抓紧推进 加快推进 进行中 加快进度 抓紧施工
        一切正常 稳步进行 有进展 还行 还可以 挺好 进展顺利 on_track on_schedule fine normal good""",
}
"""A word that stands on two lines is of the first; states and periods below win over both."""

STATES: dict[WorksState, str] = {
    WorksState.NOT_STARTED: "没开始 还没开始 尚未开始 未动 not_started not_yet_started",
    WorksState.STARTED: "开工 动工 开工建设 开工了 动工了 破土动工 破土 进场施工 开始施工 已进场施工 正式开工 started begun start",
    WorksState.STRUCTURE_DONE: "封顶 主体封顶 主体完工 主体验收 结构封顶 topped_out structure_done structure_complete",
    WorksState.FINISHING: "收尾 扫尾 收尾阶段 收尾中 尾声 扫尾阶段 收尾工作 尾工 finishing finishing_touches wrapping_up",
    WorksState.COMPLETED: """
        完工 竣工 建成 交工 全部完成 全面完成 全面完工 全部完工 完成建设 干完 做完 弄完 搞完 修完 建完 干完了 做完了 弄完了 搞完了 修完了 建完了 全完了 工程结束 竣工了 完工了
        全部结束 done completed finished complete all_done finish""",
    WorksState.ACCEPTED: """
        竣工验收 竣工验收合格 竣工验收完成 验收合格 通过验收 通过竣工验收 验收通过 验收完成 验收完毕 完成验收 完成竣工验收 完工验收 交工验收 验收 验收完 已验收
        accepted passed_acceptance acceptance""",
    WorksState.SUSPENDED: "停工 暂停 停建 停了 停下来 停下 停摆 搁置 中止 暂停施工 停止施工 全面停工 停工状态 停工中 stopped suspended paused halted on_hold",
}
RESUMED = "复工 恢复施工 重新开工 复工复产 复工了 恢复建设 resumed restarted"

COMPOUNDS = """
    手续 合同 证 结算 决算 前期 资料 计划 设计 变更 准备 图 申请 报告 工资 目标 任务 以来 仪式 典礼 日期 时间 条件 方案 通知 标准 节点
    期限 时限 动员 风险 令 许可
"""
"""Right behind a word of state they make a name of it, which says nothing of the works: 开工手续."""

PERIODS: dict[Period, str] = {
    Period.DAY: "当日 当天 今天完成投资 今日完成投资",
    Period.WEEK: "本周 这周 这一周 一周 本星期 这星期 这个星期 本礼拜 这礼拜 周 本周内完成 this_week week",
    Period.MONTH: "本月 这个月 这月 当月 月 本月份 当月份 this_month month",
    Period.QUARTER: "本季度 本季 这个季度 this_quarter",
}
