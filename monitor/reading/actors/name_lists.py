"""What joins names in a list and stands before them, in any language: a name may be joined as its own language does, whatever the text is in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon_files import in_all_languages, one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """Patterns and words of [lists] (lexicon/*.toml), of all languages together.

    `joint`: a comma or what joins the last; `last`: what joins the last alone, `last_word`: at an end; `following`: the next one (`who`) behind a `joint`; `closed`: a
    name with which a list may end; `stranger`: a country or a person, with its articles; `offices`: the office that several hold; `small`: articles and what joins a country to it;
    `beside_titles`: what stands before a name with or without the noun of an office.
    """

    joint: re.Pattern[str]
    last: re.Pattern[str]
    last_word: re.Pattern[str]
    following: re.Pattern[str]
    closed: re.Pattern[str]
    stranger: re.Pattern[str]
    offices: re.Pattern[str]
    small: frozenset[str]
    beside_titles: frozenset[str]


@cache
def load_name_lists() -> NameLists:
    """Compiled once a process."""
    ands, small = (*in_all_languages("and"), *in_all_languages("as_well")), in_all_languages("small")
    joins = f"(?:{'|'.join(ands)})"
    inside = "|".join(dict.fromkeys(word for phrase in (*ands, *small) for word in phrase.split()))
    return NameLists(
        joint=re.compile(rf",?\s+{joins}\s+|,\s+"),
        last=re.compile(rf"\s{joins}\s"),
        last_word=re.compile(rf"\s{joins}$"),
        following=re.compile(
            rf"(?P<joint>,?\s+{joins}\s+|,\s+)(?P<who>[^,;:.!?\n]{{2,90}}?)(?=,|\s+{joins}\s|[;:.!?\n]|$)"
        ),
        # a small word that joins nothing on stands behind it, or a stop
        closed=re.compile(rf"[{UPPER}][\w’'-]+(?=,?\s+(?!(?:{inside})\b)[^\W\d_{UPPER}]|\s*[.:;!?—–]|$)"),
        stranger=re.compile(
            rf"(?:{one_of('before_stranger')}\s+)*{one_of('elided')}?[{UPPER}][\w’'-]+(?:\s+[{UPPER}][\w’'-]+){{0,2}}"
        ),
        offices=re.compile(rf"\b(?:{'|'.join(in_all_languages('offices'))})\b", re.IGNORECASE),
        small=frozenset(small),
        beside_titles=frozenset(in_all_languages("beside_titles")),
    )
