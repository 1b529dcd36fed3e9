"""A week → a digest → a page. Pure but for reading its own templates; imports no other part, and Jinja, the drawing library and typst each in one file."""

from monitor.digest.against import restated, week_against
from monitor.digest.build import build_digest, made_again
from monitor.digest.cards import card, rank
from monitor.digest.content import Card, Content, Judged, content_of
from monitor.digest.document import document_of
from monitor.digest.pictures import alert_pictures, digest_pictures
from monitor.digest.png import to_png
from monitor.digest.render import render_page
from monitor.digest.summary import NOT_ASKED
from monitor.digest.templating import make_environment, style_hash
from monitor.digest.volumes import WEEKS as VOLUME_WEEKS
from monitor.digest.weeks import (
    Week,
    due_week,
    lateness,
    not_over,
    nothing_collected,
    parse_week,
    previous_week,
    week_of,
)
from monitor.digest.words import issue_name, office_name

__all__ = [
    "NOT_ASKED",
    "VOLUME_WEEKS",
    "Card",
    "Content",
    "Judged",
    "Week",
    "alert_pictures",
    "build_digest",
    "card",
    "content_of",
    "digest_pictures",
    "document_of",
    "due_week",
    "issue_name",
    "lateness",
    "made_again",
    "make_environment",
    "not_over",
    "nothing_collected",
    "office_name",
    "parse_week",
    "previous_week",
    "rank",
    "render_page",
    "restated",
    "style_hash",
    "to_png",
    "week_against",
    "week_of",
]
