"""What is said of somebody without a word of by whom ("is expected to …"), or with it behind ("was rejected by X", "was told by X that …")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.english_nouns import source_after
from monitor.reading.grammar.english_subjects import subject_before

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_THAT = re.compile(r"\s+that\b")
_TOLD_THAT = re.compile(r"[^.;:]{0,80}?\bthat\b")
_OF_A_THING = re.compile(r"\sof\s+(?:the|an?|his|her|its|their)\s+[a-z]")
"""Behind a name: what is told of, so that "that" is about it ("reminded by X of the promise that …")."""
_NOT = re.compile(r"\bnot\b")
_BREAKS = re.compile(
    r"[,;:()]\s*(?:(?:and|but|while)\s+)?|\s[—–-]\s|\b(?:and|but|while|whereas|after|before|when|as)\s+(?=(?:the|an?|any|all|this|that|his|her|its|their)\b)"
)


def find_passives(scene: Scene) -> list[Claim]:
    """ "X is expected to do Y", "it is feared that Y", "X was condemned by Z": what is told of X, and by whom if it says."""
    found = [_unsaid(scene, m) for m in scene.lexicon["passive"].finditer(scene.masked)]
    found += [_agent(scene, m) for m in scene.lexicon["passive_by"].finditer(scene.masked)]
    found += [_told(scene, m) for m in scene.lexicon["told_by"].finditer(scene.masked)]
    found += [_hearsay(scene, m) for m in scene.lexicon["hearsay"].finditer(scene.masked)]
    if asked := scene.lexicon["asked_first"].match(scene.masked):
        found.append(_question(scene, asked))
    return [claim for claim in found if claim is not None and claim.parts]


def _unsaid(scene: Scene, m: re.Match[str]) -> Claim | None:
    that = _THAT.match(scene.masked, m.end())
    after = scene.trim(that.end() if that else m.end(), len(scene.masked))
    patient = None if that else _patient(scene, m.start())
    if after is None or (patient is None and not that):
        return None
    parts = (patient, after) if patient else (after,)
    return Claim(source=None, cue=scene.absolute(*m.span()), parts=parts, nobody=True)


def _agent(scene: Scene, m: re.Match[str]) -> Claim | None:
    """What was done to the subject, in the words of the sentence, told of whoever stands behind "by"; of reports that were denied, what they say."""
    source = None if _NOT.search(m[0]) else source_after(scene, m.end())
    subject = subject_before(scene, m.start(), anybody=True) if source else None
    if source is None or subject is None:
        return None
    begin = _clause_begin(scene, subject.start)
    reports = _denied_reports(scene, m, subject.start)
    told = scene.trim(begin, m.start("by")) if reports is None else scene.trim(reports, m.start())
    parts = (told,) if told else ()
    cue = scene.absolute(*m.span())
    return Claim(source=scene.absolute(*source), cue=cue, parts=parts, denied=reports is not None, genitive=True)


def _told(scene: Scene, m: re.Match[str]) -> Claim | None:
    """ "X was told by Y in a meeting that …": the words are Y's."""
    source = source_after(scene, m.end())
    if source is not None and _OF_A_THING.search(scene.masked, *source):
        return None
    that = _TOLD_THAT.match(scene.masked, source[1]) if source else None
    after = scene.trim(that.end(), len(scene.masked)) if that else None
    if source is None or after is None:
        return None
    return Claim(source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=(after,), genitive=True)


def _denied_reports(scene: Scene, m: re.Match[str], at: int) -> int | None:
    """Where what is denied begins: behind "reports that", before the noun at `at`; None where no reports are denied."""
    if scene.lexicon["denied_by"].search(m[0]) is None:
        return None
    reports = scene.lexicon["reports_that"].search(scene.masked, _last_break(scene, at), at)
    return reports.end() if reports else None


def _clause_begin(scene: Scene, at: int) -> int:
    """Where the clause begins whose subject ends in the noun at `at` ("the idea of talks with Kyiv")."""
    cues = [cue.end() for cue in scene.lexicon["cue"].finditer(scene.masked, 0, at) if cue.lastgroup == "say"]
    return max([_last_break(scene, at), *cues])


def _last_break(scene: Scene, at: int) -> int:
    return max((found.end() for found in _BREAKS.finditer(scene.masked) if found.end() <= at), default=0)


def _hearsay(scene: Scene, m: re.Match[str]) -> Claim | None:
    """ "X reportedly did Y": told by nobody knows whom."""
    patient, after = _patient(scene, m.start()), scene.trim(m.end(), len(scene.masked))
    parts = tuple(part for part in (patient, after) if part)
    return Claim(source=None, cue=scene.absolute(*m.span()), parts=parts, nobody=True) if patient and after else None


def _question(scene: Scene, m: re.Match[str]) -> Claim:
    """ "Asked whether …, X said": the question, and nobody's position."""
    what = scene.trim(*m.span("what"))
    return Claim(source=None, cue=scene.absolute(*m.span("cue")), parts=(what,) if what else (), nobody=True, asks=True)


def _patient(scene: Scene, at: int) -> Span | None:
    subject = subject_before(scene, at, anybody=True)
    return scene.trim(subject.start, subject.end) if subject else None
