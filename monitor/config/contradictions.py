"""Whether values that are sound one by one agree with each other. Pure; lines begin with the file's name."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

from monitor.config.explain import row
from monitor.config.fields import WEEKDAYS
from monitor.config.files import ACTORS, FEEDS, MONITOR, RULES
from monitor.config.references import located
from monitor.config.sides import check_sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from monitor.config.files import Files
    from monitor.config.readable import ReadableActors, ReadableBaseline
    from monitor.config.settings import MonitorFile, NewWordingTable, RulesFile
    from monitor.config.topic import BaselineFile, FeedsFile

SEEDING = ("position", "condition", "bloc", "provisional")
_NEEDS_OFFICE = ("position", "condition")
SHUT_IT = 'write access = "login" (then `monitor users add`) or "proxy", or listen on 127.0.0.1'
SECRET_HEADERS = ("authorization", "proxy-authorization")
ALL_BY_REFERENCE = (
    'is a secret, so name the environment variable that holds all of it ("Bearer …" too), like "env:FEED_AUTHORIZATION"'
)
WEEK, YEAR = timedelta(weeks=1), timedelta(days=365)
"""A year: how far back it is known which feeds were away, and the youngest alerts that may be pruned."""
_UNITS = (("w", 604800), ("d", 86400), ("h", 3600), ("m", 60), ("s", 1))


def check_contradictions(files: Files) -> Iterator[str]:
    """One line a mistake, from the files that could be read."""
    if files.monitor:
        yield from _polling(files.monitor)
        yield from _delivery(files.monitor)
        yield from _routes(files.monitor)
        yield from _open_doors(files.monitor)
        yield from _targets(files.monitor)
    if files.monitor and files.feeds:
        yield from _intervals(files.feeds, files.monitor)
    if files.feeds:
        yield from _voices(files.feeds)
        yield from _open_secrets(files.feeds)
        yield from _log_ins(files.feeds)
    if files.rules:
        yield from _rules(files.rules)
    if files.named:
        yield from _terms(files.named)
        yield from _shared_aliases(files.named)
        yield from _shared_titles(files.named)
    if files.issues:
        yield from check_sides(files.issues)
    if files.baselines:
        yield from _seeds(files.baselines)
    if files.named:
        yield from _blocs(files.rows, files.named)


def written(length: timedelta) -> str:
    """A duration as a file would say it: "15m"."""
    seconds = int(length.total_seconds())
    return next(f"{seconds // size}{unit}" for unit, size in _UNITS if seconds % size == 0)


def _polling(monitor: MonitorFile) -> Iterator[str]:
    polling = monitor.polling
    if polling.every < polling.at_least:
        yield f"{MONITOR}: [polling] every: {_shorter(polling.every, polling.at_least)}"
    if polling.at_most < polling.every:
        yield f'{MONITOR}: [polling] at_most: "{written(polling.at_most)}" is shorter than every = "{written(polling.every)}"'
    if polling.quickest and polling.quickest > polling.every:
        yield f'{MONITOR}: [polling] quickest: "{written(polling.quickest)}" is longer than every = "{written(polling.every)}"'
    if polling.slowest and polling.slowest < polling.every:
        yield f'{MONITOR}: [polling] slowest: "{written(polling.slowest)}" is shorter than every = "{written(polling.every)}"'


def _delivery(monitor: MonitorFile) -> Iterator[str]:
    """What is still being sent must not be taken for left behind."""
    lease, timeout = monitor.delivery.lease, monitor.delivery.timeout
    if lease <= timeout:
        yield f'{MONITOR}: [delivery] lease: "{written(lease)}" must be longer than timeout = "{written(timeout)}"'


def _open_doors(monitor: MonitorFile) -> Iterator[str]:
    """Whoever reaches the site without a login may read all and answer for anybody: so only this machine may."""
    web = monitor.web
    if is_open_door(web.listen[0], web.access):
        yield f'{MONITOR}: [web] access: "none" lets in everybody who can reach {web.listen[0]}; {SHUT_IT}'
    if web.access == "proxy" and not web.proxy_from:
        yield f"{MONITOR}: [web] proxy_from: name the addresses that the proxy asks from"


def is_open_door(host: str, access: str) -> bool:
    return access == "none" and not _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _routes(monitor: MonitorFile) -> Iterator[str]:
    """The first route that is met wins, so that one without conditions hides all after it."""
    open_to_all: int | None = None
    for number, route in enumerate(monitor.chat.route, start=1):
        where = f"{MONITOR}: [chat] {row('route', number, route.channel)}"
        if open_to_all is not None:
            yield f"{where}: is never reached: route[{open_to_all}] takes every alert; put that one last"
            return
        if not (route.min_severity or route.blocs or route.issues or route.actors):
            open_to_all = number
    if monitor.chat.quiet_days and len(set(monitor.chat.quiet_days)) == len(WEEKDAYS):
        yield f"{MONITOR}: [chat] quiet_days: every day is quiet, so that nothing would be told; leave one out"


def _targets(monitor: MonitorFile) -> Iterator[str]:
    """Copies are told apart by the target's name."""
    names = [target.name for target in monitor.notify.target]
    for number, target in enumerate(monitor.notify.target, start=1):
        where = f"{MONITOR}: [notify] {row('target', number, target.name)}"
        if target.name in names[: number - 1]:
            yield f"{where}: the name is taken by another target; give it one of its own"
        if not (target.alerts or target.digest):
            yield f"{where}: gets neither alerts nor the digest; leave it out"


