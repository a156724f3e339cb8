"""Who cannot be reached, and what nobody knows of."""

from bot.domain import outcomes as o
from bot.domain.outcomes import Contact
from bot.texts.answers.keyboards import awareness, in_rows, page_turns
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Keyboard, Message
from bot.texts.taps import tap

NAMES_A_ROW = 4

simply({o.RowsToComplete: "gaps.rows"})


@worded.register
def _roster(it: o.Roster, words: Catalogue) -> Message:
    gaps = (Button(words.say("button.gaps"), tap("gaps")),)
    return Message(words.say("people.roster", it=it), (*_contacts(it.counts, words), gaps))


@worded.register
def _group(it: o.RosterGroup, words: Catalogue) -> Message:
    rows: list[tuple[Button, ...]] = []
    if it.contact is Contact.NOT_LINKED:
        names = [Button(each.person.name, tap("invite", each.person.id)) for each in it.lines]
        rows += in_rows(names, NAMES_A_ROW)
    rows += page_turns(it.page, it.pages, "people", it.contact)
    return Message(words.say("people.group", it=it), tuple(rows))


@worded.register
def _gaps(it: o.Gaps, words: Catalogue) -> Message:
    looks = [
        Button(words.say(f"button.{what}", count=count), tap("gaps", what))
        for what, count in (("rows", it.refused_rows), ("disputes", it.disputes))
        if count
    ]
    rows = (*([tuple(looks)] if looks else []), *_contacts(it.people, words))
    return Message(words.say("gaps.page", it=it), rows)


@worded.register
def _disputes(it: o.Disputes, words: Catalogue) -> Message:
    rows: Keyboard = ()
    if it.first is not None:
        about = it.first.project.id, it.first.person_id
        stays = words.plain("button.stays", name=it.first.name)
        rows = (
            (
                Button(words.say("button.successor"), tap("dispute", *about, "other")),
                Button(stays, tap("dispute", *about, "stays")),
            ),
        )
    return Message(words.say("gaps.dispute", it=it), rows)


@worded.register
def _dispute_settled(it: o.DisputeSettled, words: Catalogue) -> Message:
    following = (Button(words.say("button.next_dispute"), tap("gaps", "disputes")),)
    return Message(words.say("gaps.settled", it=it), (following,))


@worded.register
def _stays_yours(it: o.StaysYours, words: Catalogue) -> Message:
    text = words.say("gaps.stays_yours", it=it)
    return Message(text, tuple(awareness(words)), tells=(it.project.id,))


def _contacts(counts: tuple[tuple[Contact, int], ...], words: Catalogue) -> Keyboard:
    return in_rows(
        [
            Button(words.say("button.contact", contact=each, count=count), tap("people", each))
            for each, count in counts
            if each is not Contact.LINKED
        ],
        NAMES_A_ROW,
    )
