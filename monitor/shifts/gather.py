"""One article's statements → utterances: what one office says on one issue in one article is one act of saying.

May import: types, and shifts.merge.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from monitor.shifts.merge import best_first, merge, shingles_of
from monitor.types import StreamKey, Utterance
from monitor.types.citing import evidence_of
from monitor.types.levels import mode_of, sign_of
from monitor.types.reading import CARRIED, ELSEWHERE, OUTRIGHT, ROLE_CONFLICT, UNSHARED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from monitor.types import Article, Rules, Statement, World

LeftOut = Literal["question", "nested", "not_followed", "no_issue", "weightless", "no_level", "not_in_office"]


def gather(
    article: Article, statements: Sequence[Statement], *, world: World, rules: Rules, original: Sequence[Utterance] = ()
) -> tuple[Utterance, ...]:
    """One utterance a stream, in the order of the text.

    `original`: the utterances of the article this one copies; they grow, and only what they lack is new. Those of an
    office or issue that is not configured any more are left out. The same article gives the same ids.
    """
    original = [utterance for utterance in original if world.follows(utterance.key)]
    groups: dict[StreamKey, list[Statement]] = {}
    for statement in statements:
        if statement.office is None or statement.issue is None:
            continue
        if left_out(article, statement, world) is None:
            groups.setdefault(StreamKey(statement.office, statement.issue), []).append(statement)
    own = {
        key: _utterance(article, key, told, rules, is_own=_is_own_page(article, key, world))
        for key, told in groups.items()
    }
    return (*_grown(original, own, retold=bool(statements)), *_new(original, own))


def utterance_id(article_id: str, key: StreamKey) -> str:
    """The same for the same article and stream, whenever it is made."""
    return sha256(f"{article_id}\n{key.office}\n{key.issue}".encode()).hexdigest()[:20]


def left_out(article: Article, statement: Statement, world: World) -> LeftOut | None:
    """Why a statement carries no stream; None where it does: it asserts, weighs something, and is the office's own at the time."""
    said = statement.said_at or article.dated
    tests: tuple[tuple[LeftOut, bool], ...] = (
        ("question", statement.commitment == "question"),
        ("nested", statement.nested),
        ("not_followed", all(office.id != statement.office for office in world.offices)),
        ("no_issue", all(issue.code != statement.issue for issue in world.issues)),
        ("weightless", statement.weight <= 0),
        ("no_level", statement.levels is None),
        ("not_in_office", not _holds(statement, world, said.date())),
    )
    return next((reason for reason, applies in tests if applies), None)


def _holds(statement: Statement, world: World, day: date) -> bool:
    person = world.person(statement.actor)
    if person is None or not person.terms:
        return True
    return any(term.office == statement.office and term.holds_on(day) for term in person.terms)


def _new(original: Sequence[Utterance], own: dict[StreamKey, Utterance]) -> list[Utterance]:
    known = {utterance.key for utterance in original}
    return [utterance for key, utterance in own.items() if key not in known]


def _grown(original: Sequence[Utterance], own: dict[StreamKey, Utterance], *, retold: bool) -> list[Utterance]:
    """Those of the original that the copy repeats; all of them, counted only, where the copy was not read apart."""
    if not retold:
        return [replace(utterance, copies=utterance.copies + 1) for utterance in original]
    return [merge(utterance, own[utterance.key], copies=True) for utterance in original if utterance.key in own]


def _is_own_page(article: Article, key: StreamKey, world: World) -> bool:
    """Whether the page is that of the office's own government or alliance; a primary page that no office claims is the speaker's."""
    if not article.primary:
        return False
    names = {article.outlet.casefold(), article.feed_id.casefold()}
    homes = [o for o in world.offices if o.id == article.speaks_for] or [
        o for o in world.offices if not names.isdisjoint(name.casefold() for name in o.outlets)
    ]
    office = world.office(key.office)
    return not homes or any((home.bloc, home.country) == (office.bloc, office.country) for home in homes)


def _utterance(article: Article, key: StreamKey, told: list[Statement], rules: Rules, *, is_own: bool) -> Utterance:
    sure = [statement for statement in told if not statement.abstained]
    judged = sure or told
    best = max(judged, key=lambda s: (s.weight, _margin(s.levels or ()), -s.start))
    levels = _mixed(judged)
    said_at = min((s.said_at for s in judged if s.said_at is not None), default=article.dated)
    return Utterance(
        id=utterance_id(article.id, key),
        key=key,
        actor=best.actor or key.office,
        said_at=said_at,
        levels=levels,
        weight=max(s.weight for s in judged),
        speaker_level=max(s.speaker_level for s in judged),
        commitment=best.commitment,
        primary=any(s.voice == "primary" or (is_own and s.voice == "quoted") for s in judged),
        evidence=best_first(evidence_of(s, article) for s in judged),
        origins=(article.owner,),
        copies=1,
        margin=_margin(levels) if sure else 0.0,
        quiet=article.backlog or article.dated - said_at > rules.merge.stale,
        shingles=shingles_of((s.text for s in judged), rules.merge.shingle),
        flags=(ROLE_CONFLICT,) if any(ROLE_CONFLICT in s.marks for s in judged) else (),
        agreeing=_agreeing(sure, levels),
    )


def _agreeing(sure: Sequence[Statement], levels: Sequence[float]) -> int:
    """How many sentences stand within one level of where the utterance stands; one that two readers see alike outright counts for two.

    The same words count once, those that say so only with the words round them, or perhaps of another topic, not at all, and where the network alone sees the side of each that has that side, none does.
    """
    mode = mode_of(levels)
    near = [s for s in sure if s.level is not None and abs(s.level - mode) <= 1 and not _is_weak(s)]
    if all(UNSHARED in s.marks for s in near if sign_of(s.level or 0) == sign_of(mode)):
        return 0
    worth = {" ".join(s.text.split()): 2 if OUTRIGHT in s.marks else 1 for s in near}
    return sum(worth.values())


def _is_weak(statement: Statement) -> bool:
    """Whether it says so only with the words round it, or perhaps of another topic."""
    return not statement.marks.isdisjoint((CARRIED, ELSEWHERE))


def _mixed(judged: Sequence[Statement]) -> tuple[float, float, float, float, float]:
    """The weighted mean of the level distributions."""
    total = sum(s.weight for s in judged)
    a, b, c, d, e = (sum(s.weight * s.levels[k] for s in judged if s.levels) / total for k in range(5))
    return (a, b, c, d, e)


def _margin(levels: Sequence[float]) -> float:
    """How far the best level is ahead of the best one that is not its neighbour; 0 where nothing is."""
    if not levels:
        return 0.0
    top = max(range(len(levels)), key=lambda k: levels[k])
    return max(0.0, levels[top] - max(share for k, share in enumerate(levels) if abs(k - top) > 1))
