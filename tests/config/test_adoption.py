"""What two people agreed on in Slack becomes a row by the same way as any other change, once, also after a crash in the middle."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.config import adopt, amendment_to_json, approve, command_for, history, load_config, unfinished, waiting
from monitor.errors import UsageError
from monitor.types import Proposal
from tests.config.config_folder import write_folder

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SEED, HISTORY = "baseline/seed.toml", "baseline/history.jsonl"
AGREED = Proposal(
    id="U1-V7",
    alert_id="al-1",
    actor="NATO Secretary General",
    office="NATO-SG",
    bloc="NATO",
    issue="REL",
    level=1,
    claim="Old ties may be taken up again.",
    as_of=date(2026, 11, 20),
    by="maria",
    user="U1",
    at=NOW,
    state="approved",
    decided_by="igor",
    decided_user="U2",
    decided_at=NOW,
)


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path)


def rows_of(folder):
    return {row.id: row for row in load_config(folder).baseline.positions}


def test_the_row_of_the_stream_has_the_new_line_and_the_history_says_who(folder):
    before = rows_of(folder)
    done = adopt(folder, AGREED, instead_of="B01", now=NOW)
    after = rows_of(folder)

    assert set(after) == set(before)
    assert (after["B01"].level, after["B01"].claim, after["B01"].as_of) == (1, AGREED.claim, AGREED.as_of)
    assert "maria" in after["B01"].source
    assert history(folder) == [done]
    assert (done.by, done.approved_by, done.proposal) == ("maria", "igor", "U1-V7")
    assert done.result == load_config(folder).baseline.hash


@pytest.mark.parametrize("odd", ["\x07", "\x7f", "\t", "\r", "\x85", '"', "\\", "🙂"])
def test_a_claim_with_an_odd_letter_is_written_as_it_was_approved(folder, odd):
    claim = f"Old ties{odd}may be taken up again."
    adopt(folder, replace(AGREED, claim=claim), instead_of="B01", now=NOW)

    assert rows_of(folder)["B01"].claim == claim


def test_a_stream_without_a_row_gets_one(folder):
    adopt(folder, replace(AGREED, office="RU-President", bloc="RU"), instead_of=None, now=NOW)

    assert rows_of(folder)["P-U1-V7"].office == "RU-President"


def test_done_twice_it_is_done_once(folder):
    first = adopt(folder, AGREED, instead_of="B01", now=NOW)

    assert adopt(folder, AGREED, instead_of="B01", now=NOW) == first
    assert history(folder) == [first]


def test_a_baseline_that_is_a_link_stays_one_with_its_rights(folder, tmp_path_factory):
    real = tmp_path_factory.mktemp("elsewhere") / "seed.toml"
    (folder / SEED).rename(real)
    real.chmod(0o640)
    (folder / SEED).symlink_to(real)
    adopt(folder, AGREED, instead_of="B01", now=NOW)

    assert (folder / SEED).is_symlink()
    assert AGREED.claim in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


def test_what_nobody_approved_is_refused(folder):
    with pytest.raises(UsageError, match="another person must approve"):
        adopt(folder, replace(AGREED, state="open", decided_by=None), instead_of=None, now=NOW)


def test_it_waits_until_it_is_written(folder):
    proposals = [AGREED, replace(AGREED, id="U1-V8", state="open"), replace(AGREED, id="U1-V9", state="rejected")]

    assert unfinished(proposals, folder) == [AGREED]
    assert command_for(AGREED) == "monitor baseline amend --adopt U1-V7"
    adopt(folder, AGREED, instead_of="B01", now=NOW)
    assert unfinished(proposals, folder) == []


@pytest.mark.parametrize(
    "again",
    [
        lambda folder, done: approve(folder, done.id, by="igor", now=NOW),
        lambda folder, _: adopt(folder, AGREED, instead_of="B01", now=NOW + timedelta(days=1)),
    ],
)
@pytest.mark.parametrize("written", [set(), {SEED}, {SEED, HISTORY}])
def test_after_a_crash_the_same_command_goes_on(folder, written, again):
    """The proposal is marked as approved first; then come the files, the history, and its end."""
    texts = {SEED: (folder / SEED).read_text("utf-8"), HISTORY: ""}
    done = adopt(folder, AGREED, instead_of="B01", now=NOW)
    whole = {name: (folder / name).read_text("utf-8") for name in texts}
    for name in set(texts) - written:
        (folder / name).write_text(texts[name], encoding="utf-8")
    (folder / "baseline/proposals").mkdir(exist_ok=True)
    (folder / f"baseline/proposals/{done.id}.json").write_text(json.dumps(amendment_to_json(done)), encoding="utf-8")

    assert again(folder, done) == done
    assert {name: (folder / name).read_text("utf-8") for name in texts} == whole
    assert waiting(folder) == []


def test_half_written_files_that_were_changed_by_hand_since_are_left_alone(folder):
    done = adopt(folder, AGREED, instead_of="B01", now=NOW)
    (folder / HISTORY).unlink()
    (folder / f"baseline/proposals/{done.id}.json").write_text(json.dumps(amendment_to_json(done)), encoding="utf-8")
    text = (folder / SEED).read_text("utf-8")
    (folder / SEED).write_text(text.replace('id = "B02"', 'id = "B88"'), encoding="utf-8")

    with pytest.raises(UsageError, match="changed by hand"):
        approve(folder, done.id, by="igor", now=NOW)
