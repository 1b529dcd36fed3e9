"""The printed page and the document for programs say what the page says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import typst

from monitor.digest import document_of, made_again
from monitor.digest.pdf import render_pdf
from monitor.digest.pdf_blocks import page_of
from tests.digest.test_digest_page import HOSTILE, full_week, made_of, rich_config, rich_digest, rich_rows
from tools.digest_schema import PLACE, schema

VALID = jsonschema.Draft202012Validator(schema())


def test_the_schema_is_that_of_the_content():
    written = Path(PLACE).read_text(encoding="utf-8")
    assert json.loads(written) == schema(), "write it anew: python tools/digest_schema.py"


def test_a_digest_is_as_its_schema_says():
    sent = rich_digest()
    again = made_again(made_of(rich_rows()._replace(counts={"articles": 7}), rich_config(), previous=sent), sent)
    for made in (sent, again, made_of(full_week()), made_of(full_week()._replace(alerts=()))):
        VALID.validate(json.loads(json.dumps(document_of(made))))


def test_a_digest_that_was_kept_before_has_every_part_in_its_document_too():
    made = rich_digest()
    first = (
        "trail",
        "title",
        "dates",
        "lines",
        "top",
        "more",
        "position_map",
        "moved",
        "emphasis",
        "wording",
        "books",
        "coverage",
    )
    kept = {
        part: made.content[part]
        for part in (
            *first,
            "evidence_against",
            "new_positions",
            "bookkeeping",
            "health",
            "restatement",
            "versions",
            "verdict_log",
            "feed_weeks",
        )
    }
    told = document_of(type(made)(week=made.week, start=made.start, end=made.end, made_at=made.made_at, content=kept))
    VALID.validate(json.loads(json.dumps(told)))


def test_the_printed_page_says_every_sentence_of_the_digest():
    made = rich_digest()
    printed = json.dumps(page_of(made), ensure_ascii=False)
    content = made.content
    for line in (*content["lines"], *content["bookkeeping"], *content["changes"], *content["health"], content["late"]):
        assert json.dumps(line, ensure_ascii=False)[1:-1] in printed
    for card in (*content["top"], *content["more"]):
        assert card["headline"] in printed
        assert card["reason"] in printed


def test_a_digest_is_printed_as_tagged_pages_and_always_the_same():
    made = rich_digest()
    first = render_pdf(made)
    assert first.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in first or b"/ObjStm" in first
    assert first == render_pdf(made)


def test_how_to_read_it_takes_the_width_of_the_printed_page():
    page = page_of(rich_digest())
    page["blocks"] = [block for block in page["blocks"] if block["kind"] == "terms"]
    ours = files("monitor.digest")
    drawn = typst.compile(
        str(ours.joinpath("templates/digest.typ")),
        format="svg",
        sys_inputs={"page": json.dumps(page)},
        font_paths=[str(ours.joinpath("fonts"))],
    ).decode()
    width = float(re.search(r'viewBox="0 0 ([\d.]+) ', drawn)[1])
    columns = {float(x) for x in re.findall(r'transform="(?:translate\(|matrix\(1 0 0 1 )([\d.]+)', drawn)}

    assert any(width * 0.4 < x < width * 0.6 for x in columns)


def test_an_empty_week_is_printed_too():
    assert render_pdf(made_of(full_week()._replace(alerts=(), streams=(), utterances=()))).startswith(b"%PDF-")


def test_foreign_text_is_never_read_as_markup_in_print():
    typesetting = f'{HOSTILE} #panic(1) $x^2$ @label <label> *bold* \\ `raw` // gone {"{"} [ #import "x"'
    made = made_of(full_week(typesetting))
    assert render_pdf(made).startswith(b"%PDF-")
    assert typesetting in {block.get("headline") for block in page_of(made)["blocks"]}


def test_a_printed_link_leads_only_to_the_web():
    blocks = page_of(made_of(full_week()))["blocks"]
    urls = {block["quote"]["url"] for block in blocks if block["kind"] == "card" and block["quote"]}
    assert urls == {"https://www.example.org/statements/1"}


def test_one_source_is_one_source_in_print():
    made = rich_digest()
    alone = {**made.content["top"][0], "independent_sources": 1, "copies": 1}
    printed = json.dumps(page_of(replace(made, content={**made.content, "top": [alone]})), ensure_ascii=False)
    assert "1 independent source in 1 article" in printed
    assert "1 independent sources" not in printed
