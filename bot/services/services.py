"""The use cases over one open unit of work."""

from functools import cached_property, partial

from bot.clock import Clock
from bot.domain.policies import Policy
from bot.services.absences import Absences
from bot.services.audits import Audits
from bot.services.bulletin_documents import BulletinDocuments
from bot.services.bulletins import Bulletins
from bot.services.calendars import Calendars
from bot.services.campaigns import Campaigns
from bot.services.charts import Charts
from bot.services.chief_lists import ChiefLists
from bot.services.corrections import Corrections
from bot.services.deadlines import Deadlines
from bot.services.difficulties import Difficulties
from bot.services.digest_answers import DigestAnswers
from bot.services.digests import Digests
from bot.services.escalations import Escalations
from bot.services.exemptions import Exemptions
from bot.services.exports import Exports
from bot.services.figures import Figures
from bot.services.gaps import GapsFound
from bot.services.groups import Groups
from bot.services.handovers import Handovers
from bot.services.histories import Histories
from bot.services.identities import Identities
from bot.services.imports import Imports
from bot.services.instructions import Instructions
from bot.services.lacks import undoubted
from bot.services.letters import Letters
from bot.services.monthly_plans import MonthlyPlans
from bot.services.moves import Moves
from bot.services.namings import Namings
from bot.services.nodes import Nodes
from bot.services.notices import Notices
from bot.services.orders import Carry, Orders
from bot.services.own_projects import OwnProjects
from bot.services.passing_on import PassingOn
from bot.services.people import People
from bot.services.procedures import Procedures
from bot.services.progress import Progress
from bot.services.projects import Projects
from bot.services.questions import Questions
from bot.services.ranking_lists import RankingLists
from bot.services.rankings import Rankings
from bot.services.readings import Readings
from bot.services.registers import Registers
from bot.services.reminders import Reminders
from bot.services.replies import Replies
from bot.services.reports import Reports
from bot.services.rests import Rests
from bot.services.returns import Returns
from bot.services.rosters import Rosters
from bot.services.schedules import Schedules
from bot.services.search import Search
from bot.services.standings import Standings
from bot.services.starts import Starts
from bot.services.steering import Steering
from bot.services.successions import Successions
from bot.services.summaries import Summaries
from bot.services.taps import Taps
from bot.services.verifications import Verifications
from bot.services.watches import Watches
from bot.services.weekly_reports import WeeklyReports
from storage.unit_of_work import Work


