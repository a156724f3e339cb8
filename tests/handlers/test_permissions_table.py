"""Who may say and tap what: every command, word and tap × every role × a stranger, over HTTP.

The table is RULES.md section 1 as the cast meets it. P02 is everybody's own, each in their way:
马国栋 leads it, 赵副县长 is in charge of its unit, 何局长 heads the unit, 陈海平 carries it out and
小林 is the liaison. P01 is another unit's. Cells:

    ok    answered with what the row says          no    "not within your rights"
    who   a stranger's one polite sentence         kept  words kept for the office
    for?  the office must say 代                    pass? a leader is asked whether to pass words on
    old   a button that is not theirs to tap       none  nothing found among what is theirs
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import pytest
from cast import CAST, seat, start_chat
from county import P1, County, is_answer
from sqlalchemy import func, select

from bot.domain.errors import (
    NothingToCorrectError,
    OfficeReportsForOthersError,
    OldButtonError,
    StrangerError,
)
from bot.domain.ledger_rows import LedgerFile
from bot.domain.outcomes import Kept
from bot.domain.permissions import Action, NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import MilestoneKind, Role
from bot.domain.unit_rows import RegisterFile
from bot.sandbox import Person
from bot.services.services import Services
from bot.texts.answers import word, word_error
from handlers.routes import COMMANDS, TAPS
from storage.statements import table_of
from storage.tables import DeadlineRequest

STRANGER = "stranger"
ASKERS = (STRANGER, *Role)

_TABLE = """
what is said or tapped | answer         | none chief lead  line  head resp lia  off  plan stat fin  read
/start                 | 您好           | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
开始                   | 您好           | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
/start nonsense        | 这个邀请链接   | ok   ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
/help                  | 怎么用         | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
帮助                   | 怎么用         | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
怎么用                 | 怎么用         | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok

/mine                  | 共             | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
我的项目               | 共             | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[list:1]               | 共             | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
/project P02           | 责任人：       | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
/project P01           | 责任人：       | who  ok    no    no    no   no   no   ok   ok   no   no   ok
P02                    | 责任人：       | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
P01                    | 责任人：       | who  ok    no    no    no   no   no   ok   ok   no   no   ok
/find P02              | P02            | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
/find P01              | P01            | who  ok    none  none  none none none ok   ok   no   no   ok
/history P02           | P02            | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
/history P01           | P01            | who  ok    no    no    no   no   no   ok   ok   no   no   ok
/history P99           | P99            | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
变更记录 P02           | P02            | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
变更记录               | 请带上编号     | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
历史                   | 请带上编号     | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
[history:P02]          | 登记项目       | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[history:P01]          | 登记项目       | who  ok    no    no    no   no   no   ok   ok   no   no   ok
[card:P02]             | 责任人：       | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[card:P01]             | 责任人：       | who  ok    no    no    no   no   no   ok   ok   no   no   ok
[open:P02]             | 责任人：       | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[open:P01]             | 责任人：       | who  ok    no    no    no   no   no   ok   ok   no   no   ok
[open:999]             | 没有           | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok

[aware]                | 知悉           | who  no    ok    ok    ok   ok   ok   no   no   no   no   no
[notmine]              | 哪一项不是您的 | who  no    ok    ok    ok   ok   ok   no   no   no   no   no
[notmine:P02]          | 已告诉督查室   | who  no    ok    ok    ok   ok   ok   no   no   no   no   no
[notmine:P01]          | 已告诉督查室   | who  no    no    no    no   no   no   no   no   no   no   no

