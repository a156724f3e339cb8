"""Splits a message that speaks of several projects, where each share is plain."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.replies.folding import Folded, fold
from bot.domain.replies.records import ReplyPart
from bot.domain.replies.tokens import Token, tokenise
from bot.domain.replies.words import WORDS, Sort

LONGEST_MESSAGE = 800
"""Characters, of some forty projects; a longer message is not split but asked back whole."""
_PLAIN = frozenset(
    {Sort.SPACE, Sort.BREAK, Sort.FILLER, Sort.COLON, Sort.ACKNOWLEDGED, Sort.PAST, Sort.DATE}
)
_JOINING = frozenset({"、", ",", "，", "和", "及", "与", "/", " ", "&", "and"})
_REST = frozenset(WORDS[Sort.REST].split())
_FIGURES = frozenset(
    {Sort.PERCENT, Sort.NUMBER, Sort.MONEY, Sort.UNCLEAR_MONEY, Sort.UNCLEAR_PERCENT, Sort.RANGE}
)
_EACH = frozenset({"都", "均", "各", "都是", "分别"})
# A code may follow these without a blank or a break: P07完工P08开工, P07 60%P08 70%.
_ENDINGS = frozenset("%工了顶元万亿成旧")


@dataclass(frozen=True, slots=True)
class _Share:
    """The codes named together and the tokens said of them."""

    codes: tuple[Token, ...]
    said: tuple[Token, ...]


def split_reply(text: str) -> tuple[ReplyPart, ...]:
    """Return each project's share of a message, or the whole as one part.

    A whole that names several projects has code None; read, it asks which is which.
    """
    if len(text) > LONGEST_MESSAGE:
        return (ReplyPart(None, text),)
    folded = fold(text)
    if "p" not in folded.text:
        return (ReplyPart(None, text),)
    tokens = tokenise(folded)
    codes = list(dict.fromkeys(str(t.value) for t in tokens if t.sort is Sort.CODE))
    if len(codes) + any(t.text in _REST for t in tokens) < 2:
        return (ReplyPart(codes[0] if codes else None, text),)
    shares = _shares(tokens, folded)
    if shares is None:
        return (ReplyPart(None, text),)
    return tuple(part for share in shares for part in _parts(share, folded))


def _shares(tokens: tuple[Token, ...], folded: Folded) -> list[_Share] | None:
    """Return the shares in order, or None if it is not plain what belongs to which code."""
    first = next(at for at, t in enumerate(tokens) if t.sort is Sort.CODE)
    if any(t.sort is Sort.UNCLEAR_CODE for t in tokens) or any(
        t.sort not in _PLAIN for t in tokens[:first]
    ):
        return None
    shares = list(_grouped(tokens[first:]))
    known = [str(code.value) for share in shares for code in share.codes]
    plain = len(known) == len(set(known)) and all(_is_plain(share, folded) for share in shares)
    return shares if plain else None


def _grouped(tokens: tuple[Token, ...]) -> Iterator[_Share]:
    codes: list[Token] = []
    said: list[Token] = []
    for token in tokens:
        if token.sort is Sort.CODE:
            if codes and not all(t.text in _JOINING for t in said):
                yield _Share(tuple(codes), tuple(said))
                codes = []
            codes.append(token)
            said = []
        else:
            said.append(token)
    yield _Share(tuple(codes), tuple(said))


def _is_plain(share: _Share, folded: Folded) -> bool:
    if all(t.sort in {Sort.SPACE, Sort.BREAK, Sort.FILLER, Sort.COLON} for t in share.said):
        return False
    if any(not _begins_share(code, folded) for code in share.codes):
        return False
    figures = any(t.sort in _FIGURES for t in share.said)
    return len(share.codes) == 1 or not figures or any(t.text in _EACH for t in share.said)


def _begins_share(code: Token, folded: Folded) -> bool:
    """Return whether the code opens something new, unlike that in 材料从P08调."""
    before = folded.text[: code.start][-1:]
    return (
        not before
        or not (before.isalnum() or before in "-~")
        or before in _ENDINGS
        or before in _JOINING
    )


def _parts(share: _Share, folded: Folded) -> Iterator[ReplyPart]:
    rest = next((at for at, t in enumerate(share.said) if t.text in _REST), len(share.said))
    own, others = _trimmed(share.said[:rest]), _trimmed(share.said[rest:])
    said = folded.words(own[0].start, own[-1].end) if own else ""
    for code in share.codes:
        yield ReplyPart(str(code.value), f"{folded.words(code.start, code.end)} {said}".strip())
    if others:
        yield ReplyPart(None, folded.words(others[0].start, others[-1].end))


def _trimmed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return *tokens* without the blanks and breaks around them."""
    around = {Sort.SPACE, Sort.BREAK, Sort.COLON}
    kept = [at for at, token in enumerate(tokens) if token.sort not in around]
    return tokens[kept[0] : kept[-1] + 1] if kept else ()
