"""What those who can help do about a difficulty: who takes the lead, by when, and that it is over."""

from datetime import date, timedelta

from bot.clock import Clock
from bot.domain.errors import OldButtonError, OrderUnclearError
from bot.domain.orders.steering import read_steering
from bot.domain.outcomes import DifficultyList, DifficultySolved, DifficultySteered
from bot.domain.permissions import Action
from bot.domain.records import Person, Source
from bot.services.access import require
from bot.services.difficulties import Difficulties
from bot.services.lacks import Lack
from bot.services.notices import Notices
from bot.services.projects import Projects
from bot.services.questions import Option
from storage.tables import Difficulty
from storage.trail import Change
from storage.unit_of_work import Work

WHICH = "order_difficulty"
Told = DifficultyList | DifficultySolved | DifficultySteered


class Steering:
    """Steers difficulties to their end; their tellers hear of what others say."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        projects: Projects,
        difficulties: Difficulties,
        notices: Notices,
    ) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.difficulties = difficulties
        self.notices = notices

    def order(self, person: Person, text: str, source: Source) -> Told | Lack:
        """Show the open difficulties, or do what is written of one: 难点 P02 住建局牵头 6月底前.

        Raises:
            NotPermittedError: The person leads nothing, or not this project.
            OrderUnclearError: Neither a unit nor a day was read.
            OldButtonError: The project has no open difficulty.
        """
        if not text:
            return self.difficulties.list_open(person)
        words = read_steering(text, self.clock.today())
        if words.code is None:
            raise OrderUnclearError("difficulty")
        project = self.projects.find(words.code)
        require(person, Action.SEE_DIFFICULTIES, project)
        still_open = self.work.difficulties.open_on(project.id)
        named = [each for each in still_open if each.words in text] or still_open
        if not named:
            raise OldButtonError
        if len(named) > 1:
            options = tuple(Option("difficulty", each.words) for each in named)
            return Lack(WHICH, project, options)
        said = read_steering(text.replace(named[0].words, " "), self.clock.today())
        if said.solved:
            return self.solve(person, named[0].id or 0, source)
        require(person, Action.STEER_DIFFICULTY, project)
        if said.lead_unit is None and said.wanted_by is None:
            raise OrderUnclearError("difficulty")
        return self._steer(person, named[0], said.lead_unit, said.wanted_by, source)

    def want_within(
        self, person: Person, difficulty_id: int, days: int, source: Source
    ) -> DifficultySteered:
        """Want a difficulty solved within so many days.

        Raises:
            NotPermittedError: The person does not steer this project's difficulties.
            OldButtonError: It is solved or withdrawn.
        """
        difficulty = self.difficulties.still_open(difficulty_id)
        require(person, Action.STEER_DIFFICULTY, self.projects.by_id(difficulty.project_id))
        day = self.clock.today() + timedelta(days=days)
        return self._steer(person, difficulty, None, day, source)

    def solve(self, person: Person, difficulty_id: int, source: Source) -> DifficultySolved:
        """Note that a difficulty is solved; its teller hears of it if it was another who said so.

        Raises:
            NotPermittedError: The person may not say so of this project.
            OldButtonError: It is solved or withdrawn.
        """
        difficulty = self.difficulties.still_open(difficulty_id)
        project = self.projects.by_id(difficulty.project_id)
        require(person, Action.SOLVE_DIFFICULTY, project)
        solved = self.difficulties.solved(difficulty_id, person.id)
        self.difficulties.end(difficulty, person)
        self._note(person, difficulty, "difficulty_solved", None, source)
        left = self.work.difficulties.open_on(project.id)
        self.work.projects.change(project.id, difficulty=left[-1].words if left else None)
        self._tell_teller(person, difficulty, "difficulty_solved")
        return solved

    def _steer(
        self,
        person: Person,
        difficulty: Difficulty,
        lead_unit: str | None,
        wanted_by: date | None,
        source: Source,
    ) -> DifficultySteered:
        new = {"lead_unit": lead_unit, "wanted_by": wanted_by}
        changed = {name: value for name, value in new.items() if value is not None}
        self.work.difficulties.change(difficulty.id or 0, **changed)
        told = "，".join(str(each) for each in changed.values())
        self._note(person, difficulty, "difficulty_steered", told, source)
        self._tell_teller(person, difficulty, "difficulty_steered")
        return self.difficulties.steered(difficulty.id or 0, person.id)

    def _note(
        self, person: Person, difficulty: Difficulty, field: str, new: str | None, source: Source
    ) -> None:
        number, project_id = difficulty.id or 0, difficulty.project_id
        change = Change("difficulty", number, field, difficulty.words, new, project_id)
        self.work.trail.add([change], self.clock.now(), person.id, source)

    def _tell_teller(self, person: Person, difficulty: Difficulty, kind: str) -> None:
        if difficulty.person_id == person.id:
            return
        teller = self.work.people.by_id(difficulty.person_id)
        order = {"kind": kind, "difficulty": difficulty.id, "by": person.id}
        key = f"{kind}:{difficulty.id}:{self.clock.now().isoformat()}"
        self.notices.notify(teller, key, order, difficulty.project_id)