P02 60%                | ✅ P02         | who  pass? pass? pass? ok   ok   ok   for? kept kept kept kept
P01 60%                | ✅ P01         | who  pass? pass? pass? no   no   no   for? kept kept kept kept
代 P02 60%             | 督查室代报     | who  no    no    no    no   no   no   ok   no   no   no   no
代 P01 60%             | 督查室代报     | who  no    no    no    no   no   no   ok   no   no   no   no
a picture: P02 60%     | ✅ P02         | who  pass? pass? pass? ok   ok   ok   for? kept kept kept kept
an edit: P02 60%       | ✅ P02         | who  pass? pass? pass? ok   ok   ok   for? kept kept kept kept
a sticker              | 已收下         | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
[say:P02:same]         | ✅ P02         | who  no    no    no    ok   ok   ok   no   no   no   no   no
[say:P01:same]         | ✅ P01         | who  no    no    no    no   no   no   no   no   no   no   no
[say:P02:hard]         | 有什么困难     | who  no    no    no    ok   ok   ok   no   no   no   no   no
[undo:REPORT]          | ↩️ P02         | who  no    no    no    ok   ok   no   ok   no   no   no   no
[hard:REPORT:up]       | 困难           | who  no    no    no    ok   ok   ok   no   no   no   no   no
[hard:REPORT:no]       | 只作记录       | who  no    no    no    ok   ok   ok   no   no   no   no   no
[trouble:TROUBLE]      | 请领导协调     | who  ok    ok    ok    ok   ok   ok   ok   no   no   no   no
[trouble:TROUBLE:7]    | 前解决         | who  ok    ok    ok    no   no   no   ok   no   no   no   no
[trouble:TROUBLE:solved]| 已解决        | who  ok    ok    ok    ok   ok   ok   ok   no   no   no   no
难点                   | 难点           | who  ok    ok    ok    ok   ok   ok   ok   no   no   no   no
/difficulties          | 难点           | who  ok    ok    ok    ok   ok   ok   ok   no   no   no   no
[urge:URGED]           | 督促           | who  no    ok    ok    no   no   no   no   no   no   no   no
[urge:P01]             | 督促           | who  no    no    no    no   no   no   no   no   no   no   no
交办                   | 交办           | who  no    no    no    no   no   no   ok   no   no   no   no
/unanswered            | 交办           | who  no    no    no    no   no   no   ok   no   no   no   no
[date:REQUEST:no]      | P02            | who  ok    ok    ok    no   no   no   no   no   no   no   no
[later:P02]            | 要延到哪一天   | who  no    no    no    ok   ok   ok   no   no   no   no   no
[q:QUESTION:0]         | ✅ P02         | who  old   old   old   old  ok   old  old  old  old  old  old
[q:QUESTION:no]        | 没有记         | who  old   old   old   old  ok   old  old  old  old  old  old

