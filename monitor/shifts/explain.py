"""An alert in words, made from numbers and configured words only; nothing is invented. May import: types, shifts.detect."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from monitor.shifts.detect import is_reversal
from monitor.types.reading import ROLE_CONFLICT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime, timedelta

    from monitor.types import (
        Alert,
        Article,
        Evidence,
        Issue,
        Office,
        Position,
        Rules,
        Shift,
        StreamState,
        Utterance,
        WordingPair,
    )

QUOTE_WORDS = 20
LATE_DAYS = 2
CALM = 0.1
"""Share of the threshold up to which a stream counts as not moving."""
STILL = 0.5
VERBS = {"harder": "hardens", "softer": "softens"}
PARAPHRASED, SINGLE = "paraphrase only", "single source, unconfirmed"


def level_words(issue: Issue, level: int | None) -> str:
    """The axis's own words; a level without words is said by the pole it leans to, and its number."""
    if level is None:
        return "no line known"
    if level in issue.axis:
        return issue.axis[level]
    pole = issue.axis.get(2 if level > 0 else -2)
    return f"towards “{pole}”" if pole else f"level {level:+d}"


def headline(shift: Shift, *, office: Office, issue: Issue, pair: WordingPair | None) -> str:
    """All in one line: who, what on which issue, from where to where."""
    topic = lowered(issue.name)
    if pair is not None:
        verb = "changes its words" if shift.ratio else "says a new word, once,"
        return f"{office.name} {verb} on {topic}: “{pair.name_a}” → “{pair.name_b}”"
    before, after = _both_levels(issue, shift)
    by_rule = {
        "first": f"{office.name} takes a first position on {topic}: {after}",
        "return": f"{office.name} goes back to its line on {topic}: {before} → {after}",
        "check": f"Baseline check, {office.name} on {topic}: {before} → {after}",
        "voice_up": f"Said higher up on {topic}: {shift.before_words} → {shift.after_words} ({office.name})",
        "voice_down": f"Said lower down on {topic}: {shift.before_words} → {shift.after_words} ({office.name})",
        "dropped": f"{office.name} no longer speaks of {topic}: {shift.before_words}",
        "apart": f"{office.name} leaves its bloc's line on {topic}: {before} → {after}",
        "cohesion": f"Offices of one bloc move apart on {topic}: {shift.before_words} → {shift.after_words}"
        f" ({office.name} most)",
        "new_wording": f"New words on {topic}, {office.name} above all: {shift.after_words}",
        "habit": f"{office.name} says its line on {topic} otherwise: {shift.before_words} → {shift.after_words}",
    }
    if shift.rule in by_rule:
        return by_rule[shift.rule]
    if (
        shift.rule != "sign"
        and shift.kind == "reversal"
        and is_reversal(shift.before_level or 0, shift.after_level or 0)
    ):
        aside = f" ({shift.direction})" if shift.direction else ""
        return f"{office.name} reverses on {topic}{aside}: {before} → {after}"
    told = f"{office.name} {VERBS.get(shift.direction or '', 'moves')} on {topic}: {_course(shift, before, after)}"
    return f"Signs that {told}" if shift.rule == "sign" else told


def _both_levels(issue: Issue, shift: Shift) -> tuple[str, str]:
    """Where both are said by the same pole of the axis it is named once, and their numbers are told."""
    levels = (shift.before_level, shift.after_level)
    before, after = (level_words(issue, level) for level in levels)
    if before != after and f"“{after}”" in before:
        after = "all the way"
    elif before != after and f"“{before}”" in after:
        after = "only towards it"
    else:
        return before, after
    first, second = (
        f"{words} ({level:+d})".replace("-", "−") for words, level in zip((before, after), levels, strict=True)
    )
    return first, second


def _course(shift: Shift, before: str, after: str) -> str:
    """From where to where; a move within one level says how far it went."""
    if before != after or shift.before_mean is None or shift.after_mean is None:
        return f"{before} → {after}"
    digits = next((n for n in (1, 2) if round(shift.before_mean, n) != round(shift.after_mean, n)), 3)
    was, now = (f"{round(mean, digits) + 0.0:+.{digits}f}" for mean in (shift.before_mean, shift.after_mean))
    return f"{before} (level {was} → {now})".replace("-", "−")


