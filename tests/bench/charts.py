"""Draws one chart and ends; `python -m bench.charts ours|matplotlib`. Both draw the same things.

A3 at 150 dots an inch, Chinese names in Noto Sans SC: forty bars over the year with two nodes
each, today's line, a gauge of done and expected, the light, unit and gap in words.
"""

import sys
from datetime import date

PROJECTS = 40
TODAY = date(2020, 5, 8).timetuple().tm_yday / 366
NAMES = [f"第{number}号县城道路综合改造及配套管网工程" for number in range(1, PROJECTS + 1)]
BEGINS = [number % 5 / 10 for number in range(PROJECTS)]
ENDS = [0.5 + number % 6 / 12 for number in range(PROJECTS)]
DONE = [number % 10 / 10 for number in range(PROJECTS)]
MONTHS = [(f"{month}月", (month - 1) / 12) for month in range(1, 13)]
LIGHTS = ("red", "yellow", "green", "grey")


def ours() -> bytes:
    """Return the picture as the program draws it."""
    from bot.domain.terms import Light, MilestoneKind
    from bot.papers.chart_lines import ChartFrame, ChartLine, ChartSheet, Node
    from bot.papers.charts import render_wall_chart

    lines = [
        ChartLine(
            light=Light(LIGHTS[number % 4]),
            code=f"P{number:02}",
            name=NAMES[number],
            who="县住建局 某某某",
            why="慢16个点",
            begins=BEGINS[number],
            ends=ENDS[number],
            nodes=[
                Node(BEGINS[number], MilestoneKind.START, done=True, late=False),
                Node(ENDS[number], MilestoneKind.FINISH, done=False, late=False),
            ],
            done=DONE[number],
            done_text=f"{DONE[number]:.0%}",
            expected=TODAY,
        )
        for number in range(PROJECTS)
    ]
    words = dict.fromkeys(
        [
            "red",
            "yellow",
            "green",
            "grey",
            "start",
            "finish",
            "reached",
            "late",
            "done",
            "expected",
            "today",
            "page",
            "nothing",
            "code",
            "name",
            "who",
            "gauge",
            "why",
            "missing",
            "rest",
        ],
        "图例",
    )
    frame = ChartFrame("截至2020年5月8日", MONTHS, TODAY, words)
    return render_wall_chart(frame, [ChartSheet("重点项目挂图作战", lines)], "png")


def matplotlib() -> bytes:
    """Return the picture as a user of matplotlib would draw it."""
    import io

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    font = FontProperties(fname=sans_path())
    figure = Figure(figsize=(16.54, 11.69), dpi=150)
    FigureCanvasAgg(figure)
    time, gauge = figure.subplots(1, 2, sharey=True, width_ratios=(3, 1))
    rows = range(PROJECTS)
    time.barh(rows, [end - begin for begin, end in zip(BEGINS, ENDS, strict=True)], 0.5, BEGINS)
    time.scatter(BEGINS, rows, marker=">", color="black", zorder=3)
    time.scatter(ENDS, rows, marker="D", color="black", zorder=3)
    time.axvline(TODAY, color="red")
    time.set_xticks([at for _, at in MONTHS], [name for name, _ in MONTHS], fontproperties=font)
    time.set_yticks(rows, NAMES, fontproperties=font)
    for row in rows:
        time.scatter([-0.02], [row], marker="^oDs"[row % 4], clip_on=False)
        time.text(1.0, row, "县住建局 某某某", fontproperties=font)
        gauge.text(1.0, row, f"{DONE[row]:.0%} 慢16个点", fontproperties=font)
    gauge.barh(rows, DONE, 0.5)
    gauge.axvline(TODAY, color="black")
    figure.suptitle("重点项目挂图作战", fontproperties=font)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


if __name__ == "__main__":
    picture = {"ours": ours, "matplotlib": matplotlib}[sys.argv[1]]()
    print("drawn", len(picture))  # noqa: T201 -- what the bench waits for