/summary               | 已报           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
/summary 住建局        | 已报           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
汇总                   | 已报           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[summary:plain]        | 已报           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[summary:meeting]      | 开会           | who  no    no    no    no   no   no   ok   no   no   no   no
[fig:coverage:a:2020-05-08] | 已报     | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[paper:ledger]         | 截至           | who  ok    no    no    no   no   no   ok   ok   no   no   no
/papers                | 要哪一份       | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
材料                   | 要哪一份       | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
挂图                   | 要哪一份       | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
日历                   | 要哪一份       | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
周信                   | 要哪一份       | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
[paper:summary]        | 已报           | who  ok    no    no    no   no   no   ok   ok   no   no   ok
[paper:wall-chart-png] | 截至           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[paper:project-charts:P01]| 截至        | who  ok    no    no    no   no   no   ok   ok   no   no   ok
[paper:return]         | 万元           | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
[paper:return:x]       | 按钮           | who  old   old   old   old  old  old  old  old  old  old  old
[paper:calendar]       | 个时限         | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
/bulletin              | 通报           | who  no    no    no    no   no   no   ok   no   no   no   no
通报                   | 通报           | who  no    no    no    no   no   no   ok   no   no   no   no
通报文号 12            | 没有在起草     | who  no    no    no    no   no   no   ok   no   no   no   no
[bulletin:draft]       | 督查通报       | who  no    no    no    no   no   no   ok   no   no   no   no
[bulletin:submit:9:1]  | 已经变动       | who  no    no    no    no   no   no   ok   no   no   no   no
[paper:bulletin]       | 通报           | who  no    no    no    no   no   no   ok   no   no   no   no
[paper:bulletin:9]     | 已经变动       | who  no    no    no    no   no   no   ok   no   no   no   no
[paper:letter]         | 督办周信       | who  no    no    no    no   no   no   ok   no   no   no   no
[burden:0:2020-05-03]  | 按钮           | who  no    no    no    no   no   no   old  no   no   no   no
/returns               | 投资完成       | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
投资报表               | 投资完成       | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
/reopen                | 请写明原因     | who  no    no    no    no   no   no   ok   no   no   no   no
重开报表               | 请写明原因     | who  no    no    no    no   no   no   ok   no   no   no   no
[return:lock]          | 投资报表       | who  no    no    no    no   no   no   ok   no   no   no   no
/statistics            | 入库           | who  no    no    no    no   no   no   no   no   ok   no   no
入库                   | 入库           | who  no    no    no    no   no   no   no   no   ok   no   no
[instats:P02]          | 已标入库       | who  no    no    no    no   no   no   no   no   ok   no   no
[paper:nonsense]       | 按钮           | who  old   old   old   old  old  old  old  old  old  old  old
[summary:unread]       | 未读懂         | who  no    no    no    no   no   no   ok   no   no   no   no
[summary:undelivered]  | 送达           | who  no    no    no    no   no   no   ok   no   no   no   no
/ledger                | 截至           | who  ok    no    no    no   no   no   ok   ok   no   no   no
台账                   | 截至           | who  ok    no    no    no   no   no   ok   ok   no   no   no
督查台账               | 截至           | who  ok    no    no    no   no   no   ok   ok   no   no   no
/campaign              | 攻坚           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
攻坚                   | 攻坚           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
攻坚 百日攻坚 P01      | 百日攻坚       | who  no    no    no    no   no   no   ok   no   no   no   no
/ranking               | 排序           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
排序                   | 排序           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
/ranking 5月4日        | 排序           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
排序 5月4日            | 排序           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[rank:units_new:1]     | 排序           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[rank:explain]         | 怎么算的       | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
[rank:make]            | 续建项目       | who  no    no    no    no   no   no   ok   ok   no   no   no
/verify                | 待核实         | who  no    no    no    no   no   no   ok   no   no   no   no
核实                   | 待核实         | who  no    no    no    no   no   no   ok   no   no   no   no
[verify]               | 待核实         | who  no    no    no    no   no   no   ok   no   no   no   no
[verify:one:P02:0]     | 没有核实       | who  no    no    no    no   no   no   ok   no   no   no   no
[verify:all:P02:0]     | 没有核实       | who  no    no    no    no   no   no   ok   no   no   no   no
[verify:undo:VERIFIED:999999999] | 改回待核实     | who  no    no    no    no   no   no   ok   no   no   no   no
/unread                | 未读懂         | who  no    no    no    no   no   no   ok   no   no   no   no
未读懂                 | 未读懂         | who  no    no    no    no   no   no   ok   no   no   no   no
/why                   | 没有报过进展   | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
/why 99.9%             | 没有           | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
为什么                 | 没有报过进展   | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok

