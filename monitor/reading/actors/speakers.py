"""Who a source is, in the order of the text: names, titles, institutions, and the pronouns that stand for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.reading.actors.inflect import fold
from monitor.reading.actors.recognition import FOLLOWING_NAME, POSSESSED, PREVIOUS_WORD, Recognition
from monitor.reading.actors.roles import NAME_RUN, is_other_sex, speaker_by_role
from monitor.reading.actors.speaker import Speaker, named
from monitor.reading.text.lexicon import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Office, Span, World

_TRAILING_FINE = re.compile(
    r"^\s*(?:,.*|\(.*|[—–-].*|himself|herself|itself|сам|сама|лично|who|,|['’]s?)?\s*$", re.IGNORECASE | re.DOTALL
)
_LEADING_FINE = re.compile(
    r"^(?:the|a|his|her|their|then|new|current|outgoing|incoming|mr|ms|mrs|dr|нынешний|новый|действующий|сам|сама|в|во|на|"
    r"officials (?:in|at)|власти)?\.?\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"\s+([\w’'-]+)")
_PARTY = re.compile(r"(?<=\s)\w+-(?=\w+$)")
"""Whose politician he is ("der CDU-Politiker")."""
_SENTENCE_ENDS = re.compile(r"[.!?…][»”\"“]?\s+|\n")
_TWO_LAST = re.compile(r"\S\s+(\S+\s+\S+)$")
_ARTICLES = frozenset({"", "the", "der", "die", "das", "dem", "des", "le", "la", "les", "du", "l'", "l’"})
_HUMAN = frozenset({"person", "named", "unnamed", "expert"})
_ALLIES = frozenset({"NATO", "EU", "UA"})
"""Blocs whose leaders' houses give what each other's leaders said to them as it was said."""
_REACH = 1_800
_REMEMBERED = 60
_SUBJECT_REACH = 90
_STRANGER_REACH = 110


@dataclass(frozen=True, slots=True)
class _Topic:
    """Somebody the text has spoken of; `strong`: as the subject of a sentence or as a source."""

    at: int
    speaker: Speaker
    strong: bool


class Speakers:
    """Resolves the sources of one article in the order of the text, so that pronouns find whom they stand for."""

    def __init__(
        self, text: str, *, world: World, mentions: Sequence[Mention], lexicon: Lexicon, day: date, home: Office | None
    ) -> None:
        self._text = text
        self.lexicon = lexicon
        self._topics: list[_Topic] = []
        self._stranger_needs_lead = lexicon["stranger_lead"].pattern != NEVER
        self.known = Recognition(text, world=world, mentions=mentions, lexicon=lexicon, day=day, home=home)

    def introduce(self, speaker: Speaker) -> None:
        """Takes note of whom the title names, for labels that only give a title ("THE PRESIDENT")."""
        self._topics.append(_Topic(-1, speaker, strong=False))

    def begin_sentence(self, span: Span, *, quoted: Sequence[Span] = ()) -> None:
        """Takes note of who is mentioned in a sentence, its subject first in line for the pronouns that follow.

        `quoted`: its quotations, in which another speaks, of whom no pronoun outside them is.
        """
        self._topics = self._topics[-_REMEMBERED:]
        strangers = self._strangers(span, quoted)
        first = True
        for mention in self.known.within(span):
            speaker = self._mentioned(mention)
            if speaker is not None and speaker.person is not None and not _is_in(mention.start, quoted):
                near = mention.start - span[0] < _SUBJECT_REACH and not self._is_told(span[0], mention.start)
                strong = first and near and not self.known.is_possessive(mention)
                self._topics.append(_Topic(mention.start, speaker, strong))
                first = False
        if strangers:
            self._topics = sorted([*self._topics, *strangers], key=lambda topic: topic.at)

    def resolve(
        self, span: Span, *, genitive: bool = False, told: Sequence[Span] = (), nested: bool = False
    ) -> Speaker:
        """Who `span` names. A person who is found becomes the one that later pronouns mean, unless he is `nested` in what another tells.

        `told`: what is said there, in which nobody is named whom a pronoun that says it may mean.
        """
        phrase = self._text[span[0] : span[1]]
        speaker = self._from_pronoun(phrase, span[0], told) or self._from_names(
            span, phrase, genitive=genitive, told=told
        )
        if speaker.role in _HUMAN or speaker.role == "office":
            self._topics.append(_Topic(span[0], speaker, strong=not nested))
        return speaker

    def sharing(self, speaker: Speaker, office: str | None) -> Speaker:
        """Who holds the `office` of a state that is named with others as its holders; the speaker himself where that is no one followed."""
        state = speaker.office.country if speaker.office is not None and office is not None else None
        found = self.known.office_of(state, office) if state is not None and office is not None else None
        return found or speaker

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
            if mention.kind == "metonym" and rest in _ARTICLES:
                return self.known.institution(mention)
        return None

    def last(self, before: int) -> Speaker | None:
        """The last one who spoke or was spoken of before that place, within reach."""
        topic = self._last(before)
        return topic.speaker if topic else None

    def _last(self, before: int) -> _Topic | None:
        strong = [t for t in self._topics if t.strong and t.at < before and before - t.at < _REACH]
        return strong[-1] if strong else None

    def subject_since(self, since: int, before: int, *, female: bool) -> Speaker | None:
        """The last person who spoke or was a sentence's subject between the two places; None where that is nobody or of the other sex."""
        strong = [t.speaker for t in self._topics if t.strong and since <= t.at < before]
        if not strong or strong[-1].plural or strong[-1].role not in _HUMAN:
            return None
        return None if is_other_sex(strong[-1].name, female=female, lexicon=self.lexicon) else strong[-1]

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
        return not houses or any(_are_of_one_side(house, other) for house in houses for other in theirs)

    def _mentioned(self, mention: Mention) -> Speaker | None:
        if mention.kind == "metonym":
            return None
        return self.known.person(mention) if mention.kind == "person" else self.known.title_holder(mention)

    def _from_pronoun(self, phrase: str, at: int, told: Sequence[Span]) -> Speaker | None:
        word, words = phrase.strip().casefold(), self.lexicon.words
        unknown = Speaker(name=phrase, role="unknown", plural=word in words["pronouns_they"])
        near = [t.speaker for t in self._topics if t.at < at and at - t.at < _REACH]
        if word in words["pronouns_you"]:
            return unknown
        if word in words["pronouns_they"]:
            return next((speaker for speaker in reversed(near) if speaker.plural), unknown)
        if word in words["pronouns_it"]:
            return next((speaker for speaker in reversed(near) if speaker.role == "office"), unknown)
        if word in words["pronouns_he"] or word in words["pronouns_she"]:
            return self._antecedent(at, told, female=word in words["pronouns_she"]) or unknown
        return (self.known.home or unknown) if word in words["pronouns_we"] else None

    def _antecedent(self, at: int, told: Sequence[Span], *, female: bool) -> Speaker | None:
        fitting = [
            t
            for t in self._topics
            if t.at < at
            and at - t.at < _REACH
            and not _is_in(t.at, told)
            and not t.speaker.plural
            and t.speaker.role in _HUMAN
            and not is_other_sex(t.speaker.name, female=female, lexicon=self.lexicon)
        ]
        chosen = [t for t in fitting if t.strong] or fitting
        return max(chosen, key=lambda t: t.at).speaker if chosen else None

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
        home = self.known.home if self.lexicon["own_document"].match(phrase.strip()) else None
        titled = home or self._from_title(phrase, span[0]) or self._named_again(phrase, span[0], told)
        return titled or speaker_by_role(phrase, self.lexicon)

    def _from_title(self, phrase: str, at: int) -> Speaker | None:
        return self.known.by_bare_title(
            phrase, [t.speaker.person for t in self._topics if t.at < at and t.speaker.person]
        )

    def _named_again(self, phrase: str, at: int, told: Sequence[Span]) -> Speaker | None:
        """ "the politician", «дипломат»: the last one who spoke or was a sentence's subject, if he has a name and can be called that.

        None where another who could be meant as well was spoken of since, outside what is said there (`told`).
        """
        word, last = phrase.strip(" .").lower(), self._last(at)
        if last is None or not self._can_be_called(word, last.speaker):
            return None
        return None if self._is_beside_another(last, at, word, told) else last.speaker

    def _can_be_called(self, word: str, speaker: Speaker) -> bool:
        if speaker.role not in ("person", "named"):
            return False
        if word in self.lexicon.words["diplomats"]:
            return speaker.person is None or self.known.is_diplomat(speaker.person)
        return _PARTY.sub("", word) in self.lexicon.words["named_again"]

    def _is_beside_another(self, last: _Topic, at: int, word: str, told: Sequence[Span]) -> bool:
        """Whether somebody else is named, or called an ambassador or the like, behind the last mention of him, not in what somebody says."""
        begin = next((m.end for m in self.known.within((last.at, at)) if m.start == last.at), last.at)
        called = [
            topic.at
            for topic in self._topics
            if begin <= topic.at < at
            and topic.speaker.name != last.speaker.name
            and self._can_be_called(word, topic.speaker)
        ]
        alike = [m.start() for m in self.lexicon["another_one"].finditer(self._text, begin, at)]
        return any(
            not _is_in(other, told) and not self._is_told(self._sentence_start(other), other)
            for other in (*called, *alike, *self._unfollowed((begin, at), last.speaker.name))
        )

    def _unfollowed(self, span: Span, name: str) -> Iterator[int]:
        """Where names of two words stand that are not `name` and of nobody followed."""
        known = [(m.start, m.end) for m in self.known.within(span)]
        unlike = self.lexicon.words["org_words"] | self.lexicon.words["not_names"]
        for m in NAME_RUN.finditer(self._text, *span):
            is_known = m[0] in name or any(a < m.end() and m.start() < b for a, b in known)
            if not is_known and not any(fold(part) in unlike for part in m[0].split()):
                yield m.start()

    def _sentence_start(self, at: int) -> int:
        begin = max(0, at - _REACH)
        return max((m.end() for m in _SENTENCE_ENDS.finditer(self._text, begin, at)), default=begin)

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
        trails = _TRAILING_FINE.match(after) or self.lexicon["trailing"].match(after)
        if POSSESSED.match(after) or not trails:
            return False
        word = PREVIOUS_WORD.search(before)
        depends = word is not None and self.lexicon["dependents"].fullmatch(word[1]) is not None
        if depends and not mention.full and (genitive or not mention.nominative):
            return False
        return genitive or mention.nominative or not (self.lexicon.endings or self.lexicon.title_endings)

    def _leads(self, mention: Mention, span: Span) -> bool:
        """Whether an office's title or name is the whole of the phrase, but for articles and an apposition."""
        before, after = self._text[span[0] : mention.start], self._text[mention.end : span[1]]
        lead = before.split()[-1:] or [""]
        if self.lexicon["former"].search(before) or self.lexicon["dependents"].fullmatch(lead[0]):
            return False
        leads = _LEADING_FINE.match(before) or self.lexicon["leading"].match(before)
        return bool(leads) and bool(_TRAILING_FINE.match(after) or self.lexicon["trailing"].match(after))

    def _is_told(self, start: int, at: int) -> bool:
        """Whether a verb of speech stands before `at` in the sentence, or "according to him", so that it is told there and not the one who tells."""
        return self.lexicon["cue"].search(self._text, start, at) is not None or self._is_his(start, at)

    def _is_his(self, start: int, at: int) -> bool:
        """Whether there stands, by a pronoun, whose words the sentence tells: "according to him", "in her view", «по его словам»."""
        if self.lexicon["his_words"].search(self._text, start, at):
            return True
        for m in self.lexicon["according"].finditer(self._text, start, at):
            following = _NEXT_WORD.match(self._text, m.end(), at)
            if following is not None and self._is_third(following[1]):
                return True
        views = self.lexicon["views"].finditer(self._text, start, at)
        owners = (PREVIOUS_WORD.search(self._text, start, m.start()) for m in views)
        return any(owner is not None and self._is_third(owner[1]) for owner in owners)

    def _is_third(self, word: str) -> bool:
        words = self.lexicon.words
        return word.casefold() in words["pronouns_he"] or word.casefold() in words["pronouns_she"]

    def _strangers(self, span: Span, quoted: Sequence[Span]) -> list[_Topic]:
        """Somebody not followed who is the subject of a sentence, last: later pronouns may mean him; before him who is named behind a preposition."""
        unlike = self.lexicon.words["org_words"] | self.lexicon.words["not_names"]
        persons = [m for m in self.known.within(span) if m.kind == "person"]
        found: list[_Topic] = []
        for m in NAME_RUN.finditer(self._text, span[0], min(span[1], span[0] + _STRANGER_REACH)):
            if any(mention.start < m.end() and m.start() < mention.end for mention in persons):
                break
            unled = self._stranger_needs_lead and not self.lexicon["stranger_lead"].search(
                self._text[span[0] : m.start()]
            )
            if unled or _is_in(m.start(), quoted) or any(fold(word) in unlike for word in m[0].split()[-2:]):
                continue
            strong = not self._is_told(span[0], m.start())
            if strong and self.lexicon["named_beside"].search(self._text, span[0], m.start()):
                behind = _TWO_LAST.search(m[0]) if self.lexicon.endings else None
                if behind is not None:  # «В Уфе Глеб Савранский»: nothing parts the place from the subject
                    return [*found, _Topic(m.start() + behind.start(1), named(behind[1]), strong=True)]
                found.append(_Topic(m.start(), named(m[0]), strong=False))
                continue
            return [*found, _Topic(m.start(), named(self._without_lead(m[0])), strong)]
        return found

    def _without_lead(self, name: str) -> str:
        """The name without a word that only leads the sentence ("Thus Ann Lee")."""
        first, rest = name.split(maxsplit=1)
        return rest if " " in rest and fold(first) in self.lexicon.words["not_names"] else name


def _are_of_one_side(one: Office, other: Office) -> bool:
    return one.country == other.country or {one.bloc, other.bloc} <= _ALLIES


def _is_in(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)
