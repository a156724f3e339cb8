"""Whatever a person is told has words, fits a phone, and cannot be broken by what people type."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from domain.test_replies import ASKED_BACK
from texts.samples import LARGEST_ID, Samples

from bot.domain import outcomes as o
from bot.domain.lights import ReasonKey
from bot.domain.outcomes import Choice
from bot.domain.replies import Asked, read_reply
from bot.domain.terms import MilestoneKind, Role
from bot.texts.answers import plain, word, word_in_parts
from bot.texts.answers.wording import worded
from bot.texts.catalogue import LANGUAGES, catalogue
from bot.texts.messages import CUT, TEXT_LIMIT, Message
from bot.texts.taps import DATA_LIMIT

FRIDAY = date(2020, 5, 8)
HOSTILE = '<b>&"x"</b>\n<i>&lt;</code> {{ 7 * 7 }}'
CHINESE = re.compile(r"[\u3400-\u9fff]")
TO_BE_TYPED = re.compile(r"<code>.*?</code>|万元|万")
OFTEN = [pytest.param(language, id=language) for language in LANGUAGES]
RARELY_ASKED = [
    "part_only",
    "paperwork",
    "date_only",
    "part_date",
    "former_amount",
    "negated_amount",
    "negated_percent",
    "too_long",
    "which_cumulative",
    "backwards",
    "above_total",
    "different_percent",
    "second_day_amount",
    "second_week_amount",
    "second_month_amount",
    "second_quarter_amount",
    "amounts_within",
    "amount_within",
    "amounts_across",
    "sum_backwards",
    "year_above_cumulative",
    "which_same",
    "which_project",
    "describe_difficulty",
    "say_again",
    "instruct",
]

RARE_CHOICES = [
    "accept",
    "change",
    "keep",
    "correct",
    "add",
    "includes",
    "included",
    "all_same",
    "every_same",
    "relay_words",
    "urge_red",
]


class Tags(HTMLParser):
    """Remembers which tags are open, and refuses any that Telegram is not sent on purpose."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "code"}
        assert attrs == []
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_balanced(text: str) -> None:
    tags = Tags()
    tags.feed(text)
    tags.close()
    assert tags.open == []


def named(outcomes: list[object]) -> list[object]:
    return [
        pytest.param(outcome, id=f"{number}: {type(outcome).__name__}")
        for number, outcome in enumerate(outcomes)
    ]


def labels(message: Message) -> list[str]:
    return [button.label for row in message.keyboard for button in row]


def lines_of(message: Message) -> int:
    """Return the lines a reader sees; a marked message has one more."""
    return len(message.text.splitlines()) + message.marked


def test_every_outcome_is_among_the_samples() -> None:
    assert {type(each) for each in Samples().all()} == set(worded.registry) - {object}


@pytest.mark.parametrize("language", OFTEN)
@pytest.mark.parametrize("outcome", named(Samples().all()))
def test_every_outcome_has_words(outcome: object, language: str) -> None:
    text = word(outcome, language).text
    assert text
    assert "None" not in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("outcome", named(Samples().all()))
def test_english_readers_are_shown_no_chinese(outcome: object) -> None:
    message = word(outcome, "en")
    shown = TO_BE_TYPED.sub("", "\n".join([message.text, *labels(message)]))
    assert CHINESE.findall(shown) == [] or isinstance(outcome, o.Help | o.Welcome)


@pytest.mark.parametrize("language", OFTEN)
@pytest.mark.parametrize("outcome", named(Samples(HOSTILE, 3).all()))
def test_what_people_type_is_never_markup(outcome: object, language: str) -> None:
    message = word(outcome, language)
    assert_balanced(message.text)
    assert all("&lt;b" not in label for label in labels(message))


@pytest.mark.parametrize("outcome", named(Samples("x", 3, LARGEST_ID).all()))
def test_what_a_button_sends_back_fits(outcome: object) -> None:
    for row in word(outcome, "zh").keyboard:
        for button in row:
            assert len((button.data or "").encode()) <= DATA_LIMIT


@pytest.mark.parametrize("language", OFTEN)
@pytest.mark.parametrize(
    "outcome",
    named([each for each in Samples("项" * 60, 400).all() if type(each) is not o.Invited]),
)
def test_a_large_county_fits_into_a_message_uncut(outcome: object, language: str) -> None:
    message = word(outcome, language)
    assert message.body()["text"] == message.text
    assert sum(map(len, message.keyboard)) <= 100


@pytest.mark.parametrize("language", OFTEN)
@pytest.mark.parametrize("outcome", named(Samples('<&">' * 1000, 400).all()))
def test_no_message_is_longer_than_telegram_takes(outcome: object, language: str) -> None:
    text = word(outcome, language).body()["text"]
    assert len(text.encode("utf-16-le")) // 2 <= TEXT_LIMIT
    assert_balanced(text)


@pytest.mark.parametrize("language", OFTEN)
def test_a_table_of_invites_goes_out_in_parts_and_loses_no_link(language: str) -> None:
    invited = Samples("项" * 60, 200).invited()
    texts = [message.body()["text"] for message in word_in_parts(invited, language)]
    assert len(texts) > 1
    for line in invited.lines:
        assert sum(f"{line.link}\n" in text for text in texts) == 1