/invite 才仁巴桑       | t.me           | who  no    no    no    no   no   no   ok   no   no   no   no
邀请                   | t.me           | who  no    no    no    no   no   no   ok   no   no   no   no
[invite:PERSON]        | t.me           | who  no    no    no    no   no   no   ok   no   no   no   no
a ledger file          | 新增           | who  no    no    no    no   no   no   ok   no   no   no   no
[import:WAITING:apply] | 已导入         | who  no    no    no    no   no   no   ok   no   no   no   no
[import:WAITING:part]  | 已导入         | who  no    no    no    no   no   no   ok   no   no   no   no
[import:WAITING:new]   | 按钮           | who  no    no    no    no   no   no   old  no   no   no   no
[import:WAITING:same:1]| 按钮           | who  no    no    no    no   no   no   old  no   no   no   no
[import:APPLIED:problems]| 没有要改     | who  no    no    no    no   no   no   ok   no   no   no   no
[import:WAITING:cancel]| 已取消         | who  no    no    no    no   no   no   ok   no   no   no   no
[import:APPLIED:undo]  | 已撤销导入     | who  no    no    no    no   no   no   ok   no   no   no   no
/notify                | 未关联         | who  no    no    no    no   no   no   ok   no   no   no   no
现在通知 防汛急需      | 未关联         | who  no    no    no    no   no   no   ok   no   no   no   no
现在通知               | 未关联         | who  no    no    no    no   no   no   ok   no   no   no   no
[import:APPLIED:cards] | 未关联         | who  no    no    no    no   no   no   ok   no   no   no   no
/units                 | 截至           | who  no    no    no    no   no   no   ok   no   no   no   no
单位                   | 截至           | who  no    no    no    no   no   no   ok   no   no   no   no
单位名册               | 截至           | who  no    no    no    no   no   no   ok   no   no   no   no
[register:REGISTER:apply] | 已导入      | who  no    no    no    no   no   no   ok   no   no   no   no
[register:REGISTER:drop] | 已取消       | who  no    no    no    no   no   no   ok   no   no   no   no
/merge_people 陈海平 → 马国栋 | 并入     | who  no    no    no    no   no   no   ok   no   no   no   no
合并人员               | 请写成         | who  no    no    no    no   no   no   ok   no   no   no   no
[same:people:OWNER:LEAD] | 已合并       | who  no    no    no    no   no   no   ok   no   no   no   no
/split_people 陈海平 13900000000 P02 | 已分开 | who no  no    no    no   no   no   ok   no   no   no   no
分开                   | 请写成         | who  no    no    no    no   no   no   ok   no   no   no   no
/rename_unit 县住建局 → 县建设局 | 已更名 | who  no    no    no    no   no   no   ok   no   no   no   no
单位更名               | 请写成         | who  no    no    no    no   no   no   ok   no   no   no   no
[renamed:RENAMED]      | 已更名         | who  no    no    no    no   no   no   ok   no   no   no   no
/join_unit 县住建局 → 县水务局 | 并入     | who  no    no    no    no   no   no   ok   no   no   no   no
并入                   | 请写成         | who  no    no    no    no   no   no   ok   no   no   no   no
/people                | 人员           | who  no    no    no    no   no   no   ok   no   no   no   no
人员                   | 人员           | who  no    no    no    no   no   no   ok   no   no   no   no
[people:not_linked]    | 未关联         | who  no    no    no    no   no   no   ok   no   no   no   no
/gaps                  | 知情率         | who  no    no    no    no   no   no   ok   no   no   no   no
缺口                   | 知情率         | who  no    no    no    no   no   no   ok   no   no   no   no
[gaps]                 | 知情率         | who  no    no    no    no   no   no   ok   no   no   no   no
[gaps:rows]            | 待补登         | who  no    no    no    no   no   no   ok   no   no   no   no
[gaps:disputes]        | 不是自己的     | who  no    no    no    no   no   no   ok   no   no   no   no
[dispute:P02:LEADER:stays] | 仍归       | who  no    no    no    no   no   no   ok   no   no   no   no
[dispute:P02:LEADER:other] | 改由谁     | who  no    no    no    no   no   no   ok   no   no   no   no
/name 县住建局 分管领导 李新 | 分管领导 | who  no    no    no    no   no   no   ok   no   no   no   no
/handover 陈海平 → 李新 | 自2020年      | who  no    no    no    no   no   no   ok   no   no   no   no
交接                   | 请写成         | who  no    no    no    no   no   no   ok   no   no   no   no
[handover:HANDOVER:yes]| 已交接         | who  no    no    no    no   no   no   ok   no   no   no   no
[handover:HANDOVER:no] | 交接已撤销     | who  no    no    no    no   no   no   ok   no   no   no   no
/leave 马国栋 5月8日   | 已记           | who  no    no    no    no   no   no   ok   no   no   no   no
请假                   | 请写成         | who  no    no    no    no   no   no   ok   no   no   no   no
[away:ABSENCE]         | 在岗           | who  no    no    no    no   no   no   ok   no   no   no   no
/back 马国栋           | 没有请假       | who  no    no    no    no   no   no   ok   no   no   no   no
销假                   | 请写成         | who  no    no    no    no   no   no   ok   no   no   no   no
/deputy 马国栋 陈海平  | 已定           | who  no    no    no    no   no   no   ok   no   no   no   no
B岗                    | 请写成         | who  no    no    no    no   no   no   ok   no   no   no   no
AB岗                   | 请写成         | who  no    no    no    no   no   no   ok   no   no   no   no
/name P02 责任人 陈海平 | 责任人        | who  no    no    no    ok   no   no   ok   no   no   no   no
/name P01 责任人 李新  | 责任人         | who  no    no    no    no   no   no   ok   no   no   no   no
指定                   | 请写成         | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
/adjust P02            | 改到哪一天     | who  no    no    no    no   no   no   ok   no   no   no   no
调整                   | 哪几项         | who  no    no    no    no   no   no   ok   no   no   no   no
/rename P02            | 改成什么名称   | who  no    no    no    no   no   no   ok   no   no   no   no
更名                   | 改成什么名称   | who  no    no    no    no   no   no   ok   no   no   no   no
/withdraw P02          | 因为什么撤项   | who  no    no    no    no   no   no   ok   no   no   no   no
撤项                   | 撤哪个         | who  no    no    no    no   no   no   ok   no   no   no   no
/restore P02           | 就在清单里     | who  no    no    no    no   no   no   ok   no   no   no   no
恢复                   | 恢复哪个       | who  no    no    no    no   no   no   ok   no   no   no   no
/split P02             | 拆成哪几项     | who  no    no    no    no   no   no   ok   no   no   no   no
拆分                   | 拆成哪几项     | who  no    no    no    no   no   no   ok   no   no   no   no
/merge P02             | 合并哪几项     | who  no    no    no    no   no   no   ok   no   no   no   no
合并                   | 合并哪几项     | who  no    no    no    no   no   no   ok   no   no   no   no
/carry P02             | 已经是2020年   | who  no    no    no    no   no   no   ok   no   no   no   no
结转                   | 请写编号       | who  no    no    no    no   no   no   ok   no   no   no   no
/correct P02           | 更正什么       | who  no    no    no    no   no   no   ok   no   no   no   no
更正                   | 更正什么       | who  pass? pass? pass? first first first ok   kept kept kept kept
/exempt P02            | 因为什么豁免   | who  no    no    no    no   no   no   ok   no   no   no   no
豁免                   | 豁免哪个项目   | who  no    no    no    no   no   no   ok   no   no   no   no
/node P02              | 请写节点       | who  no    no    no    no   no   no   ok   ok   no   no   no
节点                   | 请写节点       | who  no    no    no    no   no   no   ok   ok   no   no   no
/months P02            | 月计划         | who  no    no    no    no   no   no   ok   ok   no   no   no
月计划                 | 哪个项目       | who  no    no    no    no   no   no   ok   ok   no   no   no
[months:P02:MONTHS]    | ↩️ P02         | who  no    no    no    no   no   no   ok   ok   no   no   no
/schedule P02          | 倒排工期       | who  ok    ok    ok    ok   ok   ok   ok   ok   no   no   ok
/schedule P01          | 倒排工期       | who  ok    no    no    no   no   no   ok   ok   no   no   ok
倒排                   | 倒排哪个       | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
/startby               | 改到哪一天     | who  no    no    no    no   no   no   ok   no   no   no   no
统一开工               | 改到哪一天     | who  no    no    no    no   no   no   ok   no   no   no   no
P02 环评 在县生态环境局| 前期手续       | who  no    no    no    ok   ok   ok   ok   no   no   no   no
P01 环评 在县生态环境局| 前期手续       | who  no    no    no    no   no   no   ok   no   no   no   no
[plan:P02]             | 要变更什么     | who  no    no    no    no   no   no   ok   no   no   no   no
[plan:P02:调整]        | 改到哪一天     | who  no    no    no    no   no   no   ok   no   no   no   no
[moves:MOVE]           | 已撤销调整     | who  no    no    no    no   no   no   ok   no   no   no   no
[node:NODE]            | 已完成         | who  no    no    no    ok   ok   ok   no   no   no   no   no

