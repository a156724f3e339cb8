"""The commands; what each needs is loaded when it is called, so that `run` starts quickly."""
# ruff: noqa: PLC0415, FBT002 -- see above; Typer makes options of booleans with a default

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    help="督办: lists, warnings, replies and the summary of a county's key projects.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
read_app = typer.Typer(help="Show how a text is read, and why.", no_args_is_help=True)
app.add_typer(read_app, name="read")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Today = Annotated[str | None, typer.Option("--today", help="As of this day, such as 2020-05-08.")]
Texts = Annotated[list[str] | None, typer.Argument(help="Texts; without any, lines of stdin.")]


@app.command()
def demo(
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over.")] = False,
    port: Annotated[int, typer.Option(help="Where the page listens.")] = 8765,
) -> None:
    """Play the whole thing on this machine: a sandbox, the bot and a sample county."""
    import asyncio

    from bot.demo import run_demo

    asyncio.run(run_demo(Path(".duban"), port, fresh=fresh))


@app.command()
def run() -> None:
    """Run the bot until it is stopped."""
    from bot.cli.starting import start_bot

    start_bot()


@app.command()
def check() -> None:
    """Say in plain words what is missing or wrong in settings, policy, database, connection."""
    from bot.cli.checks import findings

    found = list(findings())
    for finding in found:
        typer.echo(f"{'✓' if finding.fine else '✗'} {finding.what}: {finding.words}")
    raise typer.Exit(0 if all(finding.fine for finding in found) else 2)


@app.command("import")
def import_ledger(
    file: Path,
    today: Today = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take the accepted rows of a ledger file into the store."""
    from bot.cli.ledgers import import_file
    from bot.cli.opening import read_day

    typer.echo(import_file(file, read_day(today), dry_run=dry_run, as_json=as_json))


@app.command()
def export(
    format_: Annotated[str, typer.Option("--format", help="json or xlsx.")] = "json",
    out: Annotated[Path | None, typer.Option(help="A file; without it, stdout.")] = None,
) -> None:
    """Hand out the ledger with all reports."""
    from bot.cli.ledgers import export_ledger

    data = export_ledger(format_)
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        out.write_bytes(data)


@app.command()
def paper(
    name: Annotated[str | None, typer.Argument(help="One of those that --list names.")] = None,
    today: Today = None,
    out: Annotated[Path | None, typer.Option(help="A file; without it, stdout.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Print the names, one a line.")] = False,
) -> None:
    """Make one of the office's papers."""
    from bot.cli.opening import read_day
    from bot.cli.papers import paper_made, paper_names

    if list_:
        typer.echo("\n".join(paper_names()))
        return
    data = paper_made(name or "", read_day(today))
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        out.write_bytes(data)


@app.command()
def simulate(
    day: str,
    policy: Annotated[Path | None, typer.Option(help="A policy file to be tried.")] = None,
) -> None:
    """Print who would get what on a day and why, without sending or changing anything."""
    from bot.cli.opening import read_day
    from bot.cli.simulation import morning_of

    morning = morning_of(read_day(day), policy)
    for tried in morning.messages:
        typer.echo(f"── {tried.name}\n{tried.text}\n{tried.why}\n")
    if morning.why_none:
        typer.echo(morning.why_none)


@app.command()
def invite(
    name: Annotated[str | None, typer.Argument(help="Nobody named: all not yet linked.")] = None,
    unit: Annotated[str | None, typer.Option(help="The unit, where names are alike.")] = None,
    role: Annotated[str | None, typer.Option(help="A role; makes a new person.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make one-time links by which people open their chat with the bot."""
    from bot.cli.invites import make_invites

    invited = make_invites(name, unit, role)
    if not as_json:
        for each in invited:
            unit_ = each["unit"] or ""
            typer.echo("\t".join([each["person"], unit_, each["role"] or "", each["link"] or ""]))
    elif name is not None:
        typer.echo(_json(invited[0]))
    else:
        typer.echo(_json(invited))


@read_app.command("deadline")
def read_deadlines(
    texts: Texts = None,
    today: Today = None,
    mode: Annotated[str, typer.Option(help="chat or cell.")] = "chat",
    as_json: AsJson = False,
) -> None:
    """Read deadlines."""
    from bot.cli.opening import read_day
    from bot.cli.reading import deadline_json

    day = read_day(today)
    for text in _lines(texts):
        _show(deadline_json(text, day, mode), as_json=as_json)


@read_app.command("reply")
def read_replies(
    texts: Texts = None,
    today: Today = None,
    asked: Annotated[str, typer.Option(help="percent: one project's was just asked.")] = "nothing",
    as_json: AsJson = False,
) -> None:
    """Read progress replies."""
    from bot.cli.opening import read_day
    from bot.cli.reading import reply_json

    day = read_day(today)
    for text in _lines(texts):
        _show(reply_json(text, day, asked), as_json=as_json)


def _lines(texts: list[str] | None) -> list[str]:
    return texts or [line.rstrip("\r\n") for line in sys.stdin]


def _show(reading: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(_json(reading))
        return
    told = {key: value for key, value in reading.items() if value not in (None, False, [])}
    typer.echo("　".join(f"{key}: {value}" for key, value in told.items()))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
