"""Finding a project by what people remember of it: code, part of a name, initials, unit, person."""

from collections.abc import Iterable
from functools import cache

from bot.domain.codes import read_code
from bot.domain.outcomes import Found
from bot.domain.permissions import Action, scopes_of
from bot.domain.records import Person, Project
from bot.services.access import require_anywhere
from bot.services.projects import Projects

MOST = 10
GOOD_ENOUGH = 70
"""Of 100: below it two short Chinese names are alike by chance."""

EXACT, PART, INITIALS = 1000, 500, 300
SURE = 101
"""More than any likeness: the words are part of a name, or its initials."""
SHORTEST, LONGEST = 2, 20
"""Characters of words that may name a project without a command."""


class Search:
    """Looks among the projects a person may list; best match first, ten at most."""

    def __init__(self, projects: Projects) -> None:
        self.projects = projects

    def find(self, person: Person, words: str) -> Found:
        """Return the projects that *words* may mean.

        Raises:
            NotPermittedError: The person has no list at all.
        """
        require_anywhere(person, Action.LIST_PROJECTS)
        return self._found(person, words, at_least=1)

    def named(self, person: Person, words: str) -> Found | None:
        """Return what *words* that were said without a command name, None if they name nothing.

        They must be part of a name, or its initials, and nothing besides: what is merely alike
        to a name may be anything.
        """
        wanted = _wanted(words)
        if not SHORTEST <= len(wanted) <= LONGEST or not scopes_of(
            person.roles, Action.LIST_PROJECTS
        ):
            return None
        found = self._found(person, words, at_least=SURE)
        return found if found.lines else None

    def _found(self, person: Person, words: str, at_least: int) -> Found:
        wanted = _wanted(words)
        scored = [
            (score, project)
            for project in self.projects.visible_to(person)
            if wanted and (score := _score(project, wanted)) >= at_least
        ]
        best = sorted(scored, key=lambda pair: (-pair[0], pair[1].id))
        lines = [self.projects.standing(project) for _, project in best[:MOST]]
        return Found(words.strip(), tuple(lines), len(best))


def _wanted(words: str) -> str:
    return "".join(words.split()).lower()


def _score(project: Project, wanted: str) -> int:
    """Return how well *wanted* fits a project; 0 if not at all."""
    if read_code(wanted) == project.code:
        return EXACT
    texts = [text.lower() for text in _texts(project)]
    if any(wanted in text for text in texts):
        return PART - len(texts[0])
    if wanted.isascii() and any(
        wanted in initials(text) or wanted in spelled(text) for text in texts
    ):
        return INITIALS - len(texts[0])
    return max(_likeness(wanted, text) for text in texts[:2])


def _texts(project: Project) -> Iterable[str]:
    return (project.name, project.owner, *(duty.name for duty in project.duties))


def _likeness(wanted: str, name: str) -> int:
    """Return how alike a mistyped name is, 0 below what may be chance."""
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415 -- loaded on first use

    likeness = int(partial_ratio(wanted, name))
    return likeness if likeness >= GOOD_ENOUGH else 0


@cache
def spelled(text: str) -> str:
    """Return a name as it is spelled in pinyin: 晓龙沟水库 is `xiaolonggoushuiku`."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 -- loaded on first use

    return "".join(lazy_pinyin(text)).lower()


@cache
def initials(text: str) -> str:
    """Return the pinyin initials of a name: 晓龙沟水库 is `xlgsk`."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- loaded on first use

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
