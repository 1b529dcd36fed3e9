"""Attributions in a Russian or Ukrainian sentence, by their form: cue, source, content."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from monitor.reading.grammar.added_words import added_words, without_added
from monitor.reading.grammar.before_verb import before_adverbs, is_pronoun
from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.manner import without_things
from monitor.reading.grammar.quoted_after_colon import find_after_colon
from monitor.reading.grammar.reported_phrases import find_phrases, find_unlisted, without_own
from monitor.reading.grammar.scene import MOST_CUES, closes_content
from monitor.reading.grammar.slavic_nouns import source_after, subject_before
from monitor.reading.grammar.slavic_object_first import doer_behind
from monitor.reading.grammar.slavic_quoted import find_quoted
from monitor.reading.grammar.slavic_subjects import clause_subject
from monitor.reading.grammar.slavic_talk import find_talk, find_unsaid
from monitor.reading.grammar.spans import overlap
from monitor.reading.grammar.unsaid import without_unsaid
from monitor.reading.grammar.withheld import without_withheld
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_DASH = re.compile(r"[,.!?…]\s+[—–-]\s+")
_PARTED = re.compile(r"[,;:—–()]")
_COMMA = re.compile(r"\s*,\s*")
_PARTS_LEFT = 3


def find_slavic(scene: Scene) -> list[Claim]:
    """Attributions in order of their cues, not yet set against each other."""
    claims = [*find_quoted(scene), *find_phrases(scene, source_after), *find_unsaid(scene), *find_talk(scene)]
    taken = [claim.cue for claim in claims]
    for m in islice(scene.lexicon["cue"].finditer(scene.masked), MOST_CUES):
        cue = scene.absolute(*m.span())
        if any(overlap(cue, other) for other in taken):
            continue
        claim = _from_verb(scene, m)
        if claim is not None and claim.parts:
            claims.append(claim)
    claims = without_added(claims, scene)
    claims += find_unlisted(scene, claims, source_after)
    claims += find_after_colon(scene, claims, clause_subject)
    claims = without_things(without_unsaid(without_withheld(claims, scene), scene), scene)
    claims = _with_subjects(scene, sorted(claims, key=lambda claim: claim.cue))
    return without_own(_of_who_spoke(scene, claims), scene)


def _with_subjects(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """A verb whose subject is left out, the first one of speech in its sentence, has whoever the sentence begins with: «Министр вздохнул, но объяснил, что …»."""
    first = next((at for at, claim in enumerate(claims) if not claim.nobody), None)
    if first is None or claims[first].source is not None:
        return claims
    subject = clause_subject(scene, 0, claims[first].cue[0] - scene.base)
    named = [replace(claims[first], source=scene.absolute(*subject))] if subject else [claims[first]]
    return [*claims[:first], *named, *claims[first + 1 :]]


def _of_who_spoke(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """A verb without a subject is that of the last one before it whose form it shares, a verb of speech that of who spoke last, not of whom he spoke:
    «X сказал, что Москва готова к переговорам, но добавил, что …», «…, что Москва отвергла план, и призвал …»."""
    found = list[Claim]()
    for claim in claims:
        if claim.source is None and not (claim.resumes or claim.nobody):
            says, form = _says(scene, claim), _past_form(scene, claim)
            alike = [
                c for c in found if c.source and (_says(scene, c) or not says) and _agrees(form, _past_form(scene, c))
            ]
            found.append(replace(claim, source=alike[-1].source if alike else None))
        else:
            found.append(claim)
    return found


def _says(scene: Scene, claim: Claim) -> bool:
    cue = scene.lexicon["cue"].match(scene.masked, claim.cue[0] - scene.base)
    return cue is not None and cue.lastgroup in ("say", "deny")


def _past_form(scene: Scene, claim: Claim) -> str | None:
    """By the ending of a past tense its gender or number; None where it is none."""
    first = scene.masked[claim.cue[0] - scene.base : claim.cue[1] - scene.base].split()[:1]
    form = scene.lexicon["past_form"].search(first[0]) if first else None
    return form.lastgroup if form else None


def _agrees(form: str | None, other: str | None) -> bool:
    return form is None or other is None or form == other


def _from_verb(scene: Scene, m: re.Match[str]) -> Claim | None:
    left = scene.masked[: m.start()]
    kind = str(m.lastgroup)
    if kind.startswith("participle"):
        return _elided(scene, m)
    if as_word := scene.lexicon["as_verb"].search(left):
        return _as_said(scene, m, as_word.start())
    if closes_content(left):
        source = source_after(scene, m.end(), genitive=False)
        if source is not None and not _is_told_to(scene, m, source):
            return _inverted(scene, m, source)
    forms = (_of_relative, _of_place_first, _object_first, _infinitive_first)
    if (claim := next((found for form in forms if (found := form(scene, m)) is not None), None)) is not None:
        return claim
    subject = subject_before(scene, m.start())
    if subject and _is_where(scene, m, subject) and (source := source_after(scene, m.end(), genitive=False)):
        return _led_by_place(scene, m, source)
    return _from_subject(scene, m, subject) if subject else _without_subject(scene, m, left)


def _is_told_to(scene: Scene, m: re.Match[str], found: tuple[int, int]) -> bool:
    """Whether what stands behind the verb is whom somebody tells or asks who stands before it himself, with words between commas: «X, выступая в Минске, сказал журналистам, что …»."""
    if subject_before(scene, m.start()) is None:
        return False
    opens = scene.lexicon["that_next"].match(scene.masked, found[1])
    return bool(opens or scene.lexicon["asked_to"].search(scene.masked, *found))


def _of_relative(scene: Scene, m: re.Match[str]) -> Claim | None:
    """«Он встретился с X, который сказал, что …»: of whoever stands before the relative pronoun, in a clause that ends the sentence."""
    relative = scene.lexicon["relative_subject"].search(scene.masked[: before_adverbs(scene, m.start())])
    who = scene.mention_ending(relative.start()) if relative is not None else None
    if who is None or not scene.lexicon["finite"].search(scene.masked, 0, who.start - scene.base):
        return None
    of_whom = scene.masked[: who.start - scene.base].split()[-1:]
    if of_whom and scene.lexicon["dependents"].fullmatch(of_whom[0]):
        return None
    parts = _right(scene, m, opened_at=m.start())
    cue, denied = scene.absolute(*m.span()), m.lastgroup == "deny"
    return Claim(source=(who.start, who.end), cue=cue, parts=parts, denied=denied, genitive=True) if parts else None


def _of_place_first(scene: Scene, m: re.Match[str]) -> Claim | None:
    """«В Кремле расширение НАТО назвали угрозой»: the place speaks, by a verb without a subject; what lies between is the object."""
    place = scene.mentions[0] if scene.mentions else None
    plural = scene.lexicon["past_form"].search(m[0].split()[0])
    if (
        place is None
        or place.kind != "metonym"
        or m.lastgroup != "act"
        or plural is None
        or plural.lastgroup != "plural"
    ):
        return None
    between = scene.masked[place.end - scene.base : m.start()]
    leads = scene.lexicon["inside"].search(scene.masked[: place.start - scene.base])
    if leads is None or scene.masked[: leads.start()].strip() or not between.strip():
        return None
    others = _PARTED.search(between) or scene.lexicon["persons"].search(between)
    part = None if others else scene.trim(place.end - scene.base, len(scene.masked))
    return Claim(source=(place.start, place.end), cue=scene.absolute(*m.span()), parts=(part,)) if part else None


def _is_where(scene: Scene, m: re.Match[str], subject: tuple[int, int, int]) -> bool:
    """Whether the phrase before the verb only says where: «В Москве заявили» is Moscow's, «В Москве отозвался X» is not."""
    inside = scene.lexicon["inside"].search(scene.masked[: subject[0]])
    return inside is not None and scene.lexicon["of_one"].search(m[0]) is not None


