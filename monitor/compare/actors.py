"""Whose words count as the actor's: the person's, else the office's, else those of the same government."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from monitor.compare.nations import nations_in
from monitor.compare.words import load_words, script_of, what_it_does
from monitor.config.words import nearest
from monitor.reading.actors.source_words import load_source_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.types import Article, Office, Person, Statement, World

_WORD = re.compile(r"[^\W\d_]{2,}")
_ALIKE = 6
"""Letters after which two spellings of a name are the same ("Niinistö", "NIINISTO'S")."""
_PERSON, _OFFICE, _BODY, _COLLEAGUE, _ANYBODY, _DOCUMENT = 1.0, 0.9, 0.9, 0.6, 0.8, 0.7
_UNKNOWN, _OUTSIDER, _FOREIGN = 0.5, 0.3, 0.1
"""Somebody of whom nothing tells whom he speaks for; who is introduced as one that speaks for no government; who is introduced as of another state."""
REPORTED = 0.5
"""A sentence of a report that names the actor and that nobody else says."""
_INTRODUCED = 90
"""Characters before and after a speaker's first mention in which it is said who that is."""
PLACE = 4
"""Words of a dateline's place, at most."""
_APPOSED = re.compile(r",[^,.;:!?]{3,60}(?=[,.])")
_HEARSAY = 0.5
"""What is left where somebody else passes the words on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The actor of a position, resolved: `title` is how it was given; `persons` and `offices` are ids, `names` words of a personal name, `bodies` of a state
    or organisation; `nations` those that the title names, `home` with them those of the offices. `one_of`: one of those who speak for a state is meant, and not all
    of them. `anybody`: no actor was given, and whoever speaks counts.
    """

    title: str
    anybody: bool
    one_of: bool
    persons: frozenset[str]
    offices: frozenset[str]
    names: frozenset[str]
    bodies: frozenset[str]
    countries: frozenset[str]
    nations: frozenset[str]
    home: frozenset[str]
    country_of: dict[str, str]

    def own(self, statement: Statement, article: Article) -> float:
        """How surely the statement is the actor's own, 0…1."""
        sure = _ANYBODY if self.anybody else self._sureness(statement, article)
        if self.wrote(article) and (statement.voice == "primary" or _is_role(statement)):
            sure = max(sure, _COLLEAGUE if self.names else _BODY)
        return sure * (_HEARSAY if statement.nested else 1.0)

    def names_in(self, text: str) -> str | None:
        """The actor's name as `text` has it, where it names the person, or the state where no person is meant; else None."""
        found = [word for word in _WORD.findall(text) if word[0].isupper() and _share({_fold(word)}, self.names)]
        if found:
            return " ".join(dict.fromkeys(found))
        return self.title if nations_in(text) & self.nations else None

    def wrote(self, article: Article) -> float:
        """How surely words of the article that nobody else says are the actor's: it must be the actor's own outlet or text."""
        if self.anybody:
            return _DOCUMENT
        by = _words(f"{article.outlet} {article.author or ''}")
        ours = self.country_of.get(article.speaks_for or "") in self.countries
        return _DOCUMENT if article.primary and (ours or _share(by, self.names | self.bodies)) else 0.0

    def _sureness(self, statement: Statement, article: Article) -> float:
        said_by = _words(statement.speaker or "")
        if statement.actor in self.persons or _share(said_by, self.names):
            return _PERSON
        if statement.office in self.offices or statement.actor in self.offices:
            return _OFFICE
        country = self.country_of.get(statement.office or "")
        of_body = self._speaks_for_body(statement, article.text)
        if not (country or statement.actor or of_body) and _is_outsider(statement, article.text):
            return _OUTSIDER
        if of_body or country in self.countries or _share(said_by, self.bodies):
            return _COLLEAGUE if self.one_of else _BODY
        if country or statement.actor:
            return 0.0
        return self._introduced(statement, article)

    def _introduced(self, statement: Statement, article: Article) -> float:
        """By the states that are named where the speaker is introduced; of an official of whom nothing but what he says names any, by where the article was written."""
        named = nations_in(_source(statement, article.text)) or nations_in(_introduction(statement, article.text))
        if named & self.home or (named and self._is_official_at_home(statement, article.text)):
            unsure = bool(self.offices) and not _is_official(statement, article.text)
            return _COLLEAGUE if self.one_of or unsure else _BODY
        return _FOREIGN if named else _UNKNOWN

    def _is_official_at_home(self, statement: Statement, text: str) -> bool:
        start, end = statement.start, statement.end
        unsaid = text[:start] + " " * (end - start) + text[end:]
        alone = _is_official(statement, text) and not nations_in(_introduction(statement, unsaid))
        return alone and bool(nations_in(_dateline(text)) & self.home)

    def _speaks_for_body(self, statement: Statement, text: str) -> bool:
        """Whether the actor is neither a person nor a state, but a federation or a church by its name alone, and an official is introduced beside it."""
        a_body = not (self.anybody or self.persons or self.offices or self.nations or self.names)
        beside = a_body and not statement.actor and _is_official(statement, text)
        return beside and _share(_words(_introduction(statement, text)), self.bodies)


