"""Numbers and codes in a reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.types import LATELY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from monitor.types import Issue, World

KINDS = {
    "reversal": "Reversal",
    "hardening": "Hardening",
    "softening": "Softening",
    "new_position": "First position",
    "new_theme": "New theme",
    "emphasis": "Emphasis",
    "dropped": "Line dropped",
    "together": "Coordinated move",
    "wording": "Wording",
    "new_wording": "New wording",
    "conditionality": "Conditions",
    "speaker_level": "Speaker level",
    "divergence": "Divergence",
    "walk_back": "Walk-back",
}
STATES = {"seed-only": "hardly heard", "provisional": "baseline provisional", "settled": "baseline settled"}
"""How much the baseline rests on, which is less than all that was heard: it begins anew when its line moves or its row changes."""
MOVES = ("reversal", "hardening", "softening", "walk_back", "divergence", "conditionality", "wording")
"""Kinds of alert that say a line moved, as against a first position or more talk."""
CHECK, TOGETHER, NEW_WORDING = "Baseline check", KINDS["together"], KINDS["new_wording"]
LATELY_MEANS = (
    f"Lately: the mean of its last utterances, each at its likeliest level, {LATELY} at most, since it last moved."
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def office_name(world: World, office: str) -> str:
    """The office's name; its id where it is not configured any more."""
    return next((o.name for o in world.offices if o.id == office), office)


def issue_of(world: World, code: str) -> Issue | None:
    """The issue, None where it is not configured any more."""
    return next((i for i in world.issues if i.code == code), None)


def issue_name(world: World, code: str) -> str:
    found = issue_of(world, code)
    return found.name if found else code


def level_word(issue: Issue | None, level: int | None) -> str:
    """A level in the words of its axis; levels between the named ones lean towards the pole on their side."""
    if issue is None or level is None:
        return ""
    if level in issue.axis:
        return issue.axis[level]
    pole = issue.axis.get(2 if level > 0 else -2)
    return f"leaning to “{pole}”" if pole else ""


def state_word(state: str) -> str:
    """A state that is not known any more as it was kept."""
    return STATES.get(state, state)


def signed(value: float) -> str:
    """A level with its sign, one decimal, a true minus: −1.4, 0.0, +0.3."""
    text = f"{value:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", "−")


def signed_to_hundredths(value: float) -> str:
    """−0.25, 0.00, +1.00 with a true minus."""
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def signed_level(level: int) -> str:
    """−1, 0, +2 with a true minus."""
    return f"{level:+d}".replace("-", "−") if level else "0"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """“one article”, “1,204 articles”."""
    number = _NUMBERS[n] if 0 <= n < len(_NUMBERS) else f"{n:,}"
    return f"{number} {noun if n == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str], most: int = 3) -> str:
    """“a, b and c”; beyond `most` the rest is counted."""
    if len(parts) > most:
        parts = [*parts[:most], f"{len(parts) - most} more"]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def uncapital(name: str) -> str:
    """A name inside a sentence: “Dialogue and …” → “dialogue and …”; abbreviations like NATO stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def short_date(day: date) -> str:
    return f"{day.day} {day:%b}"


def date_range(first: date, last: date) -> str:
    """“16–22 November 2026”, “28 December 2026 – 3 January 2027”."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B %Y} – {last.day} {last:%B %Y}"
