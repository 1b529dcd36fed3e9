"""What may be asked of a page and what it answers, as types: parsed, written as JSON, and described. The only file here that imports pydantic."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PydanticUserError,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST = 1000
"""Rows of one answer, whatever is asked."""
MOST_ALERTS = 250
"""An alert with its evidence is ten times as long as other rows."""
EXAMPLE, EXAMPLE_WEEK = "2026-11-18T12:00:00Z", "2026-W47"


def _in_reach(moment: datetime) -> datetime:
    """Aware, and in years that both databases and calendars know."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if not 1970 <= aware.year < 2200:
        raise ValueError("a year from 1970 to 2199 is meant")
    return aware.astimezone(UTC)


def _at_most(most: int) -> BeforeValidator:
    """A number too large asks for as many as there may be."""

    def lowered(value: Any) -> Any:
        text = str(value).strip()
        return str(most) if text.isascii() and text.isdigit() and (len(text) > 9 or int(text) > most) else value

    return BeforeValidator(lowered)


Moment = Annotated[datetime, AfterValidator(_in_reach), Field(examples=[EXAMPLE])]
Limit = Annotated[int, _at_most(MOST), Field(ge=1, le=MOST)]
AlertLimit = Annotated[int, _at_most(MOST_ALERTS), Field(ge=1, le=MOST_ALERTS)]
PageNumber = Annotated[int, Field(ge=1, le=100_000)]
Code = Annotated[str, StringConstraints(max_length=200)]
Words = Annotated[str, StringConstraints(max_length=300)]
WeekName = Annotated[str, StringConstraints(pattern=r"^(19|20|21)\d\d-W\d\d$"), Field(examples=[EXAMPLE_WEEK])]
Weeks = Annotated[int, Field(ge=4, le=520)]


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)
"""Made once for each shape: that takes a while."""


def parse(shape: type[Any], given: Mapping[str, str]) -> Any:
    """The question. What is empty was not asked, and what the page does not know is left out. Raises UsageError."""
    names = shape.__dataclass_fields__
    asked = {name: value for name, value in given.items() if value != "" and name in names}
    try:
        return _adapter(shape).validate_python(asked)
    except ValidationError as error:
        raise UsageError(
            "; ".join(_told(one) for one in error.errors(include_url=False, include_input=False))
        ) from error


def _told(error: Any) -> str:
    where = ".".join(map(str, error["loc"]))
    if error["type"] == "string_pattern_mismatch":  # only weeks are asked in a form of their own
        return f"{where}: that is not a week; write the ISO year and week, like {EXAMPLE_WEEK}"
    hint = f" (write a time like {EXAMPLE})" if error["type"].startswith("datetime") else ""
    return f"{where}: {error['msg']}{hint}"


def as_json(value: Any) -> bytes:
    """Times in UTC, letters of all scripts as they are."""
    return (
        _adapter(type(value)).dump_json(value) if hasattr(value, "__dataclass_fields__") else _plain().dump_json(value)
    )


@cache
def _plain() -> TypeAdapter[Any]:
    return TypeAdapter(Any)


def schemas(
    shapes: Mapping[str, Any], *, mode: Literal["validation", "serialization"]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON schema of each, and the definitions that they share."""
    try:
        found, shared = TypeAdapter.json_schemas(
            [(name, mode, _adapter(shape)) for name, shape in shapes.items()],
            ref_template="#/components/schemas/{model}",
        )
    except PydanticUserError as error:  # a shape that cannot be described is our mistake, and a test finds it
        raise TypeError(f"one of {', '.join(shapes)} cannot be described: {error}") from error
    return {name: schema for (name, _), schema in found.items()}, dict(shared.get("$defs", {}))
