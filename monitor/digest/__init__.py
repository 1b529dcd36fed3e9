"""A week → a digest → a page. Pure but for reading its own templates; imports no other part, and Jinja in one file."""

from monitor.digest.build import build_digest, content_of
from monitor.digest.cards import card
from monitor.digest.content import Card, Content, Judged
from monitor.digest.render import render_page
from monitor.digest.small_charts import level_scale
from monitor.digest.templating import make_environment, style_hash
from monitor.digest.weeks import Week, due_week, parse_week, previous_week, week_of
from monitor.digest.words import issue_name, office_name

__all__ = [
    "Card",
    "Content",
    "Judged",
    "Week",
    "build_digest",
    "card",
    "content_of",
    "due_week",
    "issue_name",
    "level_scale",
    "make_environment",
    "office_name",
    "parse_week",
    "previous_week",
    "render_page",
    "style_hash",
    "week_of",
]
