"""Later dates, difficulties and instructions."""

from bot.domain import outcomes as o
from bot.texts.answers.keyboards import quick_answers
from bot.texts.answers.wording import simply, worded
from bot.texts.catalogue import Catalogue
from bot.texts.messages import Button, Keyboard, Message
from bot.texts.taps import tap

simply(
    {
        o.Relayed: "instruction.relayed",
        o.Urged: "instruction.urged",
        o.InstructionList: "instruction.unanswered",
    }
)


@worded.register
def _answered(it: o.InstructionAnswered, words: Catalogue) -> Message:
    card = Button(it.line.project.code, tap("open", it.line.project.id))
    return Message(words.say("instruction.answered", it=it), ((card,),), it.line.project.id)


@worded.register
def _answered_in_words(it: o.AnsweredInWords, words: Catalogue) -> Message:
    return Message(words.say("instruction.answered_in_words", it=it), (), it.project.id)


@worded.register
def _instruction(it: o.Instruction, words: Catalogue) -> Message:
    project = it.line.project
    text = words.say("instruction.received", it=it)
    if it.to_phone:
        return Message(text, ((Button(project.code, tap("open", project.id)),),), project.id)
    return Message(text, quick_answers(project, words), project.id, marked=True)


@worded.register
def _date_request(it: o.DateRequest, words: Catalogue) -> Message:
    rows: Keyboard = ()
    if it.state == "asked" and not it.to_phone:
        grant = Button(words.say("button.grant"), tap("date", it.request_id, "yes"))
        refuse = Button(words.say("button.refuse"), tap("date", it.request_id, "no"))
        rows = ((grant, refuse),)
    return Message(words.say("deadline.request", it=it), rows, it.line.project.id)


@worded.register
def _date_decided(it: o.DateDecided, words: Catalogue) -> Message:
    return Message(words.say("deadline.decided", it=it), (), it.request.line.project.id)
