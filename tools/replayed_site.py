"""The review site over an archive: replays it into a store that stays, and serves that as it stood when the archive ended.

    python tools/replayed_site.py archive.jsonl FOLDER --config config --port 8090

The second time it only serves; a folder that holds another archive, configuration or version is refused. Comparisons lie beside the store, where the site finds them:
`monitor replay archive.jsonl --compare other-config --out FOLDER/what-if/NAME`. What people do on the site is kept in that store alone.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from monitor.alerts import JsonLinesNotifier
from monitor.app.parts import open_database, running_pipeline
from monitor.app.versions import versions_of
from monitor.config import load_config
from monitor.errors import UsageError
from monitor.feeds import read_archive
from monitor.replay import Progress, SimulatedClock, fingerprint, replay
from monitor.web import serve
from tools.shown_site import site_over

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.store import SqlStore
    from monitor.types import Config, NewArticle


SITE, MARK = "site.db", "mark"


def articles_of(archive: Path) -> list[NewArticle]:
    """Raises UsageError where there are none: an empty site would show nothing, as of no time."""
    articles = list(read_archive(archive))
    if not articles:
        raise UsageError(f"{archive} holds no article: there is nothing to show")
    return articles


def claim(folder: Path, mark: str) -> None:
    """The folder is for what `mark` is of from now on. Raises UsageError where it holds a site of something else."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / MARK
    if not kept.exists() and not (folder / SITE).exists():
        kept.write_text(mark, encoding="utf-8")
    if not kept.exists() or kept.read_text(encoding="utf-8") != mark:
        raise UsageError(f"{folder} holds the site of another archive, configuration or version: name another folder")


async def fill(articles: list[NewArticle], config: Config, store: SqlStore, folder: Path, *, mark: str) -> None:
    """Goes on where an earlier run was ended."""
    clock = SimulatedClock(min(article.seen for article in articles))
    progress = Progress.of(folder, mark)
    told = JsonLinesNotifier(StringIO())
    async with running_pipeline(config, store, told, pages_folder=folder / "digests", now=clock) as pipeline:
        await replay(
            articles, pipeline, clock, step=lambda done: print(f"{done} more articles", flush=True), progress=progress
        )


async def show(store: SqlStore, config: Config, replays: Path, *, now: datetime, port: int) -> None:
    site = site_over(store, config, now=now, replays=replays)
    _, at = await serve(site, "127.0.0.1", port)
    print(f"http://127.0.0.1:{at}/", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    folder, config = arguments.folder, load_config(arguments.config)
    articles = articles_of(arguments.archive)
    mark = fingerprint(articles, config, versions_of(config), ())
    claim(folder, mark)
    whole = folder / "whole"
    store = open_database(f"sqlite:///{folder.absolute()}/{SITE}")
    try:
        if not whole.exists():
            asyncio.run(fill(articles, config, store, folder, mark=mark))
            whole.touch()
        end = max(article.seen for article in articles) + timedelta(hours=8)
        asyncio.run(show(store, config, folder / "what-if", now=end, port=arguments.port))
    except KeyboardInterrupt:
        pass
    finally:
        store.close()


if __name__ == "__main__":
    try:
        main()
    except UsageError as error:
        sys.exit(str(error))
