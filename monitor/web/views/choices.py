"""What a filter offers."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.types import World
from monitor.web.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: str
    name: str


def bloc_choices(world: World) -> tuple[Choice, ...]:
    return tuple(Choice(value=code, name=name) for code, name in world.blocs.items())


def issue_choices(world: World) -> tuple[Choice, ...]:
    return tuple(Choice(value=issue.code, name=issue.name) for issue in world.issues)


def office_choices(shelf: Shelf) -> tuple[Choice, ...]:
    """Offices that are heard, by name: most of those that are configured never speak here."""
    names = {office.id: office.name for office in shelf.config.world.offices}
    heard = sorted(shelf.review.offices_heard(), key=lambda office: names.get(office, office))
    return tuple(Choice(value=office, name=names.get(office, office)) for office in heard)
