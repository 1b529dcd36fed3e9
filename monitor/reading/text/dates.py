"""When something was said, by the words beside it: "on Monday", "in December 2021", «в 2008 году»."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import MergeRules, Span

_MIDDAY = 12
"""Hour that stands for a day of which no hour is told."""
_DECEMBER, _WEEK = 12, 7
_SAME_DAY = timedelta(hours=36)
"""How far ahead the middle of the day of publication can lie: it may already be the next day where the words were said."""
_AHEAD = timedelta(hours=8)
"""How far ahead of UTC, in which articles are dated, clocks may be where it was said: with those of Beijing. There it may already be the next weekday."""
_SOON = timedelta(days=60)
"""Of days so near ahead news speaks without the year (chosen by hand), ..."""
_THIS_YEAR = timedelta(days=320)
"""... as of days that lie less than so far back (chosen by hand)."""
_YEARS = range(MINYEAR + 1, MAXYEAR)
"""Of publication, from which can be counted back and ahead without leaving the calendar."""
_SPANS = ("month_year", "year")
DATE_WORDS = ("day_month", "month_year", "year", "counted", "days_ago", "weekday")
_ONE_DATE = 6
"""Characters at most between two words for the same day ("on Tuesday, 21 February 2023"); chosen by hand."""
_AGED = 0.5
"""Factor of what was said before, but is not stale (method §2.4)."""


class Said(NamedTuple):
    """`at`: the best date; `words`: what in the text says so; `vague`: said before, nobody knows when.

    `within`: the words name a month or a year alone, of which `at` is the last day.
    """

    at: datetime
    words: str | None
    vague: bool = False
    within: bool = False


def find_said_at(cue_text: str, *, published: datetime, lexicon: Lexicon, beside: Span = (0, 0)) -> Said:
    """The date that `cue_text` (a sentence without what was said) gives, never after `published`; from a year at an end of the calendar nothing is counted.

    `beside`: where verb and subject stand in it; a date that begins there is meant before any other.
    """
    if published.year not in _YEARS:
        return Said(published, None)
    dated = [
        (m.span(), Said(min(at, published), m[0].strip(), within=name in _SPANS))
        for name in DATE_WORDS
        for m in lexicon[name].finditer(cue_text)
        if (at := _date_of(name, {k: v for k, v in m.groupdict().items() if v}, published, lexicon)) is not None
    ]
    if dated:
        until = max((end for (start, end), _ in dated if beside[0] <= start < beside[1]), default=0) + _ONE_DATE
        near = [said for (start, _), said in dated if beside[0] <= start < until]
        return (near or [said for _, said in dated])[0]
    earlier = lexicon["earlier"].search(cue_text)
    return Said(published, earlier[0].strip(), vague=True) if earlier else Said(published, None)


def freshness(said: Said, *, published: datetime, rules: MergeRules) -> tuple[float, str | None]:
    """Factor and reason (method §2.4): fresh 1, up to the stale limit .5, older 0, said before without a date .5."""
    if said.vague:
        return _AGED, f"said earlier, no date (“{said.words}”) {_AGED:g}"
    age = published - said.at
    if age <= rules.fresh:
        return 1.0, None
    if age <= rules.stale:
        return _AGED, f"said {'at least ' if said.within else ''}{age.days} days before (“{said.words}”) {_AGED:g}"
    return 0.0, f"stale: said {'by ' if said.within else ''}{said.at.date().isoformat()} (“{said.words}”) 0"


def _date_of(name: str, groups: dict[str, str], published: datetime, lexicon: Lexicon) -> datetime | None:
    if name == "weekday":
        day = lexicon.numbers["weekdays"][groups["weekday"].casefold()]
        return _on_weekday(day, published, past="past" in groups)
    if name in ("counted", "days_ago"):
        days = min(_days(name, groups, lexicon), published.toordinal() - 1)  # not before the calendar begins
        return published - timedelta(days=days)
    year = groups.get("year") or groups.get("year2")
    if name == "year":
        return _last_moment(int(year), _DECEMBER, None, published) if year else None
    month = lexicon.numbers["months"].get((groups.get("month") or groups["month2"]).casefold())
    if month is None:
        return None
    day_text = groups.get("day") or groups.get("day2")
    day_number = int(day_text) if day_text else None
    if year:
        return _last_moment(int(year), month, day_number, published)
    return _without_year(month, day_number, published)


def _on_weekday(day: int, published: datetime, *, past: bool) -> datetime:
    """The last such weekday; the day of publication itself is meant by "on Monday", and is not where words say that it is `past` ("last Monday")."""
    if past:
        return published - timedelta(days=(published.weekday() - day) % _WEEK or _WEEK)
    begun = (published + _AHEAD).weekday() == day
    return published if begun else published - timedelta(days=(published.weekday() - day) % _WEEK)


def _days(name: str, groups: dict[str, str], lexicon: Lexicon) -> int:
    """How many days ago that is: a number times a unit, or a phrase of the list."""
    if name == "days_ago":
        return lexicon.numbers["days_ago"][groups["words"].casefold()]
    count = groups["count"].casefold()
    times = int(count) if count.isdecimal() else lexicon.numbers["counts"][count]
    return times * lexicon.numbers["units"][groups["unit"].casefold()]


def _without_year(month: int, day: int | None, published: datetime) -> datetime | None:
    """The day of this year or of the last one; None where a day soon to come is meant ("before the summit of 3 December")."""
    years = (published.year + 1, published.year, published.year - 1)
    found = [moment for year in years if (moment := _last_moment(year, month, day, published)) is not None]
    begun = [moment for moment in found if _begins(moment, day) - published <= _SAME_DAY]
    soon = any(_SAME_DAY < _begins(moment, day) - published <= _SOON for moment in found)
    return None if not begun or (soon and published - begun[0] > _THIS_YEAR) else begun[0]


def _begins(moment: datetime, day: int | None) -> datetime:
    return moment if day is not None else moment.replace(day=1)


def _last_moment(year: int, month: int, day: int | None, published: datetime) -> datetime | None:
    """Midday of the day, or of the last day of the month."""
    last = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        return None
    return datetime(year, month, day or last, _MIDDAY, tzinfo=published.tzinfo)
