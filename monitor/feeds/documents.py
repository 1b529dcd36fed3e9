"""XML or HTML, which reads nothing else, as a tree or as it comes. The only file that imports lxml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from monitor.errors import ParseError

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any
"""lxml's element."""
PROLOGUE = r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+"
"""What may stand before the outermost element and its DOCTYPE."""
_BEGUN_DOCTYPE = r"""<!DOCTYPE(?:[^>\["']++|"[^"<]*+"|'[^'<]*+')*+"""
"""Up to its end or what it defines: what is quoted in it may hold both."""
BEFORE_ROOT = rf"(?:\s++|<\?.*?\?>|<!--.*?-->|{_BEGUN_DOCTYPE}>)*+"
"""As PROLOGUE, with a DOCTYPE that defines nothing."""
# A quotation that does not end, or holds markup, is read on by nobody knows which rule.
_DOCTYPE_WITH_SUBSET = re.compile(
    BEFORE_ROOT + _BEGUN_DOCTYPE + r"""(?:\[|["'].*?<!ENTITY)""", re.DOTALL | re.IGNORECASE
)
_HTML = re.compile(PROLOGUE + r"(?:<!DOCTYPE\s+html|<html[\s>])", re.DOTALL | re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether the text is a page, by how it begins."""
    return _HTML.match(text) is not None


def refuse_entities(text: str) -> None:
    """Raises ParseError for a document that defines entities."""
    if _DOCTYPE_WITH_SUBSET.match(text):
        raise ParseError("the document defines XML entities of its own, which is refused because it can be an attack")


def xml_tree(text: str) -> Element:
    """The root. Entities are refused and nothing is loaded. Raises ParseError."""
    refuse_entities(text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, encoding="utf-8")
    return _root(text, parser)


def xml_fault(text: str) -> str | None:
    """Where it is not well-formed, so that what comes after may be lost; None where it is."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    try:
        etree.fromstring(text.encode(), parser=parser)
    except etree.XMLSyntaxError as exc:
        return f"line {exc.lineno}"
    except ValueError:
        return "its beginning"
    return None


def html_tree(text: str) -> Element:
    """The root, whatever the markup is like. Raises ParseError where there is none."""
    return _root(text, etree.HTMLParser(no_network=True, encoding="utf-8"))


class HtmlTeller:
    """Tells `listener` of each tag and text as it comes; no tree, so depth costs nothing. Takes one text after the other."""

    def __init__(self, listener: object) -> None:
        # Made once: lxml looks at the listener's signatures each time, which takes longer than most texts do.
        self._parser = etree.HTMLParser(target=listener, huge_tree=True)

    def tell(self, html: str) -> Any:
        """What the listener's close() returns."""
        self._parser.feed("<body>")  # so that a fragment can bring no encoding declaration
        self._parser.feed(html)
        return self._parser.close()


def _root(text: str, parser: object) -> Element:
    try:
        root = etree.fromstring(text.encode(), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise ParseError("its markup cannot be read") from exc
    if root is None:
        raise ParseError("its markup cannot be read")
    return root


def named(root: Element, *names: str) -> Iterator[Element]:
    """The elements below with one of these names, whatever their namespace, in the document's order."""
    for element in root.iter("{*}*", "*"):
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2].lower() in names:
            yield element


def with_class(root: Element, name: str) -> Iterator[Element]:
    """The elements below that have the class."""
    for element in root.iter("*"):
        if name in (element.get("class") or "").split():
            yield element


def words_of(element: Element | None) -> str:
    """All text in it, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def first_words(root: Element, *names: str) -> str:
    """Those of the first element below with the name."""
    return words_of(next(named(root, *names), None))


def markup_of(element: Element) -> str:
    """It as HTML."""
    markup: str = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return markup


def inside(element: Element, name: str) -> bool:
    """Whether anything above it has the class."""
    return any(name in (above.get("class") or "").split() for above in element.iterancestors())
