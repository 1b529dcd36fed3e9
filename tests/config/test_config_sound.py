"""What a sound folder becomes: defaults, what follows from what, and a hash of the baseline's content."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.types import (
    AlertRules,
    BaselineRules,
    DeliverySettings,
    DetectRules,
    DigestSettings,
    FlashRules,
    MergeRules,
    NetworkSettings,
    PollingSettings,
    WebSettings,
    WorkSettings,
)
from tests.config.config_folder import SOUND, edited, problems_of, write_folder

ROOT = Path(__file__).parents[2]


def test_absent_optional_files_give_the_defaults(tmp_path: Path) -> None:
    config = load_config(write_folder(tmp_path, {"monitor.toml": None, "rules.toml": None}))

    assert (config.network, config.polling, config.digest) == (NetworkSettings(), PollingSettings(), DigestSettings())
    assert (config.web, config.work, config.delivery) == (WebSettings(), WorkSettings(), DeliverySettings())
    assert (config.rules.detect, config.rules.baseline, config.rules.flash) == (
        DetectRules(),
        BaselineRules(),
        FlashRules(),
    )
    assert (config.rules.merge, config.rules.alerts, config.rules.wording) == (MergeRules(), AlertRules(), ())


def test_every_table_of_monitor_toml_reaches_its_setting(tmp_path: Path) -> None:
    text = """
    [network]
    allow_private = true
    contact = "desk@example.org"
    [polling]
    every = "2s"
    at_least = "1s"
    [alerts]
    per_week = 9
    false_alarms_per_week = 2
    [digest]
    weekday = "Friday"
    at = "17:30"
    timezone = "Europe/Kyiv"
    [web]
    listen = "[::1]:0"
    [baseline]
    rolling_days = 90
    """

    config = load_config(write_folder(tmp_path, {"monitor.toml": text}))

    assert (config.network.allow_private, config.network.contact) == (True, "desk@example.org")
    assert (config.polling.every, config.polling.at_least) == (timedelta(seconds=2), timedelta(seconds=1))
    assert (config.rules.alerts.per_week, config.rules.apart, config.rules.threshold) == (9, 75.0, 45.0)
    assert config.digest == DigestSettings(weekday=4, at=time(17, 30), timezone="Europe/Kyiv")
    assert config.web == WebSettings(host="::1", port=0)
    assert (config.rules.baseline.rolling_days, config.rules.baseline.prior_n) == (90, 4.0)


def test_hosts_and_networks_are_written_as_they_will_be_met(tmp_path: Path) -> None:
    text = """
    [web]
    hosts = ["Monitor.Example", "münchen.example", "[::1]"]
    proxy_from = ["10.0.0.5/8", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:10.1.0.0/112"]
    """
    web = load_config(write_folder(tmp_path, {"monitor.toml": text})).web

    assert web.hosts == ("monitor.example", "xn--mnchen-3ya.example", "::1")
    assert web.proxy_from == ("10.0.0.0/8", "::1/128", "127.0.0.1/32", "10.1.0.0/16")


def test_languages_may_be_written_in_capitals(tmp_path: Path) -> None:
    capitals = edited("issues.toml", 'language = "en"', 'language = "RU"').replace("ru = [", "RU = [")
    issue = load_config(write_folder(tmp_path, {"issues.toml": capitals})).world.issue("REL")

    assert [cue.language for cue in issue.cues] == ["ru"]
    assert set(issue.keywords) == {"en", "ru"}


def test_a_feed_needs_only_id_and_address(tmp_path: Path) -> None:
    feed = load_config(write_folder(tmp_path)).feeds[1]

    assert (feed.outlet, feed.owner, feed.every) == ("bbc.example", "bbc.example", timedelta(minutes=15))
    assert (feed.language, feed.country, feed.primary, feed.speaks_for) == (None, None, False, None)


def test_a_feed_keeps_its_own_interval(tmp_path: Path) -> None:
    assert load_config(write_folder(tmp_path)).feeds[0].every == timedelta(minutes=20)


@pytest.mark.parametrize("outlet", ["KREMLIN", "en.kremlin.ru", "Kremlin-EN"])
def test_a_primary_feed_speaks_for_the_office_that_lists_its_outlet_host_or_id(tmp_path: Path, outlet: str) -> None:
    folder = write_folder(
        tmp_path,
        {
            "actors.toml": edited("actors.toml", 'outlets = ["kremlin"]', f'outlets = ["{outlet}"]'),
        },
    )

    assert load_config(folder).feeds[0].speaks_for == "RU-President"


def test_a_feed_that_is_not_primary_speaks_for_nobody(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"feeds.toml": edited("feeds.toml", "primary = true\n", "")})

    assert load_config(folder).feeds[0].speaks_for is None


def test_the_key_speaks_for_goes_before_the_outlet(tmp_path: Path) -> None:
    text = edited("feeds.toml", "primary = true", 'primary = true\nspeaks_for = "NATO-SG"')

    assert load_config(write_folder(tmp_path, {"feeds.toml": text})).feeds[0].speaks_for == "NATO-SG"


def test_a_folder_without_feeds_is_sound(tmp_path: Path) -> None:
    assert load_config(write_folder(tmp_path, {"feeds.toml": ""})).feeds == ()


def test_a_name_is_one_of_the_spellings(tmp_path: Path) -> None:
    person = load_config(write_folder(tmp_path)).world.person("putin")

    assert person.aliases == ("Vladimir Putin", "Putin", "Путин")


def test_a_bloc_without_a_sign_moves_neither_way(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"issues.toml": edited("issues.toml", ", RU = -1 }", " }")})

    assert load_config(folder).world.issue("REL").hardening_sign == {"NATO": -1, "RU": 0}


def test_levels_are_numbers_in_axes_and_anchors(tmp_path: Path) -> None:
    issue = load_config(write_folder(tmp_path)).world.issue("REL")

    assert issue.axis == {-2: "rupture", 0: "if", 2: "partnership"}
    assert issue.anchors["en"][2] == ("Relations should be restored.",)


def test_a_position_has_the_date_and_source_of_its_file_unless_it_has_its_own(tmp_path: Path) -> None:
    text = edited("baseline/seed.toml", 'use = "frame"', 'use = "frame"\nas_of = 2024-02-01\nsource = "a talk"')
    first, second = load_config(write_folder(tmp_path, {"baseline/seed.toml": text})).baseline.positions

    assert (first.as_of, first.source) == (date(2023, 1, 15), "https://example.org/article")
    assert (second.as_of, second.source) == (date(2024, 2, 1), "a talk")


def test_other_baseline_files_add_their_rows_after_the_seed(tmp_path: Path) -> None:
    more = SOUND["baseline/seed.toml"].replace("B0", "A0").replace("2023-01-15", "2025-09-08")

    baseline = load_config(write_folder(tmp_path, {"baseline/2025.toml": more})).baseline

    assert [position.id for position in baseline.positions] == ["B01", "B02", "A01", "A02"]
    assert (baseline.as_of, baseline.positions[2].as_of) == (date(2023, 1, 15), date(2025, 9, 8))


def test_an_id_taken_in_another_baseline_file_is_named(tmp_path: Path) -> None:
    text = 'name = "x"\nas_of = 2024-01-01\n' + "[[position]]" + SOUND["baseline/seed.toml"].split("[[position]]")[1]

    assert problems_of(write_folder(tmp_path, {"baseline/more.toml": text})) == [
        'config/baseline/more.toml: position[1] "B01": id: is taken by another position'
    ]


def test_the_baseline_hash_does_not_depend_on_layout_or_order(tmp_path: Path) -> None:
    head, first, second = SOUND["baseline/seed.toml"].split("[[position]]")
    turned = f"# a comment\n{head}[[position]]\n{second}\n[[position]]{first}"

    plain = load_config(write_folder(tmp_path / "a")).baseline
    other = load_config(write_folder(tmp_path / "b", {"baseline/seed.toml": turned})).baseline

    assert plain.hash == other.hash
    assert len(plain.hash) == 12


@pytest.mark.parametrize(
    ("old", "new"), [("level = -2", "level = -1"), ("No return.", "No."), ("2023-01-15", "2023-01-16")]
)
def test_the_baseline_hash_changes_with_the_content(tmp_path: Path, old: str, new: str) -> None:
    plain = load_config(write_folder(tmp_path / "a")).baseline
    text = edited("baseline/seed.toml", old, new)

    assert load_config(write_folder(tmp_path / "b", {"baseline/seed.toml": text})).baseline.hash != plain.hash


def test_files_saved_with_a_byte_order_mark_or_windows_line_ends_are_read(tmp_path: Path) -> None:
    text = "\ufeff" + SOUND["feeds.toml"].replace("\n", "\r\n")

    assert len(load_config(write_folder(tmp_path, {"feeds.toml": text})).feeds) == 2


def test_a_folder_can_be_loaded_again_from_what_the_configuration_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    config = load_config(Path("config"))
    monkeypatch.chdir("/")

    assert load_config(Path(config.folder)) == config


def test_loading_needs_no_environment(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    code = (
        "import sys; from pathlib import Path; from monitor.config import load_config; load_config(Path(sys.argv[1]))"
    )

    done = subprocess.run([sys.executable, "-c", code, str(folder)], env={}, cwd=ROOT, check=False, timeout=60)

    assert done.returncode == 0
