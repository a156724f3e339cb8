"""Bundled messages, and who is aware."""

from bot.domain import outcomes as o
from bot.domain.records import Project
from bot.texts.answers.difficulties import difficulty_rows
from bot.texts.answers.keyboards import awareness, code_rows, quick_answers
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Keyboard, Message
from bot.texts.taps import tap

OFFERED = 10
MOST_NOT_MINE = 40
"""Codes below one question; Telegram takes a hundred buttons, a thumb fewer."""

simply(
    {
        o.CardsSent: "import.cards_sent",
        o.Acknowledged: "aware.noted",
        o.NotMineNoted: "aware.not_mine_noted",
    }
)


@worded.register
def _which_not_mine(it: o.WhichIsNotMine, words: Catalogue) -> Message:
    text = words.say("aware.which_not_mine", it=it, most=MOST_NOT_MINE)
    return Message(text, code_rows(it.lines[:MOST_NOT_MINE], "notmine"))


@worded.register
def _digest(it: o.Digest, words: Catalogue) -> Message:
    only = _only_project(it)
    return Message(
        words.say("digest", it=it, most=_most_lines(it)),
        _digest_buttons(it, only, words),
        project_id=only.id if only else None,
        tells=it.shown,
        marked=bool(it.items or it.asked),
        asks=tuple(each.id for each in it.asked),
    )


def _only_project(it: o.Digest) -> Project | None:
    """Return the project that an answer to the message can only mean, None if there are several."""
    if it.first_look:
        return None
    spoken_of = {each.id: each for each in (*(item.line.project for item in it.items), *it.asked)}
    return next(iter(spoken_of.values())) if len(spoken_of) == 1 else None


def _digest_buttons(it: o.Digest, only: Project | None, words: Catalogue) -> Keyboard:
    rows: list[tuple[Button, ...]] = awareness(words) if it.first_look or it.still_unaware else []
    if only is not None and it.asked:
        rows += quick_answers(only, words)
    elif it.asked:
        rows.append(
            (
                Button(words.say("button.same"), tap("digest", "same")),
                Button(words.say("button.one_by_one"), tap("digest", "fill", 0)),
            )
        )
    if it.items:
        label = "later" if it.asked else "seen"
        rows.append((Button(words.say(f"button.{label}"), tap("digest", "later")),))
    if only is None or not it.asked:
        rows += code_rows([each.line for each in it.items[:OFFERED]], "open")
    rows += difficulty_rows(it.notices.difficulties[:OFFERED], words)
    if it.notices.to_release:
        label = words.say("button.chief_list", count=it.notices.to_release)
        rows.append((Button(label, tap("chief", "list")),))
    return tuple(rows)


def _most_lines(it: o.Digest) -> int:
    """Return how many projects each part shows, so that the message is no longer than it may."""
    notices = it.notices
    extra = (
        len([each for each in it.others if each.is_watched][:1]) * 2,
        bool(it.still_unaware),
        bool(it.unknown_year),
        bool(notices.unreported),
        bool(notices.missed),
        bool(notices.to_release),
        bool(notices.missing_year),
        bool(notices.difficulties),
        bool(notices.unanswered),
        it.asks_owner,
    )
    room = it.most_lines - 3 - sum(extra)  # a heading, a blank line, how many more there are
    return max(1, (room - 1) // 2 if it.first_look and it.others else room)
