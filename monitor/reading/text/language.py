"""Which language a text is in. The only file that imports py3langid."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from monitor.reading.text.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

_CANDIDATES = (
    "en", "ru", "uk", "be", "bg", "sr", "mk", "kk", "de", "fr", "es", "it", "pt", "pl", "cs", "sk", "ro", "hu", "tr",
    "sv", "fi", "no", "da", "nl", "et", "lv", "lt", "el", "ar", "zh", "fa", "he", "ja", "ko", "ka", "hy", "az",
)  # fmt: skip
UNSURE = "und"
"""The code of ISO 639 for a language that could not be determined: such a text is kept, and not read."""
_LOOK_AT = 4_000
"""Letters of a text that the model is asked about, at most; chosen by hand."""
_SHORT, _SURE = 200, 0.9
"""Letters from which on, and chance from which on, the model is believed against the feed; chosen by hand."""
_LIKELY = 0.4
"""Chance below which the model guesses between neighbours (set on short texts, docs/measured.md)."""
_GUESSED, _POSSIBLE = 0.5, 0.25
"""Of a few Cyrillic words without a letter that tells ("Трамп пригрозил санкциями") the model only guesses below the first; from the second on they may be Russian, which most such texts are. Chosen by hand."""
_TOLD_BY_VERBS = 0.6
"""Below that a verb of saying that only one of the languages has tells more ("Захарова раскритиковала Макрона")."""
_DOUBTED = 5.0
"""How many times likelier another language must be than the feed's own before the feed is not believed of a text (set on the same)."""
_PARAGRAPH, _SURELY = 45, 0.99
"""Letters of a paragraph whose language can be told, and how sure the model must be that it is not that of the text; chosen by hand."""
_CYRILLIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk"})
_NEAR = _CYRILLIC - {"kk"}
_SOUTH_SLAVIC = frozenset({"bg", "mk", "sr"})
_LETTERS = {"uk": "їєґіЇЄҐІ", "ru": "ыэёЫЭЁ", "be": "ўЎ"}
"""Letters that the other two do not have, or hardly (Belarusian shares і and ы)."""
_QUOTED = re.compile(r"«[^»]{60,1500}»|„[^“”]{60,1500}[“”]|“[^”]{60,1500}”|\"[^\"]{60,1500}\"")


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_CANDIDATES))
    return identifier


def detect_language(text: str, *, declared: str | None) -> str:
    """The two-letter code of the text's language, or `UNSURE`; long quotations, which may be in another one, are looked at last.

    `declared` (the feed's word, region ignored) decides where the text is short or the model unsure, if no other language is
    likely and much likelier, and neither the script nor the letters that only one language has speak against it.
    """
    text = _as_prose(_own_words(text[:_LOOK_AT]))
    chances = dict(_identifier().rank(text))
    best = max(chances, key=lambda code: chances[code])
    sure = chances[best] >= _SURE and len(text) >= _SHORT
    prior = declared.split("-")[0].split("_")[0].lower() if declared else ""
    contradicted = chances[best] >= max(_LIKELY, _DOUBTED * chances.get(prior, 0.0))
    possible = prior in chances and not (sure or contradicted)
    believed = possible and _is_cyrillic(text) == (prior in _CYRILLIC)
    code = prior if believed else best
    if code in _NEAR and not (sure and code in _SOUTH_SLAVIC):
        by_letters = _by_letters(text, likely="" if believed else best)
        if by_letters is not None:
            return by_letters
        by_verbs = None if believed or chances[best] >= _TOLD_BY_VERBS else _by_verbs(text)
        if by_verbs is not None:
            return by_verbs
        if not believed and chances[best] < _GUESSED and chances["ru"] >= _POSSIBLE:
            return "ru"
    return code if believed or chances[code] >= _LIKELY else UNSURE


def other_languages(paragraphs: Iterable[str], language: str) -> dict[str, int]:
    """How many paragraphs are surely in a language other than `language`, by its code; short ones, and those in its near relatives, are passed over."""
    found: Counter[str] = Counter()
    for paragraph in paragraphs:
        words = _as_prose(_own_words(paragraph[:_LOOK_AT]))
        if sum(letter.isalpha() for letter in words) < _PARAGRAPH:
            continue
        code, chance = _identifier().rank(words)[0]
        near = language in _CYRILLIC and code in _CYRILLIC
        if code != language and not near and chance >= _SURELY:
            found[code] += 1
    return dict(found)


def _as_prose(text: str) -> str:
    """A text that is mostly in capitals ("PUTIN SAYS …") in small letters, which is how the model knows words."""
    capitals = sum(letter.isupper() for letter in text)
    return text.lower() if 2 * capitals > sum(letter.isalpha() for letter in text) else text


def _own_words(text: str) -> str:
    """`text` without its long quotations, where enough is left."""
    outside = _QUOTED.sub(" ", text)
    return outside if len(outside) >= _SHORT else text


def _by_letters(text: str, *, likely: str) -> str | None:
    """Russian, Ukrainian or Belarusian, where the letters or the model (`likely`) say which of them it is."""
    letters = {name: sum(text.count(letter) for letter in own) for name, own in _LETTERS.items()}
    if letters["be"] or likely == "be":
        return "be"
    if letters["uk"] == letters["ru"]:
        return None
    return "uk" if letters["uk"] > letters["ru"] else "ru"


def _by_verbs(text: str) -> str | None:
    """Russian or Ukrainian, where a verb of saying or of a stance stands there that only one of them has."""
    found = [code for code in ("ru", "uk") if load_lexicon(code)["finite_cue"].search(text)]
    return found[0] if len(found) == 1 else None


def _is_cyrillic(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 * sum("\u0400" <= c <= "\u04ff" for c in letters) > len(letters)
