"""What becomes of a statement that calls a course of action good or bad: the proposal of it, read by itself, turned round."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from monitor.ports import Placed, Placing
from monitor.reading.cues.evaluation_words import load_evaluation_words
from monitor.reading.judgement import left_open
from monitor.reading.judging.commitment import mirror
from monitor.reading.judging.consensus import side_of
from monitor.types import LEVELS
from monitor.types.levels import sign_of
from monitor.types.reading import OUTRIGHT

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from monitor.reading.cues.evaluated import Evaluated
    from monitor.reading.cues.good_or_bad import Verdict
    from monitor.reading.cues.rules import Read
    from monitor.reading.judgement import Judgement, Judgements, Levels

SURE = 0.75
"""From this probability on the side of a proposal is known."""
_LESS = 0.15
"""How much less sure a proposal may be than the whole words, and still decide against them."""
_BEYOND = 0.75
"""How much of a pole goes to its neighbour: who calls the end of a thing a mistake wants it kept, not grown."""
_KNOWN = ("bad", "not bad")
"""What is said of an action that its words alone hide; what is called good they mostly show."""
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A course of action as its proposal was judged. `verdict`: what is said of it, seen from where the speaker stands; `theirs`: issues on which it is the other side's, and tells nothing of the speaker's line;
    `unsure`: those on which the proposal decides nothing by itself, since the rules and the network see different sides in it, or since the issue
    is not what somebody should do (who calls the enlargement a mistake may mean what it led to); `heeded`: those on which a cue takes in what is said of it, and
    the whole words were read so: there the proposal has nothing to add."""

    of: Evaluated
    verdict: Verdict
    judged: Sequence[Judgement]
    theirs: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    heeded: frozenset[str] = frozenset()


def heeded_in(of: Evaluated, read: Read, judged: Sequence[Judgement]) -> frozenset[str]:
    """The issues on which the judgement of the whole words is the rules', and they read what is called good or bad together with what it is called ("expansion is unacceptable"), or
    say it of all that is said plainly.

    Where what somebody proposes is refused a cue that takes in the refusal tells nothing: it may still mean what is proposed.
    """
    sides = {j.issue: sign_of(j.level) for j in judged if j.level}
    return frozenset(
        code
        for code, stance in read.stances.items()
        if stance.level
        and sides.get(code) == sign_of(stance.level)
        and (stance.whole or (of.contrary and any(_takes_in(cue, of) for cue in stance.cues)))
    )


def _takes_in(cue: str, of: Evaluated) -> bool:
    """Whether the cue begins with the action and ends with what is said of it, or the other way round («неприемлемо расширение»). What lies between its ends may be a gap,
    which heeds nothing, and what begins further in is about another thing ("lifting the [sanctions would be a mistake]")."""
    words, action, said = _words_of(cue), _words_of(of.action), _words_of(of.said)
    begun = next((word for word in action if not _changes_nothing(word)), None)
    if len(words) <= 1:
        return False
    return (words[0] == begun and words[-1] in said) or (words[0] in said and begun in words[1:])


def _changes_nothing(word: str) -> bool:
    return any(words.leads.fullmatch(word) for words in load_evaluation_words().values())


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def as_said_by_all(heard: Sequence[Placed]) -> Placed:
    """What the model makes of a proposal whoever makes it, the mean over its makers: it leans to what the speaker's side mostly says.

    A proposal shows a side, whatever the model holds for that.
    """
    places = {
        code: Placing(
            levels=_mean([p.places[code].levels for p in heard]),
            about=max(p.places[code].about for p in heard),
            clear=1.0,
        )
        for code in heard[0].places
    }
    return Placed(places=places, commitment=_mean([p.commitment for p in heard]))


def unsure_of(read: Read, proposal: Placed, contrary: Placed | None, *, outright: Container[str]) -> frozenset[str]:
    """The issues on which the proposal decides nothing by itself.

    The rules and the model, sure of it, see different sides in it; or, where the rules see none, the model sees the same side in its refusal
    (it heeds the topic alone; where there is one), or the rules and the model saw one pole in the words as they stand (`outright`).
    """
    ruled = {code: sign_of(s.level) for code, s in read.stances.items() if not s.abstained and s.level}
    return frozenset(
        code
        for code, place in proposal.places.items()
        if (_sees(-ruled[code], place) if code in ruled else code in outright or _is_alike(code, proposal, contrary))
    )


def _sees(side: int, place: Placing) -> bool:
    found, share = side_of(place.levels)
    return found == side and share >= SURE


def _is_alike(code: str, proposal: Placed, refusal: Placed | None) -> bool:
    """Whether the model is sure of one side in both; a refusal that is not heard shows none."""
    return refusal is not None and _same(proposal.places[code], refusal.places[code])


def _same(proposal: Placing, refusal: Placing) -> bool:
    return any(_sees(side, proposal) and _sees(side, refusal) for side in (-1, 1))


