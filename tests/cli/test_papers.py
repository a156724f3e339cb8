"""The papers as an operator makes them."""

from pathlib import Path

import pytest
from cast import county_database
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.cli.papers import paper_names

SIGNS = {
    ".xlsx": b"PK",
    ".docx": b"PK",
    ".png": b"\x89PNG",
    ".pdf": b"%PDF",
    ".ics": b"BEGIN:VCAL",
}
"""How a file of each kind begins; a paper that is a message is plain text."""


@pytest.fixture(params=["empty", "p1"])
def env(request: pytest.FixtureRequest, tmp_path: Path, empty_database: bytes) -> dict[str, str]:
    data = empty_database if request.param == "empty" else county_database()
    (tmp_path / "duban.db").write_bytes(data)
    return {"DUBAN_DATABASE_URL": f"sqlite:///{tmp_path / 'duban.db'}"}


def test_the_list_names_each_paper_on_a_line(tmp_path: Path) -> None:
    env = {"DUBAN_DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}"}
    listed = CliRunner().invoke(app, ["paper", "--list"], env=env)
    assert listed.output.splitlines() == list(paper_names())


@pytest.mark.parametrize("name", paper_names())
def test_each_paper_can_be_made_of_any_day(env: dict[str, str], tmp_path: Path, name: str) -> None:
    out = tmp_path / "paper"
    made = CliRunner().invoke(
        app, ["paper", name, "--today", "2020-05-08", "--out", str(out)], env=env
    )
    assert made.exit_code == 0, made.output
    data = out.read_bytes()
    assert data.startswith(tuple(SIGNS.values())) or data.decode().strip()
