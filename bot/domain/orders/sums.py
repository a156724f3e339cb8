"""Sums of money as they stand in an order: 总投资2000万 计划800万 今年300万 累计900万."""

import re
from decimal import Decimal

from bot.domain.numerals import parse_decimal

FIELDS = ("total_wan", "plan_wan", "done_year_wan", "cumulative_wan")
_WAN = {"亿": Decimal(10_000), "万": Decimal(1)}
_SUM = re.compile(
    r"(?P<label>总投资|今年计划|年度计划|计划|今年完成|今年|累计完成|累计|total|plan|this year|since start)?"
    r"\s*:?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[亿万])元?",
    re.IGNORECASE,
)
_LABELS = {
    **dict.fromkeys(("总投资", "total"), "total_wan"),
    **dict.fromkeys(("今年计划", "年度计划", "计划", "plan"), "plan_wan"),
    **dict.fromkeys(("今年完成", "今年", "this year"), "done_year_wan"),
    **dict.fromkeys(("累计完成", "累计", "since start"), "cumulative_wan"),
}


def read_sums(text: str) -> tuple[str, dict[str, Decimal]]:
    """Return what stands before the first sum, and the sums by field in 万元.

    A sum without a label is the whole cost.
    """
    found = list(_SUM.finditer(text))
    name = text[: found[0].start()] if found else text
    sums: dict[str, Decimal] = {}
    for each in found:
        number = parse_decimal(each["number"].replace(",", ""))
        field = _LABELS.get((each["label"] or "total").lower())
        if number is not None and field is not None:
            sums.setdefault(field, number * _WAN[each["unit"]])
    return name.strip(" ,:、"), sums