def _led_by_place(scene: Scene, m: re.Match[str], source: tuple[int, int]) -> Claim | None:
    """«В Москве отозвался X: …»: the clause or the quotation behind him; None where a "he said" within it has it."""
    openings = (scene.lexicon[name].match(scene.masked, source[1]) for name in ("clause", "colon"))
    opening = next((o for o in openings if o is not None), None)
    if opening is None or _is_interrupted(scene, opening.end()):
        return None
    after = scene.trim(opening.end(), len(scene.masked))
    cue, denied = scene.absolute(*m.span()), m.lastgroup == "deny"
    return Claim(source=scene.absolute(*source), cue=cue, parts=(after,), denied=denied) if after else None


def _is_interrupted(scene: Scene, at: int) -> bool:
    """Whether the first verb of speech behind `at` is a pronoun's («…, заметил он, …»)."""
    verb = scene.lexicon["cue"].search(scene.masked, at)
    following = scene.masked[verb.end() :].split(maxsplit=1)[:1] if verb else []
    return bool(following) and is_pronoun(following[0].strip(",."), scene.lexicon)


def _without_subject(scene: Scene, m: re.Match[str], left: str) -> Claim | None:
    """The subject is that of a sentence or a claim before."""
    if scene.lexicon["only_adverbs"].fullmatch(left):
        return _going_on_without(scene, m, openings=("clause", "spoken"))
    if scene.lexicon["about_first"].fullmatch(left):
        return _going_on_without(scene, m, openings=("clause", "colon"))
    return _elided(scene, m) if scene.lexicon["elided"].search(left) else None


