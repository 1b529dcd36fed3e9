"""What a language model is sent: words and the shape of its answer. Pure."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from monitor.types import COMMITMENTS, LEVELS

if TYPE_CHECKING:
    from monitor.types import Question

NO_ISSUE = "none"
LONGEST_ANSWER = 400
"""Tokens; an answer has about a hundred."""
_SPECIAL = {"<": "\\u003c", ">": "\\u003e", "[": "\\u005b", "]": "\\u005d"}
"""Servers read <|…|>, <s> and [INST] as their own marks wherever they stand; as JSON escapes they are only letters."""


def request_body(question: Question, *, model: str, turn: int, structured: bool) -> dict[str, Any]:
    """One try. Each `turn` has another seed and another order of the same facts: at temperature 0 the seed alone changes little."""
    messages = [
        {"role": "system", "content": _system()},
        {"role": "user", "content": _document(question, turn)},
    ]
    body = {
        "model": model,
        "messages": messages,
        "temperature": 0,
        "seed": turn + 1,
        "max_tokens": LONGEST_ANSWER,
        "stream": False,
    }
    return body | ({"response_format": _format(question)} if structured else {})


@cache
def _system() -> str:
    text = resources.files(__package__ or "").joinpath("llm_prompt.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["system"]).strip()


def _document(question: Question, turn: int) -> str:
    """The facts as JSON in which no text can end its string."""
    axis = sorted(question.axis.items(), reverse=turn % 2 == 1)
    facts: dict[str, Any] = {
        "issues": question.issues,  # first, because it is the same every time: servers keep what they have read once
        "issue": question.issue,
        "axis": {f"{level:+d}" if level else "0": words for level, words in axis},
        "title": question.title,
        "published": question.published.isoformat(),
        "speaker": question.speaker,
        "office": question.office,
        "context": question.context,
        "statement": question.statement,
    }
    names = list(facts)
    ordered = names if turn % 3 < 2 else [names[0], *names[3:], *names[1:3]]
    written = json.dumps({name: facts[name] for name in ordered}, ensure_ascii=False)
    return _shield(written)


def _shield(written: str) -> str:
    """Brackets only stand in strings here: the document has no list."""
    return "".join(_SPECIAL.get(letter, letter) for letter in written)


def _format(question: Question) -> dict[str, Any]:
    """In the order in which a model had better think: the words, what they mean, then the level."""
    properties = {
        "quote_span": {"type": "string"},
        "reason": {"type": "string"},
        "issue": {"type": "string", "enum": [*question.issues, NO_ISSUE]},
        "commitment": {"type": "string", "enum": [*COMMITMENTS]},
        "denied": {"type": "boolean"},
        "said_date": {"type": ["string", "null"]},
        "level": {"type": ["integer", "null"], "enum": [*LEVELS, None]},
    }
    schema = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {"type": "json_schema", "json_schema": {"name": "judgement", "strict": True, "schema": schema}}
