"""Who is away, and who stands in for them."""

from datetime import timedelta

from bot.clock import Clock
from bot.domain.errors import NotAwayError, OldButtonError, OrderUnclearError, SamePersonError
from bot.domain.orders.people import read_leave, read_pair, read_who
from bot.domain.outcomes import Away, Back, DeputySet
from bot.domain.permissions import Action
from bot.domain.records import Person, Source
from bot.services.access import require
from bot.services.finding_people import find_person
from storage.trail import Change
from storage.unit_of_work import Work

_A_DAY = timedelta(days=1)


class Absences:
    """Enters leave and B posts; what follows from them is asked of the store each day."""

    def __init__(self, work: Work, clock: Clock) -> None:
        self.work = work
        self.clock = clock

    def leave(self, person: Person, text: str, source: Source) -> Away:
        """Enter that somebody is away, such as 张三 5月8日-5月20日 代 李四.

        Raises:
            OrderUnclearError: Who or when is missing.
            RangeReversedError: It would end before it begins.
            PersonNotFoundError, NamesakesError: One of the two is nobody, or several.
            SamePersonError: The two are one.
        """
        require(person, Action.KEEP_PEOPLE)
        order = read_leave(text, self.clock.today())
        who = find_person(self.work, order.who)
        delegate = find_person(self.work, order.delegate) if order.delegate else None
        if delegate is not None and delegate.id == who.id:
            raise SamePersonError(who.name)
        absence_id = self.work.absences.add(
            {
                "person_id": who.id,
                "delegate_id": delegate.id if delegate else None,
                "first_day": order.first_day,
                "last_day": order.last_day,
            },
            self.clock.now(),
        )
        stands_in = delegate or self._deputy(who)
        days = f"{order.first_day}–{order.last_day} {stands_in.name if stands_in else ''}"
        self._note(Change("person", who.id, "away", None, days.strip()), person, source)
        return Away(
            absence_id,
            who.name,
            order.first_day,
            order.last_day,
            stands_in.name if stands_in else None,
            self.clock.today().year,
        )

    def back(self, person: Person, text: str, source: Source) -> Back:
        """Let whoever *text* names be back from today on.

        Raises:
            OrderUnclearError: Nobody is named.
            PersonNotFoundError, NamesakesError: It is nobody, or several.
            NotAwayError: They are neither away nor about to be.
        """
        require(person, Action.KEEP_PEOPLE)
        named = read_who(text)
        if named is None:
            raise OrderUnclearError("back")
        who = find_person(self.work, named)
        away = self.work.absences.of_person(who.id, self.clock.today())
        if not away:
            raise NotAwayError(who.name)
        return self._end(away[0].id, who, person, source)

    def take_back(self, person: Person, absence_id: int, source: Source) -> Back:
        """Undo an absence that was entered by mistake, or end it.

        Raises:
            OldButtonError: It is over, or was undone before.
        """
        require(person, Action.KEEP_PEOPLE)
        today = self.clock.today()
        absence = next(
            (each for each in self.work.absences.from_day(today) if each.id == absence_id), None
        )
        if absence is None:
            raise OldButtonError
        return self._end(absence_id, self.work.people.by_id(absence.person_id), person, source)

    def set_deputy(self, person: Person, text: str, source: Source) -> DeputySet:
        """Let somebody have a B post, such as 张三 李四: the second stands in for the first.

        Raises:
            OrderUnclearError: One of the two is missing.
            PersonNotFoundError, NamesakesError: One of the two is nobody, or several.
            SamePersonError: The two are one.
        """
        require(person, Action.KEEP_PEOPLE)
        order = read_pair(text, "deputy")
        who, deputy = find_person(self.work, order.first), find_person(self.work, order.second)
        if deputy.id == who.id:
            raise SamePersonError(who.name)
        before = self._deputy(who)
        self.work.people.change(who.id, deputy_id=deputy.id)
        change = Change("person", who.id, "deputy", before.name if before else None, deputy.name)
        self._note(change, person, source)
        return DeputySet(who.name, deputy.name)

    def _deputy(self, who: Person) -> Person | None:
        return self.work.people.by_id(who.deputy_id) if who.deputy_id else None

    def _end(self, absence_id: int, who: Person, person: Person, source: Source) -> Back:
        yesterday = self.clock.today() - _A_DAY
        self.work.absences.shorten(absence_id, yesterday)
        self._note(Change("person", who.id, "away", None, f"–{yesterday}"), person, source)
        return Back(who.name)

    def _note(self, change: Change, person: Person, source: Source) -> None:
        self.work.trail.add([change], self.clock.now(), person.id, source)
