"""The routing table: what leads where."""

import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.domain.orders.steps import read_steps
from handlers import (
    bulletins,
    campaigns,
    gaps,
    kept,
    ledger,
    lists,
    orders,
    papers,
    people,
    posts,
    progress,
    rankings,
    returns,
    summary,
    verifications,
    warnings,
)
from handlers.context import BotApplication, BotContext

Callback = Callable[[Update, BotContext], Coroutine[Any, Any, None]]


ALONE = ""
WITH_WORDS = r"(?:[\s:：].+)?"
WITH_NAMES = r"(?:[\s:：]+(?![PpＰｐ][\s-]?[0-9０-９]).+)?"
WITH_CODE = r"(?:\s*[PpＰｐ][\s-]?[0-9０-９].*)?"
WITH_NUMBER = r"(?:\s*[0-9][0-9.,/%％／万亿元]*)?"
"""What may stand behind a word: nothing; words; what begins with a project's code; a number."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command, the Chinese words that do the same, what it does, and what may follow them."""

    name: str
    words: tuple[str, ...]
    callback: Callback
    behind: str = ALONE


COMMANDS = (
    Command("start", ("开始",), people.on_start),
    Command("help", ("帮助", "怎么用"), people.on_help),
    Command("mine", ("我的项目",), lists.on_mine),
    Command("project", (), lists.on_project),
    Command("find", (), lists.on_find),
    Command("history", lists.HISTORY_WORDS, lists.on_history, WITH_CODE),
    Command("summary", summary.WORDS, summary.on_summary, WITH_WORDS),
    Command("papers", papers.WORDS, papers.on_papers),
    Command("ledger", ("台账", "督查台账"), ledger.on_ledger),
    Command("bulletin", ("通报",), bulletins.on_bulletin, r"(?:\s*(?:文号|标题).*)?"),
    Command("returns", ("投资报表",), returns.on_returns),
    Command("reopen", ("重开报表",), returns.on_reopen, WITH_WORDS),
    Command("statistics", ("入库",), returns.on_statistics),
    Command("campaign", campaigns.WORDS, campaigns.on_campaign, WITH_WORDS),
    Command("ranking", ("排序",), rankings.on_ranking, WITH_WORDS),
    Command("verify", ("核实",), verifications.on_verify),
    Command("unread", ("未读懂",), summary.on_unread),
    Command("difficulties", ("难点",), orders.ordered("难点"), WITH_CODE),
    Command("unanswered", ("交办",), progress.on_unanswered),
    Command("why", ("为什么",), summary.on_why, WITH_NUMBER),
    Command("invite", ("邀请",), people.on_invite),
    Command("adjust", ("调整",), orders.ordered("调整"), WITH_CODE),
    Command("notify", ledger.SEND_WORDS, ledger.on_send_cards, WITH_WORDS),
    Command("units", ("单位", "单位名册"), ledger.on_units),
    Command("people", ("人员",), gaps.on_people),
    Command("gaps", ("缺口",), gaps.on_gaps),
    Command("handover", ("交接",), orders.ordered("交接"), WITH_WORDS),
    Command("leave", ("请假",), orders.ordered("请假"), WITH_WORDS),
    Command("back", ("销假",), orders.ordered("销假"), WITH_WORDS),
    Command("deputy", ("B岗", "AB岗"), orders.ordered("B岗", "AB岗"), WITH_WORDS),
    Command("name", ("指定",), orders.ordered("指定"), WITH_WORDS),
    Command("rename", ("更名",), orders.ordered("更名"), WITH_CODE),
    Command("withdraw", ("撤项",), orders.ordered("撤项"), WITH_CODE),
    Command("restore", ("恢复",), orders.ordered("恢复"), WITH_CODE),
    Command("split", ("拆分",), orders.ordered("拆分"), WITH_CODE),
    Command("merge", ("合并",), orders.ordered("合并"), WITH_CODE),
    Command("merge_people", ("合并人员", "合并"), orders.ordered("合并人员", "合并"), WITH_NAMES),
    Command("split_people", ("分开",), orders.ordered("分开"), WITH_WORDS),
    Command("rename_unit", ("单位更名", "更名"), orders.ordered("单位更名", "更名"), WITH_NAMES),
    Command("join_unit", ("并入",), orders.ordered("并入"), WITH_WORDS),
    Command("carry", ("结转",), orders.ordered("结转"), WITH_CODE),
    Command("correct", ("更正",), orders.on_correct, WITH_CODE),
    Command("exempt", ("豁免",), orders.ordered("豁免"), WITH_CODE),
    Command("node", ("节点",), orders.ordered("节点"), WITH_CODE),
    Command("months", ("月计划",), orders.ordered("月计划"), WITH_CODE),
    Command("schedule", ("倒排",), orders.ordered("倒排"), WITH_CODE),
    Command("startby", ("统一开工",), orders.ordered("统一开工"), WITH_WORDS),
    Command("watch", warnings.WATCH_WORDS, warnings.on_watch, WITH_CODE),
    Command("unwatch", warnings.LIFT_WORDS, warnings.on_lift_watch, WITH_CODE),
    Command("rest", warnings.STOP_WORDS, warnings.on_stop, WITH_CODE),
    Command("holidays", warnings.HOLIDAY_WORDS, warnings.on_holidays, r"(?:\s+20\d\d.*)?"),
    Command(
        "hour", warnings.HOUR_WORDS, warnings.on_hours, r"(?:\s*\d.*|\s*(?:默认|恢复)|[\s:：].+)?"
    ),
    Command("policy", ("督办规则", "规则"), warnings.on_policy),
)

