"""Whatever is wrong is said in one clear line on stderr, with the right exit code and without a traceback."""

from __future__ import annotations

import errno
import json
import logging

import pytest

from monitor import __version__
from monitor.app.environment import read_environment
from monitor.app.logs import start_logging
from monitor.errors import UsageError

ARTICLE = {"id": "1", "outlet": "X", "published": "2022-02-22T19:40:00Z", "title": "t", "text": "hello"}


def one_line(said, code, *words):
    """The command ended with the code and said this, and no more, on stderr."""
    assert said.code == code, said
    assert said.out == ""
    assert len(said.err.splitlines()) == 1, said.err
    for word in words:
        assert word in said.err
    assert "Traceback" not in said.err


def test_a_missing_configuration_folder(say):
    one_line(say("run", "--config", "nowhere"), 2, "nowhere: no such folder", "--config DIR")


def test_broken_toml(say, folder):
    (folder / "config/monitor.toml").write_text("[web]\nlisten = = 3\n")

    one_line(say("run"), 2, "config/monitor.toml: line 2, column 10")


def test_an_unknown_key_and_the_nearest_right_one(say, folder):
    (folder / "config/monitor.toml").write_text("[pollling]\n")

    one_line(say("once"), 2, "config/monitor.toml: pollling", 'did you mean "polling"?')


@pytest.mark.parametrize("words", [("frobnicate",), ("check", "--onlin"), ("db", "prune", "--older-than", "3")])
def test_words_that_are_no_command(say, words):
    one_line(say(*words), 2, "--help")


def test_the_nearest_command_is_named(say):
    one_line(say("statsu"), 2, "status")


def test_a_command_alone_shows_its_help(say):
    said = say("db")

    assert (said.code, said.err) == (2, "")
    assert "backup" in said.out


