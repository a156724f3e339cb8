"""How things stand."""

from datetime import timedelta

from bot.domain import outcomes as o
from bot.domain.groups import ALL
from bot.domain.rates import Figure, Tally
from bot.texts.answers.keyboards import code_rows, in_rows, lost_words, paper_rows
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap

simply(
    {
        o.Unread: "summary.unread",
        o.Undelivered: "summary.undelivered",
    }
)

WEEK = timedelta(days=7)
RATES_A_ROW = 3
Row = tuple[Button, ...]
_LIGHTS = (
    (Tally.RED, "red"),
    (Tally.YELLOW, "yellow"),
    (Tally.GREEN, "green"),
    (Tally.GREY, "grey"),
    (Tally.DUE_SOON, "soon"),
)


@worded.register
def _summary(it: o.Summary, words: Catalogue) -> Message:
    """Below the lines: the worst, every figure, other looks, papers, and what the office minds."""
    rows = (
        *code_rows(_named(it), "open"),
        _lights(it, words),
        *_rates(it, words),
        _looks(it, words),
        *_papers(it, words),
        _for_the_office(it, words),
    )
    return Message(words.say("summary.page", it=it), tuple(row for row in rows if row))


def _named(it: o.Summary) -> list[o.ProjectStanding]:
    return [each.line for each in it.changes.turned] if it.changes else list(it.worst)


def _lights(it: o.Summary, words: Catalogue) -> Row:
    sums = it.headline.sums
    return tuple(
        _figure(it, figure, f"{words.say(f'light.{sign}')} {sums[figure]}")
        for figure, sign in _LIGHTS
        if sums[figure]
    )


def _rates(it: o.Summary, words: Catalogue) -> tuple[Row, ...]:
    buttons = [
        _figure(it, name, words.plain(f"figure.button.{name}", r=rate))
        for name, rate in it.headline.rates.items()
        if rate.denominator
    ]
    return in_rows(buttons, RATES_A_ROW)


def _figure(it: o.Summary, figure: Figure, label: str) -> Button:
    return Button(label, tap("fig", figure, it.group.key, it.on))


def _looks(it: o.Summary, words: Catalogue) -> Row:
    """Return the same projects as plain text, and against a week ago or as they are now."""
    week_ago = it.on - WEEK
    other = (
        Button(words.say("button.now"), tap("summary", "show", it.group.key))
        if it.changes
        else Button(words.say("button.since_week"), tap("summary", "show", it.group.key, week_ago))
    )
    return Button(words.say("button.plain"), tap("summary", "plain", it.group.key)), other


def _papers(it: o.Summary, words: Catalogue) -> tuple[Row, ...]:
    """Return a button a paper below the figures of all that one may see: papers show all of it."""
    if it.group != ALL:
        return ()
    return paper_rows([name for name in it.papers if name != "summary"], words)


def _for_the_office(it: o.Summary, words: Catalogue) -> Row:
    if not it.office_view:
        return ()
    return (
        *lost_words(it.unread, it.undelivered, words),
        *_unverified(it, words),
        Button(words.say("button.meeting"), tap("summary", "meeting")),
    )


def _unverified(it: o.Summary, words: Catalogue) -> Row:
    count = it.headline.sums[Tally.UNVERIFIED]
    return (Button(words.say("button.unverified", count=count), tap("verify")),) if count else ()
