"""`analyse`: its JSON field by field, batches with bad lines, and every kind of thing that people give it."""

from __future__ import annotations

import gzip
import io
import json
import logging
import re
from pathlib import Path

import jsonschema
import pytest

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs/analyse.schema.json").read_text(encoding="utf-8"))
TEXT = (
    "Share\n\nRelations with Russia could improve if Moscow changes its behaviour, NATO Secretary General Mark Rutte said. "
    "“We will send more troops to the eastern flank,” he added, “and they will stay.”\n\n"
    "Russian Foreign Minister Sergei Lavrov said that talks with NATO were pointless. In March 2026 he had said that "
    "Russia was ready for dialogue without preconditions. The growers' union said that prices rose.\n\n"
    "Read more\n\nRutte: everything is possible\nWeather\n"
)
LINE = {
    "id": "a",
    "outlet": "Northern Wire",
    "published": "2026-10-07T15:00:00+02:00",
    "title": "On ties",
    "text": TEXT,
    "language": "en",
}


def documents(said):
    return [json.loads(line) for line in said.out.splitlines()]


def write_lines(path, *lines):
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")


@pytest.fixture
def batch(say, folder):
    """What `--batch` answers to these lines."""

    def run(*lines):
        write_lines(folder / "in.jsonl", *lines)
        return say("analyse", "--batch", "in.jsonl")

    return run


# ---------------------------------------------------------------- the contract


def check(document):
    """The schema, and what a schema cannot say."""
    jsonschema.validate(document, SCHEMA)
    text = document["text"]
    for statement in document["statements"]:
        assert text[statement["start"] : statement["end"]] == statement["text"]
        for start, end in [(place["start"], place["end"]) for k in ("cue", "source") if (place := statement[k])]:
            assert text[start:end].strip()
        pieces = statement.get("parts", [])
        assert [statement["start"], statement["end"]] == (
            [pieces[0][0], pieces[-1][1]] if pieces else [statement["start"], statement["end"]]
        )
        assert statement["levels"] is None or sum(statement["levels"]) == pytest.approx(1, abs=0.001)


def test_a_batch_answers_to_the_letter_of_the_contract(batch):
    said = batch(
        LINE,
        {**LINE, "id": "b", "raw": True},
        {**LINE, "id": "c", "text": "Bakan gazetecilere konuştu. " * 20, "language": "tr"},
    )
    clean, raw, unread = documents(said)

    assert (said.code, said.err) == (0, "")
    for document in (clean, raw, unread):
        check(document)
    assert [document["id"] for document in (clean, raw, unread)] == ["a", "b", "c"]
    assert raw["text"] == TEXT
    assert "Read more" not in clean["text"]
    assert clean["published"] == "2026-10-07T13:00:00Z"
    assert (unread["language"], unread["statements"]) == ("tr", [])
    speakers = {statement["speaker"]: statement["actor"] for statement in clean["statements"]}
    assert (speakers["Mark Rutte"], speakers["Sergei Lavrov"]) == ("rutte", "lavrov")
    assert None in speakers.values()
    assert any("parts" in statement for statement in clean["statements"])


def test_what_is_no_line_of_the_speaker_s_answers_to_the_contract_too(batch):
    [document] = documents(
        batch(
            {
                **LINE,
                "language": "ru",
                "text": "Официальный представитель Кремля Дмитрий Песков заявил о санкциях против России: «Посмотрим, как будут развиваться санкции».\n",
            }
        )
    )

    check(document)
    opened = [s for s in document["statements"] if s["issue"] is not None and s["levels"] is None]
    assert [(s["actor"], s["level"], s["abstained"]) for s in opened] == [("peskov", None, True)]


def test_a_level_without_a_distribution_breaks_the_contract(batch):
    [document] = documents(batch(LINE))
    levelled = next(s for s in document["statements"] if s["level"] is not None)
    levelled["levels"] = None

    with pytest.raises(jsonschema.ValidationError):
        check(document)


def test_one_document_is_as_a_line_of_a_batch(say, batch, folder):
    [line] = documents(batch(LINE))
    (folder / "a.json").write_text(json.dumps(LINE))
    said = say("analyse", "a.json", "--json")

    assert {"id": "a", **json.loads(said.out)} == line
    check(json.loads(said.out))


def test_the_text_of_a_raw_document_is_left_as_it_is(say, folder):
    (folder / "a.json").write_text(json.dumps({**LINE, "raw": True}))

    assert json.loads(say("analyse", "a.json", "--json").out)["text"] == TEXT


