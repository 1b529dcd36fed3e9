"""A digest → one self-contained HTML page: no script, no request to anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.content import content_of
from monitor.digest.position_chart import position_charts
from monitor.digest.small_charts import level_scale, odds_chart
from monitor.digest.stream_chart import stream_chart
from monitor.digest.templating import make_environment

if TYPE_CHECKING:
    from monitor.types import Digest


def render_page(digest: Digest) -> str:
    """The page as a whole HTML document, made from the digest's content alone."""
    content = content_of(digest)
    template = make_environment().get_template("digest.html.jinja")
    return template.render(
        digest=digest,
        content=content,
        maps=position_charts(content["position_map"]),
        moved=[(stream, stream_chart(stream, number)) for number, stream in enumerate(content["moved"])],
        emphasis=[(row, odds_chart(row)) for row in content["emphasis"]],
        scale=level_scale,
    )
