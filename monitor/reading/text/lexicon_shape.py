"""What every language's file in lexicon/ has, by table: the same lists, be they empty, and those phrases that the grammar of the language looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.text.word_files import are_texts, is_text, is_whole, lists_called, lists_of, named, texts_called
from monitor.types import READ_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection

    from monitor.reading.text.word_files import Shape

_LISTS = (
    "and", "as_well", "clause_only", "small", "offices", "beside_titles",
    "joins_claims", "joins_behind_comma", "before_joined_verb", "parts_claims", "adds_words", "opens_clause", "not_one_name",
    "articles", "before_bare_title", "before_stranger", "elided", "before_any_name", "before_source", "behind_source", "by_mouth_of", "behind_role",
    "plural_nouns", "titles_of_women", "titles_of_men", "feminine_endings", "formerly", "broad_titles", "lesser_offices", "diplomatic_offices",
    "foreign_ministers", "defence_ministers", "prime_ministers", "presidents", "of_institutions",
    "no_place", "behind_year", "behind_clock", "begins_reported", "several_in_label",
    "behind_surname", "name_particles", "chairs", "ends_turns",
)  # fmt: skip
"""[lists], which are looked for in all languages at once."""
_CUES = (
    "say", "act", "deny", "participle", "participle_act", "participle_deny", "say_verbs", "act_verbs", "past_act_verbs", "manner",
    "according", "as_passive", "views", "backwards", "such", "impersonal", "addressed", "inverting", "auxiliaries", "negations", "between",
    "talk", "talk_alone", "firm", "past", "irregular", "attitudes", "says_nothing", "ceased", "clause_openers",
)  # fmt: skip
_SOURCES = (
    "pronouns_he", "pronouns_she", "pronouns_they", "pronouns_it", "pronouns_itself", "pronouns_we", "pronouns_you",
    "officials", "experts", "media", "media_names", "determiners", "no_subject", "dependents", "own_document", "source_prepositions",
    "title_words", "bare_titles", "female_names", "male_names", "not_names", "org_words", "named_again", "diplomats", "opening_words", "nation_titles",
)  # fmt: skip
_PHRASES = {
    READ_LANGUAGES: (
        "adds", "answers_back", "boundary", "denied_before", "endorses", "goes_on", "jests", "leaders_house", "leads_on", "maybe_unsaid",
        "addresses", "interview", "own_channel", "reacts", "readout", "rejects", "supposed_before", "time_after", "told_clause", "told_question", "topic_lead",
        "withheld", "withheld_until", "words_before_owner",
    ),
    ("en",): (
        "according_end", "addressee", "adverbial_lead", "asked_first", "bound", "denied_by", "hearsay", "lead_words", "no_participle_after",
        "passive", "passive_by", "refusing_talk", "reports_that", "seen_before_talk", "tail_opener", "takes_plural", "told_by", "undergone", "verb_or_noun",
    ),
    ("en", "ru", "uk"): ("source_end",),
    ("ru", "uk"): (
        "as_subject", "finite", "inside", "institution", "masculine", "negation_end", "only_adds", "only_adverbs", "past_form", "persons",
        "quotes_him", "spoken", "talk_content",
    ),
    ("ru", "uk", "de", "fr"): (
        "as_verb", "asking", "clause", "colon", "document", "document_before", "elided", "question", "quote_next", "setting",
    ),
    ("de", "fr"): (
        "article", "article_name", "as_clause", "clause_ends", "comma_clause", "filler", "led", "not_said", "noun_phrase", "perfect",
        "postposed", "relative", "tail", "verb_end",
    ),
}  # fmt: skip
"""[phrases] that each of these languages must have: what its grammar is made of."""
REPLACED = frozenset({"inserted", "talk"})
"""Patterns made of the lists of every language that [phrases] may replace."""
OPTIONAL = frozenset({
    "about_first", "accusative", "after_quote", "aide_of", "another_one", "answered_by", "aside", "asked_to", "asyndeton", "auxiliary_before",
    "bodies", "clitic", "complement", "conceded", "denies_itself", "goes_on_quoting", "headline_tail", "his_words", "house_before",
    "house_behind", "infinitive_first", "leading", "mood", "name_titles", "named_beside", "neither_before", "nor_does", "not_his", "not_to",
    "object_first", "of_one", "of_peoples", "of_several", "of_things", "others_named", "plain_to", "pointed_at", "reacted", "relative_subject",
    "reports", "several", "stranger_lead", "subject_pronoun", "that_before", "that_next", "thing_lead", "told_of_first", "trailing", "unsaid",
    "words_behind_owner", "wrong_to",
})  # fmt: skip
"""[phrases] that a language may have; where it has none, nothing matches."""
_TABLES: Shape = {
    "clean": lists_called(("end", "tail", "line")),
    "genre": texts_called(
        ("opinion_url", "opinion_title", "opinion_cue", "satire_url", "satire_title", "satire_cue", "transcript_url", "transcript_title")
    ),
    "sentences": lists_called(("abbreviations", "before_numbers", "starters", "ending_abbreviations")),
    "cues": {
        **lists_called(_CUES),
        **texts_called(("adverbial", "scene", "relative")),
        "words": named(are_texts),
    },
    "sources": {
        **lists_called(_SOURCES),
        **texts_called(("former", "conflict")),
        "nations": lists_of(are_texts),
        "endings": named(lists_of(is_text)),
        "title_endings": named(lists_of(is_text)),
    },
    "lists": lists_called(_LISTS),
    "same_office": named(is_text),
    "labels": {
        **lists_called(("question", "answer", "forbidden", "function")),
        **texts_called(
            (
                "monologue_title", "by_line", "by_line_before", "joint_opening", "joint_title", "stage", "first_person", "relay", "relay_verb",
                "answer_yes", "answer_no", "answer_bound", "answer_rest", "asks_others",
            )
        ),
    },
    "dates": {
        **dict.fromkeys(("months", "weekdays", "days_ago", "counts", "units"), named(is_whole)),
        **texts_called(
            (
                "day_month", "month_year", "year", "weekday", "counted", "earlier",
                "of_another", "event", "of_saying", "while_saying",
            )
        ),
    },
}  # fmt: skip


def shape_of(language: str, phrases: Collection[str]) -> Shape:
    """What the file of a language has, where it has these `phrases`."""
    must = [name for languages, names in _PHRASES.items() if language in languages for name in names]
    return {**_TABLES, "phrases": texts_called([*must, *(OPTIONAL | REPLACED).intersection(phrases)])}
