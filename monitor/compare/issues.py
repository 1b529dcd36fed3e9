"""What is to be known of the issue that a position names: free text may name any, and is then no code of the configuration."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from monitor.config.words import one_slip, swapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.ports import Embedder
    from monitor.types import Issue, World

NEAREST = 3
"""So many of the configured issues are named beside one that is none of them."""

_ALIKE = 0.8
_SHORTEST = 4


def issue_named(text: str, world: World) -> Issue | None:
    """The configured issue whose code or name this is, in large or small letters."""
    folded = text.strip().casefold()
    return next((issue for issue in world.issues if folded in (issue.code.casefold(), issue.name.casefold())), None)


def note_on_issue(text: str | None, world: World, embedder: Embedder) -> str:
    """That an issue is none of the configured ones, with the code or name that it is but for slips and the nearest of them; empty where it is one. Raises ModelError."""
    if not text or issue_named(text, world) is not None:
        return ""
    meant = [issue for issue in world.issues if _is_slip(text.strip(), issue.code) or _is_nearly(text, issue.name)]
    near = [issue for issue in _nearest(text, world, embedder) if issue not in meant]
    asked = f"; did you mean {_listed(meant, ' or ')}?" if meant else ""
    listed = f"{' Otherwise' if meant else ';'} the nearest there are {_listed(near, ', ')}" if near else ""
    return f"the issue “{text}” is none of those in issues.toml, and is judged from its words alone{asked}{listed}"


def _is_slip(text: str, code: str) -> bool:
    """Codes are short, so that many a word is near one: small letters are taken for one only where two have changed places."""
    return swapped(text, code) or (text.isupper() and one_slip(text, code))


def _is_nearly(text: str, name: str) -> bool:
    """Whether it is the name but for slips, or some of the name's words are: but for the spelling nothing else is said."""
    words, known = _words(text), _words(name)
    return bool(words) and all(get_close_matches(word, known, n=1, cutoff=_ALIKE) for word in words)


def _words(text: str) -> list[str]:
    """Those that say something, and not how they hang together."""
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _SHORTEST]


def _listed(issues: Iterable[Issue], between: str) -> str:
    return between.join(f"{issue.code} “{issue.name}”" for issue in issues)


def _nearest(text: str, world: World, embedder: Embedder) -> list[Issue]:
    """Those of whose keywords it has one before the others, each time by meaning."""
    if not world.issues:
        return []
    vectors = embedder.embed([text, *(issue.name for issue in world.issues)])
    apart = {issue.code: -float(cosine) for issue, cosine in zip(world.issues, vectors[1:] @ vectors[0], strict=True)}
    return sorted(world.issues, key=lambda issue: (not _has_keyword(text, issue), apart[issue.code]))[:NEAREST]


def _has_keyword(text: str, issue: Issue) -> bool:
    keywords = (keyword for words in issue.keywords.values() for keyword in words)
    return any(re.search(rf"\b(?:{keyword})", text, re.IGNORECASE) for keyword in keywords)
