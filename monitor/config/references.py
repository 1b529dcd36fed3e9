"""Whether ids are unique and every reference names something that exists. Pure; lines begin with the file's name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from monitor.config.explain import row
from monitor.config.files import ACTORS, FEEDS, ISSUES, MONITOR, RULES
from monitor.config.words import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from monitor.config.files import Files
    from monitor.config.settings import RulesFile
    from monitor.config.topic import ActorsFile, BaselineFile, FeedsFile, IssuesFile, PositionRow

ANY_OPPONENT = "opponent"
"""In `needs`: whichever side the speaker's own is against."""


def check_references(files: Files) -> Iterator[str]:
    """One line a mistake, from the files that could be read."""
    actors, issues = files.actors, files.issues
    yield from _routes(files)
    if files.feeds:
        yield from _unique(FEEDS, "feed", (feed.id for feed in files.feeds.feed))
    if actors:
        yield from _actors(actors)
    if issues:
        yield from _unique(ISSUES, "issue", (issue.code for issue in issues.issue), key="code")
        yield from _unique(ISSUES, "side", (side.id for side in issues.side))
    if files.rules:
        yield from _unique(RULES, "wording", (pair.id for pair in files.rules.wording))
    if files.feeds and actors:
        yield from _speaking_feeds(files.feeds, actors)
    if issues and actors:
        yield from _sides(issues, actors)
        yield from _issue_words(issues, actors)
    if issues and files.rules:
        yield from _wordings(files.rules, issues)
    if files.baselines:
        yield from _unique_positions(files.baselines)
        if issues and actors:
            yield from _positions(files.baselines, actors, issues)


def _unique(file: str, table: str, ids: Iterable[str], *, key: str = "id") -> Iterator[str]:
    first: dict[str, int] = {}
    for number, name in enumerate(ids, start=1):
        if name in first:
            yield f"{file}: {row(table, number, name)}: {key}: is taken by {table}[{first[name]}]"
        first.setdefault(name, number)


def _unknown(where: str, key: str, word: str | None, known: Collection[str]) -> Iterator[str]:
    if word is not None and word not in known:
        yield f'{where}: {key}: "{word}" is not known{nearest(word, known)}'


def _actors(actors: ActorsFile) -> Iterator[str]:
    yield from _unique(ACTORS, "office", (office.id for office in actors.office))
    yield from _unique(ACTORS, "person", (person.id for person in actors.person))
    offices = {office.id for office in actors.office}
    for number, office in enumerate(actors.office, start=1):
        yield from _unknown(f"{ACTORS}: {row('office', number, office.id)}", "bloc", office.bloc, actors.blocs)
    for number, person in enumerate(actors.person, start=1):
        where = f"{ACTORS}: {row('person', number, person.id)}"
        yield from _unknown(where, "bloc", person.bloc, actors.blocs)
        for count, term in enumerate(person.terms, start=1):
            yield from _unknown(f"{where}: {row('terms', count, term.office)}", "office", term.office, offices)


def _speaking_feeds(feeds: FeedsFile, actors: ActorsFile) -> Iterator[str]:
    offices = {office.id for office in actors.office}
    for number, feed in enumerate(feeds.feed, start=1):
        yield from _unknown(f"{FEEDS}: {row('feed', number, feed.id)}", "speaks_for", feed.speaks_for, offices)


def _routes(files: Files) -> Iterator[str]:
    if not (files.monitor and files.actors and files.issues):
        return
    actors = files.actors
    offices, codes = {office.id for office in actors.office}, {issue.code for issue in files.issues.issue}
    for number, route in enumerate(files.monitor.chat.route, start=1):
        where = f"{MONITOR}: [chat] {row('route', number, route.channel)}"
        for key, words, known in (
            ("blocs", route.blocs, actors.blocs),
            ("issues", route.issues, codes),
            ("actors", route.actors, offices),
        ):
            for word in words:
                yield from _unknown(where, key, word, known)


def _sides(issues: IssuesFile, actors: ActorsFile) -> Iterator[str]:
    sides, codes = [side.id for side in issues.side], [issue.code for issue in issues.issue]
    for number, side in enumerate(issues.side, start=1):
        where = f"{ISSUES}: {row('side', number, side.id)}"
        for bloc in side.blocs:
            yield from _unknown(where, "blocs", bloc, actors.blocs)
        for opponent in side.opponents:
            yield from _unknown(where, "opponents", opponent, sides)
        for code in sorted(side.elsewhere):
            yield from _unknown(where, "elsewhere", code, codes)


def _issue_words(issues: IssuesFile, actors: ActorsFile) -> Iterator[str]:
    sides = [*(side.id for side in issues.side), ANY_OPPONENT]
    for number, issue in enumerate(issues.issue, start=1):
        where = f"{ISSUES}: {row('issue', number, issue.code)}"
        for bloc in issue.hardening_sign:
            yield from _unknown(where, "hardening_sign", bloc, actors.blocs)
        for side in (side for group in issue.needs for side in group):
            yield from _unknown(where, "needs", side, sides)
        for side in issue.aimed_at:
            yield from _unknown(where, "aimed_at", side, sides)
        for language in sorted(issue.aimed.keys() - issue.matter.keys()):
            yield from _unknown(where, "aimed", language, issue.matter)
        for count, cue in enumerate(issue.cue, start=1):
            for bloc in cue.blocs:
                yield from _unknown(f"{where}: cue[{count}]", "blocs", bloc, actors.blocs)


def _wordings(rules: RulesFile, issues: IssuesFile) -> Iterator[str]:
    codes = {issue.code for issue in issues.issue}
    for number, pair in enumerate(rules.wording, start=1):
        yield from _unknown(f"{RULES}: {row('wording', number, pair.id)}", "issue", pair.issue, codes)


def _unique_positions(baselines: Mapping[str, BaselineFile]) -> Iterator[str]:
    counts = Counter(position.id for file in baselines.values() for position in file.position)
    seen: set[str] = set()
    for where, position in located(baselines):
        if counts[position.id] > 1 and position.id in seen:
            yield f"{where}: id: is taken by another position"
        seen.add(position.id)


def _positions(baselines: Mapping[str, BaselineFile], actors: ActorsFile, issues: IssuesFile) -> Iterator[str]:
    offices = {office.id for office in actors.office}
    codes = {issue.code for issue in issues.issue}
    for where, position in located(baselines):
        yield from _unknown(where, "office", position.office, offices)
        yield from _unknown(where, "bloc", position.bloc, actors.blocs)
        yield from _unknown(where, "issue", position.issue, codes)


def located(baselines: Mapping[str, BaselineFile]) -> Iterator[tuple[str, PositionRow]]:
    """Every position with its place: `baseline/seed.toml: position[3] "B03"`."""
    for name, file in baselines.items():
        for number, position in enumerate(file.position, start=1):
            yield f"{name}: {row('position', number, position.id)}", position
