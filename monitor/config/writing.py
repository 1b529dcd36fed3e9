"""A file of the configuration, written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def write_whole(path: Path, text: str, *, check: Callable[[Path], object] | None = None) -> None:
    """Takes the file's place once all is written and `check` found it sound; its rights stay, and where it is a link, the link.

    Raises UsageError, and what `check` raises; the file is then as it was.
    """
    real = path.resolve()
    draft = real.with_name(f".{real.name}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        if real.exists():
            draft.chmod(real.stat().st_mode)
        if check is not None:
            check(draft)
        draft.replace(real)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
