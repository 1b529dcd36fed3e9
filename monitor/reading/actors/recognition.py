"""Whom a mention means, on the day of the article: the dated table decides, the words round the name can only object."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.actors.inflect import entry_of, fold
from monitor.reading.actors.office_words import load_office_words
from monitor.reading.actors.shared_office import office_of_state
from monitor.reading.actors.speaker import Speaker
from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon_files import one_of, read_file
from monitor.reading.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Office, Person, Span, World

FOLLOWING_NAME = re.compile(rf"^\s+[{UPPER}][\w’'-]+")
POSSESSED = re.compile(r"['’]s?\s+\w")
PREVIOUS_WORD = re.compile(r"([^\W\d_][\w.’'-]*)[ \xa0]+$")
_PREFIX = 2
_TITLE_REACH = 80
_CAPITALS = 2


class Recognition:
    """The followed persons and offices in one article."""

    def __init__(
        self, text: str, *, world: World, mentions: Sequence[Mention], lexicon: Lexicon, day: date, home: Office | None
    ) -> None:
        self._text = text
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._lexicon = lexicon
        self._day = day
        self._home = home
        self._persons = {person.id: person for person in world.persons}
        self._offices = {office.id: office for office in world.offices}
        self._full_before: set[str] = set()

    @property
    def home(self) -> Speaker | None:
        """The holder of the office whose own outlet this is."""
        return self.holder(self._home) if self._home is not None else None

    @property
    def home_office(self) -> Office | None:
        """The office whose own outlet this is."""
        return self._home

    def is_home(self, mention: Mention) -> bool:
        """Whether a mention is of the outlet's own office or of whoever holds it."""
        own = self.home
        return own is not None and self._home is not None and bool({own.actor, self._home.id} & set(mention.ids))

    def within(self, span: Span) -> list[Mention]:
        """The mentions that lie inside `span`."""
        found = self._mentions[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]
        return [mention for mention in found if mention.end <= span[1]]

    def person(self, mention: Mention) -> Speaker | None:
        """The person meant, unless the words round the surname say that it is somebody else."""
        person = self._choose(mention)
        if person is None or _junior().match(self._text, mention.end):
            return None
        if not mention.full and self._has_other_given_name(mention, person):
            return None
        if mention.full:
            self._full_before.add(person.id)
        conflict, called = self._conflict(mention, person)
        return Speaker(name=person.name, role="person", person=person, conflict=conflict, called=called)

    def sole_person(self, mention: Mention) -> Person | None:
        """The person of a mention outside the text, where there is only one of the name."""
        persons = [self._persons[i] for i in mention.ids if i in self._persons]
        return persons[0] if len(persons) == 1 else None

    def title_holder(self, mention: Mention) -> Speaker | None:
        """Who has the title on the day; None where a name or a possession follows it."""
        following = FOLLOWING_NAME.match(self._text[mention.end : mention.end + 30])
        return None if following or self.is_possessive(mention) else self.office_holder(mention)

    def office_holder(self, mention: Mention) -> Speaker:
        """Who holds the office that a title or metonym names first, on the article's day; the office itself where nobody or several are known to."""
        return self.holder(self._offices[mention.ids[0]])

    def institution(self, mention: Mention) -> Speaker:
        """The office itself, without its holder."""
        office = self._offices[mention.ids[0]]
        return Speaker(name=office.name, role="office", office=office)

    def house(self, mention: Mention) -> Speaker | None:
        """The office that the person meant holds on the day, without him; None where he holds none."""
        person = self._choose(mention)
        held = person.office_on(self._day) if person is not None else None
        if held is None:
            return None
        return Speaker(name=self._offices[held].name, role="office", office=self._offices[held])

    def office_of(self, country: str, office: str) -> Speaker | None:
        """Who holds a state's office of that kind ("foreign minister") on the day; None where it is not followed."""
        found = office_of_state(self._offices.values(), country, office)
        return self.holder(found) if found is not None else None

    def of_people(self, people: str, office: str) -> Speaker | None:
        """Who holds a people's ("German") office of that kind ("foreign minister") on the day, or its government; None where that is not followed."""
        own = read_file("offices.toml")["government"].format(people=people.replace(".", ""))
        house = next((each for each in self._offices.values() if own in each.metonyms), None)
        if house is None:
            return None
        held = self.office_of(house.country, office)
        return held or Speaker(name=house.name, role="office", office=house)

    def holder(self, office: Office) -> Speaker:
        """The person in the office on the day, or the office where nobody or several are known to hold it."""
        holders = [p for p in self._persons.values() if p.office_on(self._day) == office.id]
        if len(holders) == 1:
            return Speaker(name=holders[0].name, role="person", person=holders[0])
        return Speaker(name=office.name, role="office", office=office)

    def by_bare_title(self, phrase: str, known: Sequence[Person]) -> Speaker | None:
        """ "the President", «глава МИД»: the outlet's own, its country's only one, or the last of `known` who bears it."""
        bare = entry_of(_bare_title(phrase), self._lexicon.words["bare_titles"], self._lexicon)
        if bare is None:
            return None
        if self._home is not None and self._fits(self._home, bare):
            return self.holder(self._home)
        home = self._home.country if self._home is not None else None
        kin = [office for office in self._offices.values() if office.country == home and self._fits(office, bare)]
        if len(kin) == 1:
            return self.holder(kin[0])
        bearers = [person for person in known if self._bears(person, bare)]
        return Speaker(name=bearers[-1].name, role="person", person=bearers[-1]) if bearers else None

    def is_diplomat(self, person: Person) -> bool:
        """Whether any office of his is one of foreign affairs: he is called so before and after, too."""
        return any(load_office_words().diplomatic.search(self._offices[term.office].name) for term in person.terms)

    def offices_of(self, mention: Mention) -> list[Office]:
        """The offices that a mention may mean, or that whom it may mean holds on the day."""
        held = (self._persons[i].office_on(self._day) for i in mention.ids if i in self._persons)
        return [self._offices[i] for i in (*mention.ids, *held) if i in self._offices]

    def is_possessive(self, mention: Mention) -> bool:
        """Whether something of theirs follows ("Putin's envoy", "the Kremlin's reply")."""
        return POSSESSED.match(self._text, mention.end) is not None

    def _choose(self, mention: Mention) -> Person | None:
        persons = [self._persons[i] for i in mention.ids if i in self._persons]
        if len(persons) > 1:
            before = [person for person in persons if person.id in self._full_before]
            persons = before or [person for person in persons if person.office_on(self._day)]
        return persons[0] if len(persons) == 1 else None

    def _has_other_given_name(self, mention: Mention, person: Person) -> bool:
        """Whether a capitalised word before the surname is a given name, and none of the person's."""
        before = self._text[max(0, mention.start - 30) : mention.start]
        word = PREVIOUS_WORD.search(before)
        if word is None or self._is_no_name(word[1]) or self._stands_after_title(mention):
            return False
        last = mention.start - len(before) + word.end(1) - 1
        if word[1].endswith(".") and ends_sentence(self._text, last, self._lexicon):
            return False
        begins = before[: word.start()].rstrip()[-1:] in ("", ".", "!", "?")
        if begins and fold(word[1]) in self._lexicon.words["not_names"]:
            return False
        given = fold(word[1].rstrip("."))
        own = [fold(name.split()[0]) for name in (person.name, *person.aliases) if " " in name]
        length = min(_PREFIX, len(given))
        return not any(name[:length] == given[:length] for name in own)

    def _is_no_name(self, word: str) -> bool:
        title = fold(word.rstrip(".")) in self._lexicon.words["title_words"]
        return (
            not word[0].isupper()
            or title
            or word.endswith(("'s", "’s"))
            or (word.isupper() and len(word) > _CAPITALS)
            or self._lexicon["name_titles"].fullmatch(word) is not None
        )

    def _stands_after_title(self, mention: Mention) -> bool:
        return any(m.kind != "person" and m.end + 1 >= mention.start for m in self._before(mention))

    def _conflict(self, mention: Mention, person: Person) -> tuple[str | None, tuple[str, ...]]:
        """What the text calls the person, where the dated table knows better, and the offices that a title may mean."""
        held, title = person.office_on(self._day), self._title_before(mention)
        before = self._text[max(0, mention.start - _TITLE_REACH) : title.start if title else mention.start]
        if title is None:
            former = load_office_words().formerly.search(before)
            is_his = former is not None and held is not None and self._fits(self._offices[held], _bare(former["role"]))
            return ("text says former" if is_his else None), ()
        if self._lexicon["former"].search(before):
            errs = held in title.ids and self._lexicon["conflict"].search(before) is not None
            return ("text says former" if errs else None), ()
        if held in title.ids:
            return None, ()
        return f"text says {self._text[title.start : title.end]}", title.ids

    def _title_before(self, mention: Mention) -> Mention | None:
        """The title that stands right before a name, in one sentence and without a comma: another's would have one."""
        titles = (m for m in self._before(mention) if m.kind == "title")
        return next((m for m in titles if not self._text[m.end : mention.start].strip(" \xa0")), None)

    def _before(self, mention: Mention) -> list[Mention]:
        return self.within((mention.start - _TITLE_REACH, mention.start))

    def _bears(self, person: Person, bare: str) -> bool:
        held = person.office_on(self._day)
        return held is not None and self._fits(self._offices[held], bare)

    def _fits(self, office: Office, bare: str) -> bool:
        words = load_office_words()
        bare = words.same.get(bare, bare)
        if bare in words.broad and words.lesser.search(office.name):
            return False
        pattern = re.compile(rf"\b{re.escape(bare)}", re.IGNORECASE)
        return any(pattern.search(title) for title in (office.name, *office.titles))


@cache
def _junior() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*{one_of('behind_surname')}\b")


def _bare_title(phrase: str) -> str:
    return load_office_words().before_bare.sub("", phrase.strip(" .")).lower()


def _bare(role: str) -> str:
    return role.strip().casefold()
