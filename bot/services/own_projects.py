"""Which of their own projects somebody means: the one they answer, their only one, or asked."""

from collections.abc import Sequence

from bot.domain.errors import NoProjectMeantError
from bot.domain.outcomes import Ask
from bot.domain.permissions import Action
from bot.domain.records import Person, Project
from bot.domain.replies import ReplyPart, ReplyReading
from bot.domain.tellings import Telling
from bot.services.projects import Projects
from bot.services.questions import Option, Questions

MOST_CHOICES = 8


class OwnProjects:
    """Knows the projects that a person reports on, and asks which of them is meant."""

    def __init__(self, projects: Projects, questions: Questions) -> None:
        self.projects = projects
        self.questions = questions
        self._owned: dict[int, list[Project]] = {}

    def of(self, person: Person) -> list[Project]:
        """Return the projects *person* reports on; asked of the store once an update."""
        if person.id not in self._owned:
            self._owned[person.id] = self.projects.visible_to(person, Action.REPORT)
        return self._owned[person.id]

    def meant_by(self, person: Person, part: ReplyPart, about: Sequence[int]) -> Project | None:
        """Return the project of a code, of the answered message, or the person's only one.

        None if they have several, and nothing says which.

        Raises:
            ProjectNotFoundError: The code is none of a project.
            NoProjectMeantError: No project is named and the person has none.
        """
        if part.code:
            return self.projects.find(part.code)
        if len(about) == 1:
            return self.projects.by_id(about[0])
        own = self.of(person)
        if not own:
            raise NoProjectMeantError
        return own[0] if len(own) == 1 else None

    def ask_which(self, reading: ReplyReading, about: Sequence[int], told: Telling) -> Ask:
        """Ask which of several projects is meant; *nothing new* may be said of all but overdue."""
        own = [each for each in self.of(told.by) if not about or each.id in about]
        if reading.facts.no_progress:
            return self._ask_same(own, told)
        options = [_option(each) for each in own[:MOST_CHOICES]]
        return self.questions.ask_teller(told, None, "which_project", options)

    def _ask_same(self, own: Sequence[Project], told: Telling) -> Ask:
        lines = [self.projects.standing(each) for each in own]
        calm = [each.project for each in lines if not each.is_overdue]
        options = [_option(each) for each in own[: MOST_CHOICES - 1]]
        if calm:
            every = "all_same" if len(calm) < len(own) else "every_same"
            ids = tuple(each.id for each in calm)
            options.insert(0, Option(every, str(len(calm)), project_ids=ids))
        return self.questions.ask_teller(told, None, "which_same", options)


def _option(project: Project) -> Option:
    return Option("project", f"{project.code} {project.name}", project_ids=(project.id,))