def test_a_message_too_long_is_cut_at_the_end_of_a_line() -> None:
    text = "\n".join(f"<b>{number}</b> &amp;" for number in range(1000))
    cut = Message(text).body()["text"]
    assert cut.removesuffix(CUT) + text[len(cut.removesuffix(CUT)) :] == text
    assert cut.endswith(f"&amp;\n{CUT}")


def test_a_cut_leaves_no_tag_open() -> None:
    assert Message("a\n<b>b\n" + "c\n" * 3000 + "</b>").body()["text"] == f"a\n{CUT}"


@pytest.mark.parametrize("language", OFTEN)
@pytest.mark.parametrize(
    "outcome",
    named(
        [
            Samples(size=12).digest(Role.LEADER),
            Samples(size=12).digest(Role.LEADER, first_look=False),
            Samples(size=12).digest(Role.LEADER, items=False),
            Samples(size=12).summary(),
            Samples(size=12).summary(since=True),
            Samples("x").difficulty_raised(),
        ]
    ),
)
def test_a_leaders_message_has_ten_lines_and_whole_percents(
    outcome: object, language: str
) -> None:
    message = word(outcome, language)
    assert lines_of(message) <= 10
    assert not re.search(r"\d\.\d+ ?%", message.text)


def test_the_daily_message_is_no_longer_than_the_policy_says() -> None:
    digest = Samples(size=12).digest(Role.LEADER, first_look=False)
    assert lines_of(word(replace(digest, most_lines=6), "zh")) <= 6


def test_one_owner_is_asked_once_which_step_is_stuck() -> None:
    digest = Samples().digest(Role.RESPONSIBLE, first_look=False)
    line = digest.items[0].line
    start = replace(line.project.next_milestone, kind=MilestoneKind.START, done_on=None)
    waiting = replace(line, project=replace(line.project, milestones=(start,)))
    alone = replace(digest, items=(replace(digest.items[0], line=waiting),))
    assert word(alone, "zh").text.count("卡在哪一步") == 1


@pytest.mark.parametrize("language", OFTEN)
@pytest.mark.parametrize("key", list(ReasonKey))
def test_every_light_says_why(key: ReasonKey, language: str) -> None:
    line, words = Samples().standing(key), catalogue(language)
    for table in ("gap", "why"):
        assert words.say(f"{table}.{key}", line=line, why=line.standing.reason)


@pytest.mark.parametrize("language", OFTEN)
def test_a_summary_can_be_pasted_elsewhere(language: str) -> None:
    assert "<" not in plain(Samples().summary(), language).text


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        pytest.param(reason, text, id=f"{reason}: {text}")
        for reason, texts in ASKED_BACK.items()
        for text in texts[:3]
    ],
)
def test_every_doubt_is_asked_in_words_of_its_own(reason: str, text: str) -> None:
    options = read_reply(text, FRIDAY, asked=Asked.PERCENT).options
    choices = [Choice(each.meaning, each.label) for each in options]
    for language in LANGUAGES:
        assert catalogue(language).knows(f"ask.{reason}")
        message = word(Samples(text).ask(reason, *choices), language)
        assert all(labels(message))
        assert lines_of(message) == 1 or reason == "several_projects"
    assert not any(CHINESE.search(label) for label in labels(message))


@pytest.mark.parametrize("reason", RARELY_ASKED)
def test_a_rare_doubt_has_words_too(reason: str) -> None:
    assert {f"ask.{reason}" in catalogue(each)._entries for each in LANGUAGES} == {True}
    assert word(Samples().ask(reason), "zh").text.endswith(tuple("？。>”"))


@pytest.mark.parametrize("meaning", RARE_CHOICES)
def test_a_rare_choice_has_words(meaning: str) -> None:
    asked = Samples().ask("instruct", Choice(meaning, "3"))
    assert all(labels(word(asked, language))[0] != "3" for language in LANGUAGES)


@pytest.mark.parametrize(
    ("meaning", "label", "zh", "en"),
    [
        pytest.param("percent", "60%", "进度60%", "Progress 60%", id="percent"),
        pytest.param("percent+finishing", "60%，收尾", "进度60%、收尾", "Progress 60%, finishing", id="two doubts"),
        pytest.param("period_wan", "本周120万元", "本周120万元", "¥1.2m this week", id="period"),
        pytest.param("cumulative_year", "今年累计12000万元", "今年累计1.2亿元", "¥120m this year", id="sum"),
        pytest.param("cumulative_year", "", "今年累计", "this year", id="sum without amount"),
        pytest.param("new_date_request", "申请延期到2020-08-31", "申请延到2020年8月31日", "Ask for 31 Aug 2020", id="date"),
        pytest.param("accept", "60%", "改为60%", "Lower to 60%", id="lower percent"),
        pytest.param("accept", "12035", "确认1.2035亿元", "Yes, ¥120.35m", id="above the total"),
        pytest.param("project", "P07 A&B <路>", "P07 A&B <路>", "P07 A&B <路>", id="name as it is"),
    ],
)  # fmt: skip
def test_a_choice_is_worded_in_the_readers_language(
    meaning: str, label: str, zh: str, en: str
) -> None:
    asked = Samples().ask("range", Choice(meaning, label))
    assert [labels(word(asked, each))[0].strip() for each in LANGUAGES] == [zh, en]


def test_a_question_quotes_a_persons_first_words_on_one_line() -> None:
    text = word(Samples("长\n" * 2000).ask("range"), "zh").text
    assert len(text) < 80
    assert "…”" in text