# ---------------------------------------------------------------- batches


def test_bad_lines_are_told_and_the_good_ones_answered(batch):
    said = batch(
        LINE, "{broken", {"id": "b", "outlet": "X"}, {**LINE, "id": "c", "raw": "yes"}, "", [1], {**LINE, "id": "d"}
    )
    errors = [json.loads(line) for line in said.err.splitlines()]

    assert said.code == 1
    assert [document["id"] for document in documents(said)] == ["a", "d"]
    assert [(error["line"], error["id"]) for error in errors] == [(2, None), (3, "b"), (4, "c"), (6, None)]
    assert '"raw" cannot be "yes"; write true or false' in errors[2]["error"]
    assert all("in.jsonl, line " in error["error"] for error in errors)


def test_a_mistyped_key_is_told_once_and_its_line_answered(batch, say, folder):
    slip = {key: value for key, value in LINE.items() if key != "language"} | {"languag": "en", "rating": 5}
    said = batch(slip, {**slip, "id": "b"})

    assert (said.code, [document["id"] for document in documents(said)]) == (0, ["a", "b"])
    assert json.loads(said.err) == {
        "line": 1, "id": "a", "warning": 'in.jsonl, line 1: "languag" is not read; did you mean "language"?'
    }  # fmt: skip
    (folder / "a.json").write_text(json.dumps(slip))
    (folder / "p.json").write_text('{"issue": "DIA"}')
    for words in (("analyse", "a.json", "--json"), ("compare", "--position", "p.json", "--article", "a.json")):
        one = say(*words)
        assert (one.code, one.err) == (0, 'a.json: "languag" is not read; did you mean "language"?\n')


def test_a_mistyped_key_in_a_pair_and_in_an_archive(say, folder):
    undated = {key: value for key, value in LINE.items() if key != "published"} | {"publishd": "2026-10-07"}
    write_lines(folder / "pairs.jsonl", {"id": 7, "position": {"issue": "DIA"}, "article": undated})
    write_lines(folder / "a.jsonl", {**LINE, "authr": "x"})
    write_lines(folder / "b.jsonl", undated)

    assert json.loads(say("compare", "--batch", "pairs.jsonl").err)["warning"].endswith('did you mean "published"?')
    assert 'line 1: "authr" is not read; did you mean "author"?' in say("replay", "a.jsonl", "--out", "out").err
    refused = say("replay", "b.jsonl", "--out", "out")
    assert (refused.code, 'unknown key "publishd": did you mean "published"?' in refused.err) == (2, True)


def test_a_line_end_of_another_alphabet_does_not_end_a_line(batch):
    said = batch(json.dumps({**LINE, "text": f"One\u2028two.\x85{TEXT}", "raw": True}, ensure_ascii=False))

    assert (said.code, documents(said)[0]["text"][:8]) == (0, "One\u2028two.")