def test_a_database_that_refuses_the_connection(say, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:s3cret-word@127.0.0.1:1/x")
    said = say("status")

    one_line(said, 1, "127.0.0.1:1", "out of reach")
    assert "s3cret-word" not in said.err


def test_a_place_where_no_database_can_be(say, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////proc/nowhere/monitor.db")

    one_line(say("status"), 1, "/proc/nowhere", "DATABASE_URL")


def test_a_file_that_is_not_a_database(say, folder, monkeypatch):
    (folder / "diary").write_text("Dear diary, " * 500)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///diary")

    one_line(say("once"), 1, "not a SQLite database")


def test_a_database_address_that_is_none(say, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://u:s3cret-word@h/x")
    said = say("alerts", "list")

    one_line(said, 1, "DATABASE_URL", "sqlite:///data/monitor.db")
    assert "s3cret-word" not in said.err


def test_an_archive_that_is_not_there(say):
    one_line(say("replay", "gone.jsonl", "--out", "out"), 2, "gone.jsonl: cannot be read")


def test_a_broken_archive_line_is_named_by_file_line_and_key(say, folder):
    lines = [ARTICLE, {**ARTICLE, "id": "2", "published": "yesterday"}]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))

    one_line(say("replay", "a.jsonl", "--out", "out"), 2, "a.jsonl, line 2", '"published"', "2022-02-22T19:40:00Z")


def test_a_start_that_is_no_time(say, folder):
    (folder / "a.jsonl").write_text(json.dumps(ARTICLE))

    one_line(say("replay", "a.jsonl", "--out", "out", "--from", "yesterday"), 2, "'yesterday' is not a time")


def test_a_time_in_which_the_archive_has_nothing(say, folder):
    (folder / "a.jsonl").write_text(json.dumps(ARTICLE))

    one_line(say("replay", "a.jsonl", "--out", "out", "--from", "2023-01-01"), 2, "--from and --to")


def test_results_that_cannot_be_put_anywhere(say, folder):
    (folder / "a.jsonl").write_text(json.dumps(ARTICLE))

    one_line(say("replay", "a.jsonl", "--out", "a.jsonl"), 2, "a.jsonl cannot be made")


def test_a_position_that_is_not_json(say, folder):
    (folder / "p.json").write_text('{"actor":')
    (folder / "a.json").write_text(json.dumps(ARTICLE))

    one_line(say("compare", "--position", "p.json", "--article", "a.json"), 2, "p.json is not JSON: line 1")


def test_a_position_without_an_issue(say, folder):
    (folder / "p.json").write_text('{"actor": "x"}')
    (folder / "a.json").write_text(json.dumps(ARTICLE))

    one_line(say("compare", "--position", "p.json", "--article", "a.json"), 2, "p.json", "issue")


@pytest.mark.parametrize("wrong", ["Lavrov said that talks are pointless.", "[1, 2]"])
def test_a_file_that_is_no_position_is_told_with_one_that_is(say, folder, wrong):
    (folder / "p.txt").write_text(wrong)
    (folder / "a.json").write_text(json.dumps(ARTICLE))

    one_line(say("compare", "--position", "p.txt", "--article", "a.json"), 2, "p.txt", '{"actor": "', '"claim": "')


@pytest.mark.parametrize("wrong", [{"actor": "Lavrov", "claim": "x"}, [ARTICLE]])
def test_a_file_that_is_no_article_is_told_with_one_that_is(say, folder, wrong):
    (folder / "p.json").write_text('{"issue": "DIA"}')
    (folder / "a.json").write_text(json.dumps(wrong))

    one_line(say("compare", "--position", "p.json", "--article", "a.json"), 2, "a.json", '{"id": "', '"text": "')


def test_nothing_to_compare(say):
    one_line(say("compare"), 2, "--position")


@pytest.mark.parametrize("words", [("analyse", "empty.txt"), ("baseline", "draft", "empty.txt")])
def test_an_empty_file(say, folder, words):
    (folder / "empty.txt").write_text(" \n")

    one_line(say(*words), 2, "empty.txt is empty")


def test_a_file_that_is_not_there(say):
    one_line(say("analyse", "gone.txt"), 2, "gone.txt cannot be read")


@pytest.mark.parametrize("command", ["once", "run"])
def test_a_token_without_a_channel(say, monkeypatch, command):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-s3cret-word")
    said = say(command)

    one_line(said, 2, "SLACK_CHANNEL is not")
    assert "s3cret-word" not in said.err


def test_a_channel_that_is_a_name(say, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-s3cret-word")
    monkeypatch.setenv("SLACK_CHANNEL", "#general")
    said = say("once")

    one_line(said, 2, "SLACK_CHANNEL: must be a channel's ID")
    assert "s3cret-word" not in said.err


def test_a_secret_in_a_file_that_is_not_there(say, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "/nowhere/token")

    one_line(say("once"), 2, "SLACK_BOT_TOKEN_FILE=/nowhere/token cannot be read")


def test_a_databases_address_in_an_empty_file_begins_no_store(say, monkeypatch, tmp_path):
    (tmp_path / "url").write_text(" \n")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))

    one_line(say("status"), 2, "/url is empty: write the database's address into it")


def test_of_other_secrets_an_empty_file_means_that_there_is_none(tmp_path):
    (tmp_path / "token").touch()

    assert read_environment({"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token")}).slack_token is None


def test_a_secret_in_a_file_that_is_no_text(say, monkeypatch, tmp_path):
    (tmp_path / "token").write_bytes(b"xoxb-s3cret\xe9")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(tmp_path / "token"))
    said = say("once")

    one_line(said, 2, "/token is not text in UTF-8")
    assert "s3cret" not in said.err


def test_a_demonstration_needs_nothing_of_the_environment(say, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "/nowhere/token")

    one_line(say("demo", "--config", "nowhere"), 2, "nowhere: no such folder")


@pytest.mark.parametrize("week", ["2026-W99", "last", "2026-11-20"])
def test_a_week_that_is_none(say, week):
    one_line(say("digest", "--week", week), 2, "is not a week", "2026-W47")


