"""A week beside another: what differs between two digests. Pure; from their contents alone, so of any two that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.bookkeeping import CONFIRM
from monitor.digest.cards import is_move
from monitor.digest.content import content_of
from monitor.digest.positions import WORTH_AN_ARROW
from monitor.digest.words import counted, listed, sentence, signed
from monitor.types import Versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.digest.content import Against, Card, Cell, Content, Difference
    from monitor.types import Digest

_MOST_STANDING = 8


def week_against(before: Digest, after: Digest) -> Against:
    """`after` beside `before`, the earlier one. Where they were judged with other versions the levels are not compared."""
    earlier, later = content_of(before), content_of(after)
    return {
        "week": before.week,
        "numbers": _numbers(earlier, later),
        "standing": _standing(earlier, later) if same_judge(earlier, later) else [],
        "lines": [
            *_fates(before.week, earlier, later),
            *_first_heard(earlier, later),
            *_comparable(earlier, later),
        ],
    }


def restated(sent: Content, known: Content) -> list[Difference]:
    """What is known now and was not when the digest was sent; sources aside, whose state then nobody can know any more."""
    numbers = [*_numbers(sent, known, all_of_them=True), *_cells(sent, known)]
    title = _difference("the week in one line", sent["title"], known["title"])
    return [row for row in (title, *numbers) if row["was"] != row["now"]]


def same_judge(before: Content, after: Content) -> bool:
    """Whether levels of the two may be compared: baseline and model are the same."""
    now = after["versions"]
    return same_versions(before, Versions(baseline=now["baseline"], model=now["model"], code=now["code"]))


def same_versions(before: Content, versions: Versions) -> bool:
    """Whether it was judged with that baseline and model; another version of the program is no other judge."""
    was = before["versions"]
    return (was["baseline"], was["model"]) == (versions.baseline, versions.model)


def all_cards(content: Content) -> list[Card]:
    return [*content["top"], *content["more"], *content["checks"]]


def _numbers(before: Content, after: Content, *, all_of_them: bool = False) -> list[Difference]:
    was, now = _told(before), _told(after)
    names = [*was] if all_of_them else [*was][:6]
    return [_difference(name, was[name], now[name]) for name in names]


def _told(content: Content) -> Mapping[str, str]:
    """The numbers that a reader may want beside those of another week, the first six of interest in any week."""
    books, coverage, cards = content["books"], content["coverage"], all_cards(content)
    moved = [card for card in cards if is_move(card)]
    counts = {
        "alerts": len(cards),
        "moves confirmed": sum(card["status"] == "confirmed" for card in moved),
        "moves unconfirmed": sum(card["status"] != "confirmed" for card in moved),
        "utterances": coverage["utterances"],
        "articles": coverage["articles"],
        "sent to chat": books["sent"],
        "judged right": books["confirmed"],
        "judged wrong": books["dismissed"],
        "not judged": books["open"],
        "articles that copy others": coverage["copies"],
        "statements": coverage["statements"],
        "statements on no issue": coverage["unassigned"],
        "statements left open": coverage["abstained"],
        "articles that could not be read": coverage["quarantined"],
    }
    return {name: f"{n:,}" for name, n in counts.items()}


def _difference(name: str, was: str, now: str) -> Difference:
    return {"name": name, "was": was, "now": now}


def _cells(before: Content, after: Content) -> list[Difference]:
    """Every line of the map, told by its level and by how much it rests on."""
    was, now = _map(before), _map(after)
    return [
        _difference(_line(was.get(place) or now[place]), _stand(was.get(place)), _stand(now.get(place)))
        for place in {**was, **now}
    ]


def _map(content: Content) -> dict[tuple[str, str], Cell]:
    return {(cell["office"], cell["issue"]): cell for cell in content["position_map"]}


def _line(cell: Cell) -> str:
    return f"{cell['office_name']} on {cell['issue_name']}"


def _stand(cell: Cell | None) -> str:
    return "not heard" if cell is None else f"{signed(cell['mean'])} of {counted(cell['n'], 'utterance')}"


def _standing(before: Content, after: Content) -> list[Difference]:
    """The lines that stand elsewhere than in the week before, the farthest first.

    Lines that rest on a handful of utterances are left out: one more moves their mean by itself.
    """
    was, now = _map(before), _map(after)
    known = [p for p in now if p in was and "seed-only" not in (was[p]["state"], now[p]["state"])]
    moved = [p for p in known if abs(now[p]["mean"] - was[p]["mean"]) >= WORTH_AN_ARROW]
    moved.sort(key=lambda place: -abs(now[place]["mean"] - was[place]["mean"]))
    return [_difference(_line(now[p]), signed(was[p]["mean"]), signed(now[p]["mean"])) for p in moved[:_MOST_STANDING]]


def _first_heard(before: Content, after: Content) -> Iterable[str]:
    was = _map(before)
    new = [_line(cell) for place, cell in _map(after).items() if place not in was]
    if new and was:
        yield f"Spoken on for the first time: {listed(new)}."


def _fates(week: str, before: Content, after: Content) -> Iterable[str]:
    """What became of the alerts of the week before."""
    cards = all_cards(before)
    if not cards:
        return
    words = [judged["word"] for card in cards if (judged := after["verdict_log"].get(card["alert_id"]))]
    right = words.count(CONFIRM)
    fates = (
        (right, "confirmed by people"),
        (len(words) - right, "dismissed"),
        (len(cards) - len(words), "not judged yet"),
    )
    raised = sentence(f"{counted(len(cards), 'alert')} of {week}")
    yield f"{raised}: {', '.join(f'{n:,} {fate}' for n, fate in fates)}."
    for verb, found in (("confirmed", _followed(cards, after, "confirmed")), ("taken back", _taken_back(cards, after))):
        if found:
            named = listed([f"{card['office_name']} on {card['issue_name']}" for card in found])
            yield sentence(
                f"{counted(len(found), 'move')} unconfirmed then {'was' if len(found) == 1 else 'were'} {verb} since: {named}."
            )


def _unsure(cards: Sequence[Card]) -> list[Card]:
    return [card for card in cards if card["status"] == "unconfirmed" and is_move(card)]


def _followed(cards: Sequence[Card], after: Content, status: str) -> list[Card]:
    sure = {(c["office"], c["issue"], c["direction"]) for c in all_cards(after) if c["status"] == status and is_move(c)}
    return [card for card in _unsure(cards) if (card["office"], card["issue"], card["direction"]) in sure]


def _taken_back(cards: Sequence[Card], after: Content) -> list[Card]:
    back = {(c["office"], c["issue"]) for c in all_cards(after) if c["kind"] == "walk_back"}
    # Signs of a move, whose confidence is computed, are taken back by nothing.
    decisive = [card for card in _unsure(cards) if not card.get("computed", False)]
    return [card for card in decisive if (card["office"], card["issue"]) in back]


def _comparable(before: Content, after: Content) -> Iterable[str]:
    if not same_judge(before, after):
        yield "Baseline or model changed in between: levels are not compared with those of that week."
