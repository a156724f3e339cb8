"""What is done about warnings."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import code_rows, quick_answers
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

OFFERED = 20
REASONS = ("overdue", "behind", "leader")

simply(
    {
        o.SameNoted: "warning.same_noted",
        o.Snoozed: "warning.snoozed",
        o.CasesReleased: "warning.released",
        o.WatchChanged: "warning.watch_changed",
        o.StopEntered: "warning.stop_entered",
        o.StopLifted: "warning.stop_lifted",
        o.HolidaysEntered: "warning.holidays_entered",
        o.HoursSet: "warning.hours_set",
        o.PolicyInWords: "warning.policy",
        o.AuditFailed: "warning.audit_failed",
    }
)


@worded.register
def _fill_in(it: o.FillIn, words: Catalogue) -> Message:
    rows = list(quick_answers(it.line.project, words))
    if it.index + 1 < len(it.asked):
        rows.append((Button(words.say("button.next"), tap("digest", "fill", it.index + 1)),))
    return Message(
        words.say("warning.fill_in", it=it),
        tuple(rows),
        project_id=it.line.project.id,
        asks=it.asked,
    )


@worded.register
def _chief_list(it: o.ChiefList, words: Catalogue) -> Message:
    rows = list(code_rows(it.lines[:OFFERED], "chief"))
    if len(it.lines) > 1:
        label = words.say("button.release_all", count=len(it.lines))
        rows.insert(0, (Button(label, tap("chief", "all")),))
    return Message(words.say("warning.chief_list", it=it, most=OFFERED), tuple(rows))


@worded.register
def _why_watch(it: o.WhyWatch, words: Catalogue) -> Message:
    reasons = ("lifted",) if it.project.watched_on else REASONS
    row = tuple(
        Button(words.say(f"watch_reason.{each}"), tap("watch", it.project.id, each))
        for each in reasons
    )
    return Message(words.say("warning.why_watch", it=it), (row,))
