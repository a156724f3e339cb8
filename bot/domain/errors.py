"""What a person can get wrong: one type each, carrying data; the words live in the texts."""

from datetime import date
from typing import ClassVar

from bot.domain.terms import Ending


class LedgerError(Exception):
    """Something a person did that the ledger cannot take; answered in one sentence.

    Subclasses name the key of their sentence in `text` and keep what it needs as attributes.
    """

    text: ClassVar[str]


class StrangerError(LedgerError):
    """Nobody of the county is linked to the chat."""

    text = "error.stranger"


class InviteDeadError(LedgerError):
    """The invite is unknown, was used, or is too old."""

    text = "error.invite_dead"


class ChatTakenError(LedgerError):
    """The chat is already linked to *name*; an invite cannot make it somebody else's."""

    text = "error.chat_taken"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class PersonNotFoundError(LedgerError):
    """Nobody of the ledger is called *name*; a role would make a new person."""

    text = "error.person_not_found"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NamesakesError(LedgerError):
    """Several people are called *name*; *people* are as they are to be written: 张三（县水务局）."""

    text = "error.namesakes"

    def __init__(self, name: str, people: tuple[str, ...]) -> None:
        super().__init__(name, people)
        self.name = name
        self.people = people


class UnitNotFoundError(LedgerError):
    """No unit is called *name*; *similar* ones are offered."""

    text = "error.unit_not_found"

    def __init__(self, name: str, similar: tuple[str, ...] = ()) -> None:
        super().__init__(name, similar)
        self.name = name
        self.similar = similar


class UnitExistsError(LedgerError):
    """A unit is called *name* already: two units are joined, not renamed into one."""

    text = "error.unit_exists"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SameProjectsError(LedgerError):
    """Two units that are to be joined both own a project called *name*."""

    text = "error.same_projects"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class OrderUnclearError(LedgerError):
    """A line that orders something lacks a part; *kind* names the example that shows how it is written."""

    text = "error.order_unclear"

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class RangeReversedError(LedgerError):
    """A stretch of days would end before it begins."""

    text = "error.range_reversed"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(first, last)
        self.first = first
        self.last = last


class NothingToPassOnError(LedgerError):
    """*name* holds no duty that could pass to somebody else, or none on the projects named."""

    text = "error.nothing_to_pass_on"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SeveralLeadersError(LedgerError):
    """The project *code* has several leaders; whose part somebody takes must be said."""

    text = "error.several_leaders"

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SamePersonError(LedgerError):
    """Both sides of an order are *name*, the same person."""

    text = "error.same_person"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class HandoverSettledError(LedgerError):
    """The handover was settled, cancelled or undone before; *state* tells which."""

    text = "error.handover_settled"

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class HandoverLeanedOnError(LedgerError):
    """What was handed over has passed on since, or too much time has: it stays."""

    text = "error.handover_leaned_on"


class NotAwayError(LedgerError):
    """*name* is not on leave."""

    text = "error.not_away"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class UnknownRoleError(LedgerError):
    """*role* is no role; *roles* are."""

    text = "error.unknown_role"

    def __init__(self, role: str, roles: tuple[str, ...]) -> None:
        super().__init__(role, roles)
        self.role = role
        self.roles = roles


class ProjectNotFoundError(LedgerError):
    """No project has the code; *similar* ones are offered."""

    text = "error.project_not_found"

    def __init__(self, code: str, similar: tuple[str, ...] = ()) -> None:
        super().__init__(code, similar)
        self.code = code
        self.similar = similar


class NoCodeGivenError(LedgerError):
    """A command about one project came without its code; *command* is how it is written."""

    text = "error.no_code_given"

    def __init__(self, command: str) -> None:
        super().__init__(command)
        self.command = command


class GroupNotFoundError(LedgerError):
    """No unit, person or kind of project is called *name*."""

    text = "error.group_not_found"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class DayNotPastError(LedgerError):
    """Changes are asked for since *day*, which is still to come."""

    text = "error.day_not_past"

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class RankingTakesADayError(LedgerError):
    """Behind the ranking stands *words*, which is no day; nobody is ranked by name."""

    text = "error.ranking_takes_a_day"

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NoRecordError(LedgerError):
    """Nothing is stored of *day* or of a day before it; the record begins on *first*."""

    text = "error.no_record"

    def __init__(self, day: date, first: date | None) -> None:
        super().__init__(day, first)
        self.day = day
        self.first = first


class NoMeetingError(LedgerError):
    """No meeting was noted yet, since which changes could be shown."""

    text = "error.no_meeting"


class NumberNotFoundError(LedgerError):
    """The last summary that the person saw does not show *number*."""

    text = "error.number_not_found"

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class NoProjectMeantError(LedgerError):
    """Nothing says which project is meant, and the person has none of their own."""

    text = "error.no_project_meant"


class AlreadyRecordedError(LedgerError):
    """The same tap, or the same message, was recorded before."""

    text = "error.already_recorded"


class OfficeReportsForOthersError(LedgerError):
    """The office has no progress of its own: 代 before a report says whose it is not."""

    text = "error.office_reports_for_others"

    def __init__(self, code: str | None) -> None:
        super().__init__(code)
        self.code = code


