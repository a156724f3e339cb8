"""Campaigns."""

from bot.domain import outcomes as o
from bot.domain.groups import Group, GroupKind
from bot.texts.answers.wording import worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Message
from bot.texts.taps import tap


@worded.register
def _campaigns(it: o.CampaignList, words: Catalogue) -> Message:
    return Message(
        words.say("campaigns", it=it), tuple((_open(each, words),) for each in it.lines)
    )


@worded.register
def _changed(it: o.CampaignChanged, words: Catalogue) -> Message:
    return Message(words.say("campaign.changed", it=it), ((_open(it.line, words),),))


def _open(line: o.CampaignLine, words: Catalogue) -> Button:
    group = Group(GroupKind.CAMPAIGN, number=line.id)
    return Button(
        words.plain("button.campaign", name=line.name), tap("summary", "show", group.key)
    )
