"""A pack as articles in words, English and Russian, made of our own building blocks; and those articles read.

May import: types, store.similarity, gates.articles, packs.plan, packs.desk, packs.scenery.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import resources
from random import Random
from typing import TYPE_CHECKING, Any

from monitor.gates.articles import archived
from monitor.gates.packs.desk import Piece
from monitor.gates.packs.scenery import OFFICES
from monitor.store.similarity import estimated_similarity
from monitor.types import MergeRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from monitor.gates.packs.plan import Pack, Said
    from monitor.reading import Reader
    from monitor.types import Article

LANGUAGES = ("en", "ru")
PAGES = {
    "RU-MFA": {"en": "Russian Foreign Ministry", "ru": "МИД России"},
    "RU-President": {"en": "Kremlin", "ru": "Кремль"},
    "RU-Kremlin-Spokesperson": {"en": "Kremlin", "ru": "Кремль"},
    "NATO-SG": {"en": "NATO", "ru": "NATO"},
    "US-President": {"en": "White House", "ru": "White House"},
}
"""An office's own page, as the configuration knows it."""
NATIONAL = "SE"
"""Where the made-up outlets are at home: a feed of the national press, as far as weights go."""
Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordsmith:
    """Puts what is said into words. `blocks` by language: said, words, frames, around, offices, outlets."""

    blocks: Mapping[str, Mapping[str, Any]]

    @classmethod
    def shipped(cls) -> Wordsmith:
        """With the blocks of the package."""
        folder = resources.files("monitor.gates.packs")
        return cls(
            blocks={code: tomllib.loads((folder / f"blocks_{code}.toml").read_text("utf-8")) for code in LANGUAGES}
        )

    def lines(self, pack: Pack) -> list[Line]:
        """The pack as archive lines (docs/commands.md), in the order in which they would be met."""
        found = [line for said in pack.said for line in self.told(said, Random(f"{pack.seed}:{said.id}:words"))]  # noqa: S311 - dice
        return sorted(found, key=lambda line: (line["seen"], line["id"]))

    def told(self, said: Said, rng: Random) -> Iterator[Line]:
        """The article, its copies under other headlines, and another outlet's report of the same words."""
        first = self._line(said, said.id, rng)
        yield first
        for number in range(said.copies):
            yield self._copy(first, said, number, rng)
        if said.retold:
            later = replace(
                said, at=said.at + timedelta(hours=rng.uniform(1, 8)), voice="reported", sentences=1, copies=0
            )
            yield self._line(later, f"{said.id}-again", rng)

    # ------------------------------------------------------------- one article

    def _line(self, said: Said, name: str, rng: Random) -> Line:
        blocks, met = self.blocks[said.language], said.at + said.late
        own = said.voice == "primary" and said.key.office in PAGES
        outlet = PAGES[said.key.office][said.language] if own else rng.choice(blocks["outlets"]["wire"])
        lines = rng.sample(blocks["around"]["lines"], 4)
        told = self.sentence(said, rng)
        return {
            "id": name,
            "url": f"https://www.example.org/{name}",
            "outlet": outlet,
            "published": met.isoformat(),
            "seen": met.isoformat(),
            "title": self._title(said, blocks, rng),
            "text": self._page(said, f"{told} {lines[0]}\n\n{' '.join(lines[1:])}", blocks, rng),
            "language": said.language,
            **({"primary": True} if own else {}),
        }

    def _title(self, said: Said, blocks: Mapping[str, Any], rng: Random) -> str:
        title = str(rng.choice(blocks["around"]["titles"])).format(name=blocks["names_of"][said.key.office])
        return f"{blocks['around']['satire']}: {title}" if said.frame == "satire" else title

    def _page(self, said: Said, body: str, blocks: Mapping[str, Any], rng: Random) -> str:
        """The body; of a teaser there is only the way to another page, below an article about something else."""
        if said.frame != "teaser":
            return body
        clause = self.clause(said, rng)
        tail: str = blocks["around"]["teaser"].format(name=blocks["names_of"][said.key.office], Clause=_upper(clause))
        return " ".join(rng.sample(blocks["around"]["noise"], 3)) + "\n\n" + tail

    def sentence(self, said: Said, rng: Random) -> str:
        """What is said, in its frame."""
        blocks = self.blocks[said.language]
        frame = said.frame if said.frame not in ("", "teaser", "satire") else said.voice
        days, office = blocks["frames"]["days"], blocks["offices"][said.key.office]
        parts = []
        for clause in self._clauses(said, rng):
            when = rng.choice(blocks["frames"]["when"]).format(day=days[said.at.weekday()])
            form = rng.choice(blocks["frames"][frame])
            parts.append(form.format(clause=clause, Clause=_upper(clause), who=office, Who=_upper(office), when=when))
        return " ".join(parts)

    def clause(self, said: Said, rng: Random) -> str:
        """What is said by itself, without a frame that says who says it; the first of several."""
        return self._clauses(said, rng)[0]

    def _clauses(self, said: Said, rng: Random) -> list[str]:
        blocks = self.blocks[said.language]
        pool: Sequence[str] = (
            blocks["words"][said.words] if said.words else blocks["said"][said.key.issue][str(said.level)]
        )
        names = blocks["names"][OFFICES[said.key.office]]
        return [text.format(**names) for text in rng.sample(list(pool), said.sentences)]

    def _copy(self, first: Line, said: Said, number: int, rng: Random) -> Line:
        blocks = self.blocks[said.language]
        met = said.at + said.late + timedelta(hours=rng.uniform(0.5, 30))
        line = {k: v for k, v in first.items() if k != "primary"}
        return line | {
            "id": f"{first['id']}-copy{number}", "url": f"https://www.example.org/{first['id']}-copy{number}",
            "outlet": rng.choice(blocks["outlets"]["wire"]), "published": met.isoformat(), "seen": met.isoformat(),
            "title": self._title(said, blocks, rng),
        }  # fmt: skip

    def noise(self, language: str, at: datetime, number: int, rng: Random) -> Line:
        """An article about something else."""
        blocks, name = self.blocks[language], f"noise-{number}"
        return {
            "id": name, "url": f"https://www.example.org/{name}", "outlet": rng.choice(blocks["outlets"]["wire"]),
            "published": at.isoformat(), "seen": at.isoformat(), "title": rng.choice(blocks["around"]["titles"][1:2]),
            "text": " ".join(rng.sample(blocks["around"]["noise"], 4)), "language": language,
        }  # fmt: skip


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------------- reading


def read_pieces(pack: Pack, smith: Wordsmith, reader: Reader) -> list[Piece]:
    """The pack's articles, read by the reader, with what is a copy of what."""
    return read_lines(smith.lines(pack), reader)


def read_lines(lines: Iterable[Line], reader: Reader) -> list[Piece]:
    """Archive lines read in the order given; what is a copy is decided as shipped. The made-up outlets count as national press."""
    merge = MergeRules()
    pieces: list[Piece] = []
    signatures: list[tuple[Article, tuple[int, ...]]] = []
    for line in lines:
        known = archived(line, where=line["id"])
        article = known if known.primary else replace(known, country=NATIONAL)
        reading = reader.read(article)
        near = [
            (estimated_similarity(reading.signature, other), earlier.id)
            for earlier, other in signatures
            if abs(earlier.dated - article.dated) <= merge.copy_window
        ]
        likeness, original = max(near, default=(0.0, ""))
        signatures.append((article, reading.signature))
        read = replace(article, language=reading.language)
        copy_of = original if reading.signature and likeness >= merge.copy_similarity else None
        pieces.append(Piece(article=read, statements=reading.statements, copy_of=copy_of))
    return pieces
