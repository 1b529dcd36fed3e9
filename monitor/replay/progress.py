"""How far a replay got, in a file beside its store, so that the same command goes on from there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from monitor.types import Config, NewArticle, Versions

FILE = "progress.json"


@dataclass(slots=True, kw_only=True)
class Progress:
    """`mark` is of the articles and of what they are judged with: another archive or configuration starts from nothing."""

    path: Path
    mark: str
    batches: int = 0

    def advance(self) -> None:
        """One more batch is in the store; written whole or not at all."""
        self.batches += 1
        draft = self.path.with_suffix(".part")
        draft.write_text(json.dumps({"mark": self.mark, "batches": self.batches}) + "\n", encoding="utf-8")
        draft.replace(self.path)

    @classmethod
    def of(cls, folder: Path, mark: str) -> Progress:
        """Where an earlier run of the same got to; the beginning where there was none."""
        path = folder / FILE
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls(path=path, mark=mark)
        same = isinstance(kept, dict) and kept.get("mark") == mark and isinstance(kept.get("batches"), int)
        return cls(path=path, mark=mark, batches=kept["batches"] if same else 0)


def fingerprint(
    articles: Iterable[NewArticle], config: Config, versions: Versions, judged: Sequence[tuple[object, str]] = ()
) -> str:
    """The same for the same articles, configuration, verdicts and code, wherever the folder lies."""
    digest = hashlib.sha256(repr((replace(config, folder=""), versions, *judged)).encode())
    for article in articles:
        digest.update(repr(article).encode())
    return digest.hexdigest()