def resolve_actor(actor: str | None, world: World) -> Actor:
    """Finds the persons, offices and countries that free words mean: "Russia / Putin", "Finland", "Ukraine / delegation"."""
    body, _, person = (actor or "").partition("/")
    persons = [p for p in world.persons if _is_named(p, actor or "")]
    offices = [o for o in world.offices if _fits(o, actor or "")]
    held = [o for o in world.offices if o.id in {term.office for p in persons for term in p.terms}]
    nations = nations_in(actor or "")
    names = _capitals(person)
    countries = {c for c in (_country(body, world),) if c} or {o.country for o in (*offices, *held)}
    return Actor(
        title=actor or "",
        anybody=not (actor or "").strip(),
        one_of=bool(persons or offices or names),
        persons=frozenset(p.id for p in persons),
        offices=frozenset(o.id for o in (*offices, *held)),
        names=names,
        bodies=_words(body),
        countries=frozenset(countries),
        nations=nations,
        home=nations.union(*(nations_in(office.name) for office in (*offices, *held))),
        country_of={o.id: o.country for o in world.offices},
    )


def note_on(actor: Actor, world: World) -> str:
    """What the reader must know of an actor that the configuration does not have, and what to do; empty where it has it."""
    if actor.anybody or actor.persons or actor.offices:
        return ""
    if not (actor.countries or actor.nations):
        known = (*(name for p in world.persons for name in (p.name, *p.aliases)), *(o.name for o in world.offices))
        return (
            f"“{actor.title}” is nobody in actors.toml and names no state, so that only words beside that very name count;"
            f" write it as actors.toml does, or with its state, like “Finland / Stubb”{nearest(actor.title, known, listed=False)}"
        )
    if actor.names:
        name = actor.title.partition("/")[2].strip()
        return f"“{name}” is nobody in actors.toml: the name counts as it is spelled here, and others of that state for less"
    return ""


def _introduction(statement: Statement, text: str) -> str:
    """The words round the source, and round the first mention of the speaker's last name."""
    places = [] if statement.source is None else [statement.source]
    last = (statement.speaker or "").split()[-1:]
    first = text.find(last[0]) if last and len(last[0]) > 2 else -1
    if first >= 0:
        places.append((first, first + len(last[0])))
    return " … ".join(text[max(0, a - _INTRODUCED) : b + _INTRODUCED] for a, b in places)


def _dateline(text: str) -> str:
    """The place with which an article begins, in capitals."""
    return " ".join(takewhile(str.isupper, text.split()[:PLACE]))


def _is_official(statement: Statement, text: str) -> bool:
    """Whether the words that name the source name an office."""
    source = _source(statement, text).casefold()
    return load_words(script_of(source)).officials.search(source) is not None


def _source(statement: Statement, text: str) -> str:
    """The words that name who says it."""
    start, end = statement.source or (0, 0)
    return f"{statement.speaker or ''} {text[start:end]}"


def _is_outsider(statement: Statement, text: str) -> bool:
    """Whether the words that name the source say that it speaks for no government, or, where they name no office, those set behind them between commas."""
    source, behind = statement.speaker or "", None
    if statement.source is not None:
        start, end = statement.source
        source, behind = f"{source} {text[start:end]}", _APPOSED.match(text, end)
    words, source = load_words(script_of(source)), what_it_does().sub("", source).casefold()
    if words.outsiders.search(source):
        return True
    past = words.officials.search(source) is not None
    return (
        behind is not None
        and not past
        and words.outsiders.search(what_it_does().sub("", behind[0]).casefold()) is not None
    )


def _is_role(statement: Statement) -> bool:
    """Whether the source is told by a role alone ("the adviser", „der Berater“), which in the actor's own outlet is one of its people."""
    first, _, rest = (statement.speaker or "").partition(" ")
    source = rest if first.casefold() in load_source_words().articles else statement.speaker or ""
    return statement.actor is None and (source.islower() or len(source.split()) == 1) and statement.form != "transcript"


def _is_named(person: Person, actor: str) -> bool:
    said = _words(actor)
    return any(words and words <= said for words in map(_words, (person.name, *person.aliases)))


def _fits(office: Office, actor: str) -> bool:
    said = _words(actor)
    return any(words and words == said for words in map(_words, (office.name, *office.titles, *office.metonyms)))


def _country(body: str, world: World) -> str | None:
    """The country most offices are of that bear the nation's name."""
    nations = nations_in(body)
    found = Counter(o.country for o in world.offices if nations & nations_in(" · ".join((o.name, *o.titles))))
    return found.most_common(1)[0][0] if found else None


def share_a_word(some: str, other: str) -> bool:
    """Whether a word of one text stands in the other, whatever its ending and accents."""
    return _share(_words(some), _words(other))


def _words(text: str) -> frozenset[str]:
    return frozenset(_fold(word) for word in _WORD.findall(text))


def _capitals(text: str) -> frozenset[str]:
    return frozenset(_fold(word) for word in _WORD.findall(text) if word[0].isupper())


def _fold(word: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _share(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a word of one is a word of the other, long ones by their beginning."""
    return not {word[:_ALIKE] for word in some}.isdisjoint({word[:_ALIKE] for word in others})
