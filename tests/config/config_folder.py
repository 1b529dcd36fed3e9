"""A small, sound configuration folder, and a way to spoil it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitor.config import load_config
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

FEEDS = """
[[feed]]
id = "kremlin-en"
url = "http://en.kremlin.ru/events/all/feed"
outlet = "Kremlin"
owner = "Russian state"
language = "en"
country = "RU"
primary = true
every = "20m"

[[feed]]
id = "bbc"
url = "https://www.bbc.example/rss"
"""

ACTORS = """
[blocs]
NATO = "NATO and its members"
RU = "Russia"

[[office]]
id = "NATO-SG"
name = "NATO Secretary General"
bloc = "NATO"
country = "NATO"
level = 5
titles = ["NATO chief"]

[[office]]
id = "RU-President"
name = "President of Russia"
bloc = "RU"
country = "RU"
level = 5
titles = ["Russian President"]
metonyms = ["Moscow"]
outlets = ["kremlin"]

[[person]]
id = "stoltenberg"
name = "Jens Stoltenberg"
bloc = "NATO"
aliases = ["Stoltenberg", "Столтенберг"]
terms = [{ office = "NATO-SG", since = 2014-10-01, until = 2024-10-01 }]

[[person]]
id = "putin"
name = "Vladimir Putin"
bloc = "RU"
aliases = ["Putin", "Путин"]
terms = [{ office = "RU-President", since = 2012-05-07 }]
"""

ISSUES = """
[[side]]
id = "east"
blocs = ["RU"]
opponents = []
words = { en = ["russia"] }
names = { en = ["moscow"] }

[[issue]]
code = "REL"
name = "Relations"
weight = 0.6
axis = { "-2" = "rupture", "0" = "if", "+2" = "partnership" }
hardening_sign = { NATO = -1, RU = -1 }
keywords = { en = ["relations"], ru = ["отношени"] }

[issue.anchors.en]
"-2" = ["There is no way back."]
"+2" = ["Relations should be restored."]

[[issue.cue]]
language = "en"
level = -2
pattern = 'no way back'
"""

SEED = """
name = "First baseline"
as_of = 2023-01-15
source = "https://example.org/article"

[[position]]
id = "B01"
actor = "Jens Stoltenberg"
office = "NATO-SG"
bloc = "NATO"
issue = "REL"
level = -2
claim = "No return."
use = "position"

[[position]]
id = "B02"
actor = "the writer"
bloc = "NATO"
issue = "REL"
claim = "Talk is a signal."
use = "frame"
"""

RULES = """
[[wording]]
id = "partner-threat"
issue = "REL"
name_a = "partner"
name_b = "threat"
a = { en = 'partner' }
b = { en = 'threat' }
"""

SOUND = {
    "feeds.toml": FEEDS,
    "actors.toml": ACTORS,
    "issues.toml": ISSUES,
    "baseline/seed.toml": SEED,
    "rules.toml": RULES,
    "monitor.toml": "",
}


def write_folder(root: Path, changed: dict[str, str | bytes | None] | None = None) -> Path:
    """The sound folder as `root/config`, with files replaced, or left out where the text is None."""
    folder = root / "config"
    for name, text in {**SOUND, **(changed or {})}.items():
        if text is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def edited(name: str, old: str, new: str) -> str:
    """The sound text of a file with its first `old` replaced."""
    assert old in SOUND[name]
    return SOUND[name].replace(old, new, 1)


def problems_of(folder: Path) -> list[str]:
    """What is wrong with a folder, each line as it reads with the folder called `config`."""
    with pytest.raises(ConfigError) as caught:
        load_config(folder)
    return [problem.replace(folder.as_posix(), "config", 1) for problem in caught.value.problems]
