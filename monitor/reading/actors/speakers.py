"""Who a source is, in the order of the text: by name, title or institution, or by a word that stands for somebody named before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.actors.name_lists import load_name_lists
from monitor.reading.actors.named_again import NamedAgain
from monitor.reading.actors.peoples import find_peoples
from monitor.reading.actors.recognition import FOLLOWING_NAME, POSSESSED, PREVIOUS_WORD, Recognition
from monitor.reading.actors.roles import speaker_by_role
from monitor.reading.actors.source_words import load_source_words
from monitor.reading.actors.speaker import Speaker, named
from monitor.reading.actors.strangers import Strangers
from monitor.reading.actors.told import is_in, is_told
from monitor.reading.actors.topics import HUMAN, Topic, Topics
from monitor.reading.text.sentences import sentence_end

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Office, Span, World

SUBJECT_REACH = 90
"""Letters of a sentence in which its subject begins."""
_NEAR = 300
"""Characters back in which two who bear a title are both meant by it."""
_STEM = 6
"""Letters of a title by which another who bears it is known, in whatever case."""


class Speakers:
    """Resolves the sources of one article in the order of the text, so that pronouns find whom they stand for."""

    def __init__(
        self, text: str, *, world: World, mentions: Sequence[Mention], lexicon: Lexicon, day: date, home: Office | None
    ) -> None:
        self._text = text
        self._mentions = mentions
        self._day = day
        self.lexicon = lexicon
        self.known = Recognition(text, world=world, mentions=mentions, lexicon=lexicon, day=day, home=home)
        self._world = world
        self._introduced: Speaker | None = None
        self._topics = Topics(lexicon, home=self.known.home)
        self._strangers = Strangers(text, known=self.known, lexicon=lexicon)
        self._named_again = NamedAgain(
            text, known=self.known, topics=self._topics, strangers=self._strangers, lexicon=lexicon
        )

    def anew(self) -> Speakers:
        """Those of the same article before its first sentence, to read it for a look without a trace."""
        return Speakers(
            self._text,
            world=self._world,
            mentions=self._mentions,
            lexicon=self.lexicon,
            day=self._day,
            home=self.known.home_office,
        )

    def introduce(self, speaker: Speaker) -> None:
        """Takes note of whom the title names, for labels that only give a title ("THE PRESIDENT") or call his words an answer."""
        self._introduced = speaker
        self._topics.add(Topic(-1, speaker, strong=False))

    def begin_sentence(self, span: Span, *, quoted: Sequence[Span] = ()) -> None:
        """Takes note of who is mentioned in a sentence, its subject first in line for the pronouns that follow.

        `quoted`: its quotations, in which another speaks, of whom no pronoun outside them is.
        """
        self._topics.forget_old()
        first = begins = True
        for mention in self.known.within(span):
            speaker = self._mentioned(mention)
            near = mention.start - span[0] < SUBJECT_REACH and not self._is_told(span[0], mention.start)
            if begins and near and mention.nominative and not is_in(mention.start, quoted):
                self._note_house(mention)
            begins = False
            if speaker is not None and speaker.person is not None and not is_in(mention.start, quoted):
                strong = first and near and mention.nominative and not self.known.is_possessive(mention)
                self._topics.add(Topic(mention.start, speaker, strong))
                first = False
        self._topics.insert(self._strangers.subjects(span, quoted))

    def _note_house(self, mention: Mention) -> None:
        """A house that a sentence begins with ("NATO will not …, it said"), whom a later "it" may mean; nobody else is asked for it."""
        if mention.kind == "metonym" and not self.known.is_possessive(mention):
            self._topics.add(Topic(mention.start, self.known.institution(mention), strong=False))

    def resolve(
        self, span: Span, *, genitive: bool = False, told: Sequence[Span] = (), nested: bool = False
    ) -> Speaker:
        """Who `span` names. A person who is found becomes the one that later pronouns mean, unless he is `nested` in what another tells.

        `told`: what is said there, in which nobody is named whom a pronoun that says it may mean.
        """
        phrase = self._text[span[0] : span[1]]
        meant = self._topics.by_pronoun(phrase, span[0], told=told)
        speaker = meant or self._from_names(span, phrase, genitive=genitive, told=told)
        only_passes_on = speaker.person is None and self.lexicon["readout"].search(phrase) is not None
        if (speaker.role in HUMAN or speaker.role == "office") and not only_passes_on:
            self._topics.add(Topic(span[0], speaker, strong=not nested))
        return speaker

    def sharing(self, speaker: Speaker, office: str | None) -> Speaker:
        """Who holds the `office` of a state that is named with others as its holders; the speaker himself where that is no one followed."""
        state = speaker.office.country if speaker.office is not None and office is not None else None
        found = self.known.office_of(state, office) if state is not None and office is not None else None
        return found or speaker

    def by_people(self, span: Span, *, floor: int) -> tuple[Span, list[Speaker]]:
        """Each of those whom the source names by their peoples and the office that they hold, and where; none where it is no such list, or none of them is followed."""
        found = find_peoples(self._text, span, floor=floor, lexicon=self.lexicon)
        held = [self.known.of_people(people, found.office) for people in found.names] if found else []
        if found is None or not any(held):
            return span, []
        named_so = zip(held, found.names, strict=True)
        return found.span, [holder or named(f"{people} {found.office}") for holder, people in named_so]

    def resolve_label(self, span: Span) -> Speaker:
        """Who a transcript's label names; other words beside the name do no harm there."""
        inside = self.known.within(span)
        for mention in reversed([m for m in inside if m.kind == "person"]):
            speaker = self.known.person(mention)
            if speaker is not None:
                return speaker
        phrase = self._text[span[0] : span[1]].strip()
        title = next((m for m in inside if m.kind == "title" and m.end == span[0] + len(phrase)), None)
        return self._from_title(phrase, span[0]) or (self.known.title_holder(title) if title else None) or named(phrase)

    def who_answers(self, span: Span) -> Speaker:
        """Who speaks in a transcript that calls his words an answer and no more: whom its title says so of, or the outlet's own office; else nobody known."""
        return self._introduced or self.known.home or named(self._text[span[0] : span[1]].strip())

    def names_others(self, span: Span, speaker: Speaker) -> bool:
        """Whether there somebody is named by first and last name who is not followed, and not the speaker."""
        return any(True for _ in self._strangers.others_named(span, speaker.name))

    def resolve_name(self, phrase: str, mentions: Sequence[Mention]) -> Speaker | None:
        """Who a phrase outside the text (a title, a by-line) names, with `mentions` found in it; None where nobody followed."""
        for mention in mentions:
            person = self.known.sole_person(mention) if mention.kind == "person" else None
            lead = phrase[: mention.start].split()[-1:] or [""]
            if person and (mention.full or not lead[0] or lead[0].casefold() in self.lexicon.words["title_words"]):
                return Speaker(name=person.name, role="person", person=person)
            if mention.kind == "title" and not FOLLOWING_NAME.match(phrase[mention.end :]):
                return self.known.office_holder(mention)
        return self._from_title(phrase, len(self._text))

    def resolve_house(self, phrase: str, mentions: Sequence[Mention]) -> Speaker | None:
        """The institution that is the whole of a phrase outside the text ("the North Atlantic Council"); None where it is no followed one's name."""
        for mention in mentions:
            rest = (phrase[: mention.start] + phrase[mention.end :]).strip().casefold()
            if mention.kind == "metonym" and rest in load_source_words().articles:
                return self.known.institution(mention)
        return None

    def last(self, before: int) -> Speaker | None:
        """The last one who spoke or was spoken of before that place, within reach."""
        topic = self._topics.last(before)
        return topic.speaker if topic else None

    def subject_before(self, at: int, *, female: bool) -> Speaker | None:
        """The last person who spoke or was a sentence's subject before that place in its paragraph; None where that is nobody or of the other sex."""
        return self._topics.subject_since(self._text.rfind("\n", 0, at) + 1, at, female=female)

    def is_media(self, span: Span) -> bool:
        """Whether the source only passes on what others say."""
        phrase = self._text[span[0] : span[1]]
        if self.known.within(span):
            return False
        return bool(self.lexicon["media_names"].search(phrase) or self.lexicon["media"].search(phrase))

    def passes_on(self, source: Span, told: Span) -> bool:
        """Whether the source is a readout, or the house that gives one, of what whoever `told` names said: its own leader or an ally's, anybody where
        the house is of nobody followed."""
        phrase = self._text[source[0] : source[1]]
        if self.lexicon["readout"].search(phrase):
            return True
        if not self.lexicon["leaders_house"].search(phrase):
            return False
        houses = [office for m in self.known.within(source) for office in self.known.offices_of(m)]
        theirs = [office for m in self.known.within(told) if m.kind != "metonym" for office in self.known.offices_of(m)]
        return not houses or any(self._are_allied(house, other) for house in houses for other in theirs)

    def _are_allied(self, one: Office, other: Office) -> bool:
        return one.country == other.country or self._world.stand_together(one.bloc, other.bloc)

    def _is_told(self, start: int, at: int) -> bool:
        return is_told(self._text, start, at, lexicon=self.lexicon)

    def _mentioned(self, mention: Mention) -> Speaker | None:
        if mention.kind == "metonym":
            return None
        return self.known.person(mention) if mention.kind == "person" else self.known.title_holder(mention)

    def _from_names(self, span: Span, phrase: str, *, genitive: bool, told: Sequence[Span]) -> Speaker:
        inside = self.known.within(span)
        for mention in reversed([m for m in inside if m.kind == "person"]):
            house = self.known.house(mention) if self._is_house(mention, span) else None
            if house is not None:
                return house
            if self._heads(mention, span, genitive=genitive):
                return self.known.person(mention) or named(phrase)
        for mention in inside:
            if mention.kind != "person" and self._leads(mention, span):
                title = mention.kind == "title"
                speaker = self.known.title_holder(mention) if title else self.known.institution(mention)
                if speaker is not None:
                    return speaker
        holder = None if self._is_beside_another(phrase, span[0]) else self._from_title(phrase, span[0])
        titled = self._issuer(phrase, span[0]) or holder or self._named_again.who(phrase, span[0], told)
        return titled or speaker_by_role(phrase, self.lexicon)

    def _issuer(self, phrase: str, at: int) -> Speaker | None:
        """Whose document it is that the phrase only calls one: the outlet's own office's, or of the house that spoke last."""
        words = phrase.strip()
        bare = words.partition(" ")[2] if words.partition(" ")[0].casefold() in load_source_words().articles else words
        if not any(self.lexicon["own_document"].match(each) for each in (words, bare)):
            return None
        return self.known.home or self._house_before(at)

    def _house_before(self, at: int) -> Speaker | None:
        """The house that spoke last, where its sentence names no other whose document it may be; None where a person did."""
        last = self._topics.last(at)
        if last is None or last.speaker.role != "office":
            return None
        end = sentence_end(self._text, last.at, self.lexicon, limit=at)
        houses = (self.known.institution(m) for m in self.known.within((last.at, end)) if m.kind == "metonym")
        return last.speaker if all(house.name == last.speaker.name for house in houses) else None

    def _from_title(self, phrase: str, at: int) -> Speaker | None:
        return self.known.by_bare_title(phrase, self._topics.persons_before(at))

    def _is_beside_another(self, phrase: str, at: int) -> bool:
        """Whether a Slavic title in an oblique case («по словам министра») may be that of two: of another named since somebody spoke last, or of
        two who were just spoken of."""
        last = self._topics.last(at)
        words = phrase.split()
        bare = phrase.strip().casefold() in self.lexicon.words["bare_titles"]
        if last is None or not words or bare or not self.lexicon.endings:
            return False
        near = {t.speaker.person for t in self._topics.between(at - _NEAR, at) if t.speaker.person is not None}
        bearers = [person for person in near if self.known.by_bare_title(phrase, [person]) is not None]
        title = rf"\b{re.escape(words[-1][:_STEM])}"
        return len(bearers) > 1 or re.search(title, self._text[last.at + 1 : at], re.IGNORECASE) is not None

    def _is_house(self, mention: Mention, span: Span) -> bool:
        """Whether the phrase names the house of this person ("X's office", „das Büro von X“)."""
        before, after = self._text[span[0] : mention.start], self._text[mention.end : span[1]]
        return bool(
            self.lexicon["house_behind"].fullmatch(after.rstrip(" .,"))
            or (self.lexicon["house_before"].fullmatch(before) and not after.strip(" .,"))
        )

    def _heads(self, mention: Mention, span: Span, *, genitive: bool) -> bool:
        """Whether the phrase is about this person and not about something of his."""
        before, after = self._text[span[0] : mention.start], self._text[mention.end : span[1]]
        trails = load_source_words().trailing.match(after) or self.lexicon["trailing"].match(after)
        if POSSESSED.match(after) or not trails:
            return False
        if load_source_words().by_mouth.search(before):
            return True
        if self.lexicon["aide_of"].search(before):
            return False
        word = PREVIOUS_WORD.search(before)
        depends = word is not None and self.lexicon["dependents"].fullmatch(word[1]) is not None
        if depends and not mention.full and (genitive or not mention.nominative):
            return False
        return genitive or mention.nominative or not (self.lexicon.endings or self.lexicon.title_endings)

    def _leads(self, mention: Mention, span: Span) -> bool:
        """Whether an office's title or name is the whole of the phrase, but for articles and an apposition; "some EU foreign ministers" are not all of them."""
        before, after = self._text[span[0] : mention.start], self._text[mention.end : span[1]]
        lead = before.split()[-1:] or [""]
        of_several = mention.kind == "title" and load_name_lists().offices.search(self._text, *mention.span)
        if of_several and before.strip().casefold() not in load_source_words().articles:
            return False
        if self.lexicon["former"].search(before) or self.lexicon["dependents"].fullmatch(lead[0]):
            return False
        leads = load_source_words().leading.match(before) or self.lexicon["leading"].match(before)
        return bool(leads) and bool(load_source_words().trailing.match(after) or self.lexicon["trailing"].match(after))
