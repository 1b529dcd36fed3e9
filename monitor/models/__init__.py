"""Language models behind the ports. Each model's library is imported in one file here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.models.cross_encoder import CrossEncoder
from monitor.models.llm_judge import Endpoint, LlmJudge, is_endpoint
from monitor.models.nli import NliModel
from monitor.models.sentence_encoder import SentenceEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monitor import ports
    from monitor.types import Issue, ModelSettings

__all__ = ["Endpoint", "LlmJudge", "NliModel", "is_endpoint", "open_cross_encoder", "open_embedder"]


def open_embedder() -> ports.Embedder:
    """The bundled sentence encoder; costs nothing until its first call."""
    return SentenceEncoder()


def open_cross_encoder(
    models: ModelSettings, issues: Sequence[Issue], *, step: Callable[[int, int], None] | None = None
) -> ports.CrossEncoder:
    """The user's own entailment model where one is named, else the bundled network, whose progress `step` hears; costs nothing until its first call."""
    return NliModel(models, issues) if models.nli else CrossEncoder(step=step)
