"""Words of titles and offices, in all languages together ([lists] and [same_office] of lexicon/*.toml), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.text.lexicon_files import in_all_languages, one_of, table_of_all_languages

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords:
    """`before_bare`: articles before a title that is all the phrase; `formerly`: the `role` that somebody held, at the end of what stands before
    his name; `lesser`, `diplomatic`: the name of a lesser office, and of a diplomat's; `broad`: titles that lesser offices have in theirs;
    `same`: the title under which an office is configured, by another; `institutions`: words that are written small behind the name of a nation.
    """

    before_bare: re.Pattern[str]
    formerly: re.Pattern[str]
    lesser: re.Pattern[str]
    diplomatic: re.Pattern[str]
    broad: frozenset[str]
    same: Mapping[str, str]
    institutions: frozenset[str]


@cache
def load_office_words() -> OfficeWords:
    """Compiled once a process."""
    return OfficeWords(
        before_bare=re.compile(rf"^{one_of('before_bare_title')}(?:(?<=['’])|\.?\s+)", re.IGNORECASE),
        formerly=re.compile(rf"\b{one_of('formerly')}\s*(?P<role>[^.,;:]{{0,60}})$", re.IGNORECASE),
        lesser=re.compile(one_of("lesser_offices"), re.IGNORECASE),
        diplomatic=re.compile(one_of("diplomatic_offices"), re.IGNORECASE),
        broad=frozenset(in_all_languages("broad_titles")),
        same=table_of_all_languages("same_office"),
        institutions=frozenset(in_all_languages("of_institutions")),
    )
