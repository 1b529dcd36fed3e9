"""Every page of the site, in the order in which addresses are matched."""

from __future__ import annotations

from monitor.web.views import (
    actors,
    alert,
    alerts,
    article,
    articles,
    baseline,
    copies,
    decisions,
    digests,
    feeds,
    issues,
    position_map,
    said,
    stream,
    told,
    week,
    what_if,
)

PAGES = (
    week.PAGE,
    alerts.PAGE,
    alert.PAGE,
    position_map.PAGE,
    told.PAGE,
    said.PAGE,
    stream.PAGE,
    actors.PAGE,
    actors.ONE,
    issues.PAGE,
    issues.ONE,
    articles.PAGE,
    copies.PAGE,
    article.PAGE,
    digests.PAGE,
    digests.WEEKS,
    baseline.PAGE,
    what_if.PAGE,
    what_if.ONE,
    feeds.PAGE,
    feeds.ONE,
    decisions.PAGE,
)
