"""Language models behind the ports. Each model's library is imported in one file here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.models.llm_judge import Endpoint, LlmJudge, is_endpoint
from monitor.models.nli import NliModel
from monitor.models.sentence_encoder import SentenceEncoder

if TYPE_CHECKING:
    from monitor.ports import Embedder

__all__ = ["Endpoint", "LlmJudge", "NliModel", "is_endpoint", "open_embedder"]


def open_embedder() -> Embedder:
    """The bundled sentence encoder; costs nothing until its first call."""
    return SentenceEncoder()
