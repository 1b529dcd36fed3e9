"""What kind of text an article is: news, transcript, opinion or satire, by its address, title and cues."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from monitor.reading.alternation import by_first_letter
from monitor.reading.lexicon import LANGUAGES, load_lexicon

if TYPE_CHECKING:
    from monitor.types import Article

Genre = Literal["news", "transcript", "opinion", "satire"]


def find_genre(article: Article, *, has_turns: bool) -> Genre:
    """The article's genre; `has_turns`: speaker labels were found in it."""
    for genre in () if article.primary else ("satire", "opinion"):
        if _shows(article, genre):
            return genre
    if has_turns or (article.primary and _shows(article, "transcript")):
        return "transcript"
    return "news"


def _shows(article: Article, genre: Literal["satire", "opinion", "transcript"]) -> bool:
    if article.url and _in_any_language(f"genre_{genre}_url").search(article.url):
        return True
    if _in_any_language(f"genre_{genre}_title").search(article.title):
        return True
    return genre != "transcript" and bool(_in_any_language(f"genre_{genre}_cue").search(article.text))


@cache
def _in_any_language(name: str) -> re.Pattern[str]:
    """The patterns of that name in all languages as one."""
    patterns = [load_lexicon(code)[name] for code in LANGUAGES]
    return re.compile(by_first_letter(pattern.pattern for pattern in patterns), patterns[0].flags)