def test_a_gzipped_archive(say, folder):
    with gzip.open(folder / "in.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(json.dumps(LINE))

    assert documents(say("analyse", "--batch", "in.jsonl.gz"))[0]["id"] == "a"


def test_a_batch_of_pairs_goes_on_after_a_bad_one(say, folder):
    pair = {
        "id": 1,
        "position": {"actor": "Lavrov", "issue": "talks", "claim": "We are ready to talk."},
        "article": LINE,
    }
    write_lines(folder / "pairs.jsonl", {"id": 0}, pair)
    said = say("compare", "--batch", "pairs.jsonl")

    assert (said.code, json.loads(said.err)["line"], json.loads(said.err)["id"]) == (1, 1, 0)
    assert [document["id"] for document in documents(said)] == [1]


def test_half_a_letter_in_a_pair_ends_nothing(say, folder):
    position = {"actor": "Lavrov\ud800", "issue": "talks", "claim": "We are ready to talk.\udc00"}
    pairs = [{"id": key, "position": position, "article": LINE} for key in ("\ud800", "second")]
    write_lines(folder / "pairs.jsonl", *pairs)
    (folder / "p.json").write_text(json.dumps(position))
    (folder / "a.json").write_text(json.dumps(LINE))

    assert [document["id"] for document in documents(say("compare", "--batch", "pairs.jsonl"))] == ["\ud800", "second"]
    assert [say("compare", "--position", "p.json", "--article", "a.json", *more).code for more in ([], ["--json"])] == [
        0,
        0,
    ]


# ---------------------------------------------------------------- for a person


def test_an_article_is_shown_in_words_and_written_as_a_page(say, folder):
    (folder / "a.json").write_text(json.dumps(LINE))
    shown, written = say("analyse", "a.json"), say("analyse", "a.json", "--html", "a.html")

    assert shown.out.splitlines()[0] == written.out.splitlines()[0]
    assert "[1]" in shown.out
    assert "\x1b" not in shown.out
    assert written.out.splitlines()[1] == "a.html"
    assert "<mark" in (folder / "a.html").read_text(encoding="utf-8")


def test_a_joint_statement_is_shown_once_a_sentence_and_told_of_each_speaker_in_the_document(say, folder):
    config = str(Path(__file__).resolve().parents[2] / "config")
    (folder / "joint.txt").write_text(
        "Joint statement by the leaders of the United Kingdom, France, Germany and Poland\n\n"
        "We will send more weapons to Ukraine.\n\nSanctions on Russia will stay in place.\n"
    )
    words = ("analyse", "joint.txt", "--as-of", "2026-10-07", "--config", config)
    shown, document = say(*words, "--html", "joint.html").out, json.loads(say(*words, "--json").out)
    text, page = say(*words).out, (folder / "joint.html").read_text(encoding="utf-8")

    check(document)
    assert len(document["statements"]) == 2 * 4
    assert shown.startswith("2 statements by 4 speakers; 2 on followed issues")
    together = ", ".join(statement["speaker"] for statement in document["statements"][:4])
    assert " ".join(text.split()).count(f"→ {together} UK government (London) on 7 Oct 2026") == 2
    assert page.count(f"→ </span>{together}</h3>") == 2


def test_all_prints_in_full_what_weighs_little_and_changes_no_document(say, folder):
    (folder / "a.json").write_text(json.dumps(LINE))
    short, long = say("analyse", "a.json").out, say("analyse", "a.json", "--all").out
    number = len(json.loads(say("analyse", "a.json", "--json").out)["statements"])

    assert "WEIGHS LITTLE OR NOTHING: in full with --all" in short
    assert "The growers' union no issue not followed" in " ".join(short.split())
    assert short.count("    commitment ") < long.count("    commitment ") == number
    assert say("analyse", "a.json", "--json", "--all").out == say("analyse", "a.json", "--json").out


def test_a_page_and_a_document_at_once(say, folder):
    (folder / "a.json").write_text(json.dumps(LINE))
    check(json.loads(say("analyse", "a.json", "--html", "a.html", "--json").out))

    assert (folder / "a.html").exists()


def test_the_title_of_a_plain_text_stands_once_and_is_no_part_of_its_first_sentence(say, folder):
    (folder / "a.txt").write_text("Cool to talks\n\nSergei Lavrov said that talks with NATO were pointless.\n")
    (folder / "p.json").write_text(
        json.dumps({"actor": "Sergei Lavrov", "issue": "DIA", "claim": "We are ready to talk.", "date": "2026-03-20"})
    )
    compared = say("compare", "--position", "p.json", "--article", "a.txt", "--as-of", "2026-03-21").out
    read = json.loads(say("analyse", "a.txt", "--json").out)

    assert say("analyse", "a.txt").out.count("Cool to talks") == 1
    assert compared.count("Cool to talks") == 1
    assert "\n     Sergei Lavrov said that **talks with NATO were pointless**." in compared
    assert read["text"].startswith("Sergei Lavrov said")


@pytest.mark.parametrize(
    "text",
    [
        "Sergei Lavrov said that talks with NATO were pointless.\n\nHe gave no reason.\n",
        "Sergei Lavrov said in Moscow on Tuesday that talks with\nNATO were pointless. He gave no reason.\n",
        "Sergei Lavrov said that talks with NATO were pointless\n",
        'Sergei Lavrov told reporters: "Talks with NATO are pointless."\n\nHe gave no reason.\n',
        "Sergei Lavrov told reporters: “Talks with NATO are pointless!”\n\nHe gave no reason.\n",
        "Sergei Lavrov told reporters: “Talks with NATO are pointless…”\n\nHe gave no reason.\n",
        "Sergei Lavrov said that talks with NATO were pointless!\n\nHe gave no reason.\n",
    ],
    ids=["a sentence", "a wrapped line", "all there is", "a quotation", "an exclamation", "an open end", "a loud one"],
)
def test_a_first_line_that_is_more_than_a_title_is_read(say, folder, text):
    (folder / "a.txt").write_text(text)
    found = json.loads(say("analyse", "a.txt", "--json").out)["statements"]
    assert [one["speaker"] for one in found] == ["Sergei Lavrov"]


def test_a_first_paragraph_of_several_sentences_is_no_title(say, folder):
    text = (
        "Опять бредят про войска. Повторю: мост стоит.\n\nДмитрий Медведев, зампред Совбеза, в своем Telegram-канале\n"
    )
    (folder / "a.txt").write_text(text, encoding="utf-8")
    read = json.loads(say("analyse", "a.txt", "--as-of", "2026-03-20", "--json").out)

    assert {one["speaker"] for one in read["statements"]} == {"Dmitry Medvedev"}
    assert "An article without a title" in say("analyse", "a.txt", "--as-of", "2026-03-20").out


def test_a_first_line_with_a_date_is_one_sentence(say, folder):
    text = "Merz reist am 3. Oktober nach Kiew\nSergej Lawrow sagte, die Gespräche mit der Nato seien sinnlos.\n"
    (folder / "a.txt").write_text(text, encoding="utf-8")

    assert "An article without a title" not in say("analyse", "a.txt", "--as-of", "2026-03-20").out


def test_a_plain_text_of_a_day(say, folder):
    (folder / "a.txt").write_text("On talks\n\nJens Stoltenberg said that NATO was ready for dialogue with Russia.\n")

    statement, *_ = json.loads(say("analyse", "a.txt", "--as-of", "2022-01-12", "--json").out)["statements"]
    assert (statement["office"], statement["said_at"]) == ("NATO-SG", "2022-01-12T00:00:00Z")


def test_a_headline_in_quotation_marks_is_a_title(say, folder):
    (folder / "a.txt").write_text("“Talks are pointless”\n\nSergei Lavrov said that talks with NATO were pointless.\n")
    assert json.loads(say("analyse", "a.txt", "--json").out)["text"].startswith("Sergei Lavrov")


def test_a_day_that_is_given_does_not_stand_above_the_article_s_own(say, folder):
    (folder / "a.json").write_text(json.dumps(LINE))
    own = json.loads(say("analyse", "a.json", "--json").out)["published"]
    undated = {key: value for key, value in LINE.items() if key != "published"}
    (folder / "b.json").write_text(json.dumps(undated))

    assert json.loads(say("analyse", "a.json", "--as-of", "2001-02-03", "--json").out)["published"] == own
    assert json.loads(say("analyse", "b.json", "--as-of", "2001-02-03", "--json").out)["published"][:10] == "2001-02-03"


def test_a_day_that_is_none_is_refused_also_where_it_is_not_needed(say, folder):
    (folder / "a.json").write_text(json.dumps(LINE))
    assert "is not a time" in say("analyse", "a.json", "--as-of", "soon").err


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-01T00:00+14:00", "1899-12-31"])
def test_a_day_before_any_article_is_refused_with_what_to_write(say, folder, day):
    (folder / "a.txt").write_text(TEXT)
    said = say("analyse", "a.txt", "--as-of", day)

    assert (said.code, said.out) == (2, "")
    assert "2022-02-24" in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("day", ["9999-12-31T23:59:59", "2999-01-01"])
def test_a_day_that_has_not_come_is_told_and_read(say, folder, day):
    (folder / "a.txt").write_text("On talks\n\nSergei Lavrov said on Monday that talks with NATO were pointless.\n")
    said = say("analyse", "a.txt", "--as-of", day, "--json")

    assert said.code == 0
    assert said.err == (
        f"a.txt: its date of publication, {day[:10]}, lies ahead of today:"
        " offices and “said” dates are taken for that day; check the date\n"
    )
    check(json.loads(said.out))
    assert say("analyse", "a.txt", "--as-of", "2022-01-12", "--json").err == ""


def test_an_unread_language_is_said_in_words(say, folder):
    (folder / "a.txt").write_text("Bakan gazetecilere görüşmelerin süreceğini söyledi ve teşekkür etti. " * 8)
    said = say("analyse", "a.txt")

    assert said.code == 0
    assert said.out.startswith("Not read: the text is in Turkish\n")
    assert "marked as unread" in said.out


def test_a_text_in_another_charset(say, folder):
    (folder / "a.txt").write_bytes(
        "О переговорах\n\nПутин заявил, что Россия готова к диалогу с НАТО.\n".encode("cp1251")
    )
    (folder / "b.txt").write_bytes(
        "On talks\n\nPutin said that Russia was ready for dialogue with NATO.\n".encode("utf-16")
    )

    assert "Vladimir Putin" in say("analyse", "a.txt").out
    assert "Vladimir Putin" in say("analyse", "b.txt").out


def test_a_comparison_is_shown_in_words(say, folder):
    (folder / "p.json").write_text(
        json.dumps({"actor": "Sergei Lavrov", "issue": "DIA", "claim": "Russia is ready for talks with NATO."})
    )
    (folder / "a.json").write_text(json.dumps(LINE))
    said = say("compare", "--position", "p.json", "--article", "a.json")

    assert said.code == 0
    assert "THE POSITION" in said.out
    assert "“Russia is ready for talks with NATO.”" in said.out
    assert re.search(r"score [01]\.\d\d of 1, for sorting", said.out)


def test_an_article_to_compare_may_be_a_text(say, folder):
    (folder / "p.json").write_text(
        json.dumps({"actor": "Sergei Lavrov", "issue": "DIA", "claim": "Russia is ready for talks with NATO."})
    )
    (folder / "a.txt").write_text("On talks\n\nSergei Lavrov said that talks with NATO were pointless.\n")
    said = say("compare", "--position", "p.json", "--article", "a.txt", "--as-of", "2026-03-21")

    assert said.code == 0
    assert "On talks · a.txt · published 21 Mar 2026" in said.out
    assert "**talks with NATO were pointless**" in said.out


# ---------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"%PDF-1.7 \x00", "is a PDF, not text: save its text"),
        (b"PK\x03\x04...", "a Word or zip file"),
        (b"\x1f\x8b\x08\x00", "unpack it first"),
        (b"some\x00thing", "is not text"),
        (bytes(range(1, 32)) * 9, "is not text"),
        (b" \n", "is empty"),
        (b"\xc2\xa0\n", "is empty: give a text"),
        (b"\xef\xbb\xbf", "is empty: give a text"),
        (b"\xff\xfe", "is empty: give a text"),
        (b"\xff\xfe\n\x00", "is empty: give a text"),
        (b'{"id":', "is not JSON: line 1"),
        (b'{"id": "1"}', '"outlet", "title", "text" are missing; write {"id"'),
        (b'{"id": "1", "outlet": "o", "title": ""}', '"text" is missing; write a text'),
        (b'["Sergei Lavrov said that talks were pointless."]', "is a list of 1, and an article is one object: write {"),
        (b' [\n {"id": "1"},\n {"id": "2"}]', "is a list of 2, and an article is one object: write {"),
        (b"[]", "one a line, with `monitor analyse --batch`"),
        (b"{}\n{}\n", "has 2 lines, not one document: give it with --batch"),
        (b"<!doctype html><html><body></body></html>", "the page has no article text; save"),
        (b"a word " * 150_000, "1,050,000 characters, and 1,000,000 are the most"),
    ],
)
def test_a_file_that_is_no_article_is_refused_with_what_to_do(say, folder, body, words):
    (folder / "given").write_bytes(body)
    said = say("analyse", "given")

    assert said.code in (1, 2)
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert words in said.err
    assert said.err.startswith("given")


