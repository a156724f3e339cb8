import pytest

from bot.sandbox.entities import found_in, parse_html
from bot.sandbox.refusals import RefusalError


@pytest.mark.parametrize(
    ("source", "plain", "kinds"),
    [
        pytest.param("<b>粗<i>斜</i></b>", "粗斜", ["italic", "bold"], id="nested"),
        pytest.param(
            '<a href="https://t.me/x?a=1&amp;b=2">开</a>', "开", ["text_link"], id="link"
        ),
        pytest.param(
            "<pre><code class='language-toml'>a=1</code></pre>", "a=1", ["code", "pre"], id="code"
        ),
        pytest.param(
            "<blockquote expandable>引</blockquote>", "引", ["expandable_blockquote"], id="quote"
        ),
        pytest.param(
            "&lt;&amp;&gt;&quot;&#25552;&#x63D0;&nbsp;&", '<&>"提提&nbsp;&', [], id="signs"
        ),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, plain: str, kinds: list[str]) -> None:
    text, entities = parse_html(source)
    assert (text, [entity["type"] for entity in entities]) == (plain, kinds)


def test_a_link_keeps_its_address() -> None:
    _, (link,) = parse_html('<a href="https://t.me/x?a=1&amp;b=2">开</a>')
    assert link == {"type": "text_link", "offset": 0, "length": 1, "url": "https://t.me/x?a=1&b=2"}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("提<p>", 'Unsupported start tag "p" at byte offset 3', id="unknown tag"),
        pytest.param("a</b>", "Unexpected end tag at byte offset 1", id="nothing to close"),
        pytest.param("<b>x</i>", 'expected "</b>", found "</i>"', id="closed crosswise"),
        pytest.param("<b", "Unclosed start tag at byte offset 0", id="tag without end"),
    ],
)
def test_html_that_does_not_parse_is_refused(source: str, words: str) -> None:
    with pytest.raises(RefusalError) as refused:
        parse_html(source)
    assert refused.value.description.startswith("Bad Request: can't parse entities: ")
    assert words in refused.value.description


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("/start inv-1", ["bot_command"], id="command"),
        pytest.param("见 https://t.me/x?start=1，谢谢", ["url"], id="link"),
        pytest.param("1/2 和 12/31", [], id="fractions are no commands"),
    ],
)
def test_commands_and_links_are_found(text: str, kinds: list[str]) -> None:
    assert [entity["type"] for entity in found_in(text, [])] == kinds
