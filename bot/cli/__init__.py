"""The `duban` command."""

import sys


def main() -> None:
    """Run the command; what the operator must put right is one sentence on stderr, exit code 2."""
    from bot.cli.commands import app  # noqa: PLC0415 -- lets other modules import this package
    from bot.cli.failures import sentence_for  # noqa: PLC0415 -- the same

    try:
        app()
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        sys.stderr.write(f"duban: {sentence}\n")
        sys.exit(2)
