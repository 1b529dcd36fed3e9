"""A page: its address, what may be asked, what it shows, and how that looks as a page, as JSON and as a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from monitor.web.shelf import Shelf

Role = Literal["read", "answer", "administer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows for a spreadsheet."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]

    @classmethod
    def of(cls, names: Sequence[str], rows: Iterable[object]) -> Table:
        """A column for each of these fields."""
        return cls(columns=names, rows=[[getattr(row, name) for name in names] for row in rows])


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`view` is called with what was asked, an `asked`, and answers a `shown`; it may raise MissingError, UsageError, StoreError.

    `twin`: what the JSON is made of where that is not what is shown (an older contract); `twin_defaults`: what is asked
    there where nothing is said. `section`: which part of the navigation it belongs to.
    """

    path: str
    title: str
    section: str
    template: str
    asked: type[Any]
    shown: type[Any]
    view: Callable[[Shelf, Any], Any]
    table: Callable[[Any], Table] | None = None
    twin: Callable[[Any], object] | None = None
    twin_shape: Any = None
    twin_defaults: Mapping[str, str] = field(default_factory=dict)
    need: Role = "read"
    summary: str = ""

    @property
    def stem(self) -> str:
        return stem_of(self.path)


def stem_of(path: str) -> str:
    """The address of a page's twins, without what is before and after."""
    return "/week" if path == "/" else path


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Which part of a list is shown; `pages` is at least 1."""

    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size
