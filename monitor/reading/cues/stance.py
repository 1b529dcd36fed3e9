"""Where on its issue's axis a sentence stands: cues that are read with what stands round them. No cue, no level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from monitor.reading.cues.clauses import goes_on, is_whole, look_round, plain_condition, runs_on, words_between
from monitor.reading.cues.cue_words import any_of, compile_cue
from monitor.reading.cues.past import told_of_past
from monitor.types.levels import sign_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from monitor.reading.cues.clauses import Surroundings
    from monitor.reading.cues.cue_words import CueWords
    from monitor.reading.cues.subjects import Sides, Speaker, Subject
    from monitor.reading.judgement import Levels
    from monitor.types import Cue, Issue, Span

UNSURE: Levels = (0.15, 0.2, 0.3, 0.2, 0.15)
"""The distribution of a statement whose side was not read."""
_SHORT, _LEAD = 8, 3
"""Words of a sentence that says nothing by itself ("That is their wish."); those that no line has room in ("It would be naive …")."""
_FURTHER = re.compile(
    r"[.!?]\s+\S|;|,?\s(?:and|и)\s(?:that|что)\b|,\s(?:and|so)\s[\w'’-]+\s(?:will|must|shall)\b", re.IGNORECASE
)
"""Begins a further sentence or clause of what is said ("naive to hope for that, and that the war will go on")."""
_LIMITS = re.compile(r"only|только|лишь", re.IGNORECASE)
"""Begins a condition that says what something is kept for ("only if the state is in danger"): no threat."""
_SPREAD = 0.7
"""Of what is not at the level itself, how much lies on its neighbours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One cue found: the level it says here (after negation), and how firmly. `faint`: no cue, only a condition; `tail`: one that is tacked on behind it; `plainly`: a negation right before it turns it, or it says of itself what it ends; `threat`: it threatens with what is done on the condition."""

    level: int
    words: str
    span: Span = (0, 0)
    conditional: bool = False
    hedged: bool = False
    faint: bool = False
    tail: bool = False
    plainly: bool = False
    threat: bool = False
    reason: str = ""


class LeftOut(NamedTuple):
    """Why a cue that was found does not count; `others_say`: what puts it in the mouth of people who are not named; `harmless`: "we are no threat"; `asked`: it is asked of the other side on an issue of one's own conduct."""

    reason: str
    others_say: str | None = None
    harmless: bool = False
    asked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What the marks come to; `abstained` when there are none or they contradict each other; `plainly`: by a plain negation or the end of an undoing, which the model may overlook,
    as it may `tail`, a condition tacked on behind all of it. `whole`: all that is said plainly asks for it.

    `others_say`: what puts all that was found in the mouth of people who are not named ("some say"); `asked`: what is asked of the other side where nothing else was found; `cues`: the words of the cues that count.
    """

    levels: Levels
    level: int
    abstained: bool
    cues: tuple[str, ...] = ()
    conditional: bool = False
    hedged: bool = False
    plainly: bool = False
    whole: bool = False
    tail: bool = False
    others_say: str | None = None
    asked: str | None = None
    reasons: tuple[str, ...] = ()


class LevelReader:
    """Reads the level of sentences in one language."""

    def __init__(self, issues: Sequence[Issue], language: str, sides: Sides, words: CueWords) -> None:
        self._issues = {issue.code: issue for issue in issues}
        self._language = language
        self._sides = sides
        self._words = words
        self._shorthand = {**words.words, **sides.shorthand}
        self._compiled: dict[Cue, re.Pattern[str]] = {}
        self._theirs = {
            issue.code: (any_of(issue.theirs[language]), any_of(issue.keywords.get(language, ())))
            for issue in issues
            if language in issue.theirs
        }

    def marks(
        self, sentence: str, code: str, speaker: Speaker, *, day: date | None = None
    ) -> tuple[list[Mark], list[LeftOut]]:
        """The cues of an issue in a sentence of a day, and why some that were found do not count."""
        issue = self._issues[code]
        past = told_of_past(sentence, self._words, day) if issue.of_conduct else None
        if past is not None:
            return [], [LeftOut(f"it tells of the past ({past!r})")]
        marks, left_out = list[Mark](), list[LeftOut]()
        matches = self._matches(sentence, issue, speaker)
        for cue, m in matches:
            who = self._sides.subject(sentence, m, speaker, about=_about(issue))
            wanted = cue.subject or issue.subject
            if wanted == "own" and self._sides.owned_by_other(m, speaker):
                who = "other"
            apart = [o.span() for _, o in matches if o.end() <= m.start() or o.start() >= m.end()]
            around = look_round(sentence, m, self._words, taken=apart)
            theirs = who == "other" and self._words.labels.search(sentence, 0, m.end()) is not None
            says_harmless = issue.subject == "other" and (around.turned or wanted == "other")
            if says_harmless and self._sides.is_of_others(sentence, m, speaker):
                left_out.append(LeftOut(f"cue {m[0]!r} does not tell of the other side", harmless=True))
            elif theirs or not _counts(wanted, who):
                why = f"cue {m[0]!r} is not the speaker's word on it (subject: {who})"
                left_out.append(LeftOut(why, asked=m[0] if who == "asked" and issue.subject == "own" else None))
            elif around.unclaimed and cue.level:
                left_out.append(LeftOut(f"cue {m[0]!r} is not claimed after {around.unclaimed!r}", around.others_say))
            elif cue.turns and around.unclear:
                left_out.append(LeftOut(f"cue {m[0]!r} is unclear after {around.unclear!r}"))
            else:
                marks.append(self._mark(cue, m, around, of_conduct=issue.of_conduct))
        if not matches and issue.of_conduct:
            marks = self._faint(sentence, issue, speaker)
        return _outweighed(marks), left_out

    def left_open(
        self, sentences: Sequence[str], speaker: Speaker, stances: Mapping[str, Stance], *, day: date | None = None
    ) -> dict[str, str]:
        """The issues on which the words of a day take no side whatever they look like, each with the reason."""
        wanted = _only(
            sentences, [self._sides.wanted_by_other(sentence, speaker) for sentence in sentences], self._words
        )
        if wanted is not None:
            told = f"it tells what the other side wants ({wanted!r})"
            return {code: told for code, issue in self._issues.items() if issue.of_conduct}
        for pattern, why in (
            (self._words.passes_on, "it passes on what others say"),
            (self._words.disowned, "what follows is disowned"),
        ):
            leading = [self._leading(pattern, sentence) for sentence in sentences]
            found = _only(sentences, leading, self._words, few=_LEAD)
            if found is not None:
                return dict.fromkeys(self._issues, f"{why} ({found!r})")
        past = _only(
            sentences, [told_of_past(sentence, self._words, day) for sentence in sentences], self._words, few=0
        )
        if past is not None:
            told = f"it tells of the past ({past!r})"
            return {code: told for code, issue in self._issues.items() if issue.of_conduct}
        told_by = {code: stance.others_say for code, stance in stances.items() if stance.others_say}
        reasons = {code: f"it tells what others say ({who!r})" for code, who in told_by.items()}
        asked = {code: stance.asked for code, stance in stances.items() if stance.asked}
        reasons |= {code: f"it is asked of the other side ({what!r})" for code, what in asked.items()}
        unseen = self._issues.keys() - {code for code, stance in stances.items() if not stance.abstained}
        theirs = self._sides.only_other(sentences, speaker)
        if theirs is not None:
            told = f"it tells of the other side's own ({theirs!r})"
            reasons |= {code: told for code in unseen - reasons.keys() if self._issues[code].subject == "own"}
        reasons |= self._of_theirs(" ".join(sentences), speaker)
        harmless = self._harmless(sentences, speaker)
        if harmless is not None:
            told = f"it does not tell of the other side ({harmless!r})"
            reasons |= {code: told for code in unseen if self._issues[code].subject == "other"}
        return reasons

    def _of_theirs(self, text: str, speaker: Speaker) -> dict[str, str]:
        """The issues of which the text only tells that somebody else has what they are about; each with the reason."""
        own, found = self._sides.own(speaker.bloc), dict[str, str]()
        for code, (theirs, words) in self._theirs.items():
            m = theirs.search(text)
            if m is None or goes_on(text, m.end(), self._words):
                continue
            if not self._sides.named(m[0]) & own and words.search(theirs.sub(" ", text)) is None:
                found[code] = f"it tells of the other side's own ({m[0]!r})"
        return found

    def names_opponent(self, words: str, speaker: Speaker) -> bool:
        """Whether the words name the other side of the speaker."""
        return self._sides.names_opponent(words, speaker)

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
        further = goes_on(sentence, found.end(), self._words) or _FURTHER.search(sentence, found.end())
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

    def _faint(self, sentence: str, issue: Issue, speaker: Speaker) -> list[Mark]:
        """The middle, where no cue is but a plain condition of the speaker's own."""
        found = plain_condition(sentence, self._words)
        if found is None or not _counts(
            issue.subject, self._sides.subject(sentence, found, speaker, about=_about(issue))
        ):
            return []
        return [Mark(level=0, words=found[0], conditional=True, faint=True, reason=f"condition {found[0]!r} +0")]

    def _matches(self, sentence: str, issue: Issue, speaker: Speaker) -> list[tuple[Cue, re.Match[str]]]:
        found = [
            (cue, m)
            for cue in issue.cues
            if cue.language == self._language and (not cue.blocs or speaker.bloc is None or speaker.bloc in cue.blocs)
            for m in self._whole(cue, sentence)
            if not (cue.plain and self._is_bent(m))
        ]
        plain = [m.span() for cue, m in found if cue.plain]
        return [(cue, m) for cue, m in found if cue.plain or not any(a < m.end() and m.start() < b for a, b in plain)]

    def _whole(self, cue: Cue, sentence: str) -> Iterator[re.Match[str]]:
        """The cue's matches that say what they look like; behind the beginning of one that does not another may begin ("не будем [прекращать диалог]")."""
        at, pattern = 0, self._pattern(cue)
        while (m := pattern.search(sentence, at)) is not None:
            whole = is_whole(m, self._words)
            if whole:
                yield m
            at = max(m.end() if whole else m.start() + 1, at + 1)

    def _is_bent(self, m: re.Match[str]) -> bool:
        """Whether what looks like a plain cue goes on to another thing, turns once more, or is called wrong."""
        return runs_on(m, self._words) or self._words.wrong.search(m.string) is not None

    def _pattern(self, cue: Cue) -> re.Pattern[str]:
        if cue not in self._compiled:
            self._compiled[cue] = compile_cue(cue.pattern, self._shorthand)
        return self._compiled[cue]

    def _mark(self, cue: Cue, m: re.Match[str], around: Surroundings, *, of_conduct: bool) -> Mark:
        """A refusal that is negated ("never refused to talk") is only a mild yes. `of_conduct`: the axis tells what is done; how a war is
        judged, or an attack, stands in no middle because an answer to it is given on a condition."""
        turned = cue.turns and around.turned
        threat = cue.threat and not turned and around.condition is not None and not _LIMITS.match(around.condition)
        level = -cue.level if turned else cue.level
        if turned and self._words.refusals.search(m[0]):
            level = max(-1, min(1, level))
        notes = [f"cue {m[0]!r} {cue.level:+d}"]
        if turned:
            notes.append(f"negated by {', '.join(repr(w) for w in around.turned_by)} → {level:+d}")
        if around.condition:
            notes.append(f"on condition ({around.condition!r}) → {'a milder threat' if threat else 'middle'}")
        if around.hedge:
            notes.append(f"hedged ({around.hedge!r})")
        return Mark(
            level=level,
            words=m[0],
            span=m.span(),
            conditional=around.condition is not None or (cue.level == 0 and around.stated is not None),
            tail=of_conduct and not threat and around.condition is not None and around.tail is not None,
            hedged=around.hedge is not None,
            plainly=cue.plain or (turned and around.beside),
            threat=threat,
            reason=", ".join(notes),
        )