TAPS: dict[str, Callback] = {
    "list": lists.on_page,
    "card": lists.on_card,
    "history": lists.on_history_page,
    "open": lists.on_open,
    "aware": lists.on_aware,
    "notmine": lists.on_not_mine,
    "say": progress.on_quick_answer,
    "undo": progress.on_undo,
    "q": progress.on_choice,
    "hard": progress.on_difficulty,
    "trouble": progress.on_trouble,
    "urge": progress.on_urge,
    "date": progress.on_date_decision,
    "later": progress.on_later_date,
    "node": orders.on_node,
    "plan": orders.on_plan,
    "months": orders.on_undo_months,
    "moves": orders.on_undo_moves,
    "import": ledger.on_import_tap,
    "summary": summary.on_summary_tap,
    "fig": summary.on_figure,
    "rank": rankings.on_ranking_tap,
    "verify": verifications.on_verify_tap,
    "paper": papers.on_paper,
    "burden": papers.on_burden,
    "bulletin": bulletins.on_bulletin_tap,
    "return": returns.on_lock,
    "instats": returns.on_statistics_tap,
    "invite": people.on_invite_one,
    "handover": posts.on_handover_tap,
    "away": posts.on_absence_tap,
    "same": posts.on_same_tap,
    "renamed": posts.on_rename_undone,
    "register": ledger.on_register_tap,
    "people": gaps.on_people_tap,
    "gaps": gaps.on_gaps_tap,
    "dispute": gaps.on_dispute_tap,
    "digest": warnings.on_digest,
    "chief": warnings.on_chief_list,
    "watch": warnings.on_watch_tap,
}

_PRIVATE = filters.ChatType.PRIVATE
_PICTURE = filters.PHOTO | filters.Document.IMAGE
_CODE_ALONE = filters.Regex(re.compile(r"^\s*[PpＰｐ]\s*[-－]?\s*[0-9０-９]{1,6}\s*$"))


class _TellsOfPermits(filters.MessageFilter):
    """Lets through a line such as P07 环评 在生态环境局 4月2日报."""

    def filter(self, message: Message) -> bool:
        """Return whether each part of the text is read as a step."""
        return read_steps(message.text or "", date.max) is not None


def add_routes(application: BotApplication) -> None:
    """Register every handler; the first that fits an update takes it."""
    for handler in _handlers():
        application.add_handler(handler)


def _handlers() -> list[BaseHandler[Update, BotContext, None]]:
    return [
        *(CommandHandler(each.name, each.callback, _PRIVATE) for each in COMMANDS),
        *(
            MessageHandler(_PRIVATE & _said(each), each.callback)
            for each in COMMANDS
            if each.words
        ),
        *(
            CallbackQueryHandler(callback, pattern=rf"^{verb}(:|$)")
            for verb, callback in TAPS.items()
        ),
        CallbackQueryHandler(kept.on_old_button),
        ChatMemberHandler(people.on_membership),
        MessageHandler(_PRIVATE & filters.Document.ALL & ~_PICTURE, ledger.on_file),
        MessageHandler(
            _PRIVATE & filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION),
            progress.on_correction,
        ),
        MessageHandler(_PRIVATE & _CODE_ALONE, lists.on_project),
        MessageHandler(_PRIVATE & _TellsOfPermits(), orders.on_step),
        MessageHandler(
            _PRIVATE & (filters.TEXT | (_PICTURE & filters.CAPTION)), progress.on_reply
        ),
        MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, kept.on_something_else),
    ]


def _said(command: Command) -> filters.BaseFilter:
    words = "|".join(map(re.escape, command.words))
    return filters.Regex(re.compile(rf"^\s*({words}){command.behind}\s*$", re.DOTALL))
