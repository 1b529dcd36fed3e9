"""A digest as the blocks of a printed page: headings, sentences, cards, charts and tables, all of it text. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitor.digest.content import content_of
from monitor.digest.howto import howto
from monitor.digest.position_chart import position_charts
from monitor.digest.render import steady_lines
from monitor.digest.sheet import alone
from monitor.digest.slope_chart import SLOPE_NOTES, slope_charts, slope_words
from monitor.digest.sources import source_lines
from monitor.digest.stream_chart import stream_chart
from monitor.digest.templating import day, moment, web_url
from monitor.digest.turns import bloc_turns, office_turns
from monitor.digest.words import LATELY_MEANS, signed, signed_level, signed_to_hundredths
from monitor.types.sureness import status_words, sureness_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from monitor.digest.content import Card, Content, Quoted, Side
    from monitor.types import Digest

Block = dict[str, Any]


def page_of(digest: Digest) -> dict[str, Any]:
    """What the printed page is set from."""
    content = content_of(digest)
    return {
        "week": digest.week,
        "title": content["title"],
        "dates": content["dates"],
        "lines": content["lines"],
        "marks": [content["late"]] if content["late"] else [],
        "blocks": list(_blocks(digest, content)),
        "small": [*content["restatement"], _made_with(digest, content)],
    }


def _made_with(digest: Digest, content: Content) -> str:
    used = content["versions"]
    return (
        f"Baseline {used['baseline']} · model {used['model']} · version {used['code']} · made {moment(digest.made_at)}"
    )


def _blocks(digest: Digest, content: Content) -> Iterator[Block]:
    yield from _restated(content)
    yield from _alerts(content)
    yield from _held(content)
    yield from _charts(content)
    yield from _talk(content)
    yield from _names(content)
    yield from _before(digest, content)
    yield from _books(content)
    yield _heading("How to read this")
    yield {"kind": "terms", "terms": [[entry.term, entry.text] for entry in howto()]}


def _heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def _note(text: str) -> Block:
    return {"kind": "note", "text": text}


def _list(lines: Sequence[str]) -> Block:
    return {"kind": "list", "lines": list(lines)}


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, left: int) -> Block:
    """The first `left` columns are words, the others numbers."""
    return {"kind": "table", "head": list(head), "rows": [list(row) for row in rows], "left": left}


def _restated(content: Content) -> Iterator[Block]:
    again = content["restated"]
    if again is None:
        return
    yield _heading("Made again")
    differs = again["differences"]
    yield _note(f"Sent on {moment(again['sent_at'])}. {'What differs:' if differs else 'No number differs.'}")
    if differs:
        yield _table(("Number", "as sent", "as known now"), ((r["name"], r["was"], r["now"]) for r in differs), left=1)


def _alerts(content: Content) -> Iterator[Block]:
    yield _heading("Alerts")
    cards = [*content["top"], *content["more"]]
    if not cards:
        yield _note("No alert was raised.")
    for card in cards:
        yield _card(card)
    if content["checks"]:
        yield _heading("The world has moved since the baseline")
        yield _note("Rows of the baseline that stand elsewhere than what is heard: confirm or correct each once.")
        for card in content["checks"]:
            yield _card(card)
    if content["evidence_against"]:
        yield _heading("What speaks against it")
        yield {"kind": "quotes", "quotes": [_quote(item, item["headline"]) for item in content["evidence_against"]]}


def _sources(card: Card) -> str:
    sources, articles = card["independent_sources"], card["copies"]
    return f"{sources} independent source{'s'[: sources != 1]} in {articles} article{'s'[: articles != 1]}"


def _card(card: Card) -> Block:
    computed = card.get("computed", card["status"] == "confirmed")
    sure = sureness_words(card["confidence"], computed=computed)
    facts = (
        f"confidence {card['confidence']:.2f} ({sure})",
        f"severity {card['severity']} ({card['severity_word']})",
        _sources(card),
    )
    return {
        "kind": "card",
        "tags": " · ".join(
            tag for tag in (card["kind_word"], status_words(card["status"]), card["direction"] or "") if tag
        ),
        "headline": card["headline"],
        "where": f"{card['office_name']} · {card['issue_name']} · {day(card['at'])}",
        "was": _side(card["before"], "No line known before."),
        "now": _side(card["after"], ""),
        "quote": _quote(card, "") if card["quote"] else None,
        "facts": " · ".join(facts),
        "reason": card["reason"],
        "caveats": card["caveats"],
        "fate": "In the chat and in the digest."
        if card["channel"] == "chat"
        else f"In the digest only: {card['held'] or 'not urgent'}.",
    }


def _side(side: Side, otherwise: str) -> dict[str, str]:
    level = "" if side["level"] is None else f"{signed_level(side['level'])} {side['word']}"
    notes = (level, f"{side['baseline']} baseline" if side["baseline"] else "", side["position"] or "")
    claim = side["claim"] or (otherwise if side["level"] is None else "")
    return {"claim": claim, "note": " · ".join(note for note in notes if note)}


def _quote(item: Quoted, above: str) -> dict[str, str]:
    """`url` is empty where the address is none that a browser may be sent to."""
    by = "by " if item.get("said_within") else ""
    said = f", said {by}{day(item['said_at'])}" if item["said_at"] else ""
    return {
        "above": above,
        "words": item["quote"],
        "by": f"{item['speaker']}{said} · {item['outlet']}",
        "url": web_url(item["url"]) or "",
    }


def _held(content: Content) -> Iterator[Block]:
    steady = steady_lines(content)
    if not content["nearest"] and not steady:
        return
    yield _heading("What held")
    if content["nearest"]:
        yield _note("Nearest to an alert, without reaching one:")
        yield _list([f"{r['label']}; evidence {r['ratio']:.0f} of {r['needed']:.0f}" for r in content["nearest"]])
    if steady:
        rows = (
            (c["office_name"], c["issue_name"], signed(c["mean"]), _level(c["baseline"]), str(c["week_n"]))
            for c in steady
        )
        yield _table(("Office", "Issue", "Lately", "Baseline", "This week"), rows, left=2)


def _level(level: float | None) -> str:
    return "–" if level is None else signed(level)


def _charts(content: Content) -> Iterator[Block]:
    if content["moved"]:
        yield _heading("Week by week")
        yield _note(
            "The lines of the alerts, then those that differ most from their baseline. Dots: utterances, larger with weight. Squares: weekly means with their 95% bands. Dashed: the baseline and its band. Triangles: alerts, hollow where unconfirmed."
            f" {LATELY_MEANS}"
        )
        charts = [
            {
                "svg": alone(stream_chart(stream, number)),
                "alt": stream["label"],
                "name": f"{stream['issue_name']}: {stream['office_name']}",
            }
            for number, stream in enumerate(content["moved"])
        ]
        yield {"kind": "charts", "charts": charts}
    cells = content["position_map"]
    if cells:
        yield _heading("Where everybody stands")
        yield _note(
            f"The number is where the line stood lately on the issue’s own axis, −2 to +2. {LATELY_MEANS} Arrow: against the baseline, pale where this week’s words alone do not show it. Hatched: baseline provisional. Outlined: hardly heard."
        )
        maps = [
            {"svg": alone(svg), "alt": "Position map; the table below says the same", "name": ""}
            for svg in position_charts(cells)
        ]
        yield {"kind": "charts", "charts": maps}
        rows = (
            (
                c["office_name"],
                c["issue_name"],
                c["word"] or "",
                signed(c["mean"]),
                _level(c["baseline"]),
                str(c["n"]),
                str(c["week_n"]),
            )
            for c in cells
        )
        yield _table(("Office", "Issue", "Against it", "Lately", "Baseline", "Utterances", "This week"), rows, left=3)


def _talk(content: Content) -> Iterator[Block]:
    slopes, turns = slope_charts(content["bloc_shares"]), [*bloc_turns(content), *office_turns(content)]
    if slopes or turns or content["frozen"]:
        yield _heading("Who talks more of what")
    if content["frozen"]:
        yield _note(f"Not compared, since far less than usual was heard of them: {', '.join(content['frozen'])}.")
    if slopes:
        yield _note(" ".join(SLOPE_NOTES))
        charts = [{"svg": alone(svg), "alt": slope_words(bloc), "name": bloc["bloc_name"]} for bloc, svg in slopes]
        yield {"kind": "charts", "charts": charts}
    if turns:
        shares = (
            (
                who,
                issue,
                f"{r['share']:.0%} {r['k']}/{r['n']}",
                f"{r['base_share']:.0%} {r['base_k']}/{r['base_n']}",
                f"{r['odds']:.1f} ({r['low']:.1f}–{r['high']:.1f})",
            )
            for who, issue, r in turns
        )
        yield _table(("Who", "Issue", "Week", "Before", "Odds ratio (95%)"), shares, left=2)
    if content["cohesion"]:
        yield _heading("Who speaks with one voice")
        yield _note(
            "Van der Eijk’s A of the offices of a bloc: +1.00 one voice, −1.00 two camps. The last four weeks and the eight before."
        )
        unity = (
            (
                r["bloc_name"],
                r["issue_name"],
                signed_to_hundredths(r["a"]),
                "–" if r["before"] is None else signed_to_hundredths(r["before"]),
                str(r["offices"]),
            )
            for r in content["cohesion"]
        )
        yield _table(("Bloc", "Issue", "Agreement", "Before", "Offices"), unity, left=2)
    if content["wording"]:
        yield _heading("Watched words")
        words = (
            (
                r["bloc_name"],
                r["name_a"],
                r["name_b"],
                *(_count(n) for n in (r["a"], r["before_a"], r["b"], r["before_b"])),
                _level(r["z"]),
            )
            for r in content["wording"]
        )
        yield _table(("Bloc", "A", "B", "A this week", "before", "B this week", "before", "z"), words, left=3)


def _count(n: int | None) -> str:
    return "–" if n is None else f"{n:,}"


def _names(content: Content) -> Iterator[Block]:
    if content["themes"]:
        yield _heading("New themes, to be named")
        yield {
            "kind": "quotes",
            "quotes": [
                _quote(words, theme["headline"] if first else "")
                for theme in content["themes"]
                for first, words in _marked(theme["words"])
            ],
        }


def _marked(words: Sequence[Quoted]) -> Iterator[tuple[bool, Quoted]]:
    return ((place == 0, quoted) for place, quoted in enumerate(words))


def _before(digest: Digest, content: Content) -> Iterator[Block]:
    against = content["against"]
    if against is None:
        return
    yield _heading("Beside the week before")
    if against["lines"]:
        yield _list(against["lines"])
    for name, rows in (("Number", against["numbers"]), ("Line", against["standing"])):
        if rows:
            yield _table((name, against["week"], digest.week), ((r["name"], r["was"], r["now"]) for r in rows), left=1)


def _books(content: Content) -> Iterator[Block]:
    for heading, lines in (
        ("Bookkeeping", content["bookkeeping"]),
        ("What was read", content["coverage"]["lines"]),
        ("Sources", source_lines(content)),
        ("What we changed", content["changes"]),
    ):
        if lines:
            yield _heading(heading)
            yield _list(lines)
        if heading == "Bookkeeping":
            yield from _reliability(content)


def _reliability(content: Content) -> Iterator[Block]:
    if content["reliability"]:
        bins = (
            (
                f"{r['from_']:.2f}–{r['to']:.2f}",
                f"{r['stated']:.2f}",
                f"{r['share']:.2f} ({r['low']:.2f}–{r['high']:.2f})",
                str(r["n"]),
            )
            for r in content["reliability"]
        )
        yield _note("Stated confidence and what people said:")
        yield _table(("Stated", "on average", "confirmed (95%)", "of"), bins, left=1)
