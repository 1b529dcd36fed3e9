"""What Slack refuses in a message, as error codes: slack_sdk's own models, and the rules that they do not check.

Stricter than Slack where its behaviour is not documented, so that what passes here passes there.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_BLOCKS = 50
MOST_CHARACTERS = 13_200
MOST_TEXT = 40_000
MOST_METADATA = 8_000

BLOCKS = {
    "header": {"text"},
    "section": {"text", "fields", "accessory", "expand"},
    "context": {"elements"},
    "divider": set(),
    "image": {"image_url", "alt_text", "title", "slack_file"},
    "actions": {"elements"},
    "rich_text": {"elements"},
    "markdown": {"text"},
    "input": {"label", "element", "hint", "optional", "dispatch_action"},
}
PLACES = {"message": set(BLOCKS) - {"input"}, "home": set(BLOCKS) - {"markdown"}, "modal": set(BLOCKS) - {"markdown"}}
TEXTS = {"plain_text": {"text", "emoji"}, "mrkdwn": {"text", "verbatim"}}
ELEMENTS = {
    "button": {"text", "action_id", "url", "value", "style", "confirm", "accessibility_label"},
    "overflow": {"action_id", "options", "confirm"},
    "static_select": {"action_id", "options", "placeholder", "initial_option", "confirm", "option_groups"},
    "image": {"image_url", "alt_text", "slack_file"},
    "radio_buttons": {"action_id", "options", "initial_option", "confirm", "focus_on_load"},
    "plain_text_input": {
        "action_id",
        "initial_value",
        "multiline",
        "min_length",
        "max_length",
        "placeholder",
        "focus_on_load",
    },
    "datepicker": {"action_id", "initial_date", "placeholder", "confirm", "focus_on_load"},
}
IN_INPUTS = {"static_select", "radio_buttons", "plain_text_input", "datepicker"}
IN_ACTIONS = {"button", "overflow", "static_select", "radio_buttons", "datepicker"}
RICH = {
    "rich_text_section": {"elements"},
    "rich_text_quote": {"elements", "border"},
    "rich_text_preformatted": {"elements", "border"},
    "rich_text_list": {"elements", "style", "indent", "offset", "border"},
}
RUNS = {
    "text": {"text", "style"},
    "link": {"url", "text", "style", "unsafe"},
    "emoji": {"name", "style"},
    "user": {"user_id", "style"},
    "usergroup": {"usergroup_id", "style"},
    "channel": {"channel_id", "style"},
    "broadcast": {"range"},
}
STYLES = {"bold", "italic", "strike", "code", "underline"}


def message_problem(message: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """Slack's error code and what is wrong, or None where the message can be posted."""
    blocks, text, metadata = message.get("blocks"), message.get("text", ""), message.get("metadata")
    if not isinstance(text, str):
        return "invalid_arguments", ["text must be a string"]
    if not text and not blocks:
        return "no_text", ["neither text nor blocks"]
    if len(text) > MOST_TEXT:
        return "msg_too_long", [f"{len(text)} characters"]
    if blocks is not None:
        problems = block_problems(blocks)
        if problems:
            return "invalid_blocks", problems
        if len(json.dumps(blocks, ensure_ascii=False)) > MOST_CHARACTERS:
            return "msg_blocks_too_long", [f"more than {MOST_CHARACTERS} characters of blocks"]
    return None if metadata is None else _metadata_problem(metadata)


