"""What comparing must and must never do, one article at a time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from monitor.compare import comparison_to_json, parse_position
from monitor.errors import UsageError
from tests.compare.conftest import article

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.compare import Comparer, Comparison

    Compare = Callable[..., Comparison]

BRIEFING = {"outlet": "White House", "primary": True, "title": "Press Briefing by Press Secretary Jen Psaki"}
OFF_TOPIC = (
    "The bridge over the river will be painted green next spring, and the ferry keeps running until then. "
    "Teachers asked for longer holidays, and the town council will speak about the swimming pool in May. "
)


def test_the_answer_has_the_fields_of_the_contract(compare: Compare) -> None:
    found = comparison_to_json(
        compare(
            "Sergei Lavrov said: “Russia has left the grain agreement.”",
            actor="Russia / Lavrov",
            claim="Russia stays in the grain agreement.",
        )
    )
    assert set(found) == {"relation", "alert", "confidence", "evidence", "reason"}
    assert set(found["evidence"][0]) == {"quote", "start", "end", "speaker"}
    assert found["relation"] == "contradicts"
    assert found["alert"] is True


def test_the_speaker_of_the_evidence_is_the_one_whose_label_stands_before_it(compare: Compare) -> None:
    found = compare(
        "Q    Will American troops fight in Ukraine?\n\n"
        "MS. PSAKI:  No. American troops will not fight in Ukraine, and that has not changed at all since the President spoke.\n\n"
        "Q    Thank you. And what about the new school programme that was announced in Ohio?",
        actor="United States",
        claim="American troops will not fight in Ukraine.",
        **BRIEFING,
    )
    assert found.relation == "reaffirms"
    assert {quote.speaker for quote in found.evidence} == {"Jen Psaki"}


@pytest.mark.parametrize(
    ("language", "claim", "text"),
    [
        (
            "fr",
            "La France n'enverra pas de soldats combattre en Ukraine.",
            "Emmanuel Macron a démenti jeudi que la France s'apprête à envoyer des soldats combattre en Ukraine.",
        ),
        (
            "en",
            "France will not send soldiers to fight in Ukraine.",
            "Emmanuel Macron denied on Thursday that France was preparing to send soldiers to fight in Ukraine.",
        ),
        (
            "ru",
            "Франция не отправит солдат воевать на Украину.",
            "Эммануэль Макрон опроверг сообщения о том, что Франция готовится отправить солдат воевать на Украину.",
        ),
        (
            "uk",
            "Франція не відправить солдатів воювати в Україну.",
            "Емманюель Макрон спростував, що Франція готується відправити солдатів воювати в Україну.",
        ),
        (
            "de",
            "Frankreich schickt keine Soldaten zum Kämpfen in die Ukraine.",
            "Emmanuel Macron hat dementiert, dass Frankreich Soldaten zum Kämpfen in die Ukraine schickt.",
        ),
    ],
)
def test_who_denies_the_contrary_reaffirms_in_any_language(
    compare: Compare, language: str, claim: str, text: str
) -> None:
    found = compare(text, actor="France", claim=claim, issue="ESC", language=language)
    assert found.relation == "reaffirms"
    assert found.reason.endswith("quote 1 is told only to be denied")
    assert found.evidence[0].denied


def test_a_reporters_question_is_never_evidence(compare: Compare) -> None:
    question = "Senators say that American troops will fight in Ukraine after all. Will they be sent"
    found = compare(
        f"Q    {question}?\n\n"
        "MS. PSAKI:  I have nothing on that for you today, and we will come back to you in the evening.\n\n"
        f"Q    {question}, Jen?\n\nMS. PSAKI:  Let me say a few words about the jobs report of this morning.",
        actor="United States",
        claim="American troops will not fight in Ukraine.",
        **BRIEFING,
    )
    assert not [quote for quote in found.evidence if "Senators" in quote.quote or "sent" in quote.quote]
    assert not found.alert


def test_another_speakers_words_are_never_the_actors(compare: Compare) -> None:
    found = compare(
        "Dmytro Kuleba said on Tuesday that Russia had left the grain agreement. “They have quit the agreement,” Kuleba said.",
        actor="Russia / Lavrov",
        claim="Russia stays in the grain agreement.",
    )
    assert found.relation == "discusses"
    assert "Lavrov" not in {quote.speaker for quote in found.evidence}


def test_the_actors_own_words_outweigh_the_contrary_from_another(compare: Compare) -> None:
    found = compare(
        "Prime Minister Viktor Orban said that Hungary would send no weapons to Ukraine. "
        "The Polish president, Andrzej Duda, said that Hungary would send weapons to Ukraine in the end.",
        actor="Hungary / Orban",
        claim="Hungary sends no weapons to Ukraine.",
    )
    assert found.relation == "reaffirms"


def test_words_on_an_issue_without_a_line_are_new(compare: Compare) -> None:
    found = compare(
        "Sergei Lavrov said that Russia would build a naval base on the Red Sea in Sudan.",
        actor="Russia / Lavrov",
        issue="naval base in Sudan",
        claim=None,
    )
    assert (found.relation, found.alert) == ("new", True)


def test_a_position_without_an_actor_is_compared_with_whoever_speaks(compare: Compare) -> None:
    found = compare(
        "The grain agreement is terminated, the ministry said. Russia has left the grain agreement for good.",
        actor=None,
        claim="Russia stays in the grain agreement.",
    )
    assert found.relation == "contradicts"


def test_satire_moves_no_line(compare: Compare) -> None:
    said = "Vladimir Putin said: “Russia will withdraw its troops from Ukraine.”"
    claim = "Russia will not withdraw its troops from Ukraine."
    plain = compare(said, actor="Russia / Putin", claim=claim)
    satire = compare(f"{said}\n\nThis article is satire.", actor="Russia / Putin", claim=claim)
    assert (plain.relation, plain.alert) == ("contradicts", True)
    assert (satire.relation, satire.alert) == ("discusses", False)
    assert "satire" in satire.reason


def test_a_condition_added_to_an_open_offer_is_a_move(compare: Compare) -> None:
    # Which way is not held: the line got weaker and the actor less accommodating, and the network mixes the two up.
    found = compare(
        "Volodymyr Zelensky said: “We are ready for talks with Russia only if its troops leave our land.”",
        actor="Ukraine / Zelensky",
        claim="Ukraine is ready for talks with Russia.",
    )
    assert found.relation in {"hardens", "softens"}


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        ("Мы готовы к переговорам с Киевом", "reaffirms"),
        ("Мы отказываемся от переговоров с Киевом", "contradicts"),
    ],
)
def test_an_english_position_is_compared_with_a_russian_article(compare: Compare, said: str, relation: str) -> None:
    text = f"МОСКВА. Министр иностранных дел России Сергей Лавров выступил в среду перед студентами. «{said}», — сказал Лавров."
    found = compare(text, actor="Russia / Lavrov", claim="Russia is ready for talks with Kyiv.", language="ru")
    assert found.relation == relation


def test_an_empty_article_is_unrelated_and_has_no_evidence(compare: Compare) -> None:
    found = compare("", actor="Russia / Lavrov", claim="Russia stays in the grain agreement.")
    assert (found.relation, found.evidence) == ("unrelated", ())


def test_an_article_in_a_language_that_is_not_read_raises_nothing(compare: Compare) -> None:
    text = "Der Kanzler sprach am Montag über Brücken und Schulen. " * 5
    found = compare(text, actor="Germany / Scholz", claim="Germany will not send tanks.", language="de")
    assert not found.alert


def test_own_words_that_take_no_side_are_no_alert(compare: Compare) -> None:
    found = compare(
        "Sergei Lavrov said: “There are papers about grain.”",
        actor="Russia / Lavrov",
        claim="Russia stays in the grain agreement.",
    )
    assert (found.relation, found.alert) == ("discusses", False)


def test_one_sentence_is_found_in_ten_thousand_words_within_seconds(compare: Compare) -> None:
    filler = "\n\n".join(f"MS. PSAKI:  {OFF_TOPIC}\n\nQ    And what about the pool, number {n}?" for n in range(220))
    line = "The United States will not supply cluster munitions to Ukraine."
    text = f"{filler}\n\nMS. PSAKI:  {line}\n\n{filler}"
    compare(line, actor="United States", claim=line)
    began = time.process_time()
    found = compare(
        text, actor="United States", claim="Washington will not supply cluster munitions to Ukraine.", **BRIEFING
    )
    assert time.process_time() - began < 6
    assert found.relation == "reaffirms"
    assert found.evidence[0].quote == line


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "an object"),
        ({"actor": "Russia"}, "a claim or an issue"),
        ({"claim": 7}, "claim must be text"),
        ({"claim": "We talk.", "date": "2026-13-45"}, "date '2026-13-45' is no date: write it like 2022-02-24"),
        ({"claim": "We talk.", "date": "2026-13"}, "date '2026-13' is no date"),
        ({"claim": "We talk.", "date": "soon"}, "date 'soon' is no date"),
    ],
)
def test_a_position_that_cannot_be_used_is_refused_with_its_place(document: object, words: str) -> None:
    with pytest.raises(UsageError, match=f"here.*{words}"):
        parse_position(document, where="here")


@pytest.mark.parametrize("date", ["2022", "2022-02", "2022-02-24", "2022-02-24T10:00:00Z", "", None])
def test_a_position_may_be_of_a_day_a_month_a_year_or_of_no_date(date: str | None) -> None:
    assert parse_position({"claim": "We talk.", "date": date}, where="here").date == (date or None)


def test_a_claim_of_nobody_that_others_say_is_only_discussed(compare: Compare) -> None:
    claim = "The old bridge over the river will be closed in spring."
    told = compare(
        "Mayor Anna Berg said that the old bridge over the river will be closed in spring.", actor=None, claim=claim
    )
    said = compare("The old bridge over the river will be closed in spring.", actor=None, claim=claim)
    hearsay = compare("The old bridge over the river will reportedly be closed in spring.", actor=None, claim=claim)
    assert [told.relation, said.relation, hearsay.relation] == ["discusses", "reaffirms", "discusses"]
    assert told.reason.startswith("the article passes on what Mayor Anna Berg says and says nothing on it itself")


def test_a_claim_that_is_a_speakers_to_begin_with_is_reaffirmed_by_that_speaker(compare: Compare) -> None:
    found = compare(
        "Mayor Anna Berg said that the old bridge over the river will be closed in spring.",
        actor=None,
        claim="Anna Berg says that the old bridge over the river will be closed in spring.",
    )
    assert found.relation == "reaffirms"


def test_what_others_say_against_a_claim_of_nobody_stays_an_alert(compare: Compare) -> None:
    found = compare(
        "Mayor Anna Berg said that the old bridge over the river will not be closed in spring.",
        actor=None,
        claim="The old bridge over the river will be closed in spring.",
    )
    assert found.alert


@pytest.mark.parametrize("claim", ["Sanctions must be lifted.", "We demand that the sanctions be lifted."])
def test_a_matter_left_to_others_contradicts_nothing(compare: Compare, claim: str) -> None:
    found = compare(
        "The Kremlin denied that Moscow was ready to use nuclear weapons. According to Dmitry Peskov, the sanctions are"
        " a matter for those who imposed them.",
        actor="Russia / Peskov",
        claim=claim,
    )
    assert found.relation == "discusses"
    assert not found.alert


def test_a_line_that_leaves_the_matter_to_others_can_be_left(compare: Compare) -> None:
    text = "Kremlin spokesman Dmitry Peskov said: “{}”"
    claim = "The sanctions are a matter for those who imposed them."
    kept = compare(text.format("Sanctions are a question for those who imposed them."), actor="Kremlin", claim=claim)
    assert kept.relation == "reaffirms"


@pytest.mark.parametrize(
    ("actor", "note"),
    [
        ("Sergej Lawrof", "“Sergej Lawrof” is nobody in actors.toml and names no state"),
        ("Finland / Nobodinen", "“Nobodinen” is nobody in actors.toml: the name counts as it is spelled here"),
        ("Russia / Putin", ""),
        ("Finland / government", ""),
        ("Kremlin", ""),
        (None, ""),
    ],
)
def test_an_actor_who_is_not_followed_is_taken_as_a_name_and_said_to_be(
    compare: Compare, actor: str | None, note: str
) -> None:
    found = compare("The ferry keeps running until spring.", actor=actor, claim="We are ready to talk.")
    assert found.note.startswith(note)
    assert bool(found.note) is bool(note)
    reason = comparison_to_json(found)["reason"]
    assert isinstance(reason, str)
    assert reason.endswith(found.note)


@pytest.mark.parametrize(
    ("issue", "note"),
    [
        (
            "gas deliveries",
            "the issue “gas deliveries” is none of those in issues.toml, and is judged from its words alone",
        ),
        ("DIA", ""),
        ("dia", ""),
        ("Dialogue and its preconditions", ""),
        (None, ""),
    ],
)
def test_an_issue_that_is_none_of_the_configured_is_judged_by_its_words_and_said_to_be(
    compare: Compare, issue: str | None, note: str
) -> None:
    found = compare("The ferry keeps running.", actor="Kremlin", claim="We are ready to talk.", issue=issue)
    assert found.note.startswith(note)
    assert bool(found.note) is bool(note)
    assert not note or "; the nearest there are ENE “Energy and economic ties”, " in found.note


def test_a_name_that_is_nearly_one_of_those_followed_is_asked_about(compare: Compare) -> None:
    found = compare("The ferry keeps running.", actor="Dmitri Peskof", claim="We are ready to talk.")
    assert found.note.endswith('; did you mean "Dmitri Peskow"?')


def test_an_old_quotation_that_is_recalled_moves_no_line(compare: Compare) -> None:
    found = compare(
        "A new biography draws on letters and cabinet minutes. "
        "“We have to go on doing business with the Russians,” Mark Rutte said on 14 March 2014, when he led the Dutch government. "
        "The book comes out in spring.",
        actor="NATO Secretary General / Rutte",
        claim="There can be no business as usual with Russia.",
    )
    assert found.relation in ("discusses", "unrelated")


def test_who_speaks_for_no_government_does_not_speak_for_its_head(compare: Compare) -> None:
    said = "Taurus must be handed over to Ukraine at once, {} said."
    line = {"actor": "Germany / Merz", "claim": "Germany will not hand over Taurus to Ukraine."}
    for who in ("the German opposition politician Anna Berg", "Anna Berg, a retired German general,"):
        assert compare(said.format(who), **line).relation in ("discusses", "unrelated")
    for who in ("the German government spokesman", "the German foreign minister, a former general,"):
        assert compare(said.format(who), **line).relation == "contradicts"


@pytest.mark.parametrize(
    ("actor", "who"),
    [
        ("European Union", "A European Union spokesman"),
        ("Romania", "The Romanian government spokesman, asked by opposition deputies,"),
    ],
)
def test_who_speaks_for_a_government_is_no_outsider_by_a_word_near_it(compare: Compare, actor: str, who: str) -> None:
    found = compare(
        f"{who} said that the sanctions on Russia must be lifted.",
        actor=actor,
        claim="Sanctions on Russia must stay in force.",
    )
    assert found.relation == "contradicts"


def test_where_the_actor_speaks_nobody_speaks_for_him(compare: Compare) -> None:
    found = compare(
        "The German defence ministry said that Taurus must be handed over to Ukraine. "
        "Friedrich Merz told reporters that Germany would not hand over Taurus to Ukraine.",
        actor="Germany / Merz",
        claim="Germany will not hand over Taurus to Ukraine.",
    )
    assert {quote.speaker for quote in found.evidence} == {"Friedrich Merz"}
    assert found.relation == "reaffirms"


def test_a_dateline_is_nobodys_words(compare: Compare) -> None:
    found = compare(
        "BERLIN, 2 Oct — The row over Taurus for Ukraine is back. Two committees will meet on Thursday.",
        actor="Germany / Merz",
        claim="Germany will not hand over Taurus to Ukraine.",
    )
    assert all("BERLIN" not in quote.quote for quote in found.evidence)
    assert found.alert is False


def test_a_line_is_found_in_words_that_share_none_with_the_claim(compare: Compare) -> None:
    found = compare(
        "Sweden and NATO: the government met the parties on membership of the alliance this morning. "
        "Prime Minister Magdalena Andersson spoke to the press after the meeting. "
        "“The letter goes off on Thursday,” she said. Russia warned of consequences in the Baltic Sea.",
        actor="Sweden / Andersson",
        claim="Sweden will not apply for membership of NATO.",
        title="Sweden decides on NATO membership",
    )
    assert [quote.quote for quote in found.evidence] == ["The letter goes off on Thursday"]


def test_a_union_with_the_states_name_is_not_its_ministry(compare: Compare) -> None:
    found = compare(
        "Союз журналистов России заявил, что аккредитация британских журналистов должна быть продлена. " + OFF_TOPIC,
        actor="МИД России",
        claim="Аккредитация британских журналистов не будет продлена.",
    )
    assert found.relation == "discusses"
    assert found.reason == "the issue is reported, but not in the actor's own words"


def test_an_article_in_a_language_that_is_not_read_is_said_not_to_be_compared(compare) -> None:
    text = (
        "プーチン大統領は、ロシアは北大西洋条約機構との対話の用意があると述べた。会談は来週モスクワで行われる予定である。"
        * 4
    )
    found = compare(text, claim="Russia is ready for talks with NATO.", actor="Vladimir Putin", language=None)
    assert (found.relation, found.confidence, found.evidence, found.read) == ("unrelated", 0.0, (), False)
    assert found.reason.startswith("the article was not read: its language (ja)")


@pytest.mark.parametrize("issue", ["DAI", "dai", "DIAA", "DI", "DIB"])
def test_a_code_with_a_slip_is_asked_after_before_what_is_near_by_meaning(compare: Compare, issue: str) -> None:
    found = compare("The ferry keeps running.", actor="Kremlin", claim="We are ready to talk.", issue=issue)
    near = found.note.partition("from its words alone")[2]
    assert near.startswith("; did you mean DIA “Dialogue and its preconditions”")
    assert near.count("DIA “") == 1


@pytest.mark.parametrize(
    ("issue", "meant"),
    [
        ("dialouge", "DIA"), ("Dialogue and its precondition", "DIA"), ("sanctons", "SAN"), ("Sanktions", "SAN"),
        ("nuclear signaling", "NUC"), ("energy", "ENE"),
    ],
)  # fmt: skip
def test_a_name_with_a_slip_is_asked_after_too(compare: Compare, issue: str, meant: str) -> None:
    found = compare("The ferry keeps running.", actor="Kremlin", claim="We are ready to talk.", issue=issue)
    assert found.note.partition("from its words alone")[2].startswith(f"; did you mean {meant} “")


@pytest.mark.parametrize("issue", ["talks with NATO", "use of force against Ukraine", "sanctions relief", "the"])
def test_free_text_that_says_more_than_a_name_is_no_slip_of_one(compare: Compare, issue: str) -> None:
    found = compare("The ferry keeps running.", actor="Kremlin", claim="We are ready to talk.", issue=issue)
    assert "did you mean" not in found.note


@pytest.mark.parametrize("issue", ["sea", "dib"])
def test_a_short_word_is_no_slip_of_a_code(compare: Compare, issue: str) -> None:
    found = compare("The ferry keeps running.", actor="Kremlin", claim="We are ready to talk.", issue=issue)
    assert "did you mean" not in found.note


@pytest.mark.parametrize(
    ("key", "meant"), [("dat", "date"), ("Date", "date"), ("dates", "date"), ("adte", "date"), ("isue", "issue")]
)
def test_a_key_with_a_slip_is_refused_with_the_right_one(key: str, meant: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_position({"claim": "We talk.", key: "2022"}, where="here")
    assert str(refused.value) == f'here: a position has no "{key}"; did you mean "{meant}"?'


def test_a_caller_s_own_keys_are_passed_over() -> None:
    own = {
        "id": 7,
        "claims": ["…"],
        "claim_id": "c1",
        "source": "…",
        "updated": "2022-01-01",
        "author": None,
        "dates": 2,
    }
    position = {"claim": "We talk.", "date": "2022"}
    assert parse_position({**own, **position}, where="here") == parse_position(position, where="here")


@pytest.mark.parametrize(
    ("date", "older"),
    [
        ("2022-03-02", True), ("2022-03-01", False), ("2022-04", True), ("2022-03", False), ("2023", True), ("2022", False),
        ("2022-03-02T00:30+03:00", True), ("0001-01-01T00:00+14:00", False), (None, False),
    ],
)  # fmt: skip
def test_an_article_older_than_the_position_is_said_to_be(comparer: Comparer, date: str | None, older: bool) -> None:
    position = parse_position({"actor": "Kremlin", "claim": "We are ready to talk.", "date": date}, where="here")
    found = comparer.compare(position, article("Dmitry Peskov said that Russia was ready to talk."))
    note = f"the article is of 2022-03-01, before the position ({date})"
    assert (note in str(comparison_to_json(found)["reason"])) is older
    assert ("before the position" in found.note) is older
    undated = comparer.compare(position, article("Dmitry Peskov spoke.", published=None))
    assert "before the position" not in undated.note


@pytest.mark.parametrize("blank", ["", "  ", "\n\t", "\N{NO-BREAK SPACE}"])
def test_a_claim_of_blanks_is_none(blank: str) -> None:
    given = {"actor": "NATO", "claim": blank, "date": None}
    with pytest.raises(UsageError, match="needs a claim or an issue"):
        parse_position({**given, "issue": blank}, where="line 1")
    position = parse_position({**given, "issue": "sanctions"}, where="line 1")
    assert (position.claim, position.issue) == (None, "sanctions")


@pytest.mark.parametrize(
    "text",
    [
        "Sergei Lavrov said that Jens Stoltenberg had privately conceded that Ukraine would never join NATO.",
        "Vladimir Putin claimed that Stoltenberg had promised him that Ukraine would not join NATO.",
    ],
)
def test_what_the_other_side_says_that_he_said_moves_nobodys_line(compare: Compare, text: str) -> None:
    found = compare(text, actor="Jens Stoltenberg", issue="UKM", claim="Ukraine will join NATO.")
    assert (found.relation, found.alert) == ("discusses", False)


def test_what_his_own_spokesman_says_that_he_thinks_counts(compare: Compare) -> None:
    text = "Dmitry Peskov said that Putin would not accept a ceasefire."
    found = compare(text, actor="Vladimir Putin", issue="SET", claim="Russia will not accept a ceasefire.")
    assert found.relation == "reaffirms"


@pytest.mark.parametrize(
    ("text", "actor", "claim"),
    [
        ("Josep Borrell said the sanctions would go on without interruption.", "Josep Borrell", "The sanctions will stay."),
        (
            "Дмитрий Песков заявил, что поставки газа в Европу идут без перебоев.",
            "Дмитрий Песков",
            "Россия продолжит поставки газа в Европу.",
        ),
    ],
)  # fmt: skip
def test_without_a_hitch_denies_nothing(compare: Compare, text: str, actor: str, claim: str) -> None:
    assert compare(text, actor=actor, claim=claim).relation == "reaffirms"


def test_not_to_stand_in_the_way_any_more_is_the_contrary_of_a_veto(compare: Compare) -> None:
    text = "Viktor Orbán said that Budapest would no longer stand in the way of new sanctions."
    found = compare(text, actor="Hungary", claim="Hungary will block any new sanctions against Russia.")
    assert found.relation in ("contradicts", "softens")
