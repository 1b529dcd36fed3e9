"""The text of an article, through the reader."""

from __future__ import annotations

from functools import cache

from monitor.reading import Judge, Reader
from monitor.store.codec import encode
from monitor.types import MergeRules
from tests.builders import article, reading_world
from tests.fuzz.given import parted

TEXT_LENGTH = 4000
"""Of what the reader is given: a long text is only more of the same, and takes all the time."""


@cache
def _reader() -> Reader:
    world = reading_world()
    return Reader(world, judge=Judge(world, None), merge=MergeRules())


def reading(given: bytes) -> None:
    head, body = parted(given)
    text = body.decode("utf-8", "ignore")[:TEXT_LENGTH]
    title, primary = head[2:200], head[:1] > "m"
    told = article(
        text,
        language={"r": "ru", "u": "uk", "d": "de", "f": "fr", "e": "en"}.get(head[:1]),
        title=title,
        primary=primary,
        speaks_for="RU-MFA" if primary else None,
    )
    read = _reader().read(told)
    encode(read).encode()
    for said in read.statements:
        assert text[said.start : said.end] == said.text


_TALK = (
    "“We are ready to talk,” Sergei Lavrov said on Monday. “But the past is past.” According to Jens Stoltenberg, the troops will stay.\n\n"
    "Q: Will you?\nSergei Lavrov: No. We refuse. «Мы готовы», — сказал Лавров 5 марта. „Nein“, sagte er; « non », a-t-il dit.\n"
)
TEXTS = [head + b"\n" + _TALK.encode() for head in (b"e A title", b"r T", b"u T", b"d T", b"f T", b"xT", b"zT")]
