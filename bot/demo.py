"""The demonstration: sandbox, bot and a sample county in one process, with a clock to turn."""

import asyncio
import logging
import signal
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import Duban
from bot.clock import StagedClock
from bot.delivery.planner import CLOCK_FACT
from bot.domain.outcomes import Invited
from bot.domain.policies import Policy
from bot.domain.terms import Role
from bot.papers.sample_county import sample_county
from bot.sandbox import Sample, Sandbox, TourStep
from bot.services.services import Services
from bot.settings import Settings
from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.unit_of_work import Store, Work

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2020, 5, 8, 8, 0, tzinfo=ZONE)
TOKEN = "1:sandbox"  # noqa: S105 -- opens nothing but the sandbox
OFFICE = "督查室小林"
LEADER, OWNER, OWNER_UNIT = "石建平", "孙志明", "县住建局"
FILE_NAME = "重点项目责任清单.xlsx"
CAST = (
    (OFFICE, None, Role.OFFICE),
    (LEADER, None, Role.LEADER),
    (OWNER, OWNER_UNIT, Role.RESPONSIBLE),
)


class StageHands:
    """Turns the demonstration's clock, and runs the mornings on the way."""

    def __init__(self, clock: StagedClock, policy: Policy) -> None:
        self._clock = clock
        self._policy = policy
        self.duban: Duban | None = None

    def now(self) -> datetime:
        """Return the time on the county's clocks."""
        return self._clock.local()

    async def advance(self, to: datetime | None) -> None:
        """Go to an instant, or to the next morning, by each morning's message and self-audit."""
        now, hours = self._clock.local(), self._policy.messages
        target = to or _at(now.date() + timedelta(days=1), hours.digest_at)
        days = (now.date() + timedelta(days=n) for n in range((target - now).days + 2))
        for stop in (_at(day, hour) for day in days for hour in (hours.digest_at, hours.audit_at)):
            if now < stop < target:
                await self._stop_at(stop)
        await self._stop_at(target)

    async def _stop_at(self, instant: datetime) -> None:
        self._clock.set(instant)
        if self.duban is not None:
            self.duban.planner.tick()
            await self.duban.settled()


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZONE)


async def run_demo(home: Path, port: int, *, fresh: bool) -> None:
    """Play until stopped; what happened stays in *home* for the next time."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.ERROR)
    store = _open_store(home, fresh=fresh)
    policy, clock = Policy(), StagedClock(_last_seen(store), ZONE)
    stage = StageHands(clock, policy)
    sandbox = Sandbox(TOKEN, clock=stage, state_path=home / "demo-chats.db", tour=_tour())
    await _listen(sandbox, port)
    settings = Settings(
        token=SecretStr(TOKEN), api_url=sandbox.url, timezone=ZONE, database_url="sqlite://"
    )
    duban = stage.duban = Duban(settings, policy, clock, store)
    try:
        await duban.start()
        _link_cast(sandbox, store, lambda work: Services(work, clock, policy))
        await duban.settled()
        print(_invitation(sandbox.url), flush=True)  # noqa: T201 -- the command's own voice
        await _until_stopped()
    finally:
        await duban.stop()
        await sandbox.stop()
        sandbox.close()


def _open_store(home: Path, *, fresh: bool) -> Store:
    home.mkdir(exist_ok=True)
    for old in home.glob("demo*") if fresh else ():
        old.unlink()
    engine = open_engine(f"sqlite:///{home / 'demo.db'}")
    bring_up_to_date(engine)
    return Store(engine)


def _last_seen(store: Store) -> datetime:
    with store.read() as work:
        seen = work.facts.get(CLOCK_FACT)
    return datetime.fromisoformat(seen) if seen else START


async def _listen(sandbox: Sandbox, port: int) -> None:
    """Take the usual port, or any that is free."""
    try:
        await sandbox.start(port=port)
    except OSError:
        await sandbox.start(port=0)


def _link_cast(sandbox: Sandbox, store: Store, services: Callable[[Work], Services]) -> None:
    """Let everybody of the cast who is not linked yet open their chat by an invite."""
    with store.begin() as work:
        people = services(work).people
        for name, unit, role in CAST:
            if any(each.chat_id for each in work.people.by_name(name, unit)):
                continue
            invited = people.invite(name, "duban_bot", unit=unit, role=role)
            if isinstance(invited, Invited):
                sandbox.say(sandbox.add_person(name), f"/start {invited.lines[0].payload}")


def _tour() -> list[TourStep]:
    return [
        TourStep(
            "督查室导入台账",
            "把台账发给机器人，看过预览后点“确认导入”。",
            "The office imports the ledger",
            "Send the file, look at the preview, tap “确认导入” (apply).",
            OFFICE,
            sample=Sample(FILE_NAME, sample_county()),
        ),
        TourStep(
            "领导看清单",
            "发“我的项目”，再按“下一个早晨”，看早上的提醒，点“全部知悉”。",
            "The leader reads the list",
            "Say “我的项目” (my projects), press next morning, tap “全部知悉” (aware of all).",
            LEADER,
            say="我的项目",
        ),
        TourStep(
            "业主报进展，督查室看汇总",
            "回复早上的提醒报一句进展；再换到督查室，发“汇总”。",
            "The owner replies, the office sums up",
            "Answer the morning's message in one line; then, as the office, say “汇总” (summary).",
            OWNER,
            say="P02 60% 本周120万 卡点:征地",
        ),
    ]


def _invitation(url: str) -> str:
    return f"""督办演示 duban demo: {url}
  1. 督查室：发送台账文件，确认导入    the office sends the ledger and applies it
  2. 包联领导：我的项目 → 下一个早晨     the leader reads the list, then: next morning
  3. 责任人：回复一句进展；督查室：汇总  the owner replies in a line; the office: summary
  按 Ctrl+C 停止，进度保留；make demo FRESH=1 重新开始    Ctrl+C stops; FRESH=1 starts over"""


async def _until_stopped() -> None:
    stopped = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    await stopped.wait()