def _only(sentences: Sequence[str], found: Sequence[str | None], words: CueWords, *, few: int = _SHORT) -> str | None:
    """What was first found in a sentence, where no sentence in which nothing was found says anything by itself: in more than `few` words, or of "us"."""
    first = next((what for what in found if what), None)
    if first is None:
        return None
    rest = [s for s, what in zip(sentences, found, strict=True) if not what]
    own = any(words_between(s, 0, len(s)) > few or words.speaks.search(s) for s in rest)
    return None if own else first


def combine(marks: Sequence[Mark], left_out: Sequence[LeftOut] = ()) -> Stance:
    """All marks of a statement as one distribution; marks on both sides of the axis are no stance."""
    reasons = (*dict.fromkeys(mark.reason for mark in marks), *(left.reason for left in left_out))
    firm = [mark.level for mark in marks if not mark.conditional]
    lean = [mark for mark in marks if mark.conditional]
    hedged = bool(marks) and all(mark.hedged for mark in marks)
    if not marks:
        told = [left.others_say for left in left_out]
        asked = [left.asked for left in left_out]
        return Stance(
            levels=UNSURE,
            level=0,
            abstained=True,
            others_say=told[0] if told and all(told) else None,
            asked=asked[0] if asked and all(asked) else None,
            reasons=(*reasons, "no cue: abstained"),
        )
    if min(firm, default=0) < 0 < max(firm, default=0):
        return Stance(
            levels=UNSURE, level=0, abstained=True, hedged=hedged, reasons=(*reasons, "cues on both sides: abstained")
        )
    sides = {sign_of(mark.level) for mark in marks}
    if lean and len(sides) == 1 and all(mark.threat for mark in lean):
        (level,) = sides
        return Stance(
            levels=peaked(level, 0.55), level=level, abstained=False, conditional=True, hedged=hedged, reasons=reasons
        )
    if lean:
        levels = _conditional(lean)
        tail = not firm and all(mark.tail for mark in lean)
        return Stance(
            levels=levels, level=0, abstained=False, conditional=True, tail=tail, hedged=hedged, reasons=reasons
        )
    level = _agreed(firm)
    level = level - (level > 0) + (level < 0) if hedged and abs(level) == 2 else level
    sure = 0.55 if hedged else 0.78 if len({mark.words.casefold() for mark in marks}) > 1 else 0.7
    plainly = any(mark.plainly for mark in marks) or any(left.harmless for left in left_out)
    return Stance(
        levels=peaked(level, sure),
        level=level,
        abstained=False,
        cues=tuple(mark.words for mark in marks),
        hedged=hedged,
        plainly=plainly,
        reasons=reasons,
    )


