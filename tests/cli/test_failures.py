"""What is wrong with an installation is one sentence on stderr, exit code 2 and no traceback."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from county import TOKEN
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.cli.failures import sentence_for
from bot.sandbox import Sandbox

COMMAND = [sys.executable, "-c", "from bot.cli import main; main()"]


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "duban.db"
    path.write_bytes(empty_database)
    return path


def _fail(*arguments: str, **environment: str) -> str:
    """Run a command that must fail and return its sentence."""
    ran = subprocess.run(  # noqa: S603 -- our own command
        [*COMMAND, *arguments],
        env={f"DUBAN_{name}": value for name, value in environment.items()},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 2, ran
    assert ran.stdout == ""
    (line,) = ran.stderr.splitlines()
    assert line.startswith("duban: ")
    return line


def _sentence(*arguments: str, **environment: str) -> str:
    """Return the sentence of a command that must fail, without a process of its own."""
    named = {f"DUBAN_{name}": value for name, value in environment.items()}
    error = CliRunner().invoke(app, arguments, env=named).exception
    assert isinstance(error, Exception)
    sentence = sentence_for(error)
    assert sentence is not None, error
    assert "\n" not in sentence
    return sentence


def _damage(path: Path) -> None:
    """Leave the first page, which says what tables there are, and spoil the rest."""
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


def _make_newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def _let_another_program_in(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE project (id INTEGER)")
    connection.close()


def _let_another_alembic_in(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ae1027a6acf'")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "advice"),
    [
        pytest.param(_let_another_program_in, "belongs to another program", id="foreign"),
        pytest.param(_let_another_alembic_in, "belongs to another program", id="foreign version"),
        pytest.param(_make_newer, "install the version of duban that made it", id="newer"),
        pytest.param(_damage, "restore it from a backup", id="corrupt"),
        pytest.param(
            lambda path: path.write_text("项目名称,责任单位\n" * 500, encoding="utf-8"),
            "not a database",
            id="another file",
        ),
    ],
)
def test_a_database_that_cannot_be_used(
    database: Path, spoil: Callable[[Path], None], advice: str
) -> None:
    spoil(database)
    assert advice in _fail("export", DATABASE_URL=f"sqlite:///{database}")


def test_a_database_that_is_locked(database: Path) -> None:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    sentence = _fail("invite", "王主任", "--role", "office", DATABASE_URL=f"sqlite:///{database}")
    connection.close()
    assert "locked by another process" in sentence


def test_a_database_that_is_read_only(database: Path) -> None:
    url = f"sqlite:///file:{database}?mode=ro&uri=true"
    assert "read-only" in _fail("invite", "王主任", "--role", "office", DATABASE_URL=url)


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        pytest.param("sqlite:////nowhere/duban.db", "cannot be opened", id="no such folder"),
        pytest.param("duban.db", "write sqlite:///FILE or postgresql://", id="no URL"),
        pytest.param(
            "mysql://root@localhost/duban", "write sqlite:///FILE or postgresql://", id="another"
        ),
        pytest.param(
            "postgresql://nobody@127.0.0.1:1/duban", "cannot be reached", id="no server there"
        ),
    ],
)
def test_a_database_url_that_leads_nowhere(url: str, advice: str) -> None:
    assert advice in _fail("export", DATABASE_URL=url)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "[lights]\nyelow_points = 5", ["lights.yelow_points", "yellow_points"], id="key"
        ),
        pytest.param('[messages]\ndigest_at = "8:75"', ["messages.digest_at"], id="value"),
        pytest.param("[lights\n", ["not TOML", "line 1"], id="not TOML"),
    ],
)
def test_a_mistake_in_the_policy_file_names_file_and_key(
    database: Path, text: str, told: list[str]
) -> None:
    policy = database.with_name("policy.toml")
    policy.write_text(text, encoding="utf-8")
    sentence = _sentence("export", DATABASE_URL=f"sqlite:///{database}", POLICY=str(policy))
    assert str(policy) in sentence
    for words in told:
        assert words in sentence


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        pytest.param({"POLICY": "/nowhere.toml"}, "check DUBAN_POLICY", id="no policy file"),
        pytest.param({"TIMEZONE": "Asia/Nowhere"}, "write a zone such as", id="zone"),
        pytest.param({"CLOCK": "2020-05-08T08:00:00"}, "with its zone", id="naive clock"),
        pytest.param(
            {"CLOCK": "2020-05-08T08:00:00+08:00"}, "DUBAN_CLOCK is for trials", id="clock"
        ),
    ],
)
def test_a_setting_that_cannot_be_used(
    database: Path, environment: dict[str, str], told: str
) -> None:
    assert told in _sentence("export", DATABASE_URL=f"sqlite:///{database}", **environment)


def test_no_token(database: Path) -> None:
    assert "DUBAN_TOKEN is not set" in _fail("run", DATABASE_URL=f"sqlite:///{database}")


@pytest.mark.parametrize("command", [["run"], ["invite", "王主任", "--role", "office"]])
def test_a_proxy_that_is_none(database: Path, command: list[str]) -> None:
    url = f"sqlite:///{database}"
    sentence = _fail(*command, DATABASE_URL=url, TOKEN=TOKEN, PROXY="proxy.example")
    assert "DUBAN_PROXY cannot be used; write http://HOST:PORT" in sentence


async def test_a_token_that_telegram_refuses(database: Path) -> None:
    async with Sandbox(TOKEN) as sandbox:
        sentence = await asyncio.to_thread(
            _fail,
            "run",
            DATABASE_URL=f"sqlite:///{database}",
            API_URL=sandbox.url,
            TOKEN="2:another",
        )
    assert "Telegram refuses the token" in sentence


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["import", "nowhere.xlsx"], "nowhere.xlsx cannot be read", id="no file"),
        pytest.param(["import", __file__], ".xlsx", id="no workbook"),
        pytest.param(["export", "--format", "pdf"], "write json or xlsx", id="format"),
        pytest.param(
            ["export", "--out", "/nowhere/台账.json"], "/nowhere/台账.json cannot be", id="folder"
        ),
        pytest.param(["simulate", "tomorrow"], "write it as 2020-05-08", id="day"),
        pytest.param(["invite", "新人"], "新人", id="nobody of that name"),
        pytest.param(["read", "reply", "x", "--asked", "money"], "is not known here", id="option"),
    ],
)
def test_what_was_typed_wrong(database: Path, arguments: list[str], told: str) -> None:
    assert told in _sentence(*arguments, DATABASE_URL=f"sqlite:///{database}")
