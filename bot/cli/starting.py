"""The start of the bot: loaded without looking for garbage, since nearly all of it stays."""

import asyncio
import gc


def start_bot() -> None:
    """Run the bot until it is stopped."""
    gc.disable()  # enabled again once all is loaded; looking for garbage took a tenth of it
    from bot.cli.running import run_bot  # noqa: PLC0415 -- after the line above

    asyncio.run(run_bot())
