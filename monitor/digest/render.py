"""A digest → one self-contained HTML page: no script, no request to anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.against import all_cards
from monitor.digest.content import content_of
from monitor.digest.howto import howto
from monitor.digest.position_chart import position_charts
from monitor.digest.slope_chart import slope_charts
from monitor.digest.small_charts import cohesion_chart, level_scale, odds_chart
from monitor.digest.sources import source_lines
from monitor.digest.stream_chart import stream_chart
from monitor.digest.templating import make_environment
from monitor.digest.turns import bloc_turns, office_turns

if TYPE_CHECKING:
    from monitor.digest.content import Cell, Content
    from monitor.digest.turns import Turn
    from monitor.types import Digest

_MOST_STEADY = 6


def render_page(digest: Digest) -> str:
    """The page as a whole HTML document, made from the digest's content alone."""
    content = content_of(digest)
    template = make_environment().get_template("digest.html.jinja")
    return template.render(
        digest=digest,
        content=content,
        maps=position_charts(content["position_map"]),
        moved=[(stream, stream_chart(stream, number)) for number, stream in enumerate(content["moved"])],
        slopes=slope_charts(content["bloc_shares"]),
        turns=_turns(content),
        cohesion=[(row, cohesion_chart(row)) for row in content["cohesion"]],
        steady=steady_lines(content),
        sources=source_lines(content),
        scale=level_scale,
        howto=howto(),
    )


def _turns(content: Content) -> list[tuple[str, list[tuple[Turn, str]]]]:
    """The rows of the table by group, each with its chart; groups without a row are left out."""
    groups = (("Blocs", bloc_turns(content)), ("Offices", office_turns(content)))
    return [(name, [(turn, odds_chart(turn.row)) for turn in turns]) for name, turns in groups if turns]


def steady_lines(content: Content) -> list[Cell]:
    """The lines that were spoken on most and have no alert: what held."""
    alerted = {(card["office"], card["issue"]) for card in all_cards(content)}
    held = [
        cell for cell in content["position_map"] if cell["week_n"] and (cell["office"], cell["issue"]) not in alerted
    ]
    return sorted(held, key=lambda cell: -cell["week_n"])[:_MOST_STEADY]