[digest:same]          | 按钮             | who  old   old   old   old  old  old  old  old  old  old  old
[digest:fill:0]        | 按钮             | who  old   old   old   old  old  old  old  old  old  old  old
[digest:later]         | 按钮             | who  old   old   old   old  old  old  old  old  old  old  old
[chief:list]           | 待放行            | who  no    no    no    no   no   no   ok   no   no   no   no
[chief:all]            | 按钮             | who  no    no    no    no   no   no   old   no   no   no   no
[watch:P02]            | 为什么            | who  no    no    no    no   no   no   ok   no   no   no   no
[watch:P02:leader]     | 已挂牌督战          | who  no    no    no    no   no   no   ok   no   no   no   no
[watch:P02:lifted]     | 已解除督战          | who  no    no    no    no   no   no   ok   no   no   no   no
/watch P02 久拖          | 已挂牌督战          | who  no    no    no    no   no   no   ok   no   no   no   no
督战 P02 久拖              | 已挂牌督战          | who  no    no    no    no   no   no   ok   no   no   no   no
/unwatch P02 见效        | 已解除督战          | who  no    no    no    no   no   no   ok   no   no   no   no
解除督战 P02 见效            | 已解除督战          | who  no    no    no    no   no   no   ok   no   no   no   no
/rest P02 11.15-3.15   | 已记停工期          | who  no    no    no    no   no   no   ok   no   no   no   no
停工期 P02 11.15-3.15     | 已记停工期          | who  no    no    no    no   no   no   ok   no   no   no   no
放假 2027 休1.1、2.5-2.11、4.5、5.1-5.5、6.9、9.15、10.1-10.7 班2.20| 已录入2027年       | who  no    no    no    no   no   no   ok   no   no   no   no
/holidays 2027 休1.1、2.5-2.11、4.5、5.1-5.5、6.9、9.15、10.1-10.7 班2.20| 已录入2027年       | who  no    no    no    no   no   no   ok   no   no   no   no
挂牌督战                   | 请写成            | who  no    no    no    no   no   no   ok   no   no   no   no
督战                     | 请写成            | who  no    no    no    no   no   no   ok   no   no   no   no
解除督战                   | 请写成            | who  no    no    no    no   no   no   ok   no   no   no   no
撤销督战                   | 请写成            | who  no    no    no    no   no   no   ok   no   no   no   no
停工期 P02 取消             | 没有停工期          | who  no    no    no    no   no   no   ok   no   no   no   no
停工期                    | 请写成            | who  no    no    no    no   no   no   ok   no   no   no   no
放假                     | 请写成            | who  no    no    no    no   no   no   ok   no   no   no   no
/hour 9:00             | 9:00           | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
每日消息 9:00              | 9:00           | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
每日消息 下午3点           | 15:00          | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
每日消息                   | 每日消息           | who  ok    ok    ok    ok   ok   ok   ok   ok   ok   ok   ok
/policy                | 现行督办规则         | who  no    no    no    no   no   no   ok   no   no   no   no
督办规则                   | 现行督办规则         | who  no    no    no    no   no   no   ok   no   no   no   no
规则                     | 现行督办规则         | who  no    no    no    no   no   no   ok   no   no   no   no

