"""Every mistake of an entry is told at once: one that makes it unreadable hides none of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.config.config_folder import ACTORS, ISSUES, edited, problems_of, write_folder

if TYPE_CHECKING:
    from pathlib import Path

LEVEL = "a level is a whole number from −2 to +2"
SPOILT = """
[blocs]
NATO = "NATO and its members"
RU = "Russia"

[[office]]
id = "NATO-SG"
nme = "NATO Secretary General"
bloc = "NAT"
country = ""
level = 9
titles = ["NATO chief"]
metonyms = "the alliance"

[[office]]
id = "RU-President"
name = "President of Russia"
bloc = "RU"
country = "RU"
level = 5
metonyms = ["nato chief", "Moscow"]

[[person]]
id = "stoltenberg"
bloc = "NATOO"
aliases = ["Putin", 3]
terms = [
    { office = "NATO-GS", since = 2014-10-01, until = 2013-10-01 },
    { office = "NATO-SG", since = "long ago" },
    "NATO-SG",
]

[[person]]
id = "stoltenberg"
name = "Vladimir Putin"
bloc = "RU"
aliases = ["putin"]
terms = [{ office = "RU-Presidnt", since = 2012-05-07 }]
"""


def test_every_mistake_of_offices_and_persons_is_told_at_once(tmp_path: Path) -> None:
    one, two = 'config/actors.toml: office[1] "NATO-SG"', 'config/actors.toml: office[2] "RU-President"'
    first, second = (f'config/actors.toml: person[{number}] "stoltenberg"' for number in (1, 2))

    assert sorted(problems_of(write_folder(tmp_path, {"actors.toml": SPOILT}))) == sorted([
        f"{one}: name: is missing",
        f'{one}: nme: not a known key; did you mean "name"?',
        f'{one}: bloc: "NAT" is not known; did you mean "NATO"?',
        f"{one}: country: must not be empty",
        f"{one}: level: must be at most 5",
        f"{one}: metonyms: must be a list: [...]",
        f'{two}: titles: "nato chief" belongs to office[1] "NATO-SG" too; a title or metonym must lead to one office',
        f"{first}: name: is missing",
        f'{first}: bloc: "NATOO" is not known; did you mean "NATO"?',
        f"{first}: aliases[2]: must be text in quotes",
        f'{first}: terms[1] "NATO-GS": office: "NATO-GS" is not known; did you mean "NATO-SG"?',
        f'{first}: terms[1] "NATO-GS": until: 2013-10-01 is not after since = 2014-10-01',
        f'{first}: terms[2] "NATO-SG": since: must be a date like 2023-01-15',
        f"{first}: terms[3]: must be a table of keys",
        f"{second}: id: is taken by person[1]",
        f'{second}: aliases: "putin" belongs to person[1] "stoltenberg" too; a name must lead to one person',
        f'{second}: terms[1] "RU-Presidnt": office: "RU-Presidnt" is not known; did you mean "RU-President"?',
    ])  # fmt: skip


def test_what_other_files_name_is_told_beside_a_mistake_of_actors(tmp_path: Path) -> None:
    changed = {
        "actors.toml": edited("actors.toml", "level = 5", "level = 9"),
        "baseline/seed.toml": edited("baseline/seed.toml", 'office = "NATO-SG"', 'office = "NATO-GS"'),
        "issues.toml": edited("issues.toml", 'blocs = ["RU"]', 'blocs = ["RUS"]'),
    }

    assert sorted(problems_of(write_folder(tmp_path, changed))) == [
        'config/actors.toml: office[1] "NATO-SG": level: must be at most 5',
        'config/baseline/seed.toml: position[1] "B01": office: "NATO-GS" is not known; did you mean "NATO-SG"?',
        'config/issues.toml: side[1] "east": blocs: "RUS" is not known; did you mean "RU"?',
    ]


def test_every_mistake_of_baseline_rows_is_told_at_once(tmp_path: Path) -> None:
    rows = edited("baseline/seed.toml", 'issue = "REL"\nlevel = -2', 'issue = "RELS"\nlevel = 7')
    rows = rows.replace('id = "B02"', 'id = "B01"').replace('use = "frame"', 'use = "fram"')
    spoilt = edited("issues.toml", "weight = 0.6", "weight = 6")

    assert sorted(problems_of(write_folder(tmp_path, {"baseline/seed.toml": rows, "issues.toml": spoilt}))) == sorted([
        f'config/baseline/seed.toml: position[1] "B01": level: {LEVEL}',
        'config/baseline/seed.toml: position[1] "B01": issue: "RELS" is not known; did you mean "REL"?',
        'config/baseline/seed.toml: position[2] "B01": id: is taken by another position',
        (
            'config/baseline/seed.toml: position[2] "B01": use: must be one of position, condition, bloc, provisional,'
            ' expert, emphasis, frame; did you mean "frame"?'
        ),
        'config/issues.toml: issue[1] "REL": weight: must be at most 1',
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "NATO-SG"\n', "", "office[1]: id: is missing"),
        ('[blocs]\nNATO = "NATO and its members"\nRU = "Russia"\n', "", "blocs: is missing"),
    ],
)
def test_nobody_is_told_that_a_word_is_unknown_where_the_known_ones_cannot_be_read(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert problems_of(write_folder(tmp_path, {"actors.toml": edited("actors.toml", old, new)})) == [
        f"config/actors.toml: {told}"
    ]


def test_where_there_are_no_blocs_each_that_is_named_is_told(tmp_path: Path) -> None:
    bare = ACTORS.replace('NATO = "NATO and its members"\nRU = "Russia"\n', "")

    told = problems_of(write_folder(tmp_path, {"actors.toml": bare}))
    assert 'config/actors.toml: office[1] "NATO-SG": bloc: "NATO" is not known' in told


# ---------------------------------------------------------------- sides

WEST = """
[[side]]
id = "west"
blocs = ["NATO"]
opponents = {opponents}
words = {{ en = ["west"] }}
names = {{ en = ["nato"] }}
"""


def sides(tmp_path: Path, east: str, west: str = "[]") -> list[str]:
    text = ISSUES.replace("opponents = []", f"opponents = {east}", 1) + WEST.format(opponents=west)
    return problems_of(write_folder(tmp_path, {"issues.toml": text}))


def test_a_side_is_no_opponent_of_its_own(tmp_path: Path) -> None:
    assert sides(tmp_path, '["east", "west"]') == [
        'config/issues.toml: side[1] "east": opponents: "east" is this side itself; a side\'s opponents are other sides; take it out'
    ]


def test_a_bloc_does_not_stand_on_two_sides_that_are_against_each_other(tmp_path: Path) -> None:
    text = ISSUES.replace('blocs = ["RU"]\nopponents = []', 'blocs = ["RU", "NATO"]\nopponents = ["west"]')

    assert problems_of(write_folder(tmp_path, {"issues.toml": text + WEST.format(opponents="[]")})) == [
        (
            'config/issues.toml: side[1] "east": blocs: "NATO" is on its opponent "west" too, and would stand against itself;'
            " take it out of one of them, or out of opponents"
        )
    ]


def test_blocs_that_stand_together_on_one_side_are_not_set_against_each_other_by_two(tmp_path: Path) -> None:
    both = WEST.format(opponents="[]").replace('"west"\nblocs = ["NATO"]', '"both"\nblocs = ["NATO", "RU"]')
    text = ISSUES.replace("opponents = []", 'opponents = ["west"]') + WEST.format(opponents="[]") + both

    assert problems_of(write_folder(tmp_path, {"issues.toml": text})) == [
        (
            'config/issues.toml: side[1] "east": opponents: "west" sets "RU" against "NATO", and on side "both" they stand together;'
            " take one of them out of it, or this opponent out"
        )
    ]
