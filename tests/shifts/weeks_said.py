"""What was said, counted: short cuts for the tests of what is decided once a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.types import Office, Said, StreamKey, Utterance
from tests.shifts.shift_world import MFA_DIA, START, WORLD, said

MONDAY = datetime(2025, 3, 3, tzinfo=START.tzinfo)
PRESIDENT = Office(id="RU-President", name="President of Russia", bloc="RU", country="RU", level=5)
SPOKESWOMAN = Office(id="RU-MFA-Spokesperson", name="Spokeswoman of the ministry", bloc="RU", country="RU", level=2)
WORLD_OF_THREE = replace(WORLD, offices=(*WORLD.offices, PRESIDENT, SPOKESWOMAN))


def one(number: int, at: datetime, **changes: object) -> Said:
    """The ministry on dialogue, at −1, in the paper of one owner."""
    usual = Said(
        id=f"s{number:05d}",
        key=MFA_DIA,
        at=at,
        level=-1,
        weight=1.0,
        speaker_level=4,
        origin="Owner",
        quiet=False,
    )
    return replace(usual, **changes)


def weekly(first: int, weeks: int, per_week: int, *, start: int = 0, **changes: object) -> list[Said]:
    """`per_week` utterances in each of so many weeks from week `start` on, numbered from `first`."""
    return [
        one(first + week * per_week + n, MONDAY + timedelta(weeks=start + week, hours=9 + n * 20), **changes)
        for week in range(weeks)
        for n in range(per_week)
    ]


def words_of(told: Said) -> Utterance:
    """The utterance that it counts."""
    return replace(said(int(told.id[1:]), told.level or 0, told.at), id=told.id, key=told.key)


def week_end(weeks: int) -> datetime:
    """The end of the `weeks`-th week."""
    return MONDAY + timedelta(weeks=weeks)


MFA_WAR = StreamKey("RU-MFA", "WAR")
