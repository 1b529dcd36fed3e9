"""Digests as files, each whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from monitor.digest import render_page
from monitor.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.pipeline import Pipeline
    from monitor.types import Digest


def write_page(pipeline: Pipeline, digest: Digest) -> Path:
    """Answers where the page is."""
    return write_file(pipeline, page_of(pipeline, digest.week).name, render_page(digest).encode())


def write_file(pipeline: Pipeline, name: str, written: bytes) -> Path:
    page = pipeline.pages_folder / name
    draft = page.with_suffix(f".{uuid4().hex}.part")  # the service and a person may write the same page
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(written)
        draft.replace(page)
    except OSError as error:
        raise StoreError(f"the digest's page {page} cannot be written: {error.strerror}") from error
    return page


def page_of(pipeline: Pipeline, week: str) -> Path:
    return pipeline.pages_folder / f"{week}.html"
