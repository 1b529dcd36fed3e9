"""How much one attribution counts: form × source × freshness × genre × nesting (method §2.4), each factor with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from monitor.reading.text.lexicon import load_outlets

if TYPE_CHECKING:
    from monitor.reading.text.genre import Genre
    from monitor.types import Article, World

Form = Literal["transcript", "direct", "mixed", "indirect", "office", "unnamed", "narration"]
FORM = {
    "transcript": 1.0,
    "direct": 1.0,
    "mixed": 0.9,
    "indirect": 0.7,
    "office": 0.5,
    "unnamed": 0.3,
    "narration": 0.0,
}
"""How much the form counts (method §2.4; docs/judging.md)."""
_FORM_WORDS = {
    "transcript": "primary transcript", "direct": "direct quote", "mixed": "partly quoted", "indirect": "paraphrase",
    "office": "named office, no person", "unnamed": "unnamed source", "narration": "narration",
}  # fmt: skip
GRADES = {"primary": 1.0, "state": 0.9, "agency": 0.9, "press": 0.8, "aggregator": 0.5, "unknown": 0.4}
"""How good a kind of outlet is for "did X say it?" (method §2.4; docs/judging.md)."""
_STEPS = sorted(set(GRADES.values()), reverse=True)


def form_factor(form: Form) -> tuple[float, str]:
    """What the way in which the words reached us leaves of their weight, 0…1, and that in words."""
    return FORM[form], f"{_FORM_WORDS[form]} {FORM[form]:g}"


def source_factor(article: Article, *, country: str | None, conflict: str | None) -> tuple[float, str]:
    """How good the outlet is for "did X say it?", 0…1, and that in words; `country` of the speaker's office, `conflict`: what the text errs in about the role, a grade less."""
    factor, words = grade_outlet(article, country=country)
    if conflict is None:
        return factor, f"{words} {factor:g}"
    lower = _STEPS[min(_STEPS.index(factor) + 1, len(_STEPS) - 1)]
    return lower, f"{words}, role conflict ({conflict}) {lower:g}"


def grade_outlet(article: Article, *, country: str | None) -> tuple[float, str]:
    """The outlet's factor, one of GRADES, and its kind in words. `country`: the speaker's, whose state outlets count as agencies for him; None where he holds no office."""
    if article.primary:
        return GRADES["primary"], "primary source"
    outlets, names = load_outlets(), _names(article)
    if country is not None and names & outlets["state"].get(country, frozenset()):
        return GRADES["state"], "state outlet on its own officials"
    if names & outlets["agency"]:
        return GRADES["agency"], "agency"
    if names & outlets["aggregator"]:
        return GRADES["aggregator"], "aggregator"
    if names & outlets["press"] or article.country is not None:
        return GRADES["press"], "national press"
    return GRADES["unknown"], "unknown outlet"


def genre_factor(genre: Genre, *, own: bool) -> tuple[float, str | None]:
    """0 for satire and other people's opinion, with words for that; else 1 and None, for nothing need be said. `own`: the speaker wrote the piece."""
    if genre in ("news", "transcript") or (genre == "opinion" and own):
        return 1.0, None
    return 0.0, f"{genre} 0"


def country_of(world: World, office: str | None) -> str | None:
    """The country of an office's id; None without one. Raises LookupError for an id that is not configured."""
    return world.office(office).country if office is not None else None


def _names(article: Article) -> frozenset[str]:
    host = (urlsplit(article.url).hostname or "") if article.url else ""
    host = host.removeprefix("www.")
    outlet, owner = article.outlet.casefold(), article.owner.casefold()
    without_article = (outlet.removeprefix(each) for each in load_outlets()["articles"])
    return frozenset({outlet, *without_article, owner, host, host.split(".", 1)[-1]}) - {""}
