"""Which language a text is in. The only file that imports py3langid."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from monitor.reading.lexicon import LANGUAGES, load_lexicon

_CANDIDATES = (
    "en", "ru", "uk", "be", "bg", "sr", "mk", "kk", "de", "fr", "es", "it", "pt", "pl", "cs", "sk", "ro", "hu", "tr",
    "sv", "fi", "no", "da", "nl", "et", "lv", "lt", "el", "ar", "zh", "fa", "he", "ja", "ko", "ka", "hy", "az",
)  # fmt: skip
_LOOK_AT = 4_000
_SHORT = 200
_SURE = 0.9
_CYRILLIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk"})
_EAST_SLAVIC, _SOUTH_SLAVIC = frozenset({"ru", "uk", "be"}), frozenset({"bg", "mk", "sr"})
_LETTERS = {"uk": "їєґіЇЄҐІ", "ru": "ыэёЫЭЁ", "be": "ўЎ"}
"""Letters that the other two do not have, or hardly (Belarusian shares і and ы)."""
_QUOTED = re.compile(r"«[^»]{60,1500}»|„[^“”]{60,1500}[“”]|“[^”]{60,1500}”|\"[^\"]{60,1500}\"")
_WORD = re.compile(r"[^\W\d_]+")
_FEW = 3


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_CANDIDATES))
    return identifier


def detect_language(text: str, *, declared: str | None) -> str:
    """The two-letter code of the text's language; long quotations, which may be in another one, are looked at last.

    `declared` (the feed's word, region ignored) decides where the text is short or the model unsure, if the script and the
    letters that only one language has do not speak against it.
    """
    text = _own_words(text[:_LOOK_AT])
    prior = declared.split("-")[0].split("_")[0].lower() if declared else None
    code, sureness = _identifier().classify(text)
    sure = sureness >= _SURE and len(text) >= _SHORT
    if _is_cyrillic(text):
        likely = str(code) if sure or prior not in _CYRILLIC else str(prior)
        return likely if sure and likely in _SOUTH_SLAVIC else _east_slavic(text, likely)
    if sure or prior is None or prior not in _CANDIDATES or prior in _CYRILLIC:
        return str(code) if sure else _by_small_words(text) or str(code)
    words = _small_words(text)
    contradicted = prior in words and not words[prior] and max(words.values()) >= _FEW
    return max(words, key=lambda language: words[language]) if contradicted else prior


def _own_words(text: str) -> str:
    """`text` without its long quotations, where enough is left."""
    outside = _QUOTED.sub(" ", text)
    return outside if len(outside) >= _SHORT else text


def _east_slavic(text: str, code: str) -> str:
    """`code`, unless it is Russian, Ukrainian or Belarusian and the letters say which of them it is."""
    if code not in _EAST_SLAVIC | _SOUTH_SLAVIC:
        return code
    letters = {name: sum(text.count(letter) for letter in own) for name, own in _LETTERS.items()}
    if letters["be"]:
        return "be"
    if letters["uk"] > letters["ru"]:
        return "uk"
    return "ru" if letters["ru"] > letters["uk"] else code


def _by_small_words(text: str) -> str | None:
    """Of the Latin languages that are read, the one most of whose small words the text has; None without a clear one."""
    words = _small_words(text)
    best, second = sorted(words, key=lambda language: -words[language])[:2]
    return best if words[best] >= _FEW and words[best] > words[second] + 1 else None


def _small_words(text: str) -> dict[str, int]:
    found = _WORD.findall(text.casefold())
    return {
        code: sum(word in load_lexicon(code).words["not_names"] for word in found)
        for code in LANGUAGES
        if code not in _CYRILLIC
    }


def _is_cyrillic(text: str) -> bool:
    letters = [c for c in text[:_LOOK_AT] if c.isalpha()]
    return 2 * sum("\u0400" <= c <= "\u04ff" for c in letters) > len(letters)
