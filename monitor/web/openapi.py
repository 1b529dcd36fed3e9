"""The API in words that machines read (OpenAPI 3.1), made from the pages themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from monitor import __version__
from monitor.web.shapes import schemas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.web.page import Page

_NAMED = re.compile(r"{(\w+)}")
_PROBLEM = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
_REFUSED = {
    "400": "The question was not understood; the answer says what of it",
    "401": "Log in first",
    "403": "Your role may not see it",
    "404": "There is no such thing",
    "503": "The database does not answer",
}


def openapi(pages: Sequence[Page]) -> dict[str, Any]:
    asked, more = schemas({page.stem: page.asked for page in pages}, mode="validation")
    shown, shared = schemas({page.stem: page.twin_shape or page.shown for page in pages}, mode="serialization")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Messaging Monitor",
            "version": __version__,
            "description": "Every page of the review site as JSON. Times are ISO 8601 in UTC. Lists come in parts: see the Link header.",
        },
        "paths": {f"/api{page.stem}": {"get": _operation(page, asked[page.stem], shown[page.stem])} for page in pages},
        "components": {"schemas": {**more, **shared, "Problem": _PROBLEM}},
    }


def _operation(page: Page, asked: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    stem = page.stem
    return {
        "summary": page.summary or page.title,
        "operationId": re.sub(r"\W+", "_", stem).strip("_"),
        "parameters": _parameters(stem, asked),
        "responses": {
            "200": {"description": page.summary or page.title, "content": {"application/json": {"schema": shown}}},
            **{
                status: {
                    "description": words,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
                for status, words in _REFUSED.items()
            },
        },
    }


def _parameters(stem: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    shape = asked.get("properties", {})
    named = set(_NAMED.findall(stem))
    return [
        {
            "name": name,
            "in": "path" if name in named else "query",
            "required": name in named,
            "schema": _without_null(schema),
        }
        for name, schema in shape.items()
    ]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A question has no null: what is not asked is left out."""
    choices = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    if len(choices) == 1:
        schema = {**{k: v for k, v in schema.items() if k != "anyOf"}, **choices[0]}
    return {name: value for name, value in schema.items() if name != "default" or value is not None}
