"""Being recognised: /start with an invite, invites, help."""

from functools import partial

from telegram import ChatMember, Update

from bot.domain.terms import Role
from bot.services.people import read_role
from handlers.context import BotContext, source_of, tap_of
from handlers.menus import show_office_menu
from handlers.replies import answered_message


async def on_start(update: Update, context: BotContext) -> None:
    """Link the chat if an invite came with it; otherwise greet whoever is known."""
    people = context.services.people
    if context.args:
        user = update.effective_user
        speaks_english = user is not None and (user.language_code or "").startswith("en")
        welcome = people.redeem(
            context.args[0],
            context.turn.chat_id,
            source_of(update),
            "en" if speaks_english else "zh",
        )
        context.services.difficulties.catch_up(welcome.person)
        context.services.deadlines.catch_up(welcome.person)
        if welcome.person.holds(Role.OFFICE):
            context.turn.after.append(
                partial(
                    show_office_menu,
                    context.bot,
                    context.turn.chat_id,
                    welcome.person.language,
                )
            )
    else:
        welcome = people.welcome(context.person)
    context.answer(welcome)


async def on_help(update: Update, context: BotContext) -> None:
    """Say what this person can say and tap."""
    del update
    context.answer(context.services.people.help(context.person))


async def on_invite(update: Update, context: BotContext) -> None:
    """Make a link for one person, or for everybody who is not linked yet."""
    del update
    people, words = context.services.people, context.args or []
    if not words:
        context.answer(people.invite_all(context.bot.username, by=context.person))
        return
    name, *rest = words
    roles = [each for each in rest if read_role(each)]
    units = [each for each in rest if each not in roles]
    context.answer(
        people.invite(
            name,
            context.bot.username,
            unit=units[0] if units else None,
            role=roles[0] if roles else None,
            by=context.person,
        )
    )


async def on_invite_one(update: Update, context: BotContext) -> None:
    """Make a link for the one of several namesakes that was tapped."""
    number = tap_of(update).number(0) or 0
    invited = context.services.people.invite_by_id(number, context.bot.username, context.person)
    context.answer(invited, edits=answered_message(update, context))


async def on_membership(update: Update, context: BotContext) -> None:
    """Note that somebody blocked us, or took us back."""
    changed = update.my_chat_member
    if changed is None:
        return
    gone = changed.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}
    since = context.services.clock.now() if gone else None
    context.turn.work.people.unreachable(changed.chat.id, since)
