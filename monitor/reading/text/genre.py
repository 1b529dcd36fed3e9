"""What kind of text an article is: news, transcript, opinion or satire, by its address, title and cues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from monitor.reading.text.lexicon import LANGUAGES, load_lexicon

if TYPE_CHECKING:
    from monitor.types import Article

Genre = Literal["news", "transcript", "opinion", "satire"]
_HEADING = 80
"""So many letters a heading has at most; a longer first line is a paragraph; chosen by hand."""


def find_genre(article: Article, *, has_turns: bool) -> Genre:
    """The article's genre; `has_turns`: speaker labels were found in it."""
    for genre in () if article.primary else ("satire", "opinion"):
        if any(_shows(article, genre, code) for code in LANGUAGES):
            return genre
    if has_turns or (article.primary and any(_shows(article, "transcript", code) for code in LANGUAGES)):
        return "transcript"
    return "news"


def _first_line(text: str) -> str:
    """The text's first line, where it is no more than a heading."""
    line = text.lstrip().partition("\n")[0].rstrip()
    return line if len(line) <= _HEADING else ""


def _shows(article: Article, genre: Literal["satire", "opinion", "transcript"], code: str) -> bool:
    lexicon = load_lexicon(code)
    if article.url and lexicon[f"genre_{genre}_url"].search(article.url):
        return True
    titles = (article.title, _first_line(article.text)) if genre == "opinion" else (article.title,)
    if any(lexicon[f"genre_{genre}_title"].search(title) for title in titles):
        return True
    return genre != "transcript" and bool(lexicon[f"genre_{genre}_cue"].search(article.text))
