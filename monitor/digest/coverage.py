"""How much was read, and what is wrong with the sources: a quiet line must not be a gap in reading."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.digest.weeks import week_name, week_of
from monitor.digest.words import counted, listed, sentence, short_date
from monitor.types import READ_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.digest.content import Coverage
    from monitor.digest.listening import Span
    from monitor.digest.weeks import Week
    from monitor.types import Feed, FeedState

_WEEKS_TO_KNOW_A_GAP = 4
_REMEMBERED = 26
_LOSS = 0.7
"""Reading less than this part of the week before is called a gap."""


def is_up(state: FeedState, now: datetime) -> bool:
    """Answering: its last success is at most a day old, or it never failed since."""
    return state.last_success_at is not None and not state.is_down(now)


def not_asked(states: Iterable[FeedState], week: Week) -> int:
    """How many feeds nobody asked since the week began: that they brought nothing is no failure of theirs."""
    return sum(not _was_asked(state, week) for state in states)


def _was_asked(state: FeedState, week: Week) -> bool:
    return any(at is not None and at >= week.start for at in (state.last_polled_at, state.last_success_at))


def coverage(
    counts: Mapping[str, int],
    languages: Mapping[str, int],
    states: Sequence[FeedState],
    *,
    articles_before: int | None,
    week: Week,
    now: datetime,
    missed: Mapping[str, Span],
) -> Coverage:
    """`states` of the configured feeds; `articles_before`: how many articles the week before had, where known; `missed`: the feeds that
    were away all week and are back."""

    def count(kind: str) -> int:
        return counts.get(kind, 0)

    found: Coverage = {
        "feeds": len(states),
        "feeds_up": sum(
            is_up(state, now) and _was_heard(state, week) and state.feed_id not in missed for state in states
        ),
        "articles": count("articles"),
        "read": count("read"),
        "copies": count("copies"),
        "statements": count("statements"),
        "utterances": count("utterances"),
        "unassigned": count("unassigned"),
        "abstained": count("abstained"),
        "quarantined": count("quarantined"),
        "languages": dict(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        "lines": [],
    }
    unheard = sum(state.feed_id in missed for state in states)
    answered = _answered(found, unasked=not_asked(states, week), unheard=unheard)
    found["lines"] = _coverage_lines(found, articles_before, answered)
    return found


def _answered(found: Coverage, *, unasked: int, unheard: int) -> str:
    """How many feeds answered; of those that nobody asked it is not said that they did not."""
    if not found["feeds"]:
        return ""
    if unasked == found["feeds"]:
        return "No feed was asked; "
    if unasked + unheard == found["feeds"]:
        return "No feed was heard; "
    told = ((unasked, "not asked"), (unheard, "not heard"))
    others = "".join(f", {counted(n, 'other', 'others')} {'was' if n == 1 else 'were'} {why}" for n, why in told if n)
    return f"{found['feeds_up']} of {found['feeds']} feeds answered{others}; "


def _coverage_lines(found: Coverage, articles_before: int | None, answered: str) -> list[str]:
    articles = f"{counted(found['articles'], 'article')}, {found['copies']:,} of them copies of others"
    gave = sentence(f"{counted(found['statements'], 'statement')} made {counted(found['utterances'], 'utterance')}")
    off_issue = f"{_part(found['unassigned'], found['statements'])} were on no issue"
    unclear = f"{_part(found['abstained'], found['statements'])} were too unclear to place"
    lines = [sentence(f"{answered}{articles}."), f"{gave}; {off_issue}, {unclear}."]
    if found["languages"]:
        lines.append("Languages: " + ", ".join(f"{name} {n:,}" for name, n in found["languages"].items()) + ".")
    unread = {name: n for name, n in found["languages"].items() if name not in READ_LANGUAGES}
    if unread:
        kept = counted(sum(unread.values()), "article")
        named = listed([f"{name} {n:,}" for name, n in unread.items()], len(unread))
        lines.append(sentence(f"{kept} in languages that are not read were kept and counted only: {named}."))
    if found["quarantined"]:
        lines.append(sentence(f"{counted(found['quarantined'], 'article')} could not be read and wait for a person."))
    if articles_before and found["articles"] < _LOSS * articles_before:
        lines.append(
            f"Only {found['articles']:,} articles after {articles_before:,} the week before: "
            "a quiet line may be a gap in reading, not a silence."
        )
    return lines


def _part(part: int, whole: int) -> str:
    return f"{part:,}" if whole <= 0 else f"{part:,} ({part / whole:.0%})"


def feed_weeks(
    earlier: Mapping[str, Sequence[str]],
    states: Iterable[FeedState],
    *,
    volumes: Mapping[str, Sequence[int]],
    week: Week,
    timezone: str,
) -> dict[str, list[str]]:
    """The weeks in which each feed is known to have brought something, at most 26. `volumes`: how many articles each brought in the last
    weeks, `week` last."""
    weeks = {feed: set(known) for feed, known in earlier.items()}
    for feed, brought in volumes.items():
        monday = week.monday - timedelta(weeks=len(brought) - 1)
        named = (week_name(monday + timedelta(weeks=n)) for n, number in enumerate(brought) if number)
        weeks.setdefault(feed, set()).update(named)
    for state in states:
        if state.last_new_at is not None:
            weeks.setdefault(state.feed_id, set()).add(week_of(state.last_new_at, timezone).name)
    return {feed: sorted(known)[-_REMEMBERED:] for feed, known in sorted(weeks.items())}


def health(
    states: Sequence[FeedState],
    feeds: Mapping[str, Feed],
    *,
    weeks: Mapping[str, Sequence[str]],
    week: Week,
    now: datetime,
    missed: Mapping[str, Span],
) -> list[str]:
    """A sentence for each feed that fails, is silent for more than three times its usual gap, or has ended; of feeds that were not heard
    all week (`missed`, or not asked) when that was, and nothing else."""
    lines = []
    for state in sorted(states, key=lambda s: s.feed_id):
        name = feeds[state.feed_id].outlet
        if state.ended:
            lines.append(f"{name} ({state.feed_id}) has ended: {state.outcome}.")
        elif not is_up(state, now):
            lines.append(_failing(name, state))
        elif state.feed_id not in missed and _was_heard(state, week) and silent_for(weeks.get(state.feed_id, ()), week):
            lines.append(
                f"{name} ({state.feed_id}) answers but has been silent for more than three times its usual gap."
            )
    lines += _unasked([s for s in states if not s.ended and is_up(s, now) and not _was_heard(s, week)])
    lines += _unheard(missed)
    up = [s for s in states if is_up(s, now) and _was_heard(s, week) and s.feed_id not in missed]
    quiet = [s.feed_id for s in up if s.last_new_at is not None and s.last_new_at < week.start]
    if quiet:
        lines.append(f"Nothing new all week from {listed(sorted(quiet), 5)}.")
    return lines


def _was_heard(state: FeedState, week: Week) -> bool:
    """Whether it answered since the week began: of one that nobody here asked or read nobody knows whether it was silent."""
    return state.last_success_at is not None and state.last_success_at >= week.start


def _unasked(states: Sequence[FeedState]) -> list[str]:
    """Feeds that gave no trouble only since nobody asked them, as where the service did not run."""
    asked = [state.last_success_at for state in states if state.last_success_at is not None]
    if not asked:
        return []
    named = listed(sorted(state.feed_id for state in states), 5)
    return [
        f"Not asked since {short_date(max(asked).date())}, before the week began: {named}. What they brought since is not known."
    ]


def _unheard(missed: Mapping[str, Span]) -> list[str]:
    """Feeds that were away all week, whoever was to blame: not theirs is what nobody here could hear."""
    days: dict[tuple[date, date], list[str]] = {}
    for feed, (began, ended) in sorted(missed.items()):
        days.setdefault((began.date(), ended.date()), []).append(feed)
    return [
        f"Not heard from {short_date(began)} to {short_date(ended)}, since this monitor did not run or did not reach them: "
        f"{listed(names, 5)}. What they no longer held afterwards is not known."
        for (began, ended), names in sorted(days.items())
    ]


def _failing(name: str, state: FeedState) -> str:
    if state.down_since is None:
        return f"{name} ({state.feed_id}) has never answered: {state.outcome}."
    since = short_date(state.down_since.date())
    return f"{name} ({state.feed_id}) has not answered since {since}, {counted(state.failures, 'try', 'tries')}: {state.outcome}."


def silent_for(weeks: Sequence[str], week: Week) -> bool:
    """Whether nothing came for more than three times the usual gap between weeks that brought something.

    A gap is usual once four such weeks are known.
    """
    mondays = [date.fromisocalendar(int(name[:4]), int(name[6:]), 1) for name in sorted(weeks) if name <= week.name]
    if len(mondays) < _WEEKS_TO_KNOW_A_GAP:
        return False
    usual = (mondays[-1] - mondays[0]) / (len(mondays) - 1)
    return week.monday - mondays[-1] > 3 * usual