def lowered(name: str) -> str:
    """A name inside a sentence; abbreviations keep their capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def short(quote: str) -> str:
    """At most twenty words, cut visibly."""
    words = quote.split()
    return " ".join(words) if len(words) <= QUOTE_WORDS else " ".join(words[:QUOTE_WORDS]) + " …"


def after_claim(shift: Shift, issue: Issue) -> str:
    quote = first_quote(shift.utterances)
    words = ", ".join(part for part in (level_words(issue, shift.after_level), shift.after_words) if part)
    return f"{words}: “{short(quote)}”" if quote else words


def rolling_claim(shift: Shift, issue: Issue, row: Position | None, rules: Rules) -> str:
    """What the line was where no row says it, or the row no longer does."""
    days = rules.baseline.rolling_days
    heard = f"since it moved there on {dated(shift.moved)}" if shift.moved else f"in the {days} days before"
    words = f"{level_words(issue, shift.before_level)} (as heard {heard})"
    if row is None or row.level is None:
        return words
    return f"{words}; row {row.id} of {row.as_of.isoformat()} had {row.level:+d}"


def first_quote(utterances: Sequence[Utterance]) -> str:
    return next((place.quote for utterance in utterances for place in utterance.evidence), "")


def reason(shift: Shift, rules: Rules, evidence: Sequence[Evidence], *, now: datetime) -> str:
    """Why now: from the shift's numbers, with the words that weigh most of those that are shown. `now`: when it is weighed."""
    why: dict[str, Callable[[Shift, Rules], str]] = {
        "drift": _drift,
        "sign": partial(_sign, now=now),
        "flash": partial(_flash, now=now),
        "check": _check,
        "first": _first,
        "return": _return,
        "wording": _wording,
        "habit": _habit,
        "voice_up": _habit,
        "voice_down": _habit,
        "dropped": _dropped,
        "apart": _apart,
        "cohesion": _apart,
    }
    if shift.rule == "new_wording":  # all quotations have the words, and those against are told of in numbers
        return _new_wording(shift, rules)
    parts = (why[shift.rule](shift, rules), strongest_words(evidence), _against(shift, evidence), *_cut(shift))
    return " ".join(part for part in parts if part)


def _drift(shift: Shift, rules: Rules) -> str:
    ratio = f"{shift.ratio:.0f}"
    aside = f" It is also {shift.aside}." if shift.aside else ""
    return (
        f"Evidence R={ratio} means: {shift.reason} since {dated(shift.since)} would be this lopsided about once in {ratio}"
        f" statements if nothing had changed (threshold {_threshold(shift, rules)}).{aside}"
    )


def _sign(shift: Shift, rules: Rules, *, now: datetime) -> str:
    return (
        f"Evidence R={shift.ratio:.0f} as weighed on {dated(now)}: {shift.reason} since {dated(shift.since)} lean away from"
        f" the line, and it takes {_threshold(shift, rules)} to call it a move."
    )


def _habit(shift: Shift, rules: Rules) -> str:
    return f"The level stands: {_since_then(shift, rules)}"


def _apart(shift: Shift, rules: Rules) -> str:
    return f"It is {_since_then(shift, rules)}"


def _since_then(shift: Shift, rules: Rules) -> str:
    ratio = f"{shift.ratio:.0f}"
    return (
        f"{shift.reason}. Evidence R={ratio} means: what is heard since {dated(shift.since)} comes about"
        f" once in {ratio} statements if nothing had changed (threshold {_threshold(shift, rules)})."
    )


def _dropped(shift: Shift, rules: Rules) -> str:
    return (
        f"It is {shift.reason}. Evidence R={shift.ratio:.0f} means: such a silence comes about once in {shift.ratio:.0f} weeks"
        f" of one line if nothing had changed (threshold {rules.dropped.threshold:.0f}). Only what the outlets brought that"
        " used to carry it counts; weeks in which the office or all were hardly heard do not."
    )


def _new_wording(shift: Shift, rules: Rules) -> str:
    wording = rules.new_wording
    return (
        f"{shift.reason}; it takes z = {wording.z:g}, and {wording.z_each:g} in each of the last two spans of"
        f" {wording.window.days} days. What one office says in one article, or several say in the same words, is counted once;"
        " outlets are compared with themselves, and weeks in which an office was hardly heard are left out."
    )


def _threshold(shift: Shift, rules: Rules) -> str:
    """What R must reach on this baseline: more where it has not settled, and where it is no move of the level."""
    needed = f"{rules.needed(shift.kind, provisional=shift.provisional):.0f}"
    usual = f"{rules.needed(shift.kind, provisional=False):.0f}"
    return f"{needed} while the baseline is provisional, {usual} once it has settled" if needed != usual else needed


def _flash(shift: Shift, rules: Rules, *, now: datetime) -> str:
    told = shift.utterances
    origins = {origin for utterance in told for origin in utterance.origins}
    source = _raised_by(len(origins), primary=any(u.primary for u in told))
    # Not how many: the words are renewed by a later statement, whose baseline may have moved since the one that is shown.
    # And of which day R is: what is told later of the same alert, or was told before in a digest, has another.
    return (
        f"One decisive statement: {rules.flash.min_distance:g} levels or more from the baseline, speaker level"
        f" {max(u.speaker_level for u in told)}, {source}; R={shift.ratio:.0f} as weighed on {dated(now)};"
        f" confirming it takes {_threshold(shift, rules)}."
    )


def _raised_by(sources: int, *, primary: bool) -> str:
    """Without their number: more come after the alert was raised, and it stands beside these words, counted anew."""
    if primary:
        return "the speaker's own page"
    return "several independent sources" if sources > 1 else "a single source then"


