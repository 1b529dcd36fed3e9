"""Words round the name or the role of a source, in all languages together ([lists] of lexicon/*.toml), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from monitor.reading.text.lexicon_files import in_all_languages, one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWords:
    """`leading`, `trailing`: all that stands before a name that heads its phrase, and behind it; `by_mouth`: ends what stands before the name of who
    speaks for a house («Кремль устами Пескова»), his title included; `articles`: all that may stand beside a house;
    `role_ends`: parts a role from whose or where it is; `article`: before a name; `plural`: a noun that means several; `women`, `men`: titles of theirs;
    `feminine`: what given names of women end with.
    """

    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    by_mouth: re.Pattern[str]
    articles: frozenset[str]
    role_ends: re.Pattern[str]
    article: re.Pattern[str]
    plural: re.Pattern[str]
    women: frozenset[str]
    feminine: tuple[str, ...]
    men: frozenset[str]


@cache
def load_source_words() -> SourceWords:
    """Compiled once a process."""
    return SourceWords(
        leading=re.compile(rf"^{one_of('before_source')}?\.?\s*(?:\w+\s+)?$", re.IGNORECASE),
        trailing=re.compile(
            rf"^\s*(?:,.*|\(.*|[—–-].*|{one_of('behind_source')}|,|['’]s?)?\s*$", re.IGNORECASE | re.DOTALL
        ),
        by_mouth=re.compile(rf"\b{one_of('by_mouth_of')}\s+(?:[^\W\d_][\w-]*\s+){{0,4}}$", re.IGNORECASE),
        articles=frozenset({"", *in_all_languages("articles")}),
        role_ends=re.compile(rf"\s{one_of('behind_role')}\s|,"),
        article=re.compile(rf"^{one_of('before_any_name')}\s"),
        plural=re.compile(one_of("plural_nouns"), re.IGNORECASE),
        women=frozenset(in_all_languages("titles_of_women")),
        feminine=in_all_languages("feminine_endings"),
        men=frozenset(in_all_languages("titles_of_men")),
    )
