"""Texts cut into numbered pieces by a sentencepiece model. The only file that imports sentencepiece."""

from __future__ import annotations

from typing import Any

from monitor.errors import ModelError


def read_pieces(content: bytes, where: object) -> Any:
    """The processor for a model's bytes; `where` names them in the error. Raises ModelError."""
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - only who opens a model pays for loading the library

    try:
        return SentencePieceProcessor(model_proto=content)
    except RuntimeError as error:
        raise ModelError(f"{where} is not a sentencepiece model that can be read") from error
