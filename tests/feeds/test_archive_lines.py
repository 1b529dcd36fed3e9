"""Archives: one article a line, and each mistake named."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from monitor.errors import UsageError
from monitor.feeds import find_slips
from monitor.feeds.archive import parse_archive_line, read_archive

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = datetime(2022, 2, 22, 19, 40, tzinfo=UTC)
LINE = {
    "id": "k-1",
    "url": "http://ministry.example/1/",
    "outlet": "Foreign Ministry",
    "published": "2022-02-22T19:40:00Z",
    "title": "Remarks",
    "text": "We are ready to talk.",
}


def line(**changes: object) -> dict[str, object]:
    return {key: value for key, value in {**LINE, **changes}.items() if value != "absent"}


def mistake(obj: object) -> str:
    with pytest.raises(UsageError) as caught:
        parse_archive_line(obj, where="a.jsonl, line 3")
    return str(caught.value)


def test_a_line_is_an_article() -> None:
    article = parse_archive_line(
        line(language="en", author="Press", primary=True, seen="2022-02-23T08:00:00+03:00"), where="x"
    )
    assert (article.id, article.item_key, article.feed_id) == ("k-1", "k-1", "archive:foreign-ministry")
    assert (article.outlet, article.owner, article.primary) == ("Foreign Ministry", "Foreign Ministry", True)
    assert (article.url, article.url_key) == ("http://ministry.example/1/", "https://ministry.example/1")
    assert (article.published, article.seen) == (PUBLISHED, datetime(2022, 2, 23, 5, 0, tzinfo=UTC))
    assert (article.language, article.author, article.text) == ("en", "Press", "We are ready to talk.")
    assert not article.backlog
    assert not article.wants_page


def test_seen_is_published_where_it_is_not_given() -> None:
    assert parse_archive_line(line(), where="x").seen == PUBLISHED


@pytest.mark.parametrize("published", ["2022-02-22T19:40:00", "2022-02-22T22:40:00+03:00", "2022-02-22 19:40"])
def test_a_date_without_a_zone_is_in_utc(published: str) -> None:
    assert parse_archive_line(line(published=published), where="x").published == PUBLISHED


def test_a_line_without_any_date_can_be_given_the_time_it_is_seen() -> None:
    article = parse_archive_line(line(published=None), where="x", seen=PUBLISHED)
    assert (article.published, article.seen) == (None, PUBLISHED)


def test_an_article_without_an_address_is_an_article() -> None:
    assert parse_archive_line(line(url=None), where="x").url_key is None


def test_keys_that_other_commands_use_are_passed_over() -> None:
    assert parse_archive_line(line(raw=True), where="x").id == "k-1"


def test_an_outlet_in_cyrillic_has_a_feed_of_its_own() -> None:
    assert parse_archive_line(line(outlet="МИД России"), where="x").feed_id == "archive:мид-россии"


def test_the_text_keeps_its_length_when_a_character_cannot_be_stored() -> None:
    assert parse_archive_line(line(text="a\x00b\ud83dc"), where="x").text == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": "absent"}, '"id" is missing; write a text that is not empty'),
        (
            {"published": "0001-01-01"},
            '"published" cannot be "0001-01-01"; no article is from before 1900; write an ISO 8601 date like "2022-02-22T19:40:00Z"',
        ),
        (
            {"seen": "1899-12-31T23:59Z"},
            '"seen" cannot be "1899-12-31T23:59Z"; no article is from before 1900; write an ISO 8601 date like "2022-02-22T19:40:00Z"',
        ),
        ({"id": 7}, '"id" cannot be 7; write a text that is not empty'),
        ({"outlet": " "}, '"outlet" cannot be " "; write a text that is not empty'),
        ({"text": None, "title": " "}, '"text" cannot be null; write a text that is not empty'),
        ({"text": " "}, '"text" cannot be " "; write a text that is not empty'),
        ({"title": ["x"]}, '"title" cannot be ["x"]; write a text'),
        ({"url": 1}, '"url" cannot be 1; write a text, or leave it out'),
        ({"published": "absent"}, '"published" is missing; write an ISO 8601 date like "2022-02-22T19:40:00Z"'),
        (
            {"published": "22.02.2022"},
            '"published" cannot be "22.02.2022"; write an ISO 8601 date like "2022-02-22T19:40:00Z"',
        ),
        (
            {"published": 1645558800},
            '"published" cannot be 1645558800; write an ISO 8601 date like "2022-02-22T19:40:00Z"',
        ),
        ({"seen": "soon"}, '"seen" cannot be "soon"; write an ISO 8601 date like "2022-02-22T19:40:00Z"'),
        ({"primary": "yes"}, '"primary" cannot be "yes"; write true or false, or leave it out'),
        ({"language": 1}, '"language" cannot be 1; write a text, or leave it out'),
    ],
)
def test_each_mistake_names_the_place_the_key_and_what_to_write(changes: dict[str, object], told: str) -> None:
    assert mistake(line(**changes)) == f"a.jsonl, line 3: {told}"


@pytest.mark.parametrize(
    ("key", "given", "told"),
    [
        (
            "outlet",
            "sorce",
            '"outlet" is missing; write a text that is not empty; unknown key "sorce": did you mean "outlet"?',
        ),
        ("published", "publishd", '"2022-02-22T19:40:00Z"; unknown key "publishd": did you mean "published"?'),
        ("text", "Text", '"text" is missing; write a text that is not empty; unknown key "Text": did you mean "text"?'),
    ],
)
def test_a_key_that_is_missing_is_looked_for_under_a_mistyped_name(key: str, given: str, told: str) -> None:
    assert mistake(line(**{key: "absent", given: LINE[key]})).endswith(told)


def test_of_several_that_are_missing_each_is_looked_for() -> None:
    told = mistake(line(outlet="absent", title="absent", publisher="X"))
    assert '"outlet", "title" are missing' in told
    assert told.endswith('; unknown key "publisher": did you mean "outlet"?')


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("languag", "language"), ("lang", "language"), ("LANGUAGE", "language"), ("auhtor", "author"),
        ("authors", "author"), ("pirmary", "primary"), ("rwa", "raw"), ("war", None), ("sean", None), ("seed", None), ("tags", None), ("topic", None),
        ("id2", None), ("summary", None), ("x" * 100_000, None), ("", None),
    ],
)  # fmt: skip
def test_a_key_like_one_that_is_not_there_is_told_and_others_are_anybodys_own(given: str, meant: str | None) -> None:
    found = find_slips(line(**{given: "x"}))
    assert found == (() if meant is None else ((given, meant),))


def test_a_key_like_one_that_is_there_is_anybodys_own() -> None:
    assert find_slips(line(source="X", date="2022", titel="x", textt="x", language="en", lang="en")) == ()
    assert find_slips([1]) == ()


def test_a_mistyped_key_is_told_without_what_a_terminal_would_obey() -> None:
    (slip,) = find_slips(line(**{"languag\x9b": "en"}))
    assert str(slip) == '"languag\\u009b" is not read; did you mean "language"?'


def test_a_mistyped_key_of_an_archive_is_told_once(tmp_path: Path) -> None:
    heard: list[str] = []
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(line(languag="en", authr="x")) for _ in range(3)))

    assert len(list(read_archive(tmp_path / "a.jsonl", tell=heard.append))) == 3
    assert heard == [
        f'{tmp_path}/a.jsonl, line 1: "languag" is not read; did you mean "language"? (told once)',
        f'{tmp_path}/a.jsonl, line 1: "authr" is not read; did you mean "author"? (told once)',
    ]


@pytest.mark.parametrize("text", ["", None, "absent"])
def test_a_headline_alone_is_an_article_and_told_once(tmp_path: Path, text: object) -> None:
    heard: list[str] = []
    alone = json.dumps(line(text=text, title="Minister says talks are possible"))
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(line())}\n{alone}\n{alone}")

    articles = list(read_archive(tmp_path / "a.jsonl", tell=heard.append))
    assert [article.text for article in articles[1:]] == ["Minister says talks are possible"] * 2
    assert heard == [f'{tmp_path}/a.jsonl, line 2: there is no "text", so the "title" is read in its place (told once)']


def test_a_text_under_another_key_is_asked_for_by_its_name() -> None:
    told = '"text" is missing; write a text that is not empty; unknown key "body": did you mean "text"?'
    assert mistake(line(text="absent", body="We talk.")) == f"a.jsonl, line 3: {told}"


@pytest.mark.parametrize("obj", [None, 1, "x", [1]])
def test_a_line_that_is_no_object_shows_what_to_write(obj: object) -> None:
    assert mistake(obj).startswith('a.jsonl, line 3: an article is an object; write {"id"')


def test_an_archive_is_read_line_by_line_plain_or_packed(tmp_path: Path) -> None:
    content = "\ufeff" + json.dumps(line()) + "\n\n" + json.dumps(line(id="k-2"))
    plain, packed, misnamed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl"
    plain.write_text(content, encoding="utf-8")
    packed.write_bytes(gzip.compress(content.encode()))
    misnamed.write_bytes(gzip.compress(content.encode()))
    assert [[article.id for article in read_archive(path)] for path in (plain, packed, misnamed)] == [
        ["k-1", "k-2"]
    ] * 3


def test_an_empty_archive_has_no_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"")
    assert list(read_archive(path)) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (json.dumps(line()).encode() + b"\n{not json}\n", "line 2: not JSON"),
        (b"\xff\xfe\x00", "line 1: not UTF-8"),
        (b"[" * 100_000, "line 1: not JSON"),
        (gzip.compress(json.dumps(line()).encode())[:-12], "cannot be read"),
        (b"\x1f\x8bnot packed", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"a\.jsonl") as caught:
        list(read_archive(path))
    assert told in str(caught.value)


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_path_that_is_no_file_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        list(read_archive(tmp_path / name))


def test_all_that_is_missing_is_named_at_once() -> None:
    told = mistake({"text": "x"})
    assert told.startswith('a.jsonl, line 3: "id", "outlet", "title", "published" are missing; write {"id"')
    with pytest.raises(UsageError, match='"id", "outlet", "title" are missing'):
        parse_archive_line({"text": "x"}, where="x", seen=PUBLISHED)