@pytest.fixture
def closed_log():
    """What a test before may have left: a place to log to that is there no more."""
    gone = io.StringIO()
    gone.close()
    handler = logging.StreamHandler(gone)
    logging.root.addHandler(handler)
    yield
    logging.root.removeHandler(handler)


def test_where_another_test_has_left_its_log_a_page_without_text_is_still_one_line(closed_log, say, folder):
    (folder / "given").write_bytes(b"<!doctype html><html><body></body></html>")

    assert len(say("analyse", "given").err.splitlines()) == 1


@pytest.mark.parametrize("text", ["<p>{}</p>", '<div class="x">{}</div>', "<h1>On talks</h1><p>{}</p>"])
def test_a_piece_of_a_page_is_read_without_its_tags(say, folder, text):
    (folder / "given").write_text(text.format("Sergei Lavrov said that talks with NATO were pointless. " * 3))
    read = json.loads(say("analyse", "given", "--json").out)

    assert "<" not in read["text"]
    assert {statement["speaker"] for statement in read["statements"]} == {"Sergei Lavrov"}


@pytest.mark.parametrize("text", ["<Sergei Lavrov> Talks with NATO are over.", "<3 of them spoke> Lavrov said so."])
def test_a_text_that_begins_with_an_angle_bracket_is_a_text(say, folder, text):
    (folder / "a.txt").write_text(text)
    assert json.loads(say("analyse", "a.txt", "--json").out)["text"] == text


