"""Two catalogues, one meaning: the same keys, the same values, and words for all that is named."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

import bot.texts
from bot.domain.escalations import Skip, Step
from bot.domain.ledger_rows import Field, Reason
from bot.domain.lights import ReasonKey
from bot.domain.progress import Figures
from bot.domain.replies import Asked, ReplyFacts, read_reply
from bot.domain.terms import Kind, Light, MilestoneKind, Role, WorksState
from bot.texts.catalogue import LANGUAGES, _flatten, catalogue, entries

KEYS = sorted(entries("zh"))
REPLIES = Path(__file__).parents[1] / "phrases" / "collected_replies.jsonl"
FRIDAY = date(2020, 5, 8)
FILTERS = catalogue("zh")._environment.filters


def tree(language: str, key: str) -> nodes.Template:
    environment = Environment(autoescape=True)
    environment.filters |= FILTERS
    return environment.parse(entries(language)[key])


def values_in(language: str, key: str) -> set[str]:
    """Return the variables that an entry takes and whatever it takes out of them."""
    template = tree(language, key)
    attributes = {each.attr for each in template.find_all(nodes.Getattr)}
    items = {
        str(each.arg.value)
        for each in template.find_all(nodes.Getitem)
        if isinstance(each.arg, nodes.Const)
    }
    return find_undeclared_variables(template) | attributes | items


def entries_used(language: str) -> Iterable[tuple[str, bool]]:
    """Yield the keys that entries take from each other; True where it is only their beginning."""
    for key in KEYS:
        for call in tree(language, key).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                [name] = call.args
                part = name.nodes[0] if isinstance(name, nodes.Concat) else name
                assert isinstance(part, nodes.Const)
                yield part.value, isinstance(name, nodes.Concat)


def test_both_languages_have_the_same_keys() -> None:
    assert entries("zh").keys() == entries("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_files_define_the_same_key(language: str) -> None:
    folder = Path(bot.texts.__file__).parent / language
    files = [tomllib.loads(each.read_text(encoding="utf-8")) for each in folder.glob("*.toml")]
    defined = Counter(key for file in files for key, _ in _flatten(file))
    assert [key for key, times in defined.items() if times > 1] == []


@pytest.mark.parametrize("key", KEYS)
def test_an_entry_takes_the_same_values_in_both_languages(key: str) -> None:
    assert values_in("zh", key) == values_in("en", key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_that_use_each_other_exist(language: str) -> None:
    for name, is_beginning in entries_used(language):
        assert any(key.startswith(name) if is_beginning else key == name for key in KEYS), name


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ("light", Light),
        ("kind", Kind),
        ("works_state", WorksState),
        ("role", Role),
        ("milestone", MilestoneKind),
        ("gap", ReasonKey),
        ("why", ReasonKey),
        ("step", Step),
        ("skip", Skip),
        ("refused", Reason),
        ("heading", Field),
    ],
)
def test_every_value_of_a_vocabulary_has_words(table: str, named: type[StrEnum]) -> None:
    assert {f"{table}.{each}" for each in named} <= entries("zh").keys()


def test_every_figure_that_a_reply_tells_or_changes_has_a_name() -> None:
    assert {f"field.{each.name}" for each in fields(Figures)} <= entries("zh").keys()
    assert {f"fact.{each.name}" for each in fields(ReplyFacts)} <= entries("zh").keys()


def test_every_rule_that_reads_a_reply_has_a_name() -> None:
    """As far as the collected replies use them."""
    lines = REPLIES.read_text(encoding="utf-8").splitlines()
    texts = ["进度60", "P07 本周0万", "申请延期到8月底，因征地", "征地已解决", *map(_text, lines)]
    traces = [
        each for text in texts for each in read_reply(text, FRIDAY, asked=Asked.PERCENT).traces
    ]
    assert {f"rule.{each.rule}" for each in traces} <= entries("zh").keys()


def _text(line: str) -> str:
    return str(json.loads(line)["text"])


def test_english_words_hold_chinese_only_where_it_is_to_be_typed_or_found() -> None:
    to_type_or_find = re.compile(r"<code>.*?</code>|\{[{%].*?[}%]\}|万元|万|代")
    rest = {key: to_type_or_find.sub("", text) for key, text in entries("en").items()}
    shown = {
        key: text for key, text in rest.items() if not key.startswith(("heading.", "error.header"))
    }
    assert [key for key, text in shown.items() if re.search(r"[\u3400-\u9fff]", text)] == []


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        pytest.param("120", "120万元", "¥1.2m", id="below a million's hundredth"),
        pytest.param("120.55", "120.55万元", "¥1.2055m", id="with all its digits"),
        pytest.param("0", "0万元", "¥0m", id="nothing"),
        pytest.param("12345", "1.23亿元", "¥123m", id="rounded where Chinese rounds"),
        pytest.param("1260000", "126亿元", "¥12,600m", id="large"),
    ],
)
def test_money_has_the_same_digits_in_both_languages(amount: str, zh: str, en: str) -> None:
    assert (catalogue("zh")._wan(Decimal(amount)), catalogue("en")._wan(Decimal(amount))) == (
        zh,
        en,
    )


@pytest.mark.parametrize(
    ("field", "value", "zh", "en"),
    [
        pytest.param("percent", Decimal("33.33"), "33.33%", "33.33%", id="percent as stored"),
        pytest.param("total_wan", Decimal(12035), "1.2035亿元", "¥120.35m", id="to the yuan"),
        pytest.param("kind", Kind.NEW, "新建", "new", id="vocabulary"),
        pytest.param("difficulty", "noted", "noted", "noted", id="words that are also a key"),
        pytest.param("leaders", ("甲", "乙"), "甲、乙", "甲, 乙", id="several names"),
        pytest.param("phone", None, "无", "none", id="nothing"),
    ],
)
def test_a_change_is_told_exactly(field: str, value: object, zh: str, en: str) -> None:
    assert catalogue("zh")._value(value, field) == zh
    assert catalogue("en")._value(value, field) == en