[nonsense]             | 按钮           | who  old   old   old   old  old  old  old  old  old  old  old
"""

_SENTENCES = {
    "who": word_error(StrangerError(), "zh").text,
    "no": word_error(NotPermittedError(Action.REPORT), "zh").text,
    "kept": word(Kept("words"), "zh").text,
    "for?": word_error(OfficeReportsForOthersError("P02"), "zh").text.partition("<")[0],
    "pass?": "要转给责任人吗",
    "none": "没有找到",
    "old": word_error(OldButtonError(), "zh").text,
    "first": word_error(NothingToCorrectError(), "zh").text.partition("<")[0],
}


@dataclass(frozen=True)
class Row:
    """What is said or tapped, what a permitted answer contains, and the verdict for each asker."""

    what: str
    answer: str
    expected: dict[str, str]


def _rows() -> Iterator[Row]:
    for line in _TABLE.strip().splitlines()[1:]:
        if line.strip():
            what, answer, cells = (part.strip() for part in line.split("|"))
            yield Row(what, answer, dict(zip(ASKERS, cells.split(), strict=True)))


ROWS = tuple(_rows())
_EMPTY = LedgerFile(None, (), (), ())


class Desk:
    """Where the test sits: it makes what is asked about, lets people ask, and reads the answers."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.sandbox = county.sandbox
        self.people: dict[str, Person] = {role: seat(county, role) for role in CAST}
        self.people[STRANGER] = self.sandbox.add_person("路人")
        start_chat(county, self.people[STRANGER])
        self._numbers = count(1000)
        self._days = count(1)

    async def answers_to(self, what: str) -> dict[str, str]:
        """Return what the bot answers to each asker who says or taps *what*."""
        # Only the last report on a project can be taken back; who asked hears what was decided.
        if any(
            each in what for each in ("REPORT", "REQUEST", "TROUBLE", "MOVE", "MONTHS", "VERIFIED")
        ):
            return {asker: await self.answer_to(asker, what) for asker in ASKERS}
        texts = await asyncio.gather(*(self.answer_to(asker, what) for asker in ASKERS))
        return dict(zip(ASKERS, texts, strict=True))

    async def answer_to(self, asker: str, what: str) -> str:
        """Return what the bot answers when *asker* says or taps *what*."""
        person = self.people[asker]
        if what.startswith("an edit: "):
            await self._answer(person, partial(self.sandbox.say, person, "P02"))
        return await self._answer(person, self._act(person, what))

    async def _answer(self, person: Person, act: Callable[[], object]) -> str:
        seen = max((each.changed for each in self.sandbox.messages(person)), default=0)
        act()
        answer = await self.sandbox.wait_for(person, is_answer(seen), timeout=20)
        return answer.text

    def _act(self, person: Person, what: str) -> Callable[[], object]:
        sandbox, (kind, _, words) = self.sandbox, what.partition(": ")
        match kind:
            case "a picture":
                return lambda: sandbox.attach(
                    person, "a.jpg", b"picture", photo=True, caption=words
                )
            case "an edit":
                said = next(each for each in sandbox.messages(person) if not each.from_bot)
                return lambda: sandbox.edit(person, said.id, words)
            case "a sticker":
                return lambda: sandbox.sticker(person)
            case "a ledger file":
                return lambda: sandbox.attach(person, P1.name, P1.read_bytes())
        if what.startswith("["):
            tap = self._filled_in(what.strip("[]"))
            return lambda: sandbox.update(self._tap(person, tap))
        return lambda: sandbox.say(person, what)

    def _tap(self, person: Person, data: str) -> dict[str, Any]:
        """Return a tap as Telegram tells it; nobody checks whether the button was ever shown."""
        who = {"id": person.id, "is_bot": False, "first_name": person.name}
        chat = {"id": person.id, "type": "private", "first_name": person.name}
        shown = {"message_id": 999_999, "date": 1, "chat": chat, "text": "按钮"}
        number = str(next(self._numbers))
        self.sandbox.answers[number] = None
        query = {"id": number, "from": who, "message": shown, "chat_instance": "1", "data": data}
        return {"callback_query": query}

    def _filled_in(self, tap: str) -> str:
        """Put the numbers of what is asked about in place of its names."""
        with self.county.store.begin() as work:
            services = Services(work, self.county.clock, self.county.policy)
            made: dict[str, Callable[[], int]] = {
                "P01": lambda: services.projects.find("P01").id,
                "P02": lambda: services.projects.find("P02").id,
                "REPORT": lambda: self._owner_says(services, "P02 60% 征地还没谈下来").report_id,
                "TROUBLE": lambda: self._difficulty_told(services),
                "URGED": lambda: self._urged_today(services),
                "QUESTION": lambda: self._owner_says(services, "P02 60-70%").question_id,
                "REQUEST": lambda: self._later_date_asked(services),
                "MOVE": lambda: self._deadline_adjusted(services),
                "MONTHS": lambda: self._months_planned(services),
                "VERIFIED": lambda: self._verified(services),
                "NODE": lambda: self._node_entered(services),
                "WAITING": lambda: services.imports.preview(None, "空.xlsx", _EMPTY).batch_id,
                "APPLIED": lambda: 1,
                "HANDOVER": lambda: self._office_says(services, "交接 陈海平 → 李新").handover_id,
                "ABSENCE": lambda: self._office_says(services, "请假 马国栋 5月8日").absence_id,
                "OWNER": lambda: work.people.by_name("陈海平")[0].id,
                "LEAD": lambda: work.people.by_name("马国栋")[0].id,
                "RENAMED": lambda: (
                    self._office_says(
                        services, f"单位更名 县住建局 → 县建设局{next(self._numbers)}"
                    ).unit_id
                ),
                "REGISTER": lambda: (
                    services.registers.preview(None, "空.xlsx", RegisterFile((), ())).batch_id
                ),
                "LEADER": lambda: self._disputed(services),
                "PERSON": lambda: work.people.by_name("才仁巴桑")[0].id,
            }
            words = tap.split(":")
            return ":".join(str(made[word]()) if word in made else word for word in words)

    def _verified(self, services: Services) -> int:
        """Return the change by which a completion was verified, to be taken back up to any later."""
        project = services.projects.find("P02")
        services.work.projects.change(project.id, state_verified=False)
        office = services.people.recognised(self.people[Role.OFFICE].id)
        shown = services.verifications.waiting(office)
        told = services.verifications.verify_shown(office, 999, shown.change, Source(None, None))
        return told.undoes[0] if told.undoes else 0

    def _difficulty_told(self, services: Services) -> int:
        """Return a new difficulty, told by somebody whom no notice of its end can reach."""
        report_id = self._owner_says(services, "P02 60%").report_id
        (teller,) = services.work.people.by_name("才仁巴桑")
        project, words = services.projects.find("P02"), f"征地{next(self._numbers)}户"
        services.difficulties.raise_new(teller, project, words, report_id)
        return services.work.difficulties.open_on(project.id)[-1].id or 0

    def _urged_today(self, services: Services) -> int:
        """Return a project that may be urged no more today, so that nobody is sent a notice."""
        project, today = services.projects.find("P02"), services.clock.today()
        urged = {"project_id": project.id, "person_id": 1, "given_on": today, "answer_by": today}
        services.work.instructions.add(urged)
        return project.id

    def _later_date_asked(self, services: Services) -> int:
        self._owner_says(services, "P02 申请延期到9月底，因征地")
        numbers = select(func.max(table_of(DeadlineRequest).c.id))
        return int(services.work.session.execute(numbers).scalar_one())

    def _disputed(self, services: Services) -> int:
        leader = services.people.recognised(self.people[Role.LEADER].id)
        services.projects.dispute(leader, services.projects.find("P02"))
        return leader.id

    def _office_says(self, services: Services, line: str) -> Any:
        office = services.people.recognised(self.people[Role.OFFICE].id)
        return services.orders.hear(office, line, Source(office.chat_id, next(self._numbers)))

    def _deadline_adjusted(self, services: Services) -> int:
        line = f"调整 P07 9月{next(self._days)}日 依据 会议纪要〔2020〕12号 5月6日"
        return int(self._office_says(services, line).undoes[0])

    def _months_planned(self, services: Services) -> int:
        project = services.projects.find("P02")
        services.work.projects.change(project.id, plan_wan=None)  # nothing to add up to
        return int(self._office_says(services, f"月计划 P02 4月{next(self._numbers)}").undoes)

    def _node_entered(self, services: Services) -> int:
        project = services.projects.find("P02")
        return services.work.milestones.add(
            {
                "project_id": project.id,
                "kind": MilestoneKind.OWN,
                "name": "主体封顶",
                "baseline_deadline": project.main_milestone.deadline,
                "deadline": project.main_milestone.deadline,
                "deadline_revision": 0,
            }
        )

    def _owner_says(self, services: Services, text: str) -> Any:
        owner = self.people[Role.RESPONSIBLE]
        record = services.people.recognised(owner.id)
        source = Source(owner.id, next(self._numbers))
        (outcome,) = services.replies.hear(record, text, source)
        return outcome


@pytest.mark.parametrize("row", [pytest.param(row, id=row.what) for row in ROWS])
async def test_each_role_may_do_what_the_rules_give_it(county: County, row: Row) -> None:
    desk = Desk(county)
    texts = await desk.answers_to(row.what)
    assert {asker: _verdict(text, row) for asker, text in texts.items()} == row.expected


def test_the_table_names_every_command_word_and_tap() -> None:
    said = {row.what for row in ROWS}
    commands = {each.split()[0] for each in said if each.startswith("/")}
    taps = {re.split(r"[:\]]", each[1:])[0] for each in said if each.startswith("[")}
    assert commands == {f"/{command.name}" for command in COMMANDS}
    assert {word for command in COMMANDS for word in command.words} <= said
    assert taps == {*TAPS, "nonsense"}


def _verdict(text: str, row: Row) -> str:
    cell = next((cell for cell, words in _SENTENCES.items() if words in text), None)
    return cell or ("ok" if row.answer in text else text)
