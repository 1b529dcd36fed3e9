"""Whether the models that the user brings can be used: the folder, its files, and the order of the labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.config.files import MONITOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from monitor.config.files import Files

NLI_LABELS = ("entailment", "neutral", "contradiction")
NETWORKS = ("network.onnx", "model.onnx")
_ORDER = f"must be {', '.join(NLI_LABELS)} in the order of the model's outputs; its config.json has it under id2label"


def check_models(folder: Path, files: Files) -> Iterator[str]:
    """One line a mistake; lines begin with the file's name."""
    if files.monitor is None:
        return
    models, where = files.monitor.models, f"{MONITOR}: [models]"
    if not models.nli:
        if models.nli_labels:
            yield f"{where} nli: is missing; nli_labels is the order of the outputs of the model in that folder"
        return
    if sorted(models.nli_labels) != sorted(NLI_LABELS):
        # A guessed order would turn every contradiction into an agreement without anybody noticing.
        yield f"{where} nli_labels: {_ORDER}"
    yield from _files(folder / models.nli, f"{where} nli")


def _files(folder: Path, where: str) -> Iterator[str]:
    if not folder.is_dir():
        yield f"{where}: there is no folder {folder.as_posix()}"
        return
    if not any((folder / name).is_file() for name in NETWORKS):
        yield f"{where}: {folder.as_posix()} holds neither {' nor '.join(NETWORKS)}"
    if not (folder / "tokenizer.json").is_file() and not any(folder.glob("*.model")):
        yield f"{where}: {folder.as_posix()} holds neither tokenizer.json nor a .model file of sentencepiece"
