import tomllib
from dataclasses import fields
from datetime import time
from pathlib import Path
from typing import get_type_hints

import pytest

from bot.domain.policies import PRESETS, STANDARD, DayKind, Policy, PolicyError, policy_from
from bot.domain.policy_values import Weekday

EXAMPLE = Path(__file__).parents[2] / "docs" / "policy.toml"


def test_the_documented_policy_is_exactly_the_default() -> None:
    assert policy_from(tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))) == Policy()


def test_the_documented_policy_shows_every_setting() -> None:
    shown = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert shown.pop("preset") == STANDARD
    settings = {
        name: {setting.name for setting in fields(section)}
        for name, section in get_type_hints(Policy).items()
    }
    assert {name: set(section) for name, section in shown.items()} == settings


def test_an_empty_file_is_the_default() -> None:
    assert policy_from({}) == Policy()


def test_what_is_left_out_keeps_its_default() -> None:
    policy = policy_from({"escalation": {"leaders": 2}})
    assert policy.escalation.leaders == 2
    assert policy.escalation.chief == Policy().escalation.chief
    assert policy.lights == Policy().lights


def test_values_arrive_in_their_own_types() -> None:
    policy = policy_from(
        {
            "reminders": {"leader_ladder": [10, 2], "chase_weekdays": ["friday", "tuesday"]},
            "messages": {"digest_at": "09:15", "quiet_from": time(21)},
            "curve": {"season_from": "05-01"},
        }
    )
    assert policy.reminders.leader_ladder == (10, 2)
    assert policy.reminders.chase_weekdays == (Weekday.TUESDAY, Weekday.FRIDAY)
    assert policy.messages.digest_at == time(9, 15)
    assert policy.messages.quiet_from == time(21)
    assert policy.curve.season_from == (5, 1)


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        pytest.param("escalation", "office", "7", id="text for a number"),
        pytest.param("escalation", "office", 7.0, id="a fraction for a whole number"),
        pytest.param("escalation", "office", True, id="true for a number"),
        pytest.param("escalation", "unit_head", 0, id="too small"),
        pytest.param("people", "invite_days", 10_000, id="too large"),
        pytest.param("reminders", "owner_ladder", 7, id="a number for a ladder"),
        pytest.param("reminders", "owner_ladder", [7, 14], id="a ladder that ascends"),
        pytest.param("reminders", "owner_ladder", [7, 7, 0], id="a rung twice"),
        pytest.param("reminders", "owner_ladder", [7, -1], id="a rung after the deadline"),
        pytest.param("reminders", "owner_ladder", [7, "3"], id="text in a ladder"),
        pytest.param("reminders", "owner_ladder", [7, False], id="false in a ladder"),
        pytest.param("reminders", "chase_weekdays", ["mon"], id="an unknown weekday"),
        pytest.param("reminders", "chase_weekdays", "monday", id="one weekday, not a list"),
        pytest.param("reminders", "chase_weekdays", ["friday", "friday"], id="a weekday twice"),
        pytest.param("messages", "digest_at", "8:30", id="a time without its nought"),
        pytest.param("messages", "digest_at", "24:00", id="a time after midnight"),
        pytest.param("messages", "digest_at", 830, id="a number for a time"),
        pytest.param("weekly_report", "weekday", 5, id="a number for a weekday"),
        pytest.param("lights", "preset", "colours", id="an unknown preset"),
        pytest.param("curve", "quarters", [20, 50, 100], id="three quarters"),
        pytest.param("curve", "quarters", [20, 50, 75, 90], id="a year that stays short"),
        pytest.param("curve", "quarters", [50, 20, 75, 100], id="quarters that fall"),
        pytest.param("curve", "season_from", "02-30", id="an impossible day"),
        pytest.param("curve", "season_from", "02-29", id="a day of leap years only"),
        pytest.param("curve", "season_from", "4-15", id="a month without its nought"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_key(
    section: str, key: str, value: object
) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from({section: {key: value}})
    assert caught.value.key == f"{section}.{key}"
    assert caught.value.problem
    assert caught.value.hint.startswith("write ")


@pytest.mark.parametrize(
    ("written", "key", "hint"),
    [
        pytest.param(
            {"escalation": {"ofice": 7}},
            "escalation.ofice",
            "did you mean escalation.office?",
            id="misspelt",
        ),
        pytest.param(
            {"digest_at": "08:30"},
            "digest_at",
            "did you mean messages.digest_at?",
            id="outside its section",
        ),
        pytest.param(
            {"people": {"yellow_points": 5}},
            "people.yellow_points",
            "did you mean lights.yellow_points?",
            id="in a wrong section",
        ),
        pytest.param({"light": {}}, "light", "did you mean lights?", id="misspelt section"),
        pytest.param(
            {"zzz": 1}, "zzz", "docs/policy.toml lists the settings", id="nothing like it"
        ),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_known(
    written: dict[str, object], key: str, hint: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from(written)
    assert (caught.value.key, caught.value.hint) == (key, hint)


def test_a_section_that_is_none_is_refused() -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from({"lights": 3})
    assert str(caught.value) == "lights: 3 is no section; write [lights] and keys below it"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        pytest.param(
            {"messages": {"digest_at": "07:00"}}, "messages.digest_at", id="digest in the night"
        ),
        pytest.param(
            {"messages": {"quiet_from": "08:00", "quiet_until": "09:00"}},
            "messages.digest_at",
            id="a quiet hour over the digest",
        ),
        pytest.param(
            {"messages": {"quiet_until": "08:31"}},
            "messages.digest_at",
            id="the night ends a minute too late",
        ),
        pytest.param({"escalation": {"leaders": 8}}, "escalation", id="leaders after the office"),
        pytest.param({"escalation": {"office": 3}}, "escalation", id="two steps on one day"),
        pytest.param({"lights": {"red_points": 10}}, "lights.red_points", id="red with yellow"),
        pytest.param({"lights": {"red_ratio": 90}}, "lights.red_ratio", id="red above yellow"),
        pytest.param(
            {"curve": {"season_until": "04-01"}}, "curve.season_until", id="no season at all"
        ),
    ],
)
def test_settings_that_contradict_are_refused(written: dict[str, object], key: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from(written)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("at", "is_quiet"),
    [
        pytest.param(time(19, 59), False, id="before the night"),
        pytest.param(time(20), True, id="its first minute"),
        pytest.param(time(0), True, id="midnight"),
        pytest.param(time(7, 59), True, id="its last minute"),
        pytest.param(time(8), False, id="its end"),
    ],
)
def test_nights_are_quiet(at: time, *, is_quiet: bool) -> None:
    assert Policy().messages.is_quiet(at) is is_quiet


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    nap = policy_from({"messages": {"quiet_from": "12:00", "quiet_until": "14:00"}}).messages
    assert [nap.is_quiet(time(hour)) for hour in (11, 12, 13, 14)] == [False, True, True, False]
    never = policy_from({"messages": {"quiet_from": "00:00", "quiet_until": "00:00"}}).messages
    assert not any(never.is_quiet(time(hour)) for hour in range(24))


@pytest.mark.parametrize("name", PRESETS)
def test_each_preset_is_a_policy_without_contradictions(name: str) -> None:
    assert (policy_from({"preset": name}) == Policy()) is (name == STANDARD)


def test_what_a_file_says_itself_stands_over_its_preset() -> None:
    policy = policy_from({"preset": "campaign", "escalation": {"chief": 20}})
    assert (policy.escalation.leaders, policy.escalation.chief) == (2, 20)
    assert policy_from({"escalation": {"days": "calendar"}}).escalation.days is DayKind.CALENDAR


def test_an_unknown_preset_is_refused_with_those_there_are() -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from({"preset": "strict"})
    assert caught.value.hint == 'write "standard" or "campaign" or "calm"'
