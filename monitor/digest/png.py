"""SVG → PNG. The only file that imports resvg_py; the fonts are our own, so that a machine without any draws the same."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import resvg_py

from monitor.errors import PictureError

FONT = "Roboto"
SCALE = 2
"""Pixels for each unit of the drawing: sharp on a telephone."""


def to_png(svg: str, *, scale: int = SCALE) -> bytes:
    """The drawing as a PNG. Reads no other file and asks no network. Raises PictureError where it is no drawing."""
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=scale,
                skip_system_fonts=True,
                font_files=_fonts(),
                font_family=FONT,
                sans_serif_family=FONT,
            )
        )
    except ValueError as error:
        raise PictureError(f"a picture could not be drawn: {error}") from error


@cache
def _fonts() -> list[str]:
    folder = files("monitor.digest").joinpath("fonts")
    return [str(folder.joinpath(name)) for name in ("Roboto-Regular.ttf", "Roboto-Bold.ttf")]