class AlreadyUrgedError(LedgerError):
    """Somebody urged project *code* today; once a day is enough."""

    text = "error.already_urged"

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AlreadyUndoneError(LedgerError):
    """The report was taken back before."""

    text = "error.already_undone"


class NothingToCorrectError(LedgerError):
    """The person has no standing report that 改 could take back."""

    text = "error.nothing_to_correct"


class NothingToExplainError(LedgerError):
    """The person has told nothing yet of which the reading could be shown."""

    text = "error.nothing_to_explain"


class LaterReportError(LedgerError):
    """A later report on *code* leans on the one to be taken back."""

    text = "error.later_report"

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ImportSettledError(LedgerError):
    """The file was applied, cancelled or undone before; *state* tells which."""

    text = "error.import_settled"

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class ImportTooOldError(LedgerError):
    """An import can be undone for *hours* hours."""

    text = "error.import_too_old"

    def __init__(self, hours: int) -> None:
        super().__init__(hours)
        self.hours = hours


class ImportLeanedOnError(LedgerError):
    """Later work leans on the import: *reports*, *changes* (code, field), or a later file."""

    text = "error.import_leaned_on"

    def __init__(
        self,
        reports: int,
        changes: tuple[tuple[str, str], ...] = (),
        later_file: str | None = None,
    ) -> None:
        super().__init__(reports, changes, later_file)
        self.reports = reports
        self.changes = changes
        self.later_file = later_file


class NothingToSendBackError(LedgerError):
    """The file had no rows that were refused, or is not kept any more."""

    text = "error.nothing_to_send_back"


class NotADateError(LedgerError):
    """*words* should have been a date."""

    text = "error.not_a_date"

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class ProjectEndedError(LedgerError):
    """The project was withdrawn, split or merged: nothing more is recorded on it."""

    text = "error.project_ended"

    def __init__(self, code: str, ended: Ending) -> None:
        super().__init__(code, ended)
        self.code = code
        self.ended = ended


class OldButtonError(LedgerError):
    """The button belongs to something that is settled or gone."""

    text = "error.old_button"


class ReturnNotLockedError(LedgerError):
    """No return is locked, or reopened, as what was asked needs."""

    text = "error.return_not_locked"


class ReopeningUnexplainedError(LedgerError):
    """A locked return is reopened with a reason alone, and none was written."""

    text = "error.reopening_unexplained"


class DocumentBrokenError(LedgerError):
    """A file is no Word document that can be read."""

    text = "error.document_broken"


class DocumentUnknownError(LedgerError):
    """A Word document bears no mark of ours, so nobody knows what it is."""

    text = "error.document_unknown"


class BulletinTemplateError(LedgerError):
    """A *field* of a template cannot be taken.

    Attributes:
        field: As it is written there, without its braces.
        number: The paragraph's in the body, or the row's in a table; 0 where nobody counts them.
        paragraph: Its words.
        place: body, table, header or footer.
        fault: unknown (there is no such field), private (it reaches behind one), filter (there is
            none of that name), syntax (it cannot be read), unpaired (its braces do not pair),
            unclosed (a loop has no end), unopened (an end has no loop), or whole (the fields are
            well, but not as they stand in the document).
    """

    text = "error.bulletin_template"

    def __init__(
        self,
        field: str,
        number: int,
        paragraph: str,
        *,
        place: str = "body",
        fault: str = "unknown",
    ) -> None:
        super().__init__(field, number, paragraph, place, fault)
        self.field = field
        self.number = number
        self.paragraph = paragraph
        self.place = place
        self.fault = fault


class BulletinSettledError(LedgerError):
    """The bulletin is not where the button found it: it was changed, issued or dropped since."""

    text = "error.bulletin_settled"


class SecondPersonNeededError(LedgerError):
    """Who drafted or edited a bulletin cannot approve it."""

    text = "error.second_person_needed"


class BulletinNumberError(LedgerError):
    """A bulletin lacks its number, or *number* is none or is taken."""

    text = "error.bulletin_number"

    def __init__(self, number: str, *, is_taken: bool = False) -> None:
        super().__init__(number, is_taken)
        self.number = number
        self.is_taken = is_taken


class NoDraftError(LedgerError):
    """There is no draft of a bulletin that words could be given to."""

    text = "error.no_draft"


class FontsMissingError(LedgerError):
    """The fonts that come with the program are not there, and no chart can be drawn."""

    text = "error.fonts_missing"


class NoticeIncompleteError(LedgerError):
    """A holiday notice lacks a day the law frees, or names a day to be worked that is no weekend."""

    text = "error.notice_incomplete"

    def __init__(self, year: int, missing: date | None, unlikely: date | None) -> None:
        super().__init__(year, missing, unlikely)
        self.year = year
        self.missing = missing
        self.unlikely = unlikely


class NotExemptError(LedgerError):
    """The project's light is not excused, so there is nothing to end."""

    text = "error.not_exempt"

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PrivateReasonError(LedgerError):
    """A reason that everybody will read speaks of what is for a few: 阻工."""

    text = "error.private_reason"


class ReasonMissingError(LedgerError):
    """What the office does by hand needs a reason; *code* is the project it is done to."""

    text = "error.reason_missing"

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class FileNotTakenError(LedgerError):
    """A file could not be taken for a reason known by its *text* key alone."""

    text = "error.file_not_fetched"
