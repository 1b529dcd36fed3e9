"""Where on its issue's axis a sentence stands: cues that are read with what stands round them. No cue, no level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from monitor.reading.cues.cue_words import compile_cue
from monitor.reading.cues.past import told_of_past
from monitor.reading.cues.stance import CueHit, LeftOut
from monitor.reading.cues.surroundings import look_round, plain_condition
from monitor.reading.cues.whole_cues import is_whole, runs_on

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from datetime import date

    from monitor.reading.cues.cue_words import CueWords
    from monitor.reading.cues.subjects import Sides, Speaker, Subject
    from monitor.reading.cues.surroundings import Surroundings
    from monitor.types import Cue, Issue


class LevelReader:
    """Reads the level of sentences in one language."""

    def __init__(self, issues: Sequence[Issue], language: str, sides: Sides, words: CueWords) -> None:
        self._issues = {issue.code: issue for issue in issues}
        self._language = language
        self._sides = sides
        self._words = words
        self._shorthand = {**words.words, **sides.shorthand}
        self._compiled: dict[Cue, re.Pattern[str]] = {}

    def hits(
        self, sentence: str, code: str, speaker: Speaker, *, day: date | None = None, lasting: bool = False
    ) -> tuple[list[CueHit], list[LeftOut]]:
        """The cues of an issue in a sentence of a day, and why some that were found do not count. `lasting`: it tells of what goes on."""
        issue = self._issues[code]
        past = told_of_past(sentence, self._words, day) if issue.of_conduct and not lasting else None
        if past is not None:
            return [], [LeftOut(f"it tells of the past ({past!r})")]
        hits, left_out = list[CueHit](), list[LeftOut]()
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
                hits.append(self._hit(cue, m, around, of_conduct=issue.of_conduct))
        if not matches and issue.of_conduct:
            hits = self._faint(sentence, issue, speaker)
        return _outweighed(hits), left_out

    def _faint(self, sentence: str, issue: Issue, speaker: Speaker) -> list[CueHit]:
        """The middle, where no cue is but a plain condition of the speaker's own."""
        found = plain_condition(sentence, self._words)
        if found is None or not _counts(
            issue.subject, self._sides.subject(sentence, found, speaker, about=_about(issue))
        ):
            return []
        return [CueHit(level=0, words=found[0], conditional=True, faint=True, reason=f"condition {found[0]!r} +0")]

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
            self._compiled[cue] = compile_cue(cue.pattern, self._shorthand, parting=self._words.joints.parts_phrase)
        return self._compiled[cue]

    def _hit(self, cue: Cue, m: re.Match[str], around: Surroundings, *, of_conduct: bool) -> CueHit:
        """A refusal that is negated ("never refused to talk") is only a mild yes. `of_conduct`: the axis tells what is done; how a war is
        judged, or an attack, stands in no middle because an answer to it is given on a condition."""
        turned = cue.turns and around.turned
        threat = (
            cue.threat
            and not turned
            and around.condition is not None
            and not self._words.joints.limits.match(around.condition)
        )
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
        return CueHit(
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


def _outweighed(hits: Sequence[CueHit]) -> list[CueHit]:
    """Without hits that a stronger or earlier one of another sign covers: "halts the delivery of arms" is no delivery."""
    return [hit for hit in hits if not any(_covers(other, hit) for other in hits)]


def _covers(other: CueHit, hit: CueHit) -> bool:
    (a, b), (c, d) = other.span, hit.span
    if a >= d or c >= b:
        return False
    if other.level == 0:
        return hit.level != 0 and a <= c and d <= b and (a, b) != (c, d)
    if other.level * hit.level >= 0:
        return False
    return abs(other.level) > abs(hit.level) or (abs(other.level) == abs(hit.level) and (a, -b) < (c, -d))


def _about(issue: Issue) -> frozenset[str]:
    """The one side that the issue is about, if there is one."""
    sides = frozenset(side for group in issue.needs for side in group)
    return sides if len(sides) == 1 and "opponent" not in sides else frozenset()


def _counts(wanted: Literal["any", "own", "asked", "other"], who: Subject) -> bool:
    if wanted == "other":
        return who != "own"
    return wanted == "any" or who in ("own", "unknown") or wanted == who == "asked"
