"""Templates: the only file that imports Jinja. Everything is escaped; foreign links are links only where they are http."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.digest.words import LATELY_MEANS, signed, signed_level, signed_to_hundredths, state_word
from monitor.types.sureness import status_words, sureness_words

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
STYLE = files("monitor.digest").joinpath("templates/page.css").read_text(encoding="utf-8")
"""The one style sheet, set into every page so that a page needs nothing from elsewhere."""


@cache
def make_environment(package: str = "monitor.digest") -> Environment:
    """Templates of `package`."""
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day,
        "moment": moment,
        "web_url": web_url,
        "signed": signed,
        "signed_level": signed_level,
        "hundredths": signed_to_hundredths,
        "percent": percent,
        "lang": lang,
        "state_word": state_word,
        "status_words": status_words,
        "sureness_words": sureness_words,
    }
    environment.globals |= {"style": STYLE, "lately": LATELY_MEANS}
    return environment


def draw(template: str, **context: object) -> Markup:
    """An SVG of our own templates, in which all foreign text is escaped already."""
    return Markup(make_environment().get_template(template).render(**context))  # noqa: S704 - autoescape is on inside the template


def style_hash() -> str:
    """What a Content-Security-Policy names the style sheet by."""
    return "sha256-" + b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()


def day(value: str | datetime | None) -> str:
    """“18 November 2026” in UTC; empty for None."""
    if value is None:
        return ""
    when = _utc(value)
    return f"{when.day} {when:%B %Y}"


def moment(value: str | datetime | None) -> str:
    """“18 November 2026, 14:05 UTC”; empty for None."""
    return f"{day(value)}, {_utc(value):%H:%M} UTC" if value is not None else ""


def _utc(value: str | datetime) -> datetime:
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return when.astimezone(UTC) if when.tzinfo else when


def web_url(url: str | None) -> str | None:
    """The address where a browser may be sent there, None for any other scheme and for what is no address."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def lang(tag: str) -> str:
    """The tag where it is one; empty, which means unknown, where it is not."""
    return tag if _LANGUAGE.fullmatch(tag) else ""


def percent(share: float) -> str:
    return f"{share:.0%}"
