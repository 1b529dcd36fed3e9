"""Whether ids are unique and every reference names something that exists. Pure; lines begin with the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from monitor.config.explain import row
from monitor.config.files import ACTORS, FEEDS, ISSUES, MONITOR, RULES
from monitor.config.words import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from monitor.config.files import Files
    from monitor.config.readable import ReadableActors, ReadableBaseline, ReadableIssues
    from monitor.config.settings import RulesFile
    from monitor.config.topic import FeedsFile, IssuesFile

ANY_OPPONENT = "opponent"
"""In `needs`: whichever side the speaker's own is against."""


def check_references(files: Files) -> Iterator[str]:
    """One line a mistake, from the files that could be read."""
    actors, issues = files.named, files.issues
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
    yield from _unique_positions(files.rows)
    yield from _positions(files.rows, actors, files.coded)


def _unique(file: str, table: str, ids: Iterable[str | None], *, key: str = "id") -> Iterator[str]:
    first: dict[str, int] = {}
    for number, name in enumerate(ids, start=1):
        if name is None:
            continue
        if name in first:
            yield f"{file}: {row(table, number, name)}: {key}: is taken by {table}[{first[name]}]"
        first.setdefault(name, number)


def _unknown(where: str, key: str, word: str | None, known: Collection[str] | None) -> Iterator[str]:
    """`known` is None where it cannot be read, which has been told."""
    if word is not None and known is not None and word not in known:
        yield f'{where}: {key}: "{word}" is not known{nearest(word, known)}'


def _actors(actors: ReadableActors) -> Iterator[str]:
    yield from _unique(ACTORS, "office", (office.id for office in actors.office))
    yield from _unique(ACTORS, "person", (person.id for person in actors.person))
    for number, office in enumerate(actors.office, start=1):
        yield from _unknown(f"{ACTORS}: {row('office', number, office.id)}", "bloc", office.bloc, actors.blocs)
    for number, person in enumerate(actors.person, start=1):
        where = f"{ACTORS}: {row('person', number, person.id)}"
        yield from _unknown(where, "bloc", person.bloc, actors.blocs)
        for count, term in enumerate(person.terms, start=1):
            yield from _unknown(f"{where}: {row('terms', count, term.office)}", "office", term.office, actors.offices)


def _speaking_feeds(feeds: FeedsFile, actors: ReadableActors) -> Iterator[str]:
    for number, feed in enumerate(feeds.feed, start=1):
        yield from _unknown(f"{FEEDS}: {row('feed', number, feed.id)}", "speaks_for", feed.speaks_for, actors.offices)


def _routes(files: Files) -> Iterator[str]:
    actors = files.named
    if not (files.monitor and actors and files.issues):
        return
    codes = {issue.code for issue in files.issues.issue}
    for number, route in enumerate(files.monitor.chat.route, start=1):
        where = f"{MONITOR}: [chat] {row('route', number, route.channel)}"
        for key, words, known in (
            ("blocs", route.blocs, actors.blocs),
            ("issues", route.issues, codes),
            ("actors", route.actors, actors.offices),
        ):
            for word in words:
                yield from _unknown(where, key, word, known)


def _sides(issues: IssuesFile, actors: ReadableActors) -> Iterator[str]:
    sides, codes = [side.id for side in issues.side], [issue.code for issue in issues.issue]
    for number, side in enumerate(issues.side, start=1):
        where = f"{ISSUES}: {row('side', number, side.id)}"
        for bloc in side.blocs:
            yield from _unknown(where, "blocs", bloc, actors.blocs)
        for opponent in side.opponents:
            yield from _unknown(where, "opponents", opponent, sides)
        for code in sorted(side.elsewhere):
            yield from _unknown(where, "elsewhere", code, codes)


def _issue_words(issues: IssuesFile, actors: ReadableActors) -> Iterator[str]:
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


def _unique_positions(baselines: Mapping[str, ReadableBaseline]) -> Iterator[str]:
    seen: set[str] = set()
    for where, position in located({name: file.position for name, file in baselines.items()}):
        if position.id is not None and position.id in seen:
            yield f"{where}: id: is taken by another position"
        seen.add(position.id or "")


def _positions(
    baselines: Mapping[str, ReadableBaseline], actors: ReadableActors | None, issues: ReadableIssues | None
) -> Iterator[str]:
    """Each word against those that can be read of the file that has it."""
    offices, blocs = (actors.offices, actors.blocs) if actors else (None, None)
    codes = issues.codes if issues else None
    for where, position in located({name: file.position for name, file in baselines.items()}):
        yield from _unknown(where, "office", position.office, offices)
        yield from _unknown(where, "bloc", position.bloc, blocs)
        yield from _unknown(where, "issue", position.issue, codes)


class Row(Protocol):
    """A row that bears an id, unless that cannot be read."""

    @property
    def id(self) -> str | None: ...


RowT = TypeVar("RowT", bound=Row)


def located(rows: Mapping[str, Sequence[RowT]]) -> Iterator[tuple[str, RowT]]:
    """Every position of the files with its place: `baseline/seed.toml: position[3] "B03"`."""
    for name, positions in rows.items():
        for number, position in enumerate(positions, start=1):
            yield f"{name}: {row('position', number, position.id)}", position
