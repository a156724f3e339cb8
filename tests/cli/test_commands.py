"""The commands as an operator or a program uses them."""

import json
from pathlib import Path
from typing import Any

import pytest
from county import P1, SAMPLES
from typer.testing import CliRunner

from bot.cli.commands import app

EXPECTED = json.loads((SAMPLES / "p1_包联责任清单.expected.json").read_text(encoding="utf-8"))
CLOCK = "2020-05-08T08:00:00+08:00"


class Duban:
    """The command, run over a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._env = {
            "DUBAN_DATABASE_URL": f"sqlite:///{folder / 'duban.db'}",
            "DUBAN_API_URL": "http://127.0.0.1:1",
            "DUBAN_CLOCK": CLOCK,
        }

    def __call__(self, *arguments: str, stdin: str | None = None) -> bytes:
        """Return what a command that goes well prints."""
        result = CliRunner().invoke(app, arguments, input=stdin, env=self._env)
        assert result.exit_code == 0, result.output
        return result.stdout_bytes

    def json(self, *arguments: str) -> Any:
        """Return the JSON that a command prints."""
        return json.loads(self(*arguments))


@pytest.fixture
def duban(tmp_path: Path, empty_database: bytes) -> Duban:
    (tmp_path / "duban.db").write_bytes(empty_database)
    return Duban(tmp_path)


def test_p1_is_imported_exactly_as_expected_and_twice_without_doubles(duban: Duban) -> None:
    first = duban.json("import", str(P1), "--today", "2020-05-08", "--json")
    again = duban.json("import", str(P1), "--today", "2020-05-08", "--json")
    assert again == first
    keys = ("row", "name", "kind", "total_wan", "plan_wan", "leaders", "owner", "person", "phone",
            "deadline", "deadline_kind", "warnings")  # fmt: skip
    assert [[each[key] for key in keys] for each in first["accepted"]] == [
        [each[key] for key in keys] for each in EXPECTED["accepted"]
    ]
    assert [[each["row"], each["name"], each["reason"]] for each in first["rejected"]] == [
        [each["row"], each["name"], each["reason"]] for each in EXPECTED["rejected"]
    ]
    projects = duban.json("export")["projects"]
    assert [each["name"] for each in projects] == [each["name"] for each in EXPECTED["accepted"]]


def test_a_register_of_units_is_known_by_its_headings(duban: Duban, tmp_path: Path) -> None:
    register = tmp_path / "units.csv"
    register.write_text("单位,负责人\n县水务局,李岩\n,周毅\n", encoding="utf-8")
    first = duban("import", str(register)).decode()
    again = duban("import", str(register)).decode()
    assert "units: new 1, changed 0, unchanged 0, rejected 1" in first
    assert "row 3: 周毅 missing_unit" in first
    assert "unchanged 1" in again


def test_without_json_an_import_counts_and_names_what_it_refused(duban: Duban) -> None:
    printed = duban("import", str(P1)).decode().splitlines()
    assert printed[0] == "new 40, changed 0, unchanged 0, rejected 6"
    assert len(printed) == 7


def test_a_dry_run_changes_nothing(duban: Duban) -> None:
    duban("import", str(P1), "--dry-run")
    assert duban.json("export") == {"projects": []}


def test_an_exported_project_has_all_its_fields_and_none_that_are_absent(duban: Duban) -> None:
    duban("import", str(P1))
    project = duban.json("export", "--format", "json")["projects"][1]
    assert project["light"] in {"red", "yellow", "green", "grey"}
    del project["light"]
    assert project == {
        "code": "P02",
        "name": "县城主街道建设项目",
        "kind": "续建",
        "works_state": "started",
        "procedure_step": None,
        "percent": None,
        "done_year_wan": None,
        "cumulative_wan": 2950,
        "total_wan": 12600,
        "plan_wan": 7800,
        "owner": "县住建局",
        "person": "陈海平",
        "leaders": ["马国栋", "江巴尖措"],
        "deadline": "2020-08-31",
        "deadline_kind": "complete",
        "reports": [],
    }


def test_an_exported_workbook_reads_back_without_a_change(duban: Duban, tmp_path: Path) -> None:
    duban("import", str(P1))
    out = tmp_path / "台账.xlsx"
    duban("export", "--format", "xlsx", "--out", str(out))
    assert duban("import", str(out)).decode().splitlines() == [
        "new 0, changed 0, unchanged 40, rejected 0"
    ]


def test_an_invite_is_printed_with_what_it_starts_the_bot_with(duban: Duban) -> None:
    invited = duban.json("invite", "王主任", "--role", "office", "--json")
    assert set(invited) >= {"person", "role", "payload", "link"}
    assert (invited["person"], invited["role"]) == ("王主任", "office")
    assert invited["link"] is None, "the bot's name is not known before its first start"


def test_everybody_not_linked_is_invited_at_once(duban: Duban) -> None:
    duban("import", str(P1))
    everybody = duban.json("invite", "--json")
    assert {"才仁巴桑", "陈海平"} <= {each["person"] for each in everybody}
    table = duban("invite").decode().splitlines()
    assert len(table) == len(everybody)


def test_an_import_of_a_day_gone_by_is_due_on_the_morning_after(duban: Duban) -> None:
    duban("import", str(P1), "--today", "2019-05-08")
    assert "您包联" in duban("simulate", "2019-05-09").decode()


def test_a_morning_is_simulated_without_sending_or_changing_anything(duban: Duban) -> None:
    duban("import", str(P1))
    before = duban("export")
    first, again = duban("simulate", "2020-08-24"), duban("simulate", "2020-08-24")
    assert again == first
    assert "── 陈海平" in first.decode()
    assert "P02 县城主街道建设项目" in first.decode()
    assert duban("export") == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(
            ["deadline", "6月底前"], {"status": "ok", "date": "2020-06-30"}, id="deadline"
        ),
        pytest.param(
            ["deadline", "6.30", "--mode", "cell"],
            {"status": "ok", "date": "2020-06-30"},
            id="deadline in a cell",
        ),
        pytest.param(["reply", "P07 60%"], {"status": "ok", "percent": 60}, id="reply"),
        pytest.param(["reply", "65"], {"status": "ask"}, id="a bare number"),
        pytest.param(
            ["reply", "65", "--asked", "percent"],
            {"status": "ok", "percent": 65},
            id="a bare number where a percent was asked for",
        ),
    ],
)
def test_a_text_is_shown_as_it_is_read(
    duban: Duban, arguments: list[str], told: dict[str, object]
) -> None:
    read = duban.json("read", *arguments, "--today", "2020-05-08", "--json")
    assert {key: read[key] for key in told} == told


def test_lines_of_stdin_are_read_one_by_one(duban: Duban) -> None:
    printed = duban("read", "deadline", "--json", "--today", "2020-05-08", stdin="年内\n8月底\n")
    dates = [json.loads(line)["date"] for line in printed.decode().splitlines()]
    assert dates == ["2020-12-31", "2020-08-31"]


def test_a_policy_is_tried_before_it_is_in_force(duban: Duban, tmp_path: Path) -> None:
    duban("import", str(P1))
    closer = tmp_path / "closer.toml"
    closer.write_text("[reminders]\nowner_ladder = [30, 10, 0]\n", encoding="utf-8")
    tried = duban("simulate", "2020-08-21", "--policy", str(closer)).decode()
    assert "P02 责任人：到期前10天一档" in tried
    assert "到期前10天一档" not in duban("simulate", "2020-08-21").decode()


def test_nothing_goes_out_on_a_rest_day(duban: Duban) -> None:
    duban("import", str(P1))
    assert duban("simulate", "2020-08-22").decode() == "2020年8月22日是休息日，不发每日消息。\n"


def test_a_day_that_is_over_is_answered_with_a_sentence(duban: Duban) -> None:
    assert "2019年5月8日已经过去" in duban("simulate", "2019-05-08").decode()