@pytest.mark.parametrize("body", ['"hello"', "42", "null", "Lavrov said that talks were over."])
def test_a_json_file_that_is_no_article_is_not_read_as_a_text(say, folder, body):
    (folder / "a.json").write_text(body)
    said = say("analyse", "a.json")

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("a.json")
    assert "an article is an object; write {" in said.err or "is not JSON: line 1" in said.err


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("artcle.txt", 'No such file or directory; did you mean "article.txt"?'),
        ("config", "Is a directory; give one of its files"),
        ("www.nato.example/news/1", "No such file or directory; of an address write https:// too"),
        ("nothing/like/it", "nothing/like/it cannot be read: No such file or directory\n"),
    ],
)
def test_a_file_that_is_not_there_is_told_with_what_to_give(say, folder, given, words):
    (folder / "article.txt").write_text(TEXT)
    said = say("analyse", given)

    assert (said.code, said.out) == (2, "")
    assert words in said.err


def test_a_file_that_may_not_be_read_is_told_by_its_own_name(say, folder, monkeypatch):
    """And not with the name of another that is like it: it is there."""
    read = Path.read_bytes

    def refuse(self):
        if self.name == "article.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    (folder / "article.txt").write_text(TEXT)
    (folder / "articel.txt").write_text(TEXT)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    said = say("analyse", "article.txt")

    assert (said.code, said.out, said.err) == (2, "", "article.txt cannot be read: Permission denied\n")


