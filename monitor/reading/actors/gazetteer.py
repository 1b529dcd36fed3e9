"""Where the followed persons and offices are named in a text: one look-up table made of the configured world."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import contains
from typing import TYPE_CHECKING, Literal

from monitor.reading.actors.inflect import fold, forms
from monitor.reading.actors.office_words import load_office_words
from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.reading.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span, World

Kind = Literal["person", "title", "metonym"]
_TOKEN = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s.\-’'‑–\xa0]{1,3}")
_STOP = re.compile(r"\.\s")
_NAME_PARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text: `ids` are the persons or offices it may mean, `full` whether it has more than a surname.

    `nominative`: in the form it is configured in, so that it can be the subject of a Russian verb.
    """

    start: int
    end: int
    kind: Kind
    ids: tuple[str, ...]
    full: bool = False
    nominative: bool = True

    @property
    def span(self) -> Span:
        """Start and end in the text."""
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Entry:
    forms: tuple[frozenset[str], ...]
    plain: tuple[str, ...]
    capital: tuple[bool, ...]
    kind: Kind
    ids: tuple[str, ...]


class Gazetteer:
    """Looks names up; built once for a world, cheap to ask."""

    def __init__(self, world: World) -> None:
        self._index: dict[str, list[_Entry]] = defaultdict(list)
        names: dict[tuple[str, Kind], list[str]] = defaultdict(list)
        for name, kind, owner in _names(world):
            if owner not in names[name, kind]:
                names[name, kind].append(owner)
        for (name, kind), ids in names.items():
            self._add(name, kind, tuple(ids))
        for entries in self._index.values():
            entries.sort(key=lambda entry: (-len(entry.plain), entry.kind != "person"))

    def find(self, text: str, lexicon: Lexicon) -> list[Mention]:
        """Mentions in order, longest first where they overlap; `lexicon`: of the text's language, by which its sentences end."""
        words = list(_TOKEN.finditer(text))
        folded = [fold(word[0]) for word in words]
        mentions, i = [], 0
        while i < len(words):
            entry = self._match(text, words, folded, i, lexicon) if folded[i] in self._index else None
            if entry is None:
                i += 1
                continue
            after = i + len(entry.plain)
            mentions.append(
                Mention(
                    start=words[i].start(),
                    end=words[after - 1].end(),
                    kind=entry.kind,
                    ids=entry.ids,
                    full=len(entry.plain) >= _NAME_PARTS,
                    nominative=tuple(folded[i:after]) == entry.plain,
                )
            )
            i = after
        return mentions

    def _add(self, name: str, kind: Kind, ids: tuple[str, ...]) -> None:
        words = _TOKEN.findall(name)
        if not words:
            return
        entry = _Entry(
            forms=forms(words, genitive=kind != "title"),
            plain=tuple(fold(word) for word in words),
            capital=_capitals(words, kind),
            kind=kind,
            ids=ids,
        )
        for form in entry.forms[0]:
            self._index[form].append(entry)

    def _match(
        self, text: str, words: Sequence[re.Match[str]], folded: Sequence[str], i: int, lexicon: Lexicon
    ) -> _Entry | None:
        """The longest entry; of two spellings of one name that which stands there («Юрій» may be a form of «Юрий»)."""
        found = None
        for entry in self._index[folded[i]]:
            after = i + len(entry.forms)
            exact = tuple(folded[i:after]) == entry.plain
            if found is not None and not (exact and entry.ids == found.ids and len(entry.plain) == len(found.plain)):
                continue
            named = after <= len(words) and all(map(contains, entry.forms, folded[i:after]))
            if named and _is_name(text, words[i:after], entry, lexicon):
                if exact:
                    return entry
                found = entry
        return found


def _capitals(words: Sequence[str], kind: Kind) -> tuple[bool, ...]:
    """Which words must begin with a capital: those of a name that have one, but not the "foreign ministry" of a nation."""
    of_nation = kind == "metonym" and not _nation_words().isdisjoint(fold(word) for word in words)
    small = load_office_words().institutions
    return tuple(kind != "title" and word[0].isupper() and not (of_nation and fold(word) in small) for word in words)


def _is_name(text: str, words: Sequence[re.Match[str]], entry: _Entry, lexicon: Lexicon) -> bool:
    """Whether words that are the entry's have its capitals, and nothing stands between them that parts them."""
    capitals = all(word[0][0].isupper() for word, capital in zip(words, entry.capital, strict=True) if capital)
    return capitals and all(_goes_on(text, *pair, lexicon) for pair in pairwise(words))


def _goes_on(text: str, before: re.Match[str], word: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether nothing parts two words of a name: a full stop that ends a sentence does, one behind an initial or a shortened title does not ("U.S. President")."""
    between = _GAP.fullmatch(text, before.end(), word.start())
    return between is not None and not (_STOP.match(text, before.end()) and ends_sentence(text, before.end(), lexicon))


def _names(world: World) -> Iterator[tuple[str, Kind, str]]:
    for person in world.persons:
        for alias in dict.fromkeys((person.name, *person.aliases)):
            yield alias, "person", person.id
    for office in world.offices:
        for title in office.titles:
            for variant in _title_variants(title):
                yield variant, "title", office.id
        for metonym in office.metonyms:
            yield metonym, "metonym", office.id


def _title_variants(title: str) -> Iterator[str]:
    """The title as configured, and with the nation in its other places ("Russian X": "Russia's X", "X of Russia")."""
    yield title
    folded = title.casefold()
    for adjective, noun, code in _nations().get(folded.partition(" ")[0], ()):
        if not folded.startswith(adjective + " "):
            continue
        rest = title[len(adjective) + 1 :]
        for variant in load_lexicon(code).nation_titles:
            if " " not in noun or "{one_word}" not in variant:
                yield variant.format(noun=noun, one_word=noun, rest=rest)


@cache
def _nation_words() -> frozenset[str]:
    """The first words of the nations' adjectives and nouns."""
    named = (word for nations in _nations().values() for adjective, noun, _ in nations for word in (adjective, noun))
    return frozenset(fold(word).partition(" ")[0] for word in named)


@cache
def _nations() -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """(adjective, noun, language) of each nation, by the adjective's first word."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for code in LANGUAGES:
        for adjective, noun in load_lexicon(code).nations:
            folded = adjective.casefold()
            found[folded.partition(" ")[0]].append((folded, noun, code))
    return found
