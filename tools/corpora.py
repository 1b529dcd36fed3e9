"""Turns dated third-party corpora into archives for `monitor replay` and pairs for `monitor compare --batch`.

The corpora are other people's text and no part of the project: give the folder that holds them, and keep the output out of it.

    python tools/corpora.py archive presidents ../shared/data OUT.jsonl
    python tools/corpora.py pairs ../shared/data OUT.jsonl
    python tools/corpora.py score ../shared/data ANSWERS.jsonl      # the core set: answers against labels
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

CHANGES = {"contradicts", "hardens", "softens", "new"}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def instant(text: str) -> str:
    """A day or a month as an instant at its start, UTC."""
    if re.fullmatch(r"\d{4}-\d{2}", text):
        text += "-01"
    return text if "T" in text else f"{text}T12:00:00Z"


def presidents(data: Path) -> Iterator[dict[str, Any]]:
    for row in rows(data / "presidents_2021_2022" / "statements.jsonl.gz"):
        kremlin = row["source"].startswith("kremlin")
        yield {
            "id": row["id"],
            "url": row.get("url")
            or ("http://en.kremlin.ru/" if kremlin else "https://www.president.gov.ua/en/") + row["id"],
            "outlet": "Kremlin" if kremlin else "President of Ukraine",
            "published": instant(row["date"]),
            "title": row["title"] or "",
            "text": row["text"],
            "language": "en",
            "primary": True,
        }


def ungdc(data: Path) -> Iterator[dict[str, Any]]:
    for row in rows(data / "ungdc" / "dev" / "1992_2020.jsonl.gz"):
        yield {
            "id": row["id"],
            "url": f"https://gadebate.un.org/{row['id'].lower()}",
            "outlet": f"{row['country']} at the UN",
            "published": f"{row['year']}-09-24T12:00:00Z",
            "title": f"{row['country']}: statement by {row['speaker']}, {row['post'] or 'head of delegation'}",
            "text": row["text"],
            "language": "en",
            "author": row["speaker"],
            "primary": True,
        }


def whitehouse(data: Path) -> Iterator[dict[str, Any]]:
    for row in rows(data / "whitehouse" / "dev" / "2021_2022.jsonl.gz"):
        yield {
            "id": row["path"],
            "url": row["url"] or f"https://www.whitehouse.gov/{row['path']}",
            "outlet": "White House",
            "published": instant(row["date"]),
            "title": row["title"].replace("\\", ""),
            "text": row["text"],
            "language": "en",
            "primary": True,
        }


CORPORA = {"presidents": presidents, "ungdc": ungdc, "whitehouse": whitehouse, "pres": presidents, "wh": whitehouse}


def pairs(data: Path) -> Iterator[dict[str, Any]]:
    """The core set: the earlier quotation is the claim, the later document the article."""
    documents: dict[tuple[str, str], dict[str, Any]] = {}
    cases = list(rows(data / "shift_replay_gold" / "dev.jsonl"))
    for corpus in {case["after"]["corpus"] for case in cases}:
        documents |= {(corpus, line["id"]): line for line in CORPORA[corpus](data)}
    for case in cases:
        before, after = case["before"], case["after"]
        position = {
            "actor": case["actor"],
            "issue": case["issue"],
            "claim": before and before["quote"],
            "date": before and before["date"],
        }
        yield {"id": case["id"], "position": position, "article": documents[after["corpus"], after["doc_id"]]}


def score(data: Path, answers: Path) -> None:
    cases = {case["id"]: case for case in rows(data / "shift_replay_gold" / "dev.jsonl")}
    found = {answer["id"]: answer for answer in rows(answers)}
    hits = sum(case["expect_alert"] and found[key]["alert"] for key, case in cases.items())
    raised = sum(answer["alert"] for answer in found.values())
    wanted = sum(case["expect_alert"] for case in cases.values())
    precision, recall = hits / max(raised, 1), hits / wanted
    caught = {key: case for key, case in cases.items() if case["expect_alert"] and found[key]["alert"]}
    right = sum(direction(case["label"], found[key]["relation"]) for key, case in caught.items())
    quoted = sum(
        any(overlaps(case["after"]["quote"], e["quote"]) for e in found[key]["evidence"]) for key, case in cases.items()
    )
    spoken = sum(speaker_right(case["after"]["speaker"], found[key]["evidence"]) for key, case in cases.items())
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    sys.stdout.write(
        f"n={len(cases)} alert precision {precision:.2f} recall {recall:.2f} F1 {f1:.2f}; "
        f"direction right {right}/{len(caught)}; gold quote inside the evidence {quoted}/{len(cases)}; speaker right {spoken}/{len(cases)}\n"
    )
    for key, case in cases.items():
        mark = "ok " if case["expect_alert"] == found[key]["alert"] else "BAD"
        sys.stdout.write(
            f"  {mark} {key:16} {case['label']:13} -> {found[key]['relation']:12} {found[key]['confidence']:.2f} {found[key]['reason'][:110]}\n"
        )


def direction(label: str, relation: str) -> bool:
    """A reversal or contradiction has no one word for its direction: any move is right for it."""
    return {"hardening": "hardens", "softening": "softens", "new_theme": "new"}.get(label, relation) == relation or (
        relation == "contradicts" and label in ("hardening", "softening")
    )


def overlaps(gold: str, quote: str) -> bool:
    """Half of the gold quotation's words stand in the evidence."""
    words, others = re.findall(r"\w+", gold.lower()), set(re.findall(r"\w+", quote.lower()))
    return sum(word in others for word in words) >= len(words) / 2


def speaker_right(gold: str, evidence: list[dict[str, Any]]) -> bool:
    surname = re.sub(r"\(.*\)", "", gold).strip().split()[-1].lower()
    return any(surname in (e.get("speaker") or "").lower() for e in evidence)


def main() -> None:
    match sys.argv[1:]:
        case ["archive", name, data, out]:
            lines = CORPORA[name](Path(data))
            Path(out).write_text(
                "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
            )
        case ["pairs", data, out]:
            Path(out).write_text(
                "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in pairs(Path(data))), encoding="utf-8"
            )
        case ["score", data, answers]:
            score(Path(data), Path(answers))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
