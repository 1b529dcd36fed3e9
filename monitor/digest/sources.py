"""What is wrong with the sources, in sentences that the page and the printed form share. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.templating import day
from monitor.digest.volumes import in_words

if TYPE_CHECKING:
    from monitor.digest.content import Content, Silent


def source_lines(content: Content) -> list[str]:
    """Feeds first, then offices; that all is well with the feeds is said too."""
    feeds = [*content["health"], *in_words(content["volumes"])]
    return [*(feeds or [_no_trouble(content)]), *map(_silent, content["silent"])]


def _no_trouble(content: Content) -> str:
    asked = content["coverage"]["feeds"] > 0
    return "Every feed answered, and none is unusually silent or loud." if asked else "No feed was asked."


def _silent(row: Silent) -> str:
    usual = "every day" if row["usual_days"] <= 1 else f"every {row['usual_days']:.3g} days"
    heard = f"{row['office_name']} was last heard on {day(row['last'])}, {row['days']} days before the week’s end"
    return f"{heard}; usually it speaks {usual}."
