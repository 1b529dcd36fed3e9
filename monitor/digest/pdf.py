"""A digest → PDF. The only file that imports typst: one wheel without system libraries, which reads no file but its
template and our fonts and asks no network."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import typst

from monitor.digest.pdf_blocks import page_of
from monitor.errors import PictureError

if TYPE_CHECKING:
    from monitor.types import Digest


def render_pdf(digest: Digest) -> bytes:
    """The printed digest, tagged so that it can be read aloud; the same digest gives the same bytes. Raises PictureError."""
    ours = files("monitor.digest")
    try:
        made = typst.compile(
            str(ours.joinpath("templates/digest.typ")),
            sys_inputs={"page": json.dumps(page_of(digest), ensure_ascii=False)},
            font_paths=[str(ours.joinpath("fonts"))],
            timestamp=round(digest.made_at.timestamp()),
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise PictureError(f"the digest of {digest.week} cannot be printed: {error}") from error
    if not isinstance(made, bytes):
        raise PictureError(f"the digest of {digest.week} came out in pieces")
    return made
