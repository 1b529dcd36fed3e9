"""What somebody proposes, demands, claims or may do, and the words refuse or warn of ("rejected calls to lift sanctions", «отверг требование о нейтралитете»).

A network that overlooks the refusal reads the demand. So the demand is put as a proposal by itself, and turned round elsewhere (`restated`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.cues.evaluated import LONGEST, Evaluated, count, denies_own, end_of, is_action, put
from monitor.reading.cues.evaluation_words import load_evaluation_words
from monitor.reading.cues.good_or_bad import Said, first_judged, trimmed, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.reading.cues.evaluation_words import EvaluationWords
    from monitor.reading.cues.good_or_bad import Verdict

_GAP = 4
"""Words between the verb of refusal and what it refuses, at most; chosen by hand."""
_LEAST = 3
"""Words of a claim, or of what somebody may do, at least; chosen by hand."""
_NAMES = 5
"""Words of who refuses, behind the verb, at most; chosen by hand."""
_BREAKS = re.compile(r"[,.;:!?()]|\s[—–-]\s")
_COMMA = re.compile(r"\s*,\s*")


def refused(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """What is refused behind the verb, before it («Требование о … отверг X»), or before the participle that ends the sentence."""
    for verb in words.refuses.finditer(sentence):
        denied = denies_own(sentence, verb.start(), words)
        what = words.proposed.search(sentence, verb.end())
        if denied is not None and what is not None and _is_next(sentence, verb.end(), what.start()):
            end = end_of(sentence, what.end(), words)
            yield from _refused_there(sentence[what.start() : end], verb[0], words, denied=denied, needs_particle=True)
    for verb in words.refuses_behind.finditer(sentence):
        yield from _led(sentence, verb, words)
    for verb in words.refuses_last.finditer(sentence):
        what = words.proposed.search(sentence, 0, verb.start())
        if what is not None and not trimmed(sentence[: what.start()]) and not trimmed(sentence[verb.end() :]):
            yield from _refused_there(sentence[what.start() : verb.start()], verb[0], words, denied=False)


def declined(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """ "Warned against lifting sanctions too soon", "opposes any new aid": the action as the proposal that it is not, whatever its time."""
    for pattern, apart in ((words.declines, False), (words.declines_apart, True)):
        for verb in pattern.finditer(sentence):
            denied = denies_own(sentence, verb.start(), words)
            phrase = sentence[verb.end() : end_of(sentence, verb.end(), words)]
            ended = words.particle.search(phrase.rstrip(" .")) if apart else None
            whole = phrase[: ended.start()] if ended else phrase
            what = trimmed(" ".join(words.untimely.sub(" ", whole).split()))
            if denied is None or (apart and ended is None) or words.ends_ban.search(what) or not is_action(what, words):
                continue
            yield replace(put(what, verb[0], Said("not bad" if denied else "bad"), words), contrary="")


def disowned(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """ "(We) do not accept the claim that Ukraine must stay neutral": the claim as it stands."""
    for verb in words.claims.finditer(sentence):
        denied = denies_own(sentence, verb.start(), words)
        claim = trimmed(sentence[verb.end() : end_of(sentence, verb.end(), words)])
        if denied is not None and count(claim) >= _LEAST:
            verdict: Verdict = "not bad" if denied else "bad"
            yield Evaluated(action=claim, said=trimmed(verb[0]), verdict=verdict, proposal=f"{claim}.", contrary="")
    for begun in words.believes.finditer(sentence):
        errs = words.errs.search(sentence, begun.end())
        claim = trimmed(sentence[begun.end() : errs.start()]) if errs else ""
        negated = errs is not None and _ends_negated(claim, words)
        if errs is not None and not negated and _LEAST <= count(claim) <= LONGEST:
            yield Evaluated(action=claim, said=trimmed(errs[0]), verdict="bad", proposal=f"{claim}.", contrary="")


def clause_alone(text: str, around: str, language: str, *, denied: bool) -> tuple[Evaluated, ...]:
    """What somebody denies, excludes or does not exclude ("dass sich die Ukraine der Nato anschließt"), where its order of words is no sentence's; else none.

    `around`: what the text stands in.
    """
    words = load_evaluation_words().get(language)
    clause = trimmed(text)
    if (
        words is None
        or not (denied or _is_left_possible(clause, around, words))
        or not words.frames.clause
        or _BREAKS.search(clause)
        or not _LEAST <= count(clause) <= LONGEST
    ):
        return ()
    proposal = words.frames.clause.format(clause)
    return (Evaluated(action=clause, said=clause, verdict="not bad", proposal=proposal, contrary=""),)


def of_doer(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """ "Whoever cuts aid now would embolden Moscow": what somebody may do, and what is said of that."""
    for who in words.doer.finditer(sentence):
        end = end_of(sentence, who.end(), words)
        judged = first_judged(sentence[:end], words, who.end())
        if judged is None or not _begins_clause(sentence, who.start(), words):
            continue
        commas = [m.start() for m in _COMMA.finditer(sentence, who.end(), judged.start())]
        would = [m.start() for p in (words.would, words.link) for m in p.finditer(sentence, who.end(), judged.end())]
        if not commas and not would:
            continue
        stop = min([*commas[-1:], *would])
        done, said = trimmed(sentence[who.end() : stop]), verdict_of(sentence[stop:end], words)
        if count(done) >= _LEAST and not words.content.search(done) and not words.told.search(done):
            yield Evaluated(
                action=done,
                said=trimmed(sentence[stop:end]),
                verdict=said.verdict,
                whom=said.whom,
                proposal=words.frames.done.format(done),
                contrary="",
                of_doer=True,
            )


def _begins_clause(sentence: str, start: int, words: EvaluationWords) -> bool:
    """Whether nothing stands before it in its clause but what reports it ("warned that whoever …")."""
    before = sentence[:start].rstrip()
    reports = any(m.end() == len(before.rstrip(" ,:")) for m in words.told.finditer(before))
    return not trimmed(before) or before.endswith((":", ";")) or reports


def _is_left_possible(clause: str, around: str, words: EvaluationWords) -> bool:
    before = around.partition(clause)[0].rstrip()
    return any(m.end() == len(before) for m in words.possible.finditer(before))


def _ends_negated(text: str, words: EvaluationWords) -> bool:
    negations = list(words.negated.finditer(text))
    return bool(negations) and not trimmed(text[negations[-1].end() :])


def _refused_there(
    phrase: str, verb: str, words: EvaluationWords, *, denied: bool, needs_particle: bool = False
) -> Iterator[Evaluated]:
    """The proposal that the phrase names, without what belongs to the verb at its end ("zurück", "nicht zurück"); none where it is to end a ban ("to lift the veto on sanctions")."""
    ended = words.particle.search(phrase) if needs_particle else None
    if (needs_particle and ended is None) or words.ends_ban.search(phrase):
        return
    what = trimmed(phrase[: ended.start()] if ended else phrase)
    negations = list(words.negated.finditer(what))
    inside = negations[-1] if negations and not trimmed(what[negations[-1].end() :]) else None
    thing = trimmed(what[: inside.start()] if inside else what)
    if count(thing) >= _LEAST - 1:
        verdict: Verdict = "not bad" if denied or inside else "bad"
        yield Evaluated(
            action=thing, said=trimmed(verb), verdict=verdict, proposal=words.frames.thing.format(thing), contrary=""
        )


def _led(sentence: str, verb: re.Match[str], words: EvaluationWords) -> Iterator[Evaluated]:
    """«Переговоры с Киевом не отверг Песков», "Gespräche mit Kiew schloss Peskow nicht aus": nothing else in the sentence."""
    before, behind = sentence[: verb.start()], trimmed(sentence[verb.end() :])
    ended = words.particle.search(behind)
    if ended is None:
        return
    who = trimmed(behind[: ended.start()])
    negations = [*words.negated.finditer(before), *words.negated.finditer(who)]
    lead = trimmed(words.negated.sub(" ", before) if len(negations) == 1 else before)
    named = trimmed(words.negated.sub(" ", who))
    begun = words.proposed.match(lead) or words.action.match(lead)
    if begun is None or _BREAKS.search(before) or _BREAKS.search(who) or len(negations) > 1 or count(named) > _NAMES:
        return
    if named[:1].isupper() and named != named.lower() and is_action(lead, words):
        yield put(lead, verb[0], Said("not bad" if negations else "bad"), words)


def _is_next(sentence: str, start: int, end: int) -> bool:
    return count(sentence[start:end]) <= _GAP and _BREAKS.search(sentence, start, end) is None
