"""A replay that was interrupted goes on where it was, and leaves what an uninterrupted one leaves."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.app.replays import names_apart, run_comparison, run_replay
from monitor.config import load_config
from monitor.replay import Progress, fingerprint
from monitor.replay.run import batches_of
from monitor.types import AlertRules, Versions
from tests.builders import found_article
from tests.remarks import OFFER, refusal_of

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
VERSIONS = Versions(baseline="b", model="m", code="c")


@pytest.fixture(scope="module")
def config():
    shipped = load_config(Path(__file__).parents[2] / "config")
    return replace(shipped, work=replace(shipped.work, workers=1))


def archive(days=14):
    """The Kremlin refuses every fourth day, and then makes an offer."""
    return [
        found_article(
            n, seen=(at := START + timedelta(days=4 * n)), published=at, outlet="Kremlin", primary=True,
            text=OFFER if n == days - 1 else refusal_of(n),
        )
        for n in range(days)
    ]  # fmt: skip


def lines(folder):
    return [json.loads(line) | {"raised_at": ""} for line in (folder / "alerts.jsonl").read_text("utf-8").splitlines()]


def test_batches_are_days_of_at_most_two_hundred():
    many = [found_article(n, seen=START + timedelta(minutes=n)) for n in range(450)]
    later = [found_article(1000, seen=START + timedelta(days=1))]
    found = list(batches_of([*later, *many]))
    assert [(len(batch.articles), batch.opens) for batch in found] == [
        (200, True),
        (200, False),
        (50, False),
        (1, True),
    ]


def test_progress_is_kept_for_the_same_replay_only(tmp_path):
    progress = Progress.of(tmp_path, "one")
    progress.advance()
    progress.advance()
    assert Progress.of(tmp_path, "one").batches == 2
    assert Progress.of(tmp_path, "two").batches == 0


def test_a_broken_progress_file_is_a_beginning(tmp_path):
    (tmp_path / "progress.json").write_text('{"mark": "one"')
    assert Progress.of(tmp_path, "one").batches == 0


def test_another_archive_configuration_or_model_is_another_replay(config):
    some = archive(3)
    mark = fingerprint(some, config, VERSIONS)
    strict = replace(config, rules=replace(config.rules, alerts=AlertRules(per_week=1)))
    assert mark == fingerprint(archive(3), replace(config, folder="elsewhere"), VERSIONS)
    assert mark not in {
        fingerprint(some[1:], config, VERSIONS),
        fingerprint(some, strict, VERSIONS),
        fingerprint(some, config, replace(VERSIONS, model="other")),
    }


class StoppedError(Exception):
    """As a person's Ctrl-C."""


@pytest.mark.slow
def test_an_interrupted_replay_goes_on_and_ends_alike(tmp_path, config):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    articles, steps = archive(), []

    def until_the_sixth(more):
        steps.append(more)
        if len(steps) == 6:
            raise StoppedError

    asyncio.run(run_replay(articles, config, whole, step=lambda _: None))
    with pytest.raises(StoppedError):
        asyncio.run(run_replay(articles, config, broken, step=until_the_sixth))
    assert json.loads((broken / "progress.json").read_text("utf-8"))["batches"] == 6
    asyncio.run(run_replay(articles, config, broken, step=lambda _: None))

    assert lines(broken) == lines(whole)
    summaries = [
        json.loads((folder / "summary.json").read_text("utf-8")) | {"seconds": 0} for folder in (whole, broken)
    ]
    assert summaries[0] == summaries[1]
    assert sorted(path.name for path in broken.iterdir()) == [
        "alerts.jsonl",
        "digests",
        "summary.json",
        "utterances.jsonl",
    ]


@pytest.mark.slow
def test_two_configurations_are_compared_on_one_archive(tmp_path, config):
    mute = replace(
        config, folder="mute", rules=replace(config.rules, flash=replace(config.rules.flash, min_speaker_level=6))
    )
    silent = asyncio.run(run_comparison(archive(), config, mute, tmp_path, step=lambda _: None))

    assert [told.alert.kind for told in silent.lost] == ["reversal"]
    assert "noted: no flash: speaker level 5" in silent.lost[0].reason


@pytest.mark.parametrize(
    ("folders", "names"),
    [
        (("/home/a/config", "/home/a/stricter"), ("config", "stricter")),
        (("/home/a/config", "/home/b/config"), ("a/config", "b/config")),
        (("config", "config"), ("config", "config")),
        (("config", "/x/config"), ("config", "x/config")),
    ],
)
def test_two_configurations_are_named_as_shortly_as_they_can_be_told_apart(folders, names):
    assert names_apart(*folders) == names
