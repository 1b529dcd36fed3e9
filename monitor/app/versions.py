"""What judgements are made with, as it is stored beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor import __version__
from monitor.models import open_cross_encoder, open_embedder
from monitor.types import Versions

if TYPE_CHECKING:
    from monitor.types import Config


def versions_of(config: Config, *, second: str | None = None) -> Versions:
    """`second`: the model that is asked for second opinions."""
    names = (open_embedder().name, open_cross_encoder(config.models, config.world.issues).name, second)
    return Versions(baseline=config.baseline.hash, model="+".join(n for n in names if n), code=__version__)
