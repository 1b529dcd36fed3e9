"""Pieces of Slack's Block Kit, made so that no text of others can become markup, a mention or an error.

Text of others goes into plain_text or rich_text, where nothing is parsed; the few mrkdwn texts are escaped and
`verbatim`. Limits: Slack's reference, and the undocumented ≈ 13,200 characters for all blocks together (bolt-js #2509),
here counted in JSON, the strictest reading. The only file that imports slack_sdk's models.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
)

from monitor.alerts.wording import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST = 50
BUDGET = 12_800
"""Characters of JSON for all blocks together, a little under what Slack was seen to refuse."""

CUT_NOTE = "Cut to fit Slack; the rest is on the review site."

Style = Literal["plain", "bold", "italic", "code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A run of text in one style; a link where there is a `url`."""

    text: str
    style: Style = "plain"
    url: str | None = None


Line = tuple[Words, ...]
NOTHING: Line = (Words(text="—"),)
"""For text of which nothing is left: Slack takes no block without text."""


def escape(text: str) -> str:
    """For mrkdwn: the three characters that Slack asks to be escaped, & first."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def header(text: str) -> Block:
    return HeaderBlock(text=PlainTextObject(text=cut(text, 150) or NOTHING[0].text, emoji=False))


def small_print(lines: Iterable[str]) -> Block:
    """Grey and small; ten elements at most."""
    return ContextBlock(elements=[PlainTextObject(text=line, emoji=False) for line in list(lines)[:10]])


def divider() -> Block:
    return DividerBlock()


def lines(*rows: Line) -> Block:
    """Each row on its own line."""
    return RichTextBlock(elements=_sections(rows) or _sections([NOTHING]))


def quotation(quote: str, *rows: Line) -> Block:
    """Words as they were said, set apart, and rows under them."""
    said = RichTextQuoteElement(elements=_runs((Words(text=quote),)))
    return RichTextBlock(elements=[said, *_sections(rows)])


def pairs(*named: tuple[str, str]) -> Block:
    """Names with their values, in two columns."""
    return SectionBlock(
        fields=[MarkdownTextObject(text=f"*{escape(name)}*\n{escape(value)}", verbatim=True) for name, value in named]
    )


def call(ids: Iterable[str]) -> Block:
    """Mentions of users (U…, W…) and user groups (S…), the only ones that this program makes."""
    called = [
        RichTextElementParts.UserGroup(usergroup_id=name)
        if name.startswith("S")
        else RichTextElementParts.User(user_id=name)
        for name in ids
    ]
    return RichTextBlock(elements=[RichTextSectionElement(elements=called)])


def fit(
    blocks: Sequence[Block], *, end: Sequence[Block] = (), most: int = MOST, budget: int = BUDGET
) -> tuple[dict[str, Any], ...]:
    """The blocks as dictionaries; where they are too many or too long, the last before `end` give way to a note."""
    made, last = [block.to_dict() for block in blocks], [block.to_dict() for block in end]
    if len(made) + len(last) <= most and size([*made, *last]) <= budget:
        return (*made, *last)
    note = small_print([CUT_NOTE]).to_dict()
    kept = made[: most - 1 - len(last)]
    while size([*kept, note, *last]) > budget:
        kept.pop()
    return (*kept, note, *last)


def size(blocks: Sequence[dict[str, Any]]) -> int:
    """Characters of the blocks' JSON."""
    return len(json.dumps(blocks, ensure_ascii=False))


def _sections(rows: Iterable[Line]) -> list[RichTextSectionElement]:
    return [RichTextSectionElement(elements=runs) for row in rows if (runs := _runs(row))]


def _runs(row: Line) -> list[RichTextElementParts.Text | RichTextElementParts.Link]:
    return [_run(words) for words in row if words.text]


def _run(words: Words) -> RichTextElementParts.Text | RichTextElementParts.Link:
    style = None if words.style == "plain" else RichTextElementParts.TextStyle(**{words.style: True})
    if words.url:
        return RichTextElementParts.Link(url=words.url, text=words.text, style=style)
    return RichTextElementParts.Text(text=words.text, style=style)
