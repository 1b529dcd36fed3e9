"""Pages that are looked at again, what was found changed, and the alerts that rest on it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.store import alerts as alert_rows
from monitor.types import Change, FeedState, PageResult, PollResult, Revision, Validators, Weighed
from tests.builders import alert, evidence, found_article

NOW = datetime(2025, 9, 9, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CHANGE = Change(issue="DIA", office="RU-MFA", before="We are ready to talk.", after="We may be ready to talk.")


def stored(store, **changes):
    article = found_article(id="article-1", seen=NOW, published=NOW, look_at=NOW + HOUR, **changes)
    store.save_poll(PollResult(state=FeedState(feed_id="f", next_due=NOW), articles=(article,)))


def the_look(store, now=NOW + HOUR):
    (look,) = store.looks_due(now, 10)
    return look


def look_at(store, text, *, due=NOW + 2 * HOUR, revision=None, etag=None):
    at = NOW + HOUR
    validators = Validators(etag=etag)
    store.save_look(the_look(store), text=text, validators=validators, due=due, revision=revision, now=at)


def test_a_page_is_due_when_its_time_has_come_and_no_more_when_it_is_over(store):
    stored(store)
    assert store.looks_due(NOW, 10) == []
    assert the_look(store).article.id == "article-1"

    look_at(store, "The page.", etag="e1")
    assert store.looks_due(NOW + HOUR, 10) == []
    second = the_look(store, NOW + 2 * HOUR)
    assert (second.text, second.validators.etag) == ("The page.", "e1")

    store.save_look(second, text=None, validators=Validators(), due=None, revision=None, now=NOW)
    assert store.looks_due(NOW + 99 * HOUR, 10) == []


def test_a_look_without_news_keeps_the_page_as_it_was_known(store):
    stored(store)
    look_at(store, "The page.", etag="e1", due=NOW + HOUR)
    look_at(store, None)
    assert (the_look(store, NOW + 2 * HOUR).text, the_look(store, NOW + 2 * HOUR).validators.etag) == (
        "The page.",
        "e1",
    )


def test_the_page_that_gave_the_text_is_what_the_first_look_compares_with(store):
    stored(store, wants_page=True)
    store.save_page(PageResult(article_id="article-1", text="From the page.", outcome="taken"))
    assert the_look(store).text == "From the page."


def test_an_article_of_no_primary_source_is_not_looked_at_again(store):
    article = found_article(id="article-1", seen=NOW)
    store.save_poll(PollResult(state=FeedState(feed_id="f", next_due=NOW), articles=(article,)))
    assert store.looks_due(NOW + 99 * HOUR, 10) == []


def test_alerts_that_rest_on_a_changed_article_say_so_whenever_they_are_raised_or_renewed(store):
    stored(store)
    first = alert(at=NOW, evidence=(evidence(article="article-1"),), issue="DIA", caveats=("baseline provisional",))
    other = replace(first, id="al-2", key="another", issue="SAN")
    elsewhere = replace(first, id="al-3", key="elsewhere", evidence=(evidence(article="article-2"),))
    store.add_alerts([first, other, elsewhere], NOW)

    look_at(store, "Now.", revision=Revision(article_id="article-1", at=NOW + HOUR, changes=(CHANGE,)))

    told = "edited after publication (9 Sep 2025): “We are ready to talk.” → “We may be ready to talk.”"
    assert store.alert(first.id).caveats == ("baseline provisional", told)
    assert (store.alert("al-2").caveats, store.alert("al-3").caveats) == (first.caveats, first.caveats)

    later = replace(first, id="al-4", key="later")
    store.save_weighed("article-1", Weighed(alerts=(replace(first, caveats=()), later)), NOW)
    assert store.alert(first.id).caveats == (told,)
    assert told in store.alert("al-4").caveats
    assert store.revisions(["article-1", "article-2"])[0].changes == (CHANGE,)


def test_a_second_look_takes_back_nothing_that_weighing_saves_at_the_same_time(store, url, open_at, monkeypatch):
    stored(store)
    first = alert(at=NOW, status="unconfirmed", evidence=(evidence(article="article-1"),), caveats=())
    store.add_alerts([first], NOW)
    more = replace(first, status="confirmed", evidence=(*first.evidence, evidence(article="article-7", quote="New.")))
    weighing, found_first = open_at(url), alert_rows.on_issues

    with ThreadPoolExecutor(1) as other:

        def on_issues(*given, **named):
            found = found_first(*given, **named)
            saved = other.submit(weighing.add_alerts, [more], NOW)
            if store.is_shared:  # SQLite lets nobody else write meanwhile
                saved.result()
            return found

        monkeypatch.setattr(alert_rows, "on_issues", on_issues)
        look_at(store, "Now.", revision=Revision(article_id="article-1", at=NOW + HOUR, changes=(CHANGE,)))

    known = store.alert(first.id)
    assert (known.status, [place.article for place in known.evidence]) == ("confirmed", ["article-1", "article-7"])
    assert [caveat[:6] for caveat in known.caveats] == ["edited"]


def feed_gives(store, text, **changes):
    given = {"id": None, "seen": NOW, "primary": True, "look_at": NOW + HOUR, "text": text, **changes}
    store.save_poll(PollResult(state=FeedState(feed_id="f", next_due=NOW), articles=(found_article(**given),)))


def test_what_the_feed_of_a_primary_source_gives_otherwise_is_compared_at_the_next_look_and_then_no_more(store):
    feed_gives(store, "We are ready.")
    feed_gives(store, "We  are\nready.")
    assert (the_look(store).fed, the_look(store).given) == ("We are ready.", None)

    feed_gives(store, "We are not ready.")
    look = the_look(store)
    assert (look.fed, look.given, store.article(look.article.id).text) == (
        "We are ready.",
        "We are not ready.",
        "We are ready.",
    )
    feed_gives(store, "We are never ready.")  # while the look goes on
    store.save_look(look, text=None, validators=Validators(), due=NOW + HOUR, revision=None, now=NOW)
    assert (the_look(store).fed, the_look(store).given) == ("We are not ready.", "We are never ready.")

    look_at(store, None, due=NOW + HOUR)
    assert (the_look(store).fed, the_look(store).given) == ("We are never ready.", None)


def test_what_other_feeds_give_otherwise_and_what_is_empty_is_no_edit(store):
    feed_gives(store, "We are ready.")
    feed_gives(store, "")
    feed_gives(store, "We are not ready.", primary=False)
    assert the_look(store).given is None