def _object_first(scene: Scene, m: re.Match[str]) -> Claim | None:
    """«Вступление Украины в НАТО отверг X»: of an act the whole clause, of a verb of speech what it tells of."""
    led = doer_behind(scene, m)
    if led is None:
        return None
    part = scene.trim(led[0], m.start() if m.lastgroup == "say" else len(scene.masked))
    source, cue = scene.absolute(led[1], led[2]), scene.absolute(*m.span())
    return Claim(source=source, cue=cue, parts=(part,), denied=m.lastgroup == "deny") if part else None


def _infinitive_first(scene: Scene, m: re.Match[str]) -> Claim | None:
    """«Признавать Крым российским Киев отказался»: the whole clause."""
    opening = scene.lexicon["infinitive_first"].match(scene.masked) if m.lastgroup in ("act", "deny") else None
    left = scene.masked[: before_adverbs(scene, m.start())].rstrip()
    who = scene.mention_ending(len(left), start=opening.end()) if opening is not None else None
    part = scene.trim(0, len(scene.masked))
    if who is None or not who.nominative or part is None:
        return None
    cue, denied = scene.absolute(*m.span()), m.lastgroup == "deny"
    return Claim(source=(who.start, who.end), cue=cue, parts=(part,), denied=denied)


def _from_subject(scene: Scene, m: re.Match[str], subject: tuple[int, int, int]) -> Claim | None:
    start, end, verb_start = subject
    kind = str(m.lastgroup)
    given_up = scene.lexicon["ceased"].match(scene.masked, verb_start) is not None
    negated = not given_up and bool(scene.lexicon["negation_end"].search(scene.masked[: m.start()]))
    if negated and not (kind == "act" or scene.lexicon["attitudes"].fullmatch(m[0])):
        return None
    source, cue = scene.absolute(start, end), scene.absolute(*m.span())
    lead = scene.masked[:start]
    if as_word := scene.lexicon["as_subject"].search(lead):
        return Claim(source=source, cue=cue, parts=_around(scene, as_word.start(), m.end()))
    before = scene.trim(0, start) if closes_content(lead) else None
    if scene.ends_at(m.end()):
        whole = before or (cue if kind != "say" and " " in m[0] else None)
        return Claim(source=source, cue=cue, parts=(whole,)) if whole else None
    if (
        before
        and MASK in lead
        and lead.rstrip(" ,—–-").endswith(MASK)
        and not scene.lexicon["clause"].match(scene.masked, m.end())
    ):
        return Claim(source=source, cue=cue, parts=(before,))
    opened_at = verb_start if negated else m.start()
    return Claim(
        source=source,
        cue=cue,
        parts=_right(scene, m, opened_at=opened_at),
        denied=kind == "deny" or given_up,
        asks=scene.asks(m),
    )


def _right(scene: Scene, m: re.Match[str], *, opened_at: int) -> tuple[Span, ...]:
    """The content after the verb: the clause, the quotation, or for an act the act and its object; with the verb where it is negated."""
    text, at = scene.masked, m.end()
    negated = opened_at < m.start()
    for name in ("clause", "colon"):
        opening = scene.lexicon[name].match(text, at)
        if opening and not scene.lexicon["cue"].search(text, at, opening.end()):
            after = scene.trim(opened_at if negated else opening.end(), len(text))
            return (after,) if after else ()
    if quote := scene.lexicon["quote_next"].match(text, at):
        after = scene.trim(opened_at if negated else quote.end() - 1, len(text))
        return (after,) if after else ()
    keeps_verb = m.lastgroup in ("act", "participle_act") or negated
    after = scene.trim(opened_at if keeps_verb else at, len(text))
    return (after,) if after and not scene.ends_at(at) else ()


