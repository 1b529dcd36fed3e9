"""What can be read of a file where rows of it have mistakes, so that these hide no others. Imports pydantic only.

What cannot be read is None, or left out of a list: that it is wrong has been told when the file was checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, WrapValidator

from monitor.config.fields import Day, Text

if TYPE_CHECKING:
    from collections.abc import Callable


def _or_none(value: Any, read: Callable[[Any], Any]) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


def _or_an_empty_row(value: Any, read: Callable[[Any], Any]) -> Any:
    """Rows are told by their number, so that each keeps its place."""
    return read(value if isinstance(value, dict) else {})


def _or_nothing(value: Any, read: Callable[[Any], Any]) -> Any:
    return read(value if isinstance(value, list) else [])


class Readable(BaseModel):
    """A row with any keys beside those that are looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore")


_Text = Annotated[Text | None, WrapValidator(_or_none)]
_Texts = Annotated[tuple[_Text, ...], WrapValidator(_or_nothing)]
_Day = Annotated[Day | None, WrapValidator(_or_none)]


_Row = TypeVar("_Row", bound=Readable)
_Rows = Annotated[tuple[Annotated[_Row, WrapValidator(_or_an_empty_row)], ...], WrapValidator(_or_nothing)]


class ReadableTerm(Readable):
    office: _Text = None
    since: _Day = None
    until: _Day = None


class ReadablePerson(Readable):
    id: _Text = None
    name: _Text = None
    bloc: _Text = None
    aliases: _Texts = ()
    terms: _Rows[ReadableTerm] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name, *self.aliases) if name)


class ReadableOffice(Readable):
    id: _Text = None
    bloc: _Text = None
    titles: _Texts = ()
    metonyms: _Texts = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (*self.titles, *self.metonyms) if name)


class ReadableActors(Readable):
    """As ActorsFile, as far as it can be read."""

    blocs: Annotated[dict[str, Any] | None, WrapValidator(_or_none)] = None
    office: _Rows[ReadableOffice] = ()
    person: _Rows[ReadablePerson] = ()

    @property
    def offices(self) -> frozenset[str] | None:
        """The ids by which offices are referred to; None where one of them cannot be read: then nobody knows what is right."""
        ids = [office.id for office in self.office]
        return frozenset(name for name in ids if name) if all(ids) else None


class ReadableIssue(Readable):
    code: _Text = None


class ReadableIssues(Readable):
    """The codes of IssuesFile, as far as they can be read."""

    issue: _Rows[ReadableIssue] = ()

    @property
    def codes(self) -> frozenset[str] | None:
        """None where one of them cannot be read."""
        codes = [issue.code for issue in self.issue]
        return frozenset(code for code in codes if code) if all(codes) else None


class ReadablePosition(Readable):
    id: _Text = None
    office: _Text = None
    bloc: _Text = None
    issue: _Text = None


class ReadableBaseline(Readable):
    """What the rows of BaselineFile name, as far as it can be read."""

    position: _Rows[ReadablePosition] = ()
