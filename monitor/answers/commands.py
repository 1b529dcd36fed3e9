"""What `/monitor` answers. Reads the store; only `mute` writes."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from monitor.alerts.blocks import Words
from monitor.alerts.buttons import texts
from monitor.alerts.forms import alert_lines, standing_lines
from monitor.alerts.mutes import reason
from monitor.alerts.render import Message, render_digest, render_story
from monitor.answers.home import standings
from monitor.answers.mutes import mute
from monitor.answers.says import listed, says
from monitor.answers.state import state_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from monitor.answers.requests import User
    from monitor.ports import Store
    from monitor.types import Config, StreamState

COMMANDS = ("status", "why", "actor", "issue", "digest", "mute", "help")
ALERTS_SHOWN = 5


def answer(words: str, *, store: Store, config: Config, user: User, now: datetime) -> Message:
    """The answer to the words after `/monitor`. Raises StoreError."""
    name, _, rest = words.strip().partition(" ")
    name, rest = name.lower() or "help", rest.strip()
    answers: dict[str, Callable[[], Message]] = {
        "status": lambda: says(*state_lines(store, now=now)),
        "why": lambda: _why(rest, store),
        "actor": lambda: _actor(rest, store, config),
        "issue": lambda: _issue(rest, store, config),
        "digest": lambda: _digest(store),
        "mute": lambda: _mute(rest, store=store, config=config, user=user, now=now),
    }
    return answers.get(name, lambda: _help("" if name == "help" else name))()


def _digest(store: Store) -> Message:
    newest = store.digests()[:1]
    return render_digest(newest[0], None) if newest else says("No week has closed yet: there is no digest.")


def _help(unknown: str) -> Message:
    near = get_close_matches(unknown, COMMANDS, 1)
    first = f"“{unknown}” is not known{f'; did you mean “{near[0]}”?' if near else '.'}" if unknown else "You can ask:"
    return says(first, *(f"/monitor {line}" for line in texts()["help"]["lines"]))


def _why(alert_id: str, store: Store) -> Message:
    story = store.story(alert_id) if alert_id else None
    if story is None:
        return says(f"There is no alert “{alert_id}”: the ID stands in the last line of each alert.")
    return render_story(story)


def _actor(name: str, store: Store, config: Config) -> Message:
    """A person's office, or an office, by name or id."""
    world = config.world
    offices = {office.id: {office.id, office.name, *office.titles} for office in world.offices}
    for person in world.persons:
        for term in person.terms[-1:]:
            offices.setdefault(term.office, set()).update({person.id, person.name, *person.aliases})
    found = _matching(name, offices)
    if not found:
        return says(f"No office or person is called “{name}”.")
    shown = {office.id: office.name for office in world.offices}
    streams = [stream for stream in store.streams() if stream.key.office in found]
    title = ", ".join(shown.get(office, office) for office in found[:3])
    return _where(title, streams, store, config, offices=set(found))


def _issue(code: str, store: Store, config: Config) -> Message:
    found = _matching(code, {issue.code: {issue.code, issue.name} for issue in config.world.issues})
    if not found:
        return says(f"No issue is called “{code}”: they are {', '.join(i.code for i in config.world.issues)}.")
    issue = config.world.issue(found[0])
    streams = [stream for stream in store.streams() if stream.key.issue == issue.code]
    return _where(f"{issue.name} ({issue.code})", streams, store, config, issue=issue.code)


def _where(
    title: str,
    streams: Iterable[StreamState],
    store: Store,
    config: Config,
    *,
    offices: set[str] | None = None,
    issue: str | None = None,
) -> Message:
    """Where they stand, and the newest alerts about it."""
    rows = list(standing_lines(standings(streams, config.world)))
    about = [
        a for a in store.alerts(limit=500) if (offices is None or a.office in offices) and issue in (None, a.issue)
    ]
    for alert in about[:ALERTS_SHOWN]:
        rows.extend(alert_lines(alert))
    return listed(title, rows or [(Words(text="Too few statements are on record, and no alert."),)])


def _matching(name: str, names: dict[str, set[str]]) -> list[str]:
    """Ids of which a name is the one asked for, else holds it as words; none for an empty name."""
    wanted = name.casefold().strip()
    if not wanted:
        return []
    exact = [key for key, known in names.items() if wanted in {word.casefold() for word in known}]
    part = re.compile(rf"\b{re.escape(wanted)}", re.IGNORECASE)
    return exact or [key for key, known in names.items() if any(part.search(word) for word in known)]


def _mute(rest: str, *, store: Store, config: Config, user: User, now: datetime) -> Message:
    if rest:
        return says(mute(rest, store=store, config=config, user=user, now=now))
    held = store.mutes(now)
    return says(*(reason(each) for each in held)) if held else says("Nothing is muted.")
