"""Bytes become text in the charset they are really in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.charset import decode, storable

RUSSIAN = "Заявление министра иностранных дел о переговорах"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_or_utf8_needs_no_label(codec: str) -> None:
    assert decode(f"<p>{RUSSIAN}".encode(codec), {}) == f"<p>{RUSSIAN}"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_are_seen_without_a_mark(codec: str) -> None:
    assert decode(f"<p>{RUSSIAN}".encode(codec), {}) == f"<p>{RUSSIAN}"


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "iso-8859-5", "WINDOWS-1251"])
def test_the_header_names_the_charset(label: str) -> None:
    assert decode(RUSSIAN.encode(label), {"Content-Type": f"text/html; charset={label}"}) == RUSSIAN


@pytest.mark.parametrize(
    "head",
    [
        "<?xml version='1.0' encoding='koi8-r'?>",
        '<meta charset="koi8-r">',
        '<meta content="text/html; charset=koi8-r">',
    ],
)
def test_the_document_names_the_charset(head: str) -> None:
    assert decode((head + RUSSIAN).encode("koi8-r"), {}) == head + RUSSIAN


UKRAINIAN = "Заява міністра закордонних справ про її переговори"


@pytest.mark.parametrize(
    ("text", "really", "other"),
    [
        (RUSSIAN, "koi8-r", "windows-1251"),
        (RUSSIAN, "windows-1251", "koi8-r"),
        (RUSSIAN.upper(), "koi8-r", "windows-1251"),
        (RUSSIAN.upper(), "windows-1251", "koi8-r"),
        (RUSSIAN, "iso-8859-5", "windows-1251"),
        (RUSSIAN, "windows-1251", "iso-8859-5"),
        (RUSSIAN, "cp866", "koi8-r"),
        (UKRAINIAN, "koi8-u", "windows-1251"),
        (UKRAINIAN, "windows-1251", "koi8-r"),
        (UKRAINIAN, "koi8-u", "koi8-r"),
    ],
)
def test_where_server_and_document_name_two_cyrillic_charsets_the_words_decide(
    text: str, really: str, other: str
) -> None:
    for server, document in ((really, other), (other, really)):
        head = f"<?xml version='1.0' encoding='{document}'?>"
        body = (head + text).encode(really)
        assert decode(body, {"content-type": f"text/xml; charset={server}"}) == head + text


@pytest.mark.parametrize("really", ["windows-1251", "koi8-r", "iso-8859-5"])
@pytest.mark.parametrize("western", ["ISO-8859-1", "windows-1252", "us-ascii", "iso-8859-15"])
def test_a_western_charset_that_a_server_names_for_all_it_sends_does_not_spoil_cyrillic(really, western) -> None:
    head = f"<?xml version='1.0' encoding='{really}'?>"
    assert decode((head + RUSSIAN).encode(really), {"content-type": f"text/xml; charset={western}"}) == head + RUSSIAN


def test_nor_does_a_cyrillic_one_in_the_document_spoil_western_words() -> None:
    head = "<?xml version='1.0' encoding='windows-1251'?>"
    body = (head + "déjà vu à Évian").encode("cp1252")
    assert decode(body, {"content-type": "text/xml; charset=iso-8859-1"}) == head + "déjà vu à Évian"


def test_utf8_is_utf8_whatever_the_server_says() -> None:
    assert decode(RUSSIAN.encode(), {"content-type": "text/xml; charset=iso-8859-1"}) == RUSSIAN


def test_one_broken_character_does_not_change_the_charset() -> None:
    body = RUSSIAN.encode() + b"\xd0 end"
    assert decode(body, {"content-type": "text/xml; charset=iso-8859-1"}) == RUSSIAN + "\ufffd end"


def test_latin_1_is_read_as_the_web_means_it() -> None:
    assert decode("“It’s”".encode("cp1252"), {"content-type": "text/html; charset=iso-8859-1"}) == "“It’s”"


def test_a_seven_bit_charset_is_believed() -> None:
    assert decode("日本".encode("iso-2022-jp"), {"content-type": "text/html; charset=iso-2022-jp"}) == "日本"


def test_without_any_label_cyrillic_is_guessed_from_its_runs() -> None:
    assert decode(RUSSIAN.encode("windows-1251"), {}) == RUSSIAN
    assert decode("déjà vu à Évian".encode("cp1252"), {}) == "déjà vu à Évian"


@pytest.mark.parametrize("codec", ["windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "cp866"])
@pytest.mark.parametrize(
    "text",
    [
        RUSSIAN,
        RUSSIAN.upper(),
        "Путин заявил, что Россия готова к диалогу с НАТО.",
        "МОСКВА, 3 марта. Глава МИД РФ Сергей Лавров назвал заявление НАТО пустым.",
    ],
)
def test_without_any_label_the_cyrillic_charset_is_the_one_that_makes_words(text: str, codec: str) -> None:
    assert decode(text.encode(codec), {}) == text


@pytest.mark.parametrize("codec", ["windows-1251", "koi8-u"])
def test_ukrainian_is_guessed_too(codec: str) -> None:
    assert decode(UKRAINIAN.encode(codec), {}) == UKRAINIAN


@pytest.mark.parametrize("text", ["“déjà vu” – « Évian »…”", "Größe, Äußerung, Übermut", "wait…… “‘No’” – “‘Yes’”"])
def test_western_words_and_marks_are_not_taken_for_cyrillic(text: str) -> None:
    assert decode(text.encode("cp1252"), {}) == text


@pytest.mark.parametrize(
    "label", ["nonsense", "hex", "idna", "punycode", "unicode_escape", "undefined", "utf-16", "base64", "utf-8"]
)
def test_a_label_that_is_no_charset_of_documents_is_passed_over(label: str) -> None:
    assert decode(RUSSIAN.encode("windows-1251"), {"content-type": f"text/xml; charset={label}"}) == RUSSIAN


def test_what_no_database_takes_is_replaced_one_for_one() -> None:
    assert storable("a\x00b\ud800c") == "a\ufffdb\ufffdc"


@given(st.binary(max_size=200), st.text(max_size=30))
def test_decoding_never_fails_and_the_text_can_be_stored(body: bytes, label: str) -> None:
    text = decode(body, {"content-type": f"text/xml; charset={label}"})
    assert "\0" not in text
    text.encode()


def test_a_document_that_ends_within_a_character_is_read_as_what_it_is():
    whole = "<rss><title>“Talks”</title><item>Peace – at last".encode()
    assert decode(whole[: whole.index("–".encode()) + 1], {}).startswith("<rss><title>“Talks”</title><item>Peace ")


def test_a_western_text_that_ends_in_a_letter_beyond_ascii_keeps_it():
    assert decode("Un café".encode("latin-1"), {}) == "Un café"
