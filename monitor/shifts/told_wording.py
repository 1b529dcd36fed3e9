"""New wording as the digest tells it: whose it is, in numbers, with the quotations that have the words. Pure.

May import: types, and shifts.days, explain, occasions, open_wording, terms, weekly_found.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from monitor.shifts.days import week_name
from monitor.shifts.explain import dated
from monitor.shifts.occasions import Stream
from monitor.shifts.open_wording import WINDOWS, is_same, new_wordings
from monitor.shifts.terms import terms_of
from monitor.shifts.weekly_found import Found
from monitor.types import Shift, StreamKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from monitor.shifts.occasions import Occasion
    from monitor.shifts.open_wording import NewWording
    from monitor.types import Alert, NewWordingRules, Rules, Worded, Wording, World

KIND: Final = "new_wording"
SHARED = 2
"""Words in a row that make two wordings of different weeks one."""


def wording_shifts(
    worded: Iterable[Worded], *, world: World, rules: Rules, until: datetime, frozen: Iterable[tuple[str, date]] = ()
) -> list[Found]:
    """The same as shifts: each of the office that uses the words most, shown by uses of as many speakers as there are."""
    found = new_wordings(worded, world=world, rules=rules, until=until, frozen=frozen)
    return [_shift(one, rules.new_wording, until) for one in found]


def is_told_again(draft: Alert, other: Alert, rules: NewWordingRules) -> bool:
    """Whether `other` told the words of `draft`, or words that share two in a row with them, not long ago: what was told stays as it was.

    One word in common is not enough: "drone wall" is news where "drones" were told of months ago.
    """
    if other.shown_kind != KIND:
        return False
    (stream, term), (other_stream, other_term) = _told_of(draft.key), _told_of(other.key)
    near = abs(draft.at - other.at) <= rules.again
    return near and is_same(stream, term, other_stream, other_term, least=SHARED)


def _told_of(key: str) -> tuple[Stream, str]:
    whose, language, term, _ = key.removeprefix(f"{KIND}:").rsplit(":", 3)
    bloc, _, issue = whose.rpartition(":")  # a bloc's code may have a colon
    return Stream(bloc, issue, language), term


def _shift(one: NewWording, rules: NewWordingRules, until: datetime) -> Found:
    start = until - WINDOWS * rules.window
    words = f"“{one.words}” (mostly “{one.fuller}”)" if one.fuller else f"“{one.words}”"
    earlier = [_place(use, one) for use in reversed(one.earlier)]
    office = _most(_place(use, one)[0].key.office for use in one.uses)
    shown = _led_by(office, [_place(use, one) for use in _of_many(one.uses)])
    actors = len({actor for use in one.uses for actor in use.actors})
    now = f"{one.k} of {one.n} utterances since {dated(start)}"
    before = f"{one.k_before} of {one.n_before} in the {rules.before.days} days before"
    first, last = one.uses[0].at, one.uses[-1].at
    shift = Shift(
        key=StreamKey(office, one.stream.issue),
        kind="wording",
        status="unconfirmed",
        direction=None,
        before_mean=None,
        after_mean=None,
        baseline="rolling",
        position=None,
        ratio=0.0,
        since=first.date(),
        at=last,
        utterances=(),
        reason=f"{words}: {now}, by {actors} speakers of the bloc; {before}; z = {one.z:.1f}",
        rule=KIND,
        before_words=before,
        after_words=f"{words}, {now}",
        story=":".join((KIND, *one.stream, one.term, week_name(first.date()))),
    )
    places = {utterance.id: place for utterance, place in (*shown, *earlier)}
    return Found(shift, tuple(u.id for u, _ in shown), tuple(u.id for u, _ in earlier), places)


def _of_many(uses: Sequence[Occasion]) -> list[Occasion]:
    """The first use of each speaker, then the newest of all."""
    first: dict[str, Occasion] = {}
    for use in uses:
        first.setdefault(min(use.actors), use)
    others = [use for use in reversed(uses) if use not in first.values()]
    return [*first.values(), *others]


def _led_by(office: str, shown: list[tuple[Worded, Wording]]) -> list[tuple[Worded, Wording]]:
    """The same, the first of the office before all others: whose words the alert begins with is who it names."""
    at = next(k for k, (utterance, _) in enumerate(shown) if utterance.key.office == office)
    return [shown[at], *shown[:at], *shown[at + 1 :]]


def _place(use: Occasion, one: NewWording) -> tuple[Worded, Wording]:
    """Where the words stand in this occasion."""
    return next(
        (utterance, place)
        for utterance in use.told
        for place in utterance.own
        if place.language == one.stream.language
        and any(term.stems == one.term for term in terms_of(place.quote, place.language))
    )


def _most(offices: Iterable[str]) -> str:
    return max(sorted(Counter(offices).items()), key=lambda pair: pair[1])[0]