def _check(shift: Shift, rules: Rules) -> str:
    heard = f"({shift.reason}; {rules.baseline.settled_at} settle a baseline)"
    return f"{_beside_row(shift)} {heard}: confirm or correct the row."


def _beside_row(shift: Shift) -> str:
    """How what is heard stands to the row: only what lies on the other side of the axis contradicts it."""
    row, heard = shift.before_level or 0, shift.after_level or 0
    if row * heard < 0:
        return f"Baseline row {shift.position} is contradicted by what is heard"
    if row * heard > 0 and abs(heard) > abs(row):
        return f"What is heard goes further than baseline row {shift.position}, on its side"
    return f"What is heard stands elsewhere than baseline row {shift.position}"


def _first(shift: Shift, rules: Rules) -> str:
    return (
        f"Nothing of this office was known on this issue before {dated(shift.since)}; {_counted(len(shift.utterances))}"
        f" since, clear above 60 % on one level. A first position is not a shift; {rules.baseline.settled_at} utterances"
        " settle a baseline."
    )


def _return(shift: Shift, rules: Rules) -> str:
    return f"Used and withdrawn within 72 hours (R={shift.ratio:.0f} of {rules.threshold:.0f} for the move that it takes back)."


def _wording(shift: Shift, rules: Rules) -> str:
    measured = (
        f" Evidence R={shift.ratio:.0f} (threshold {_threshold(shift, rules)})."
        if shift.ratio
        else " A note, not yet a change."
    )
    return shift.reason + measured


def strongest_words(evidence: Iterable[Evidence], *, favours: bool = True) -> str:
    """The place that weighs most, as a reason names it: the words that its readers see first."""
    places = (place for place in evidence if place.favours is favours)
    best = max(places, key=lambda place: place.weight, default=None)
    if best is None:
        return ""
    if not favours:
        return f"above all “{short(best.quote)}”"
    return f"Strongest: “{short(best.quote)}” ({'by ' if best.said_within else ''}{dated(best.said_at)})."


def _against(shift: Shift, evidence: Sequence[Evidence]) -> str:
    if not shift.against:
        return ""
    words = strongest_words(evidence, favours=False)
    return f"Against: {_counted(len(shift.against))}" + (f", {words}." if words else ".")


def _cut(shift: Shift) -> list[str]:
    told = (*shift.utterances, *shift.against)
    cut = [utterance.weight for utterance in told if utterance.weight < 1]
    return [f"Weights cut: {len(cut)} of {len(told)}, lowest {min(cut):.2f}."] if cut else []


def _counted(n: int) -> str:
    return f"{n} utterance" + ("" if n == 1 else "s")


def dated(day: date | datetime) -> str:
    """9 Sep 2025."""
    return f"{day.day} {day.strftime('%b %Y')}"


def caveats(shift: Shift, article: Article | None, row: Position | None) -> tuple[str, ...]:
    """What the reader must know before believing it."""
    told = shift.utterances
    voices = {place.voice for utterance in told for place in utterance.evidence}
    origins = {origin for utterance in told for origin in utterance.origins}
    soft_row = row is not None and row.use in ("provisional", "bloc")
    late = (article.seen - article.dated).days if article is not None else 0
    known = (
        (shift.provisional or soft_row, "baseline provisional"),
        (not voices & {"primary", "quoted"}, PARAPHRASED),
        (shift.status == "unconfirmed" and len(origins) == 1, SINGLE),
        (any(ROLE_CONFLICT in utterance.flags for utterance in told), "role conflict"),
        (shift.rule == "new_wording", "found by counting words: whether it means anything, its quotations must say"),
        (shift.rule == "dropped", "the words shown are the last that were said"),
        (late >= LATE_DAYS, f"published {late} days before we saw it"),
    )
    return tuple(words for holds, words in known if holds)


def unchanged(shift: Shift, siblings: Sequence[StreamState], rules: Rules) -> tuple[str, ...]:
    """The office's other settled streams that did not move: issue and level."""
    calm = [state for state in siblings if state.key != shift.key and _still(state, shift.at, rules)]
    return tuple(f"{state.key.issue} {_signed(_line_of(state))}" for state in sorted(calm, key=lambda s: s.key))


def _line_of(state: StreamState) -> int:
    """The level the stream is held against; means lie nearer the middle than any level, because readers err to both sides."""
    level = state.memory.get("level")
    return level if isinstance(level, int) else round(state.baseline_mean or 0.0)


def _still(state: StreamState, at: datetime, rules: Rules) -> bool:
    heard = abs(at - state.last_at) <= _days(rules)
    if state.state != "settled" or state.baseline_mean is None or not heard:
        return False
    return state.ratio < CALM * rules.threshold and abs(state.mean - state.baseline_mean) < STILL


def _days(rules: Rules) -> timedelta:
    return 2 * rules.merge.stale


def _signed(level: int) -> str:
    return f"{level:+d}" if level else "0"


def mentions(alert: Alert) -> str:
    """An alert as another alert's text refers to it: by its title, with its id to look it up by."""
    return f"“{alert.headline}” ({dated(alert.at)}, alert {alert.id})"
