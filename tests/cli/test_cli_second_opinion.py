"""The commands with a model for second opinions: asked by hand, tested online, shown in the status, and never named by its key."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from monitor.app.environment import read_environment
from monitor.app.parts import open_database
from monitor.errors import UsageError
from tests.llm_server import LlmServer, agreeing

ARTICLE = (
    "Remarks in Brussels\n\n"
    'Sergei Lavrov, the Russian foreign minister, said: "We are ready for dialogue with NATO without preconditions."\n'
)


@pytest.fixture
def server(monkeypatch):
    with LlmServer() as running:
        monkeypatch.setenv("LLM_BASE_URL", running.url)
        monkeypatch.setenv("LLM_MODEL", running.model)
        monkeypatch.setenv("LLM_API_KEY", running.key)
        yield running


@pytest.fixture
def file(folder):
    path = folder / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


def test_a_statement_shows_both_judgements(say, server, file):
    said = say("analyse", file, "--second-opinion", "--json")

    (statement,) = json.loads(said.out)["statements"]
    ours, theirs = [opinion["model"] for opinion in statement["opinions"]]
    assert ours.startswith("rules+")
    assert theirs == "judge-7b"
    assert (statement["level"], statement["reasons"][-1]) == (2, "second opinion: agrees")
    assert server.key not in said.out + said.err


def test_nobody_is_asked_unless_it_is_wanted(say, server, file):
    (statement,) = json.loads(say("analyse", file, "--json").out)["statements"]

    assert "opinions" not in statement
    assert server.bodies == []


def test_a_batch_shares_one_budget(say, server, folder):
    config = folder / "config" / "monitor.toml"
    config.write_text(config.read_text(encoding="utf-8") + "\n[llm]\nper_day = 1\n", encoding="utf-8")
    line = {"url": None, "outlet": "Paper", "published": "2026-10-05T09:00:00Z", "title": "Remarks", "text": ARTICLE}
    lines = [json.dumps({**line, "id": f"a{n}"}) for n in (1, 2)]
    (folder / "batch.jsonl").write_text("\n".join(lines), encoding="utf-8")

    said = say("analyse", "--batch", str(folder / "batch.jsonl"), "--second-opinion")

    assert (said.code, said.err) == (0, "")
    last = [json.loads(line)["statements"][-1]["reasons"][-1] for line in said.out.splitlines()]
    assert last == ["second opinion: agrees", "no second opinion: the day's 1 are spent"]


def test_by_hand_without_an_endpoint_is_wrong_use(say, file):
    said = say("analyse", file, "--second-opinion")

    assert said.code == 2
    assert "LLM_BASE_URL" in said.err


def test_an_outage_is_told_in_the_reasons(say, server, file):
    server.always = "500"

    (statement,) = json.loads(say("analyse", file, "--second-opinion", "--json").out)["statements"]

    assert statement["reasons"][-1] == "no second opinion: answered 500: it has trouble of its own"


def online(say):
    return [line for line in say("check", "--online").out.splitlines() if "opinion" in line]


def test_check_online_asks_it_one_question(say, server):
    (line,) = online(say)

    assert re.fullmatch(r"second opinions: judge-7b answers in \d+\.\d s, 2 of 2 alike", line)


@pytest.mark.parametrize(
    ("flaw", "words"), [("404", "check LLM_MODEL"), ("401", "check LLM_API_KEY"), ("html", "check LLM_BASE_URL")]
)
def test_check_online_says_what_to_look_at(say, server, flaw, words):
    server.always = flaw
    said = say("check", "--online")

    assert said.code == 1
    assert words in said.out
    assert server.key not in said.out + said.err


def test_check_online_says_that_nobody_is_asked(say):
    assert online(say) == ["no LLM_BASE_URL: nobody is asked for second opinions"]


def test_the_status_shows_the_budget_and_the_last_trouble(say, server):
    now = datetime.now(UTC)
    store = open_database("sqlite:///data/monitor.db")
    for _ in range(2):
        store.claim_opinion(now, 20)
    store.end_opinion(now, None, now, spent=True)
    store.end_opinion(now, "gave no answer within 20 s", now, spent=True)
    store.close()

    shown = json.loads(say("status", "--json").out)
    told = " ".join(say("status").out.split())

    assert {**shown["second_opinions"], "trouble_at": None} == {
        "model": "judge-7b",
        "per_day": 20,
        "asked": 2,
        "answered": 1,
        "trouble": "gave no answer within 20 s",
        "trouble_at": None,
    }
    assert shown["versions"]["model"].endswith("+judge-7b")
    assert "judge-7b, 2 of 20 asked today (UTC), 1 answered" in told
    assert "gave no answer within 20 s" in told
    assert server.key not in told + json.dumps(shown)


def test_the_status_without_an_endpoint_has_none(say):
    assert json.loads(say("status", "--json").out)["second_opinions"] is None
    assert "opinions:" not in say("status").out


def test_the_settings_may_lie_in_files(tmp_path):
    (tmp_path / "key").write_text("sk-1\n", encoding="utf-8")
    env = read_environment({"LLM_BASE_URL": "http://h/v1", "LLM_MODEL": "m", "LLM_API_KEY_FILE": str(tmp_path / "key")})

    assert env.llm is not None
    assert (env.llm.base_url, env.llm.model, env.llm.key) == ("http://h/v1", "m", "sk-1")
    assert "sk-1" not in repr(env) + repr(env.llm)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"LLM_BASE_URL": "http://h/v1"}, "LLM_MODEL is not"),
        ({"LLM_BASE_URL": "http://u:hidden@h/v1", "LLM_MODEL": "m"}, "without user name or password"),
        ({"LLM_BASE_URL": "h/v1", "LLM_MODEL": "m"}, "http"),
    ],
)
def test_half_a_setting_is_refused(variables, words):
    with pytest.raises(UsageError, match=re.escape(words)) as raised:
        read_environment(variables)

    assert "hidden" not in str(raised.value)


def test_without_an_address_a_model_and_a_key_do_nothing():
    assert read_environment({"LLM_MODEL": "m", "LLM_API_KEY": "k"}).llm is None


def test_the_fake_answers_as_the_prompt_asks():
    assert set(agreeing({"statement": "", "issue": ""})) == {
        "quote_span", "reason", "issue", "commitment", "denied", "said_date", "level",
    }  # fmt: skip