class Services:
    """Made for each update, and for each tick of the planner."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    @cached_property
    def people(self) -> People:
        """Who is who."""
        return People(self.work, self.clock, self.policy)

    @cached_property
    def projects(self) -> Projects:
        """Lists and cards."""
        return Projects(self.work, self.clock, self.policy)

    @cached_property
    def histories(self) -> Histories:
        """What became of projects."""
        return Histories(self.work, self.clock)

    @cached_property
    def search(self) -> Search:
        """Finding projects."""
        return Search(self.projects)

    @cached_property
    def questions(self) -> Questions:
        """What is asked back."""
        return Questions(self.work, self.clock)

    @cached_property
    def progress(self) -> Progress:
        """Progress taken into the ledger."""
        return Progress(
            self.work,
            self.clock,
            self.projects,
            self.reports,
            self.questions,
            self.difficulties,
            self.deadlines,
            self.notices,
            self.instructions,
        )

    @cached_property
    def reports(self) -> Reports:
        """Reports kept and taken back."""
        return Reports(self.work, self.clock, self.projects)

    @cached_property
    def replies(self) -> Replies:
        """What people write."""
        return Replies(
            self.work,
            self.clock,
            self.projects,
            self.own_projects,
            self.questions,
            self.progress,
            self.readings,
            self.instructions,
            self.orders,
            self.search,
        )

    @cached_property
    def own_projects(self) -> OwnProjects:
        """Which of their own projects somebody means."""
        return OwnProjects(self.projects, self.questions)

    @cached_property
    def readings(self) -> Readings:
        """What words tell of one project."""
        return Readings(self.clock, self.questions, self.progress)

    @cached_property
    def taps(self) -> Taps:
        """What people tap instead of typing."""
        return Taps(
            self.clock,
            self.projects,
            self.questions,
            self.progress,
            self.readings,
            self.instructions,
            self.orders,
        )

    @cached_property
    def notices(self) -> Notices:
        """What people are told unprompted."""
        return Notices(self.work, self.clock, self.policy)

    @cached_property
    def instructions(self) -> Instructions:
        """What leaders say."""
        return Instructions(self.work, self.clock, self.projects, self.questions, self.notices)

    @cached_property
    def deadlines(self) -> Deadlines:
        """Later dates asked for."""
        return Deadlines(self.work, self.clock, self.projects, self.notices, self.moves)

    @cached_property
    def moves(self) -> Moves:
        """Deadlines that move."""
        return Moves(self.work, self.clock, self.projects, self.notices)

    @cached_property
    def orders(self) -> Orders:
        """Lines that change a plan or a post, by the word each begins with."""
        carry: dict[str, Carry] = {
            "调整": self.moves.adjust,
            "节点": self.nodes.order,
            "月计划": self.monthly_plans.order,
            "倒排": self.schedules.order,
            "统一开工": self.starts.order,
            "更名": self.successions.rename,
            "撤项": self.successions.withdraw,
            "恢复": self.successions.restore,
            "拆分": self.successions.split,
            "合并": self.successions.merge,
            "结转": self.successions.carry,
            "更正": self.corrections.order,
            "豁免": self.exemptions.order,
            "交接": undoubted(self.handovers.ask),
            "请假": undoubted(self.absences.leave),
            "销假": undoubted(self.absences.back),
            "B岗": undoubted(self.absences.set_deputy),
            "合并人员": self.identities.ask_merge,
            "分开": self.identities.split,
            "单位更名": self.identities.rename,
            "并入": self.identities.ask_join,
            "指定": undoubted(self.namings.name),
            "难点": undoubted(self.steering.order),
            "导入": undoubted(partial(self.imports.order, keeps_refused=True)),
            "只导入可收": undoubted(partial(self.imports.order, keeps_refused=False)),
        }
        return Orders(self.work, self.clock, self.projects, self.questions, carry)

    @cached_property
    def handovers(self) -> Handovers:
        """Duties that pass from one person to another."""
        return Handovers(self.work, self.clock, self.projects, self.notices, self.passing_on)

    @cached_property
    def identities(self) -> Identities:
        """Who and what is the same."""
        return Identities(self.work, self.clock, self.projects)

    @cached_property
    def registers(self) -> Registers:
        """Registers of units in."""
        return Registers(self.work, self.clock, self.passing_on)

    @cached_property
    def rosters(self) -> Rosters:
        """How each person can be reached."""
        return Rosters(self.work, self.clock, self.policy)

    @cached_property
    def gaps(self) -> GapsFound:
        """What keeps the county from knowing."""
        return GapsFound(
            self.work, self.clock, self.policy, self.rosters, self.questions, self.notices
        )

    @cached_property
    def passing_on(self) -> PassingOn:
        """How things pass on."""
        return PassingOn(self.work, self.clock, self.projects, self.notices)

    @cached_property
    def absences(self) -> Absences:
        """Who is away, and who stands in."""
        return Absences(self.work, self.clock)

    @cached_property
    def namings(self) -> Namings:
        """Who carries out what."""
        return Namings(
            self.work, self.clock, self.policy, self.projects, self.notices, self.passing_on
        )

    @cached_property
    def nodes(self) -> Nodes:
        """Dated nodes."""
        return Nodes(self.work, self.clock, self.projects)

    @cached_property
    def monthly_plans(self) -> MonthlyPlans:
        """What each month is to bring."""
        return MonthlyPlans(self.work, self.clock, self.policy, self.projects)

    @cached_property
    def schedules(self) -> Schedules:
        """How much time is left."""
        return Schedules(self.work, self.clock, self.projects)

    @cached_property
    def procedures(self) -> Procedures:
        """Permits on their way."""
        return Procedures(self.work, self.clock, self.projects, self.schedules)

    @cached_property
    def successions(self) -> Successions:
        """Projects that become others."""
        return Successions(self.work, self.clock, self.projects, self.notices)

    @cached_property
    def corrections(self) -> Corrections:
        """Figures corrected with a reason."""
        return Corrections(self.work, self.clock, self.projects, self.notices)

    @cached_property
    def exemptions(self) -> Exemptions:
        """Lights excused with a reason."""
        return Exemptions(self.work, self.clock, self.projects)

    @cached_property
    def starts(self) -> Starts:
        """The day by which all have begun."""
        return Starts(self.work, self.clock, self.projects, self.moves)

    @cached_property
    def campaigns(self) -> Campaigns:
        """Drives with a list of their own."""
        return Campaigns(self.work, self.clock, self.projects)

    @cached_property
    def difficulties(self) -> Difficulties:
        """What holds projects up."""
        return Difficulties(self.work, self.clock, self.projects, self.notices)

    @cached_property
    def steering(self) -> Steering:
        """What is done about difficulties."""
        return Steering(self.work, self.clock, self.projects, self.difficulties, self.notices)

    @cached_property
    def escalations(self) -> Escalations:
        """Overdue cases."""
        return Escalations(self.work, self.clock, self.policy)

    @cached_property
    def reminders(self) -> Reminders:
        """The rungs of the ladder."""
        return Reminders(self.work, self.clock, self.policy, self.escalations)

    @cached_property
    def weekly_reports(self) -> WeeklyReports:
        """Who owes the week's report."""
        return WeeklyReports(self.work, self.clock, self.policy)

    @cached_property
    def digests(self) -> Digests:
        """The day's one message a person."""
        return Digests(
            self.work,
            self.clock,
            self.policy,
            self.weekly_reports,
            self.returns,
            self.difficulties,
            self.instructions,
        )

    @cached_property
    def digest_answers(self) -> DigestAnswers:
        """What is answered to a bundled message as a whole."""
        return DigestAnswers(
            self.work, self.clock, self.policy, self.projects, self.questions, self.taps
        )

    @cached_property
    def chief_lists(self) -> ChiefLists:
        """Cases that wait for their release."""
        return ChiefLists(self.work, self.clock, self.policy, self.escalations)

    @cached_property
    def watches(self) -> Watches:
        """Special watch."""
        return Watches(self.work, self.clock, self.projects)

    @cached_property
    def rests(self) -> Rests:
        """Days of rest, and people's own hours."""
        return Rests(self.work, self.clock, self.policy, self.projects)

    @cached_property
    def audits(self) -> Audits:
        """The daily self-audit."""
        return Audits(self.work, self.clock, self.policy, self.notices)

    @cached_property
    def imports(self) -> Imports:
        """Ledger files in."""
        return Imports(self.work, self.clock, self.digests)

    @cached_property
    def exports(self) -> Exports:
        """The ledger out."""
        return Exports(self.work, self.clock, self.policy, self.projects)

    @cached_property
    def standings(self) -> Standings:
        """The record of each day."""
        return Standings(self.work, self.clock, self.policy)

    @cached_property
    def returns(self) -> Returns:
        """The monthly investment return."""
        return Returns(self.work, self.clock, self.policy, self.projects)

    @cached_property
    def bulletins(self) -> Bulletins:
        """The bulletin on its way."""
        documents = self.bulletin_documents
        return Bulletins(self.work, self.clock, self.policy, self.notices, documents)

    @cached_property
    def bulletin_documents(self) -> BulletinDocuments:
        """What bulletins say."""
        return BulletinDocuments(self.work, self.clock, self.policy, self.figures, self.standings)

    @cached_property
    def letters(self) -> Letters:
        """The weekly letter to the office."""
        return Letters(self.work, self.clock, self.policy, self.notices)

    @cached_property
    def charts(self) -> Charts:
        """The wall chart."""
        return Charts(self.work, self.clock, self.policy, self.projects)

    @cached_property
    def calendars(self) -> Calendars:
        """Deadlines for the phone."""
        return Calendars(self.work, self.clock, self.policy, self.projects)

    @cached_property
    def groups(self) -> Groups:
        """Which projects are meant."""
        return Groups(self.work, self.clock, self.projects)

    @cached_property
    def figures(self) -> Figures:
        """What a day adds up to."""
        return Figures(self.work, self.clock, self.policy, self.groups, self.standings)

    @cached_property
    def verifications(self) -> Verifications:
        """States as reported."""
        return Verifications(self.work, self.clock)

    @cached_property
    def rankings(self) -> Rankings:
        """The weekly ranking."""
        return Rankings(self.work, self.clock, self.policy, self.standings)

    @cached_property
    def ranking_lists(self) -> RankingLists:
        """The ranking as it is read."""
        return RankingLists(
            self.work, self.clock, self.policy, self.projects, self.groups, self.rankings
        )

    @cached_property
    def summaries(self) -> Summaries:
        """How things stand."""
        return Summaries(self.work, self.clock, self.groups, self.figures, self.standings)