def _inverted(scene: Scene, m: re.Match[str], source: tuple[int, int]) -> Claim | None:
    """«…», — сказал X, with what may follow: «…», — сказал X. / …, заявил X, добавив …"""
    pronoun = is_pronoun(scene.masked[slice(*source)], scene.lexicon)
    interrupts = _COMMA.match(scene.masked, source[1]) is not None
    begin = scene.introduced(m.start(), interrupts=interrupts) if pronoun else 0
    before = scene.trim(begin, m.start())
    leads = before is not None and _only_leads(scene, before)
    parts = [before] if before and not leads else []
    following = _going_on(scene, source[1], begin=begin, verb=m.start())
    by_pronoun = pronoun and scene.lexicon["of_one"].search(m[0])
    added = added_words(scene, source[1]) if by_pronoun and following < 0 else None
    if added:
        parts.append(added)
    if following >= 0 and (after := scene.trim(following, len(scene.masked))):
        parts.append(after)
    if not parts:
        return None
    return Claim(
        source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=tuple(parts), denied=m.lastgroup == "deny"
    )


def _only_leads(scene: Scene, part: Span) -> bool:
    """«При этом, подчеркнул он, …»: what stands before says nothing by itself. A setting ends with the space before what it leads to."""
    return (
        scene.lexicon["setting"].fullmatch(scene.masked[part[0] - scene.base : part[1] - scene.base] + " ") is not None
    )


def _going_on(scene: Scene, at: int, *, begin: int, verb: int) -> int:
    """Where words that "said X" interrupts go on: a quotation at the next one, in a dialogue of dashes after the next dash, others after
    the comma; −1 where they do not. `begin`, `verb`: where they and it begin."""
    following = scene.masked.find(MASK, at)
    if following >= 0:
        return following
    if scene.masked.lstrip().startswith(("—", "–", "-")):
        dash = _DASH.search(scene.masked, at)
        return dash.end() if dash else -1
    return _rest(scene, at, told_before=scene.masked[begin:verb])


def _rest(scene: Scene, at: int, *, told_before: str) -> int:
    """Where a sentence goes on whose first words, without a verb, stand before "said X": «Без гарантий, заявил X, мира не будет»."""
    comma = _COMMA.match(scene.masked, at)
    if comma is None or not told_before.strip() or scene.lexicon["finite"].search(told_before):
        return -1
    goes_on = scene.lexicon["finite"].search(scene.masked, comma.end()) or _is_predicate(scene, comma.end())
    return comma.end() if goes_on and not scene.lexicon["only_adds"].match(scene.masked, comma.end()) else -1


def _is_predicate(scene: Scene, at: int) -> bool:
    """Whether an attitude of the subject stands there: «(Россия, сказал X,) готова к переговорам»."""
    cue = scene.lexicon["cue"].match(scene.masked, at)
    return cue is not None and cue.lastgroup == "act"


def _as_said(scene: Scene, m: re.Match[str], as_start: int) -> Claim | None:
    source = source_after(scene, m.end(), genitive=False)
    if source is None:
        return None
    return Claim(
        source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=_around(scene, as_start, source[1])
    )


def _around(scene: Scene, start: int, end: int) -> tuple[Span, ...]:
    """What stands before `start` and after the comma that follows `end`."""
    comma = scene.masked.find(",", end)
    after = scene.trim(comma + 1, len(scene.masked)) if comma >= 0 else None
    parts = (scene.trim(0, start), after)
    return tuple(part for part in parts if part and part[1] - part[0] > _PARTS_LEFT)


def _elided(scene: Scene, m: re.Match[str]) -> Claim | None:
    if not scene.masked[: m.start()].strip():
        return None
    negation = scene.lexicon["negation_end"].search(scene.masked[: m.start()])
    parts = _right(scene, m, opened_at=negation.start() if negation else m.start())
    denied = negation is None and str(m.lastgroup).endswith("deny")
    return Claim(source=None, cue=scene.absolute(*m.span()), parts=parts, denied=denied) if parts else None


def _going_on_without(scene: Scene, m: re.Match[str], *, openings: Sequence[str]) -> Claim | None:
    """«Потом сказал: «…»»: with nothing but adverbs, or what it is about, before the verb, the subject is that of a sentence before. `openings`: patterns
    of which one opens the content behind the verb."""
    gender = scene.lexicon["of_one"].search(m[0])
    opened = any(scene.lexicon[name].match(scene.masked, m.end()) for name in openings)
    if gender is None or not opened:
        return None
    parts = _right(scene, m, opened_at=m.start())
    cue = scene.absolute(*m.span())
    return Claim(source=None, cue=cue, parts=parts, denied=m.lastgroup == "deny", resumes=True) if parts else None