def _outweighed(marks: Sequence[Mark]) -> list[Mark]:
    """Without marks that a stronger or earlier one of another sign covers: "halts the delivery of arms" is no delivery."""
    return [mark for mark in marks if not any(_covers(other, mark) for other in marks)]


def _covers(other: Mark, mark: Mark) -> bool:
    (a, b), (c, d) = other.span, mark.span
    if a >= d or c >= b:
        return False
    if other.level == 0:
        return mark.level != 0 and a <= c and d <= b and (a, b) != (c, d)
    if other.level * mark.level >= 0:
        return False
    return abs(other.level) > abs(mark.level) or (abs(other.level) == abs(mark.level) and (a, -b) < (c, -d))


def peaked(level: int, sure: float) -> Levels:
    """`sure` at the level, most of the rest on its neighbours."""
    neighbours = [k for k in (level - 1, level + 1) if -2 <= k <= 2]
    far = [k for k in range(-2, 3) if k != level and k not in neighbours]
    share = {level: sure}
    share |= {k: (1 - sure) * _SPREAD / len(neighbours) for k in neighbours}
    share |= {k: (1 - sure) * (1 - _SPREAD) / len(far) for k in far}
    return (share[-2], share[-1], share[0], share[1], share[2])


def _agreed(levels: Sequence[int]) -> int:
    """The mean of levels on one side, away from the middle where it lies between two."""
    mean = sum(levels) / len(levels)
    return int(mean + 0.5) if mean >= 0 else -int(-mean + 0.5)


def _conditional(lean: Sequence[Mark]) -> Levels:
    """The middle, leaning to the side that the condition would open."""
    total = sum(mark.level for mark in lean)
    if total == 0:
        return peaked(0, 0.45 if all(mark.faint for mark in lean) else 0.6)
    mirrored: Levels = (0.05, 0.1, 0.55, 0.2, 0.1)
    return mirrored if total > 0 else (0.1, 0.2, 0.55, 0.1, 0.05)


def _about(issue: Issue) -> frozenset[str]:
    """The one side that the issue is about, if there is one."""
    sides = frozenset(side for group in issue.needs for side in group)
    return sides if len(sides) == 1 and "opponent" not in sides else frozenset()


def _counts(wanted: Literal["any", "own", "asked", "other"], who: Subject) -> bool:
    if wanted == "other":
        return who != "own"
    return wanted == "any" or who in ("own", "unknown") or wanted == who == "asked"
