"""A local Bot API with a page in the browser, for the demonstration and the tests."""

from bot.sandbox.faults import Gate
from bot.sandbox.records import (
    Button,
    ClockControl,
    Group,
    Message,
    Person,
    Request,
    Sample,
    TourStep,
)
from bot.sandbox.sandbox import Sandbox

__all__ = [
    "Button",
    "ClockControl",
    "Gate",
    "Group",
    "Message",
    "Person",
    "Request",
    "Sample",
    "Sandbox",
    "TourStep",
]