def test_a_file_in_the_place_of_the_configuration_is_told(say, folder):
    said = say("check", "--config", "config/monitor.toml")

    assert (said.code, said.err) == (
        2,
        "config/monitor.toml: is a file; --config takes the folder in which monitor.toml and the others are\n",
    )


def test_a_text_that_begins_with_a_bracket_is_a_text(say, folder):
    (folder / "a.txt").write_text("[Updated] Sergei Lavrov said that talks with NATO were pointless.\n")

    assert "Sergei Lavrov" in say("analyse", "a.txt").out


@pytest.mark.parametrize("words", [("x.txt", "--batch", "in.jsonl"), ("--batch", "in.jsonl", "--html", "x.html")])
def test_a_batch_is_alone(say, words):
    said = say("analyse", *words)

    assert (said.code, said.out) == (2, "")
    assert "--batch takes its articles from its own file" in said.err


def test_a_page_that_cannot_be_written(say, folder):
    (folder / "a.json").write_text(json.dumps(LINE))
    said = say("analyse", "a.json", "--html", "gone/a.html")

    assert (said.code, said.out) == (2, "")
    assert "gone/a.html cannot be written" in said.err


def test_the_speech_of_the_documents_is_its_speakers_own_words_and_as_plain_text_nobodys(say, folder):
    text = (Path(__file__).resolve().parents[2] / "docs/commands.md").read_text(encoding="utf-8")
    (speech,) = re.findall(r'^    (\{"id": "speech".*\n.*\})$', text, re.MULTILINE)
    (folder / "speech.json").write_text(speech, encoding="utf-8")
    (folder / "speech.txt").write_text(json.loads(speech)["text"], encoding="utf-8")
    own, news = (
        json.loads(
            say("analyse", *words, "--config", str(Path(__file__).resolve().parents[2] / "config"), "--json").out
        )
        for words in (("speech.json",), ("speech.txt", "--as-of", "2026-10-07"))
    )

    assert [(s["office"], s["voice"]) for s in own["statements"]] == [("RU-President", "primary")]
    assert {s["office"] for s in news["statements"]} <= {None}


@pytest.mark.parametrize("terminal", [True, False])
def test_on_a_terminal_it_is_shown_how_far_a_text_is_read(say, folder, monkeypatch, terminal):
    if terminal:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm")
    (folder / "speech.txt").write_text("Lavrov said that talks with NATO can be resumed.\n\n" * 12, encoding="utf-8")

    said = say("analyse", "speech.txt", "--json")

    check(json.loads(said.out))
    assert said.err == "" if not terminal else re.search(r"statements judged.*12/12", said.err)


def test_an_outlet_of_a_feed_weighs_what_its_feed_brings(batch):
    known, unknown = documents(batch({**LINE, "outlet": "the guardian"}, {**LINE, "outlet": "A guardian of ours"}))
    weighs = [max(s["weight"] for s in document["statements"]) for document in (known, unknown)]
    assert weighs[0] == pytest.approx(2 * weighs[1])