def _mean(shares: Sequence[Levels]) -> Levels:
    a, b, c, d, e = (sum(each) / len(shares) for each in zip(*shares, strict=True))
    return a, b, c, d, e


def settle(
    judged: Sequence[Judgement], restated: Sequence[Restated], *, kept_open: Container[str], denied: bool
) -> Judgements:
    """The judgements of the whole words, mended by what they call good or bad. `kept_open`: issues that stay open whatever that says.

    Where both see the same side, or the proposal shows none, nothing changes. Where not, the proposal decides; where what is said of it
    is not known, or two proposals contradict each other, the issue is left open. What is said on a condition stays as it is.
    """
    return tuple(_settled(one, restated, kept_open, denied=denied) for one in judged)


def _settled(one: Judgement, restated: Sequence[Restated], kept_open: Container[str], *, denied: bool) -> Judgement:
    said = [(r, p) for r in restated for p in r.judged if p.issue == one.issue and _lean(p) and p.issue not in r.heeded]
    conditional = one.level == 0 or (one.commitment == "conditional" and not any(r.of.of_doer for r, _ in said))
    if one.issue is None or one.issue in kept_open or conditional or not said:
        return one
    own = 0 if one.level is None else sign_of(one.level)
    known = [(r, p) for r, p in said if _decides(r, p)]
    doubt = _doubt(one, own, said, known, denied=denied)
    if doubt is not None:
        return left_open(one, doubt)
    told = [(r, p) for r, p in known if _is_sure(r, p) and one.issue not in r.theirs]
    return one if not told or _meant(*told[0], denied=denied) == own else _turned(one, *told[0], denied=denied)


def _doubt(
    whole: Judgement,
    own: int,
    said: Sequence[tuple[Restated, Judgement]],
    known: Sequence[tuple[Restated, Judgement]],
    *,
    denied: bool,
) -> str | None:
    """Why no side can be taken, where the whole words show the side `own` (0: none); None where nothing speaks against it. `known`: those of which it is known what is meant."""
    for r, p in said:
        if r.verdict == "unknown" and own and own == (-_lean(p) if denied else _lean(p)):
            return f"{r.of.said!r} is said of {r.of.action!r}: not known to be for or against it"
    against = [r for r, p in known if _meant(r, p, denied=denied) == -own]
    if own and any(not _is_sure(r, p) or not _is_surer(p, whole) for r, p in known) and against:
        return f"what is meant with {against[0].of.action!r} is not sure"
    if len({_meant(r, p, denied=denied) for r, p in known}) > 1:
        return "what it calls good or bad points both ways"
    if own and against and whole.issue in against[0].theirs:
        return f"{against[0].of.action!r} is the other side's"
    return None


def _decides(r: Restated, p: Judgement) -> bool:
    """Whether it is known what is meant: what is only linked with something good ("a success for the arms industry") may be mocked."""
    return r.verdict in _KNOWN or (r.verdict == "good" and r.of.firmly and _is_sure(r, p))


def _lean(p: Judgement) -> int:
    """The likelier side of a proposal, whether it was taken or not; 0: the middle, or none."""
    return side_of(p.levels)[0] if p.levels is not None else 0


def _meant(r: Restated, p: Judgement, *, denied: bool) -> int:
    """The side that follows from what is said of the proposal."""
    return -_lean(p) if (r.verdict == "bad") != denied else _lean(p)


def _is_sure(r: Restated, p: Judgement) -> bool:
    return p.issue not in r.unsure and p.levels is not None and side_of(p.levels)[1] >= SURE


def _is_surer(p: Judgement, whole: Judgement) -> bool:
    """Whether the proposal shows its side about as surely as the whole words show theirs."""
    return p.levels is None or whole.levels is None or side_of(p.levels)[1] >= side_of(whole.levels)[1] - _LESS


def _turned(one: Judgement, r: Restated, p: Judgement, *, denied: bool) -> Judgement:
    """The proposal's judgement in place of the whole's, on the right side and no further than the first step."""
    if p.levels is None:
        return one
    levels = _milder(mirror(p.levels) if (r.verdict == "bad") != denied else p.levels)
    meant = "the contrary is meant" if r.verdict == "bad" else "so it is meant"
    # That two readers saw one pole was said of the words as they stand.
    still = one.unmarked(OUTRIGHT)
    return replace(
        still,
        levels=levels,
        level=LEVELS[levels.index(max(levels))],
        abstained=False,
        reasons=(*still.reasons, f"{r.of.said!r} is said of {r.of.action!r}: {meant}"),
    )


def _milder(levels: Levels) -> Levels:
    low, a, middle, b, high = levels
    return low * (1 - _BEYOND), a + low * _BEYOND, middle, b + high * _BEYOND, high * (1 - _BEYOND)
