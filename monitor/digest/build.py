"""A week's rows → a digest. Pure: the same rows, week and configuration give the same digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from monitor.digest.against import restated, week_against
from monitor.digest.bloc_shares import bloc_shares
from monitor.digest.bookkeeping import in_words, keep_books, reliability
from monitor.digest.cards import card, evidence_against, themes
from monitor.digest.cohesion import cohesion
from monitor.digest.content import content_of
from monitor.digest.counts import Counts
from monitor.digest.coverage import health, not_asked
from monitor.digest.material import prepare
from monitor.digest.nearest import nearest
from monitor.digest.positions import most_moved
from monitor.digest.setup import changes, setup_of
from monitor.digest.shares import emphasis, wording
from monitor.digest.summary import summary, title
from monitor.digest.trails import added_later
from monitor.digest.volumes import odd_volumes
from monitor.digest.words import counted, date_range, listed, office_name, sentence
from monitor.types import Digest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from monitor.digest.content import Books, Content, VersionsUsed
    from monitor.digest.material import Material
    from monitor.digest.weeks import Week
    from monitor.ports import WeekRows
    from monitor.types import Config, Versions

_MOST_CARDS = 12


def build_digest(
    rows: WeekRows,
    *,
    week: Week,
    config: Config,
    versions: Versions,
    previous: Digest | None,
    now: datetime,
    frozen: Collection[str] = (),
    late: str | None = None,
    notes: Sequence[str] = (),
) -> Digest:
    """The digest of `week`. `previous`: the digest of the week before, which it is compared with.

    `rows.utterances` may reach back up to twelve weeks and `rows.shares` further: only [start, end) counts as the
    week, the rest is what it is compared with. What `previous` remembers under other versions is left out.
    `frozen`: offices whose shares are not to be compared, since too little was heard of them; `late`: why it is made so late;
    `notes`: more sentences for the bookkeeping.
    """
    material = prepare(rows, week, config=config, versions=versions, previous=previous, now=now)
    content = _content(material, frozen=frozen, late=late)
    content["bookkeeping"] += notes
    made = Digest(
        week=week.name, start=week.start, end=week.end, made_at=now, content=cast("Mapping[str, object]", content)
    )
    return made if previous is None else _with(made, against=week_against(previous, made))


def made_again(made: Digest, sent: Digest | None) -> Digest:
    """A digest made anew of a week whose digest was `sent`: marked with what differs.

    How the sources stood then is known only from what was sent.
    """
    if sent is None:
        return made
    then, now = content_of(sent), content_of(made)
    coverage = {**now["coverage"], "feeds": then["coverage"]["feeds"], "feeds_up": then["coverage"]["feeds_up"]}
    marked = {"sent_at": sent.made_at.isoformat(), "differences": restated(then, now)}
    return _with(made, coverage=coverage, health=then["health"], late=then["late"], restated=marked)


def _with(digest: Digest, **parts: object) -> Digest:
    return replace(digest, content={**digest.content, **parts})


def _content(m: Material, *, frozen: Collection[str], late: str | None) -> Content:
    world, zone = m.config.world, m.config.digest.timezone
    books, apart = _books(m), m.config.rules.apart
    cards = [card(alert, world=world, verdicts=m.log) for alert in m.told]
    counts = Counts(m.rows.shares, frozen=frozen)
    return {
        "title": title(m.alerts, m.coverage),
        "dates": f"{date_range(m.week.monday, m.week.monday + timedelta(days=6))} ({zone})",
        "late": late,
        "lines": summary(
            m.alerts,
            m.cells,
            m.coverage,
            said_again=m.rows.said_again,
            silent=[row["office_name"] for row in m.silent],
            unasked=not_asked(m.states, m.week),
            unheard=sum(state.feed_id in m.missed for state in m.states),
        ),
        "top": cards[:_MOST_CARDS],
        "more": cards[_MOST_CARDS:],
        "checks": [card(alert, world=world, verdicts=m.log) for alert in m.checks],
        "evidence_against": evidence_against(m.alerts),
        "position_map": m.cells,
        "moved": most_moved(m.cells, m.alerts, m.known, trail=m.trail, week=m.week, config=m.config),
        "nearest": nearest(
            m.rows.streams,
            m.cells,
            alerted={(alert.office, alert.issue) for alert in m.alerts},
            rules=m.config.rules,
        ),
        "emphasis": emphasis(counts, monday=m.week.monday, world=world),
        "bloc_shares": bloc_shares(counts, monday=m.week.monday, world=world),
        "frozen": [office_name(world, office) for office in sorted(frozen)],
        "cohesion": cohesion(m.known, end=m.week.end, world=world),
        "new_positions": [alert.id for alert in m.alerts if alert.kind in ("new_position", "new_theme")],
        "themes": themes(m.alerts),
        "wording": wording(
            m.config.rules.wording, m.said, world=world, before=m.comparable["wording"] if m.comparable else []
        ),
        "bookkeeping": in_words(
            books, alerts=len(m.alerts), utterances=len(m.said), apart=apart, judged_ever=bool(m.rows.judged)
        ),
        "reliability": reliability(m.rows.judged),
        "books": books,
        "coverage": m.coverage,
        "volumes": odd_volumes(m.rows.volumes, m.config.feeds),
        "silent": m.silent,
        "health": health(
            m.states,
            {feed.id: feed for feed in m.config.feeds},
            weeks=m.feed_weeks,
            missed=m.missed,
            week=m.week,
            now=m.now,
        ),
        "changes": _changes(m),
        "against": None,
        "restatement": _restatement(m),
        "restated": None,
        "versions": _versions(m),
        "setup": setup_of(m.config),
        "trail": m.trail,
        "verdict_log": m.log,
        "feed_weeks": m.feed_weeks,
    }


def _books(m: Material) -> Books:
    delivered = m.rows.counts.get("delivered", 0)
    return keep_books(m.alerts, m.log, delivered=delivered, utterances=len(m.said), apart=m.config.rules.apart)


def _versions(m: Material) -> VersionsUsed:
    return {"baseline": m.versions.baseline, "model": m.versions.model, "code": m.versions.code}


def _changes(m: Material) -> list[str]:
    return changes(
        m.before["setup"] if m.before else None,
        setup_of(m.config),
        was=m.before["versions"] if m.before else None,
        now=_versions(m),
        since=m.previous.week if m.previous else "",
    )


def _restatement(m: Material) -> list[str]:
    made = m.now.astimezone(ZoneInfo(m.config.digest.timezone))
    known_on = f"These are the numbers as known on {made.day} {made:%B %Y, %H:%M}."
    later = (
        "Articles that arrive later are not added to this page; they count from then on, so a later look may show more."
    )
    lines = [f"{known_on} {later}"]
    late = added_later(m.comparable["trail"], m.points) if m.comparable else {}
    if late:
        total, weeks = sum(late.values()), listed([f"{n:,} of {week}" for week, n in late.items()], len(late))
        lines.append(
            sentence(
                f"{counted(total, 'utterance')} of earlier weeks came to light after those weeks were told: {weeks}."
            )
        )
    return lines
