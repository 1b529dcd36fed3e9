"""Writes docs/digest.schema.json from the shapes in monitor/digest/content.py; a test holds the one to the other.

python tools/digest_schema.py
"""

from __future__ import annotations

import json
import types
import typing
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from monitor.digest import content

PLACE = Path(__file__).resolve().parents[1] / "docs" / "digest.schema.json"
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
WEEK = {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"}
MOMENT = {"type": "string", "pattern": "^[0-9-]{10}T[0-9:.]+Z$"}


def schema() -> dict[str, Any]:
    """Of what `monitor digest --format json` prints."""
    shapes: dict[str, Any] = {}
    whole = _shape(content.Content, shapes)
    del shapes["Content"]
    own = {"week": WEEK, "start": MOMENT, "end": MOMENT, "made_at": MOMENT}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `monitor digest --format json` prints",
        "description": content.__doc__,
        "type": "object",
        "required": [*own, *whole["required"]],
        "properties": {**own, **whole["properties"]},
        "additionalProperties": False,
        "$defs": dict(sorted(shapes.items())),
    }


def _shape(kind: type, shapes: dict[str, Any]) -> dict[str, Any]:
    shapes[kind.__name__] = {}
    hints = get_type_hints(kind)
    shape: dict[str, Any] = {
        **({"description": " ".join(kind.__doc__.split())} if kind.__doc__ else {}),
        "type": "object",
        "required": list(hints),
        "properties": {name: _of(hint, shapes) for name, hint in hints.items()},
        "additionalProperties": False,
    }
    shapes[kind.__name__] = shape
    return shape


def _of(hint: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if typing.is_typeddict(hint):
        if hint.__name__ not in shapes:
            _shape(hint, shapes)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, args = get_origin(hint), get_args(hint)
    if origin is list:
        return {"type": "array", "items": _of(args[0], shapes)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(args[1], shapes)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [{"type": "null"} if arg is type(None) else _of(arg, shapes) for arg in args]}
    raise TypeError(f"nobody said how a {hint} is written")


if __name__ == "__main__":
    PLACE.write_text(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