def test_a_week_that_has_not_ended_cannot_be_sent(say):
    one_line(say("digest", "--send"), 2, "has not ended yet")


def test_a_digest_made_again_is_not_sent(say):
    one_line(say("digest", "--week", "2026-W10", "--send", "--anew"), 2, "leave one of them out")


def test_a_digest_page_that_cannot_be_written(say, folder):
    (folder / "out").write_text("a file")

    one_line(say("digest", "--week", "2026-W10", "--out", "out/there"), 1, "cannot be written")


def test_an_alert_that_is_not_there(say):
    one_line(say("alerts", "show", "nothing"), 2, "there is no alert 'nothing'", "alerts list")


def test_a_verdict_that_is_none(say):
    one_line(say("alerts", "verdict", "nothing", "right"), 2, "'right' is not a verdict", "confirm")


def test_a_feed_address_that_is_none(say):
    one_line(say("feeds", "test", "ftp://x"), 2, "neither a web address", "@NAME")


def test_a_feed_that_does_not_answer(say):
    one_line(say("feeds", "test", "http://127.0.0.1:1/"), 1, "no connection")


def test_a_backup_never_writes_over_a_file(say, folder):
    (folder / "copy.db").write_text("precious")

    one_line(say("db", "backup", "copy.db"), 1, "copy.db exists already")


def test_log_lines_as_json_hold_the_event_and_its_values(monkeypatch, capsys):
    monkeypatch.setenv("LOG_FORMAT", "json")
    monkeypatch.setattr(logging.root, "handlers", [])
    start_logging()
    logging.getLogger("monitor.pipeline").warning("feed %s: %s", "kremlin-en", "answered 404")
    line = json.loads(capsys.readouterr().err)

    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "warning",
        "logger": "monitor.pipeline",
        "message": "feed kremlin-en: answered 404",
        "event": "feed %s: %s",
        "values": ["kremlin-en", "answered 404"],
    }


def test_an_unknown_log_format_is_told(monkeypatch):
    monkeypatch.setenv("LOG_FORMAT", "xml")
    with pytest.raises(UsageError, match="text or json"):
        start_logging()


def test_a_place_to_listen_at_that_is_none_is_told(say):
    one_line(say("run", "--config", "config", "--listen", "everywhere"), 2, "--listen", "127.0.0.1:8080")


def test_a_worker_without_a_database_to_share_is_told(say):
    one_line(say("worker", "--config", "config"), 2, "PostgreSQL", "DATABASE_URL")


def test_the_version_is_said(say):
    said = say("--version")

    assert (said.code, said.out, said.err) == (0, f"monitor {__version__}\n", "")


def test_an_address_of_another_kind_than_http(say):
    said = say("analyse", "ftp://news.invalid/a")
    assert (said.code, "ftp://news.invalid/a: of addresses only those with http" in said.err) == (2, True)


def test_a_page_that_cannot_be_had_is_named_with_what_to_do(say):
    said = say("analyse", "http://127.0.0.1:1/a")
    assert "http://127.0.0.1:1/a: " in said.err
    assert "check the address, or save the article's text in a file and give that" in said.err


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_folder_for_a_digest_that_is_printed(say, form):
    said = say("digest", "--format", form, "--out", "pages")
    assert (said.code, f"--format {form} is printed and writes no file" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "out/x.json"),
            "out/x.json: No space left on device; make room",
        ),
        (PermissionError(errno.EACCES, "Permission denied", "a.db"), "a.db: Permission denied; look at whose the file"),
        (OSError("the socket is gone"), "the socket is gone"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_told_with_the_file_and_what_to_do(say, monkeypatch, refusal, said):
    def refuse(**_: object) -> None:
        raise refusal

    monkeypatch.setattr("monitor.cli.app", refuse)

    one_line(say("status"), 1, said)
    assert "Errno" not in say("status").err
