"""What sentences of all languages have alike before a reporting verb: adverbs, pronouns, words for people who speak, appositions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.reading.grammar.scene import Scene
    from monitor.reading.text.lexicon import Lexicon

_REACH = 120
_PRONOUNS = ("he", "she", "they", "we", "you")


def is_pronoun(phrase: str, lexicon: Lexicon) -> bool:
    """Whether the phrase is nothing but a pronoun for people, in whatever case."""
    return any(phrase.strip().casefold() in lexicon.words[f"pronouns_{kind}"] for kind in _PRONOUNS)


def is_role(word: str, lexicon: Lexicon) -> bool:
    """Whether the word tells of an official, an expert or a medium."""
    return any(lexicon[name].match(word) for name in ("officials", "experts", "media"))


def before_adverbs(scene: Scene, at: int) -> int:
    """Where the verb's own auxiliaries and adverbs begin that stand before it at `at`."""
    begin = max(0, at - _REACH)
    window = scene.masked[begin:at]
    for _ in range(3):
        before = window
        for name in ("auxiliaries", "between"):
            between = scene.lexicon[name].search(window)
            if between is not None and (between.start() or not begin):
                window = window[: between.start()] + (" " if name == "between" else "")
        if window == before:
            break
    return begin + len(window)


def apposed(left: str, phrase: Callable[[str], tuple[int, int] | None]) -> tuple[int, int] | None:
    """ "A, spokesman of B," – from A's beginning to the last comma; `phrase` finds the noun phrase at a text's end."""
    body = left.rstrip(", ")
    comma = body.rfind(",")
    if comma < 0:
        return None
    head = phrase(body[:comma])
    return (head[0], len(body)) if head else None
