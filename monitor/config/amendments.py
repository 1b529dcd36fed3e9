"""The baseline as versioned data: a change is proposed, approved by a person, and stands in the history with both hashes.

Proposals are `baseline/proposals/ID.json`, the history is `baseline/history.jsonl`; both belong under version control.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.config.files import BASELINES, SEED
from monitor.config.load import load_config
from monitor.config.rows import Change, changes_between, edited, holds
from monitor.config.writing import write_whole
from monitor.errors import ConfigError, UsageError
from monitor.types import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PROPOSALS, HISTORY = f"{BASELINES}/proposals", f"{BASELINES}/history.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A change of rows. `base` is the hash it departs from; `result`, `approved_by` and `approved_at` once it is approved.

    `proposal`: the one in Slack that it comes from. A proposal that has a result already was approved, and the files may be half changed.
    """

    id: str
    at: str
    by: str
    why: str
    base: str
    changes: tuple[Change, ...]
    result: str | None = None
    approved_by: str | None = None
    approved_at: str | None = None
    proposal: str | None = None


def propose(
    folder: Path,
    rows: Iterable[Position],
    *,
    drop: Sequence[str],
    by: str,
    why: str,
    now: datetime,
    proposal: str | None = None,
) -> Amendment:
    """Keeps a proposal; nothing is compared with it yet. Raises UsageError, and ConfigError where the result would be no sound baseline.

    A row without a source is given one, or it would take that of the file it comes to stand in.
    """
    baseline = load_config(folder).baseline
    known = {row.id: row for row in baseline.positions}
    unknown = [name for name in drop if name not in known]
    if unknown:
        raise UsageError(f"there is no row {unknown[0]} to drop; `monitor baseline show` lists them")
    wanted = {name: row for name, row in known.items() if name not in drop} | {
        row.id: row if row.source else replace(row, source=f"{why} ({by}, {now:%Y-%m-%d})") for row in rows
    }
    changes = changes_between(known.values(), wanted.values())
    if not changes:
        raise UsageError("nothing would change: every row stands in the baseline as it is")
    _tried(folder, changes)
    mark = sha256(repr((changes, baseline.hash)).encode()).hexdigest()[:6]
    amendment = Amendment(
        id=f"{now:%Y-%m-%d}-{mark}",
        at=now.isoformat(),
        by=by,
        why=why,
        base=baseline.hash,
        changes=changes,
        proposal=proposal,
    )
    _keep(folder, amendment)
    return amendment


def _keep(folder: Path, amendment: Amendment) -> None:
    text = json.dumps(to_json(amendment), ensure_ascii=False, indent=1) + "\n"
    _write(folder / PROPOSALS / f"{amendment.id}.json", text)


def approve(folder: Path, name: str, *, by: str, now: datetime) -> Amendment:
    """Changes the files, and writes the change into the history. Raises UsageError.

    The proposal itself is marked as approved first, with the hash that comes of it: after a crash the same command goes on from there.
    """
    proposal = next((one for one in waiting(folder) if one.id == name), None)
    if proposal is None:
        raise UsageError(f"there is no proposal {name}; `monitor baseline amend` lists those that wait")
    current = load_config(folder).baseline.hash
    if proposal.result is None and current != proposal.base:
        raise UsageError(f"the baseline has changed since ({proposal.base} then, {current} now): propose it again")
    texts, result = _tried(folder, proposal.changes)
    if proposal.result is None:
        proposal = replace(proposal, result=result, approved_by=by, approved_at=now.isoformat())
        _keep(folder, proposal)
    if result != proposal.result:
        raise UsageError(
            f"{name} was approved and half written, and the files were changed by hand since: put them as they were "
            f"(baseline {proposal.base}) and run the same command again"
        )
    for file, text in texts.items():
        _write(folder / file, text)
    if all(one.id != name for one in history(folder)):
        _add_to_history(folder, proposal)
    (folder / PROPOSALS / f"{name}.json").unlink()
    return proposal


def _add_to_history(folder: Path, done: Amendment) -> None:
    path = folder / HISTORY
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    _write(path, before + json.dumps(to_json(done), ensure_ascii=False) + "\n")


def waiting(folder: Path) -> list[Amendment]:
    """Proposals that nobody has approved, oldest first. Raises UsageError."""
    paths = sorted((folder / PROPOSALS).glob("*.json"))
    return [_read(path.read_text(encoding="utf-8"), str(path)) for path in paths]


def history(folder: Path) -> list[Amendment]:
    """What was approved, oldest first. Raises UsageError."""
    path = folder / HISTORY
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [_read(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _tried(folder: Path, changes: Sequence[Change]) -> tuple[dict[str, str], str]:
    """The files as they would be, by name, and the hash of that baseline; checked whole in a copy of the folder."""
    texts = _texts(folder, changes)
    with tempfile.TemporaryDirectory(prefix="monitor-baseline-") as place:
        copy = Path(place) / folder.name
        shutil.copytree(folder, copy)
        for file, text in texts.items():
            (copy / file).write_text(text, encoding="utf-8")
        try:
            return texts, load_config(copy).baseline.hash
        except ConfigError as error:
            raise ConfigError([_as_it_would_be(problem, copy, folder) for problem in error.problems]) from error


def _as_it_would_be(problem: str, copy: Path, folder: Path) -> str:
    """What was found in the copy, told of the folder that it is a copy of."""
    file, _, what = problem.removeprefix(f"{copy.as_posix()}/").partition(": ")
    return f"{folder.as_posix()}/{file} as it would be: {what}"


def refusals(folder: Path, changes: Sequence[Change]) -> tuple[str, ...]:
    """Why the changes would be refused, one line a mistake; empty where they would not be. Raises UsageError."""
    try:
        _tried(folder, changes)
    except ConfigError as error:
        return tuple(error.problems)
    return ()


def _texts(folder: Path, changes: Sequence[Change]) -> dict[str, str]:
    """Each row is changed in the file that has it; new ones go to the seed's."""
    files = [SEED, *(f"{BASELINES}/{path.name}" for path in sorted((folder / BASELINES).glob("*.toml")))]
    texts = {file: (folder / file).read_text(encoding="utf-8") for file in dict.fromkeys(files)}
    changed: dict[str, str] = {}
    for change in changes:
        file = next((name for name, text in texts.items() if holds(text, change.id)), SEED)
        texts[file] = changed[file] = edited(texts[file], [change])
    return changed


# ------------------------------------------------------------------------ JSON


def to_json(amendment: Amendment) -> dict[str, Any]:
    rows = [{"id": c.id, "before": _row(c.before), "after": _row(c.after)} for c in amendment.changes]
    named = {field.name: getattr(amendment, field.name) for field in fields(amendment) if field.name != "changes"}
    return {**{name: value for name, value in named.items() if value is not None}, "changes": rows}


def _row(row: Position | None) -> dict[str, Any] | None:
    return None if row is None else {**asdict(row), "as_of": row.as_of.isoformat()}


def _read(text: str, where: str) -> Amendment:
    try:
        kept = json.loads(text)
        changes = [
            Change(id=c["id"], before=_position(c["before"]), after=_position(c["after"])) for c in kept["changes"]
        ]
        return Amendment(**{**kept, "changes": tuple(changes)})
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{where}: is not what `monitor baseline amend` writes ({error})") from error


def _position(row: dict[str, Any] | None) -> Position | None:
    return None if row is None else Position(**{**row, "as_of": date.fromisoformat(row["as_of"])})


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
