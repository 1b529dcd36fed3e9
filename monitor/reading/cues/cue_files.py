"""The TOML files of cue_lexicon/."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

from monitor.reading.text.word_files import read_words

if TYPE_CHECKING:
    from monitor.reading.text.word_files import Shape


def read_cues(name: str, shape: Shape) -> dict[str, Any]:
    """The tables of one file. Raises ValueError where one of them or of their lists is missing, unknown or of another kind than `shape` says."""
    return read_words(resources.files("monitor.reading.cues").joinpath("cue_lexicon", name), shape)
