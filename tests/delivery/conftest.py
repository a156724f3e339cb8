"""Fixtures: a person whose mail is watched."""

import pytest
from county import County
from mailbag import Mailbag


@pytest.fixture
async def mail(county: County) -> Mailbag:
    """The mail of 陈海平, who has just been welcomed."""
    person = await county.link("陈海平", role="reader")
    await county.duban.settled()
    return Mailbag(county, person)