def block_problems(blocks: Any, *, most: int = MOST_BLOCKS, where: str = "message") -> list[str]:
    """One line for each thing that is wrong with these blocks."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return ["blocks must be a list of objects"]
    problems = [f"more than {most} blocks"] if len(blocks) > most else []
    if not blocks:
        problems.append("no blocks")
    for block in blocks:
        problems.extend(_block(block))
        if block.get("type") in BLOCKS and block["type"] not in PLACES[where]:
            problems.append(f"{block['type']} does not go into a {where}")
    problems.extend(_repeated(blocks))
    return problems or _model_problems(blocks)


def _metadata_problem(metadata: Any) -> tuple[str, list[str]] | None:
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        return "invalid_metadata_format", ["metadata has event_type and event_payload, nothing else"]
    if not isinstance(metadata["event_type"], str) or not metadata["event_type"].isidentifier():
        return "invalid_metadata_format", ["event_type must be a name"]
    if not isinstance(metadata["event_payload"], dict):
        return "invalid_metadata_format", ["event_payload must be an object"]
    if len(json.dumps(metadata)) > MOST_METADATA:
        return "metadata_too_large", [f"more than {MOST_METADATA} characters"]
    return None


def _block(block: dict[str, Any]) -> Iterator[str]:
    kind = block.get("type")
    if kind not in BLOCKS:
        yield f"unknown block type {kind!r}"
        return
    yield from _unknown(block, BLOCKS[kind] | {"block_id"})
    if not 0 < len(block.get("block_id", "x")) <= 255:
        yield "block_id must have 1 to 255 characters"
    if kind == "header":
        yield from _text(block.get("text"), most=150, kinds={"plain_text"})
    elif kind == "section":
        yield from _section(block)
    elif kind in ("context", "actions", "rich_text"):
        yield from _elements(block, kind)
    elif kind == "image":
        yield from _image(block)
    elif kind == "input":
        yield from _input(block)


def _input(block: dict[str, Any]) -> Iterator[str]:
    yield from _text(block.get("label"), most=2000, kinds={"plain_text"})
    if "hint" in block:
        yield from _text(block["hint"], most=2000, kinds={"plain_text"})
    element = block.get("element")
    if not isinstance(element, dict) or element.get("type") not in IN_INPUTS:
        yield f"an input holds one of {sorted(IN_INPUTS)}"
        return
    yield from _element(element)


def _section(block: dict[str, Any]) -> Iterator[str]:
    fields = block.get("fields")
    if "text" not in block and not fields:
        yield "a section needs text or fields"
    if "text" in block:
        yield from _text(block["text"], most=3000)
    if fields is not None:
        if not isinstance(fields, list) or not 1 <= len(fields) <= 10:
            yield "a section has 1 to 10 fields"
            return
        for field in fields:
            yield from _text(field, most=2000)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _elements(block: dict[str, Any], kind: str) -> Iterator[str]:
    elements = block.get("elements")
    most = {"context": 10, "actions": 25}.get(kind, 1000)
    if not isinstance(elements, list) or not 1 <= len(elements) <= most:
        yield f"{kind} has 1 to {most} elements"
        return
    for element in elements:
        if kind == "rich_text":
            yield from _rich(element)
        elif kind == "context" and element.get("type") in TEXTS:
            yield from _text(element, most=3000)
        elif element.get("type") not in ({"image"} if kind == "context" else IN_ACTIONS):
            yield f"{kind} does not hold {element.get('type')!r}"
        else:
            yield from _element(element)


def _text(text: Any, *, most: int, kinds: set[str] | None = None) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in (kinds or set(TEXTS)):
        yield f"not a text object of {sorted(kinds or TEXTS)}: {text!r:.60}"
        return
    yield from _unknown(text, TEXTS[text["type"]])
    if not isinstance(text.get("text"), str) or not 1 <= len(text["text"]) <= most:
        yield f"text must have 1 to {most} characters"


def _element(element: Any) -> Iterator[str]:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in ELEMENTS:
        yield f"unknown element type {kind!r}"
        return
    yield from _unknown(element, ELEMENTS[kind])
    if kind == "image":
        yield from _image(element)
    elif not 1 <= len(element.get("action_id", "x")) <= 255:
        yield "action_id must have 1 to 255 characters"
    if kind == "button":
        yield from _button(element)
    if "options" in element or kind in ("static_select", "radio_buttons", "overflow"):
        yield from _options(element, most={"radio_buttons": 10, "overflow": 5}.get(kind, 100))
    if "placeholder" in element:
        yield from _text(element["placeholder"], most=150, kinds={"plain_text"})
    if kind == "plain_text_input" and len(element.get("initial_value", "")) > element.get("max_length", 3000):
        yield "initial_value is longer than max_length"


def _button(element: Mapping[str, Any]) -> Iterator[str]:
    yield from _text(element.get("text"), most=75, kinds={"plain_text"})
    if len(element.get("value", "")) > 2000:
        yield "a button's value has at most 2,000 characters"
    if "url" in element and (not _is_web(element["url"]) or len(element["url"]) > 3000):
        yield "a button's url must be an http(s) address of at most 3,000 characters"
    if element.get("style", "primary") not in ("primary", "danger"):
        yield "a button's style is primary or danger"
    if len(element.get("accessibility_label", "")) > 75:
        yield "accessibility_label has at most 75 characters"


def _options(element: Mapping[str, Any], *, most: int) -> Iterator[str]:
    options = element.get("options")
    if not isinstance(options, list) or not 1 <= len(options) <= most:
        yield f"{element['type']} has 1 to {most} options"
        return
    for option in options:
        yield from _unknown({"type": "option", **option}, {"text", "value", "description"})
        yield from _text(option.get("text"), most=75)
        if not 1 <= len(option.get("value", "")) <= 150:
            yield "an option's value has 1 to 150 characters"
    if len({option.get("value") for option in options}) < len(options):
        yield "two options have the same value"
    if "initial_option" in element and element["initial_option"] not in options:
        yield "initial_option must be one of the options"


def _image(image: dict[str, Any]) -> Iterator[str]:
    if not 1 <= len(image.get("alt_text", "")) <= 2000:
        yield "an image needs an alt_text of at most 2,000 characters"
    if "image_url" in image and (len(image["image_url"]) > 3000 or not _is_web(image["image_url"])):
        yield "image_url must be an http(s) address of at most 3,000 characters"


def _rich(element: Any) -> Iterator[str]:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in RICH:
        yield f"unknown rich text element {kind!r}"
        return
    yield from _unknown(element, RICH[kind])
    inner = element.get("elements")
    if not isinstance(inner, list) or not inner:
        yield f"{kind} needs elements"
        return
    for run in inner:
        yield from _rich(run) if kind == "rich_text_list" else _run(run)


def _run(run: Any) -> Iterator[str]:
    kind = run.get("type") if isinstance(run, dict) else None
    if kind not in RUNS:
        yield f"unknown rich text run {kind!r}"
        return
    yield from _unknown(run, RUNS[kind])
    if kind == "text" and not (isinstance(run.get("text"), str) and run["text"]):
        yield "a text run must not be empty"
    if kind == "link" and (not _is_web(run.get("url")) or len(run["url"]) > 3000):
        yield "a link needs an http(s) address of at most 3,000 characters"
    style = run.get("style", {})
    if not isinstance(style, dict) or set(style) - STYLES or not all(isinstance(v, bool) for v in style.values()):
        yield f"unknown style {style!r}"


def _is_web(url: Any) -> bool:
    if not isinstance(url, str) or any(character.isspace() for character in url):
        return False
    return urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)


def _unknown(thing: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    for name in set(thing) - known - {"type"}:
        yield f"{thing.get('type')}: unknown attribute {name!r}"


def _repeated(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Slack wants action_id unique in its block; here in all of them, but for blocks that say so with a block_id."""
    counts = Counter(block["block_id"] for block in blocks if "block_id" in block)
    yield from (f"block_id {value!r} is used {n} times" for value, n in counts.items() if n > 1)
    for group in ([b for b in blocks if "block_id" not in b], *([b] for b in blocks if "block_id" in b)):
        counts = Counter(_values(group, "action_id"))
        yield from (f"action_id {value!r} is used {n} times" for value, n in counts.items() if n > 1)


def _values(thing: Any, name: str) -> Iterator[str]:
    if isinstance(thing, dict):
        if name in thing:
            yield thing[name]
        for value in thing.values():
            yield from _values(value, name)
    elif isinstance(thing, list):
        for value in thing:
            yield from _values(value, name)


def _model_problems(blocks: list[dict[str, Any]]) -> list[str]:
    try:
        for block in Block.parse_all(blocks):
            block.to_dict()
    except SlackObjectFormationError as error:
        return [str(error)]
    return []