def _intervals(feeds: FeedsFile, monitor: MonitorFile) -> Iterator[str]:
    at_least = monitor.polling.at_least
    for number, feed in enumerate(feeds.feed, start=1):
        if feed.every and feed.every < at_least:
            yield f"{FEEDS}: {row('feed', number, feed.id)}: every: {_shorter(feed.every, at_least)}"


def _voices(feeds: FeedsFile) -> Iterator[str]:
    """Only a primary feed's text is the office's own: the office's words would go unheard without a sign."""
    for number, feed in enumerate(feeds.feed, start=1):
        if feed.speaks_for and not feed.primary:
            where = f"{FEEDS}: {row('feed', number, feed.id)}"
            yield f"{where}: speaks_for: is heard of a primary feed only; add primary = true, or leave it out"


def _open_secrets(feeds: FeedsFile) -> Iterator[str]:
    for number, feed in enumerate(feeds.feed, start=1):
        for name, value in (feed.headers or {}).items():
            if name.lower() in SECRET_HEADERS and not value.startswith("env:"):
                yield f"{FEEDS}: {row('feed', number, feed.id)}: headers: {name}: {ALL_BY_REFERENCE}"


def _log_ins(feeds: FeedsFile) -> Iterator[str]:
    """What would be left out of the question without a sign."""
    for number, feed in enumerate(feeds.feed, start=1):
        where = f"{FEEDS}: {row('feed', number, feed.id)}"
        if feed.password and not feed.user:
            yield f"{where}: password: is not sent without user; add user, or leave it out"
        if feed.user and any(name.lower() == "authorization" for name in feed.headers or {}):
            yield f"{where}: user: takes the place of the Authorization in headers; leave one of them out"


def _shorter(every: timedelta, at_least: timedelta) -> str:
    return f'"{written(every)}" is shorter than [polling] at_least = "{written(at_least)}" in {MONITOR}'


def _rules(rules: RulesFile) -> Iterator[str]:
    if rules.baseline.settled_at < rules.baseline.provisional_at:
        yield f"{RULES}: [baseline] settled_at: is less than provisional_at = {rules.baseline.provisional_at}"
    if rules.merge.stale < rules.merge.fresh:
        yield f'{RULES}: [merge] stale: is shorter than fresh = "{written(rules.merge.fresh)}"'
    if rules.theme.same < rules.theme.near:
        yield f"{RULES}: [theme] same: is less than near = {rules.theme.near}"
    yield from _new_wording(rules.new_wording)
    for number, pair in enumerate(rules.wording, start=1):
        if pair.a.keys() != pair.b.keys():
            yield f"{RULES}: {row('wording', number, pair.id)}: a and b must be given in the same languages"


def _new_wording(wording: NewWordingTable) -> Iterator[str]:
    where, before = f"{RULES}: [new_wording]", f'before = "{written(wording.before)}"'
    if wording.before < 2 * wording.window:
        yield f"{where} {before}: is shorter than the two windows that are held against it"
    if wording.before > YEAR:
        yield f'{where} {before}: is longer than "{written(YEAR)}", beyond which nobody knows which feeds were away'
    if wording.weeks * WEEK > wording.before:
        yield f"{where} weeks: {wording.weeks} weeks do not fit into {before}"
    if wording.z_each > wording.z:
        yield f"{where} z_each: is more than z = {wording.z}, which both windows together must reach"
    if wording.again < wording.window:
        yield f'{where} again: is shorter than window = "{written(wording.window)}": the same words would be told every week'
    if wording.again > YEAR:
        yield f'{where} again: is longer than "{written(YEAR)}", after which alerts may be pruned'


def _terms(actors: ReadableActors) -> Iterator[str]:
    for number, person in enumerate(actors.person, start=1):
        for count, term in enumerate(person.terms, start=1):
            if term.since and term.until and term.until <= term.since:
                where = f"{row('person', number, person.id)}: {row('terms', count, term.office)}"
                yield f"{ACTORS}: {where}: until: {term.until} is not after since = {term.since}"


def _shared_aliases(actors: ReadableActors) -> Iterator[str]:
    named = ((row("person", n, p.id), p.names) for n, p in enumerate(actors.person, start=1))
    yield from _shared(named, "aliases", "a name must lead to one person")


def _shared_titles(actors: ReadableActors) -> Iterator[str]:
    named = ((row("office", n, o.id), o.names) for n, o in enumerate(actors.office, start=1))
    yield from _shared(named, "titles", "a title or metonym must lead to one office")


def _shared(named: Iterable[tuple[str, tuple[str, ...]]], key: str, reason: str) -> Iterator[str]:
    owner: dict[str, str] = {}
    for where, names in named:
        for name in names:
            first = owner.setdefault(name.casefold(), where)
            if first != where:
                yield f'{ACTORS}: {where}: {key}: "{name}" belongs to {first} too; {reason}'


def _seeds(baselines: Mapping[str, BaselineFile]) -> Iterator[str]:
    for where, position in located({name: file.position for name, file in baselines.items()}):
        if position.use in SEEDING and position.level is None:
            yield f'{where}: level: is missing; a row with use = "{position.use}" needs one from −2 to +2'
        if position.use in _NEEDS_OFFICE and position.office is None:
            yield f'{where}: office: is missing; a row with use = "{position.use}" is the line of an office'


def _blocs(baselines: Mapping[str, ReadableBaseline], actors: ReadableActors) -> Iterator[str]:
    bloc_of = {office.id: office.bloc for office in actors.office if office.bloc in (actors.blocs or ())}
    for where, position in located({name: file.position for name, file in baselines.items()}):
        bloc = bloc_of.get(position.office or "", position.bloc)
        if position.bloc is not None and bloc != position.bloc:
            yield f'{where}: bloc: is "{position.bloc}", but {position.office} belongs to "{bloc}"'
