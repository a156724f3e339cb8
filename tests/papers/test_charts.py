"""The wall chart: any words, any number of projects, and no character without its glyph."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pylopdf_fonts_zh_cn import sans_path

from bot.domain.terms import Light, MilestoneKind
from bot.papers.chart_lines import ChartFrame, ChartLine, ChartSheet, Node, ProjectSheet
from bot.papers.charts import render_project_sheets, render_wall_chart
from bot.papers.glyphs import STAND_IN, Font
from bot.papers.sample_county import _CONTINUED, _NEW, _UNITS
from bot.services.charts import CHART_WORDS
from bot.texts.catalogue import LANGUAGES, catalogue

MONTHS = [(f"{month}月", (month - 1) / 12) for month in range(1, 13)]
WORDS = {key: catalogue("zh").plain(f"chart.{key}") for key in CHART_WORDS}
FRAME = ChartFrame("截至2020年5月8日", MONTHS, 0.35, WORDS)
NASTY = 'P#1 $x$ <&> [a](b) *_`@"\\ // /* {{ 项目（一期、二期）【标段】' + "县" * 20


def _line(name: str = "西大街综合改造工程", *, done: float | None = 0.27) -> ChartLine:
    nodes = [
        Node(0.3, MilestoneKind.START, True, False),
        Node(1, MilestoneKind.FINISH, False, True),
    ]
    return ChartLine(
        Light.GREY if done is None else Light.RED,
        "P01", name, name, "慢16个点", 0.3, 1, nodes, done, "27%", 0.35,
    )  # fmt: skip


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("format_", ["png", "pdf"])
def test_what_people_write_is_printed_and_never_obeyed(format_: str) -> None:
    lines = [_line(NASTY), _line("甲\n乙\t丙"), _line(done=None), _line(done=1.2), _line(done=0)]
    made = render_wall_chart(FRAME, [ChartSheet(NASTY, lines)], format_)  # type: ignore[arg-type]  # both
    assert made.startswith((b"\x89PNG", b"%PDF"))


def test_four_hundred_projects_take_as_many_pages_as_they_need() -> None:
    sheet = ChartSheet("全县", [_line()] * 400)
    pages = _pages(render_wall_chart(FRAME, [sheet], "pdf"))
    assert 8 <= pages <= 12


def test_forty_projects_fit_on_one_page() -> None:
    assert _pages(render_wall_chart(FRAME, [ChartSheet("全县", [_line()] * 40)], "pdf")) == 1


def test_each_leader_has_a_page() -> None:
    sheets = [ChartSheet(name, [_line()] * 3) for name in ("石建平", "方敏", "秦玉梅")]
    assert _pages(render_wall_chart(FRAME, sheets, "pdf", "a4")) == 3


def test_no_project_at_all_is_a_page_with_a_sentence() -> None:
    empty = render_wall_chart(FRAME, [ChartSheet("全县", [])], "pdf")
    assert _pages(empty) == 1
    assert _pages(render_project_sheets(FRAME, [])) == 1


def test_each_project_has_a_page_whatever_was_written_about_it() -> None:
    sheet = ProjectSheet(_line(NASTY), NASTY, NASTY, NASTY, [(NASTY, NASTY)], [NASTY], [NASTY] * 4)
    assert _pages(render_project_sheets(FRAME, [sheet] * 3)) == 3


def test_what_the_font_lacks_is_a_stand_in_and_counted() -> None:
    shown, missing = Font.at(sans_path()).shown("西藏བོད🔴️大桥")
    assert shown == f"西藏{STAND_IN * 4}大桥"
    assert missing == 4


def test_the_font_has_every_character_that_we_print_ourselves() -> None:
    font = Font.at(sans_path())
    missing = {word: font.shown(word)[1] for word in _own_words() if font.shown(word)[1]}
    assert missing == {}


def _own_words() -> Iterator[str]:
    for language in LANGUAGES:
        yield from (catalogue(language).plain(f"chart.{key}") for key in CHART_WORDS)
    yield from (str(project) for project in (*_CONTINUED, *_NEW))
    yield from (str(unit).replace("\u3000", "") for unit in _UNITS.values())


def test_without_its_fonts_the_program_says_what_to_install(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['pylopdf_fonts_zh_cn'] = None\n"
        "from bot.cli import main\n"
        "sys.argv = ['duban', 'paper', 'wall-chart-png', '--out', 'chart.png']\n"
        "main()"
    )
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", program],
        env={"DUBAN_DATABASE_URL": f"sqlite:///{tmp_path / 'duban.db'}", "PYTHONUTF8": "1"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "pylopdf-fonts-zh-cn" in done.stderr.decode()
    assert not (tmp_path / "chart.png").exists()
