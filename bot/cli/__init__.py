"""The `duban` command."""

import sys
from collections.abc import Callable


def main() -> None:
    """Run the command; what the operator must put right is one sentence on stderr, exit code 2."""
    try:
        _command()()
    except Exception as error:
        from bot.cli.failures import sentence_for  # noqa: PLC0415 -- it loads what can fail

        sentence = sentence_for(error)
        if sentence is None:
            raise
        sys.stderr.write(f"duban: {sentence}\n")
        sys.exit(2)


def _command() -> Callable[[], object]:
    """Return what to run: the bot itself needs no parser of commands, whose loading costs a twentieth."""
    if sys.argv[1:] == ["run"]:
        from bot.cli.starting import start_bot  # noqa: PLC0415 -- loads the bot

        return start_bot
    from bot.cli.commands import app  # noqa: PLC0415 -- loads the parser

    return app
