"""The newest alerts as an Atom feed (RFC 4287). Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # only written, never parsed

from monitor.types.sureness import status_words, sureness_words
from monitor.web.zones import iso

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from monitor.web.views.alert_rows import AlertRow

NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(rows: Sequence[AlertRow], *, site: str, now: datetime) -> bytes:
    """`site` is the address that readers reach this site by, without a slash at its end."""
    root = ET.Element("feed", xmlns=NAMESPACE)
    _add(root, "title", "Messaging Monitor: alerts")
    _add(root, "id", f"{site}/alerts.atom")
    ET.SubElement(root, "link", rel="self", href=f"{site}/alerts.atom")
    ET.SubElement(root, "link", rel="alternate", href=f"{site}/alerts")
    _add(root, "updated", iso(max((row.raised_at for row in rows), default=now)))
    author = ET.SubElement(root, "author")
    _add(author, "name", "Messaging Monitor")
    for row in rows:
        _entry(root, row, site)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, row: AlertRow, site: str) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "title", row.headline)
    _add(entry, "id", f"urn:monitor:alert:{row.id}")
    ET.SubElement(entry, "link", rel="alternate", href=f"{site}/alerts/{row.id}")
    _add(entry, "updated", iso(row.raised_at))
    _add(entry, "published", iso(row.raised_at))
    for term in (row.kind, row.status, row.office, row.issue):
        if term:
            ET.SubElement(entry, "category", term=_clean(term))
    said = f" “{row.quote}” ({row.speaker}, {row.outlet})" if row.quote else ""
    sure = f"Confidence {row.confidence:.2f} ({sureness_words(row.confidence, computed=row.computed)}), severity {row.severity}."
    _add(entry, "summary", f"{row.kind_word}, {status_words(row.status)}.{said} {sure}")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """Without the letters that XML has no way to write."""
    return _NOT_XML.sub("\ufffd", text)
