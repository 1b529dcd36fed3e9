"""Words that take no side of the speaker's whatever they look like: others' words and wishes, the past, what is disowned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.cues.clauses import goes_on, words_between
from monitor.reading.cues.cue_words import any_of
from monitor.reading.cues.past import told_of_past

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from monitor.reading.cues.cue_words import CueWords
    from monitor.reading.cues.stance import Stance
    from monitor.reading.cues.subjects import Sides, Speaker
    from monitor.types import Issue

_SHORT, _LEAD = 8, 3
"""Words of a sentence that says nothing by itself ("That is their wish."); those that no line has room in ("It would be naive …"); chosen by hand."""


class LeftOpen:
    """Finds them in one language."""

    def __init__(self, issues: Sequence[Issue], language: str, sides: Sides, words: CueWords) -> None:
        self._issues = {issue.code: issue for issue in issues}
        self._sides = sides
        self._words = words
        self._theirs = {
            issue.code: (any_of(issue.theirs[language]), any_of(issue.keywords.get(language, ())))
            for issue in issues
            if language in issue.theirs
        }

    def reasons(
        self,
        sentences: Sequence[str],
        speaker: Speaker,
        stances: Mapping[str, Stance],
        *,
        day: date | None = None,
        lasting: bool = False,
    ) -> dict[str, str]:
        """The issues on which the words of a day take no side whatever they look like, each with the reason. `lasting`: they tell of what goes on.

        What is true of all that is said decides alone. Else each issue has a reason of its own, of several the last of these: others say it, it is
        asked of the other side, it tells of what that does, has, or is not.
        """
        whole = self._of_all_said(sentences, speaker, day=day, lasting=lasting)
        if whole is not None:
            return whole
        unseen = self._issues.keys() - {code for code, stance in stances.items() if not stance.abstained}
        said = _as_others_say(stances) | _as_asked_of_other(stances)
        return (
            said
            | self._done_by_other(sentences, speaker, unseen - said.keys())
            | self._of_theirs(" ".join(sentences), speaker)
            | self._of_no_harm(sentences, speaker, unseen)
        )

    def _of_all_said(
        self, sentences: Sequence[str], speaker: Speaker, *, day: date | None, lasting: bool
    ) -> dict[str, str] | None:
        """What is true of all sentences, and on which issues: the first of what the other side wants, what is passed on or disowned, and what is past."""
        conduct = [code for code, issue in self._issues.items() if issue.of_conduct]
        wanted = [self._sides.wanted_by_other(sentence, speaker) for sentence in sentences]
        if (found := _only(sentences, wanted, self._words)) is not None:
            return dict.fromkeys(conduct, f"it tells what the other side wants ({found!r})")
        for pattern, why in (
            (self._words.passes_on, "it passes on what others say"),
            (self._words.disowned, "what follows is disowned"),
        ):
            leading = [self._leading(pattern, sentence) for sentence in sentences]
            if (found := _only(sentences, leading, self._words, few=_LEAD)) is not None:
                return dict.fromkeys(self._issues, f"{why} ({found!r})")
        past = [None if lasting else told_of_past(sentence, self._words, day) for sentence in sentences]
        if (found := _only(sentences, past, self._words, few=0)) is not None:
            return dict.fromkeys(conduct, f"it tells of the past ({found!r})")
        return None

    def _done_by_other(self, sentences: Sequence[str], speaker: Speaker, unseen: Iterable[str]) -> dict[str, str]:
        """Of these issues those of one's own conduct, where only the other side does anything."""
        theirs = self._sides.only_other(sentences, speaker)
        told = f"it tells of the other side's own ({theirs!r})"
        return {code: told for code in unseen if theirs is not None and self._issues[code].subject == "own"}

    def _of_no_harm(self, sentences: Sequence[str], speaker: Speaker, unseen: Iterable[str]) -> dict[str, str]:
        """Of these issues those that tell of the other side, where one's own is said to be no threat."""
        harmless = self._harmless(sentences, speaker)
        told = f"it does not tell of the other side ({harmless!r})"
        return {code: told for code in unseen if harmless is not None and self._issues[code].subject == "other"}

    def _of_theirs(self, text: str, speaker: Speaker) -> dict[str, str]:
        """The issues of which the text only tells that somebody else has what they are about; each with the reason."""
        own, found = self._sides.lineup.ids_of(speaker.bloc), dict[str, str]()
        for code, (theirs, words) in self._theirs.items():
            m = theirs.search(text)
            if m is None or goes_on(text, m.end(), self._words):
                continue
            if not self._sides.named(m[0]) & own and words.search(theirs.sub(" ", text)) is None:
                found[code] = f"it tells of the other side's own ({m[0]!r})"
        return found

    def contrary(self, sentences: Sequence[str], stances: Mapping[str, Stance]) -> dict[str, str]:
        """The issues on which something is said to be wrong or out of the question, and no cue says what; each with the reason."""
        turned = _only(sentences, [self._inverted(sentence) for sentence in sentences], self._words)
        seen = {code for code, stance in stances.items() if not stance.abstained}
        return {code: f"the contrary is meant after {turned!r}" for code in self._issues.keys() - seen if turned}

    def _inverted(self, sentence: str) -> str | None:
        """What says that the rest of the sentence is wrong or out of the question, where it says nothing of its own."""
        found = self._words.inverting.search(sentence)
        return found[0] if found and not goes_on(sentence, found.end(), self._words) else None

    def _leading(self, pattern: re.Pattern[str], sentence: str) -> str | None:
        """The words that lead the sentence, where it says nothing of its own before or after them."""
        found = pattern.search(sentence)
        if found is None or words_between(sentence, 0, found.start()) > _LEAD:
            return None
        further = goes_on(sentence, found.end(), self._words) or self._words.joints.further.search(
            sentence, found.end()
        )
        return None if further else found[0]

    def _harmless(self, sentences: Sequence[str], speaker: Speaker) -> str | None:
        """What is no threat, where nothing else is said and it is never the other side: "we threaten nobody"."""
        found = [(s, m) for s in sentences for m in self._words.harmless.finditer(s)]
        if not all(self._sides.is_of_others(s, m, speaker) for s, m in found):
            return None
        own = {s: m[0] for s, m in found if not goes_on(s, m.end(), self._words)}
        rest = [sentence for sentence in sentences if sentence not in own]
        if any(self._sides.names_opponent(sentence, speaker) for sentence in rest):
            return None
        return _only(sentences, [own.get(sentence) for sentence in sentences], self._words)


def _as_others_say(stances: Mapping[str, Stance]) -> dict[str, str]:
    told = {code: stance.others_say for code, stance in stances.items() if stance.others_say}
    return {code: f"it tells what others say ({who!r})" for code, who in told.items()}


def _as_asked_of_other(stances: Mapping[str, Stance]) -> dict[str, str]:
    asked = {code: stance.asked for code, stance in stances.items() if stance.asked}
    return {code: f"it is asked of the other side ({what!r})" for code, what in asked.items()}


def _only(sentences: Sequence[str], found: Sequence[str | None], words: CueWords, *, few: int = _SHORT) -> str | None:
    """What was first found in a sentence, where no sentence in which nothing was found says anything by itself: in more than `few` words, or of "us"."""
    first = next((what for what in found if what), None)
    if first is None:
        return None
    rest = [s for s, what in zip(sentences, found, strict=True) if not what]
    own = any(words_between(s, 0, len(s)) > few or words.speaks.search(s) for s in rest)
    return None if own else first
