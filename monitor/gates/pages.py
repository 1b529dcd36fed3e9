"""Pages of other people's benchmarks: what was taken for the article's text and for its day, and how long that took.

Half of the pages (every second, from the first) were looked at while the rules were made; `held-out` figures are of the others.
"""

from __future__ import annotations

import re
import tarfile
import time
from collections import Counter
from datetime import time as time_of_day
from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from monitor.errors import ParseError, UsageError
from monitor.feeds import extract_page
from monitor.gates.figures import Figure, Result
from monitor.gates.intervals import resampled, share
from monitor.gates.sets import document
from monitor.reading.text.clean import find_furniture, without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from monitor.gates.intervals import Counts

SCRAPINGHUB = ("extraction_scrapinghub/dev_ground_truth.json", "extraction_scrapinghub/dev_html.tar.xz")
TRAFILATURA = ("extraction_trafilatura/dev_annotations.json", "extraction_trafilatura/dev_html.tar.xz")
HTMLDATE = ("dates_htmldate/dev_dates.json", "dates_htmldate/dev_html.tar.xz")
_GRAM = 4


class Page(NamedTuple):
    """One page of a benchmark as we read it: `text` is what was extracted, `read` what of it is read as the article."""

    label: dict[str, object]
    text: str
    read: str
    published: datetime | None
    seconds: float
    odd: bool


def measure_scrapinghub(data: Path) -> Result:
    """The benchmark's own measure: runs of four words, each page counting the same. Raises UsageError."""
    found = _pages(data, SCRAPINGHUB, lambda key, _: f"{key}.html")
    return Result(gate="pages", subject="scrapinghub dev", figures=_figures(found, _runs_in_common, _mean_f1))


def measure_trafilatura(data: Path) -> Result:
    """The benchmark's own measure: pieces that must and must not be in the text. Raises UsageError."""
    found = _pages(data, TRAFILATURA, lambda _, label: str(label["file"]))
    return Result(gate="pages", subject="trafilatura dev", figures=_figures(found, _pieces, _summed_f1))


def measure_dates(data: Path) -> Result:
    """`day`: the right day in UTC, of all pages; `day-where-told`: of those where a day was told; `day-somewhere`: an
    instant that lies on the day in some time zone, since labels are in that of the outlet. Raises UsageError."""
    found = _pages(data, HTMLDATE, lambda _, label: str(label["file"]))
    told = [page for page in found if page.published is not None]
    figures = (
        share("day", map(_right_day, found)),
        share("day-held-out", [_right_day(page) for page in found if page.odd]),
        share("day-where-told", map(_right_day, told)),
        share("day-somewhere", map(_right_somewhere, found)),
        _seconds(found),
    )
    return Result(gate="pages", subject="htmldate dev", figures=figures)


def _right_day(page: Page) -> bool:
    return page.published is not None and f"{page.published:%Y-%m-%d}" == page.label["date"]


def _right_somewhere(page: Page) -> bool:
    """A midnight is a day, not an instant."""
    if page.published is None or _right_day(page):
        return _right_day(page)
    zones = (timedelta(hours=hours) for hours in (-12, 14))
    days = {f"{page.published + zone:%Y-%m-%d}" for zone in zones}
    return page.published.time() != time_of_day.min and page.label["date"] in days


def _figures(
    pages: Sequence[Page], count: Callable[[Page, str], tuple[float, ...]], f1: Callable[[Counts], Counts]
) -> tuple[Figure, ...]:
    """F1 of what was extracted and of what is read of it, over all pages and over those that nobody looked at."""

    def one(name: str, some: Iterable[tuple[Page, str]]) -> Figure:
        rows = [count(page, text) for page, text in some]
        return resampled(name, np.array(rows), f1, n=len(rows))

    return (
        one("f1", [(page, page.text) for page in pages]),
        one("f1-held-out", [(page, page.text) for page in pages if page.odd]),
        one("read-f1", [(page, page.read) for page in pages]),
        one("read-f1-held-out", [(page, page.read) for page in pages if page.odd]),
        _seconds(pages),
    )


def _seconds(pages: Sequence[Page]) -> Figure:
    each = [page.seconds for page in pages]
    mean = sum(each) / max(1, len(each))
    return Figure(
        name="seconds-a-page", value=mean, low=min(each), high=max(each), n=len(each), better="lower", steady=False
    )


def _runs_in_common(page: Page, text: str) -> tuple[float, ...]:
    """Precision and recall of the page's runs of four words, and whether each can be said at all."""
    wanted, told = _runs(str(page.label["articleBody"])), _runs(text)
    common = (wanted & told).total()
    precise, complete = common / max(1, told.total()), common / max(1, wanted.total())
    return precise, complete, float(bool(told)), float(bool(wanted))


def _mean_f1(sums: Counts) -> Counts:
    precision, recall = sums[:, 0] / np.maximum(sums[:, 2], 1), sums[:, 1] / np.maximum(sums[:, 3], 1)
    f1: Counts = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return f1


def _pieces(page: Page, text: str) -> tuple[float, ...]:
    wanted, unwanted = (page.label[kind] for kind in ("with", "without"))
    hits, misses = _held(wanted, text)
    wrong, _ = _held(unwanted, text)
    return hits, wrong, misses


def _held(pieces: object, text: str) -> tuple[float, float]:
    """How many of the pieces are in the text, and how many are not."""
    listed = pieces if isinstance(pieces, list) else []
    found = sum(piece in text for piece in listed)
    return float(found), float(len(listed) - found)


def _summed_f1(sums: Counts) -> Counts:
    f1: Counts = 2 * sums[:, 0] / np.maximum(2 * sums[:, 0] + sums[:, 1] + sums[:, 2], 1)
    return f1


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if len(words) < _GRAM:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[at:] for at in range(_GRAM)), strict=False))


def _pages(data: Path, needs: Sequence[str], file: Callable[[str, dict[str, object]], str]) -> list[Page]:
    labels, bodies = document(data / needs[0]), dict(_bodies(data / needs[1]))
    return [
        _read(bodies[file(key, label)], str(label.get("url", key)), label, odd=bool(number % 2))
        for number, (key, label) in enumerate(labels.items())
        if file(key, label) in bodies
    ]


def _read(body: bytes, url: str, label: dict[str, object], *, odd: bool) -> Page:
    began = time.process_time()
    try:
        page = extract_page(body, url, {})
        text, published = page.text, page.published
    except ParseError:
        text, published = "", None
    seconds = time.process_time() - began
    read = without(text, find_furniture(text))
    return Page(label=label, text=text, read=read, published=published, seconds=seconds, odd=odd)


def _bodies(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile() and (held := archive.extractfile(member)) is not None:
                    yield PurePath(member.name).name, held.read()
    except (OSError, tarfile.TarError) as error:
        raise UsageError(f"{path} cannot be read ({error}); give --data the folder that holds the sets") from error
