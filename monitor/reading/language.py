"""Which language a text is in. The only file that imports py3langid."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_CANDIDATES = (
    "en", "ru", "uk", "be", "bg", "sr", "mk", "kk", "de", "fr", "es", "it", "pt", "pl", "cs", "sk", "ro", "hu", "tr",
    "sv", "fi", "no", "da", "nl", "et", "lv", "lt", "el", "ar", "zh", "fa", "he", "ja", "ko", "ka", "hy", "az",
)  # fmt: skip
_LOOK_AT = 4_000
_SHORT = 200
_SURE = 0.9


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_CANDIDATES))
    return identifier


def detect_language(text: str, *, declared: str | None) -> str:
    """The two-letter code of the text's language.

    `declared` (the feed's word, region ignored) decides where the text is short or the model unsure, if its script fits.
    """
    prior = declared.split("-")[0].split("_")[0].lower() if declared else None
    code, sureness = _identifier().classify(text[:_LOOK_AT])
    sure = sureness >= _SURE and len(text) >= _SHORT
    if sure or prior is None or prior not in _CANDIDATES:
        return str(code)
    return prior if _is_cyrillic(text) == (prior in {"ru", "uk", "be", "bg", "sr", "mk", "kk"}) else str(code)


def _is_cyrillic(text: str) -> bool:
    letters = [c for c in text[:_LOOK_AT] if c.isalpha()]
    return 2 * sum("\u0400" <= c <= "\u04ff" for c in letters) > len(letters)
