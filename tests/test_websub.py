"""A hub tells of news: a strict hub, the site that it reaches, and the passes over a real store, all by real HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import aiohttp

from monitor.types import WebSubSettings
from tests.websub_service import HOUR, subscribed


async def test_a_feed_that_names_a_hub_is_subscribed_and_a_signed_push_makes_it_due() -> None:
    async with subscribed() as service:
        assert service.hub.agreed
        assert service.words == "127.0.0.1 tells us of news until 2026-10-05 09:10 UTC"
        assert service.state.next_due > service.clock() + timedelta(minutes=5)

        service.clock.pass_time(minutes=2)
        service.hub.items = 2
        for method in ("sha256", "sha512", "sha384", "sha1"):
            assert await service.hub.publish(method=method) == [202]
        assert service.state.next_due == service.clock()
        assert (await service.pipeline.poll()).new == 1


async def test_what_lets_a_hub_in_is_not_written_where_a_subscription_is() -> None:
    async with subscribed() as service:
        (found,) = service.subscriptions
        assert not [secret for secret in (found.token, found.secret) if secret in repr(found)]


async def test_what_is_not_signed_as_agreed_is_taken_and_ignored_and_said_once() -> None:
    async with subscribed() as service:
        due = service.state.next_due
        service.clock.pass_time(minutes=2)
        for statuses in (await service.hub.publish(secret="guessed"), await service.hub.publish(method="md5")):
            assert statuses == [202]
        assert service.state.next_due == due
        assert service.words.endswith("; 127.0.0.1: what it sent was not signed as agreed, and was ignored")
        await service.hub.publish()
        assert "ignored" not in service.words
        assert service.pipeline.store.counts()["articles"] == 1


async def test_pushes_without_end_ask_a_feed_once_a_minute_and_once_more_after_the_last() -> None:
    async with subscribed() as service:
        await service.hub.publish()
        assert service.state.next_due == service.clock() + timedelta(minutes=1)
        service.clock.pass_time(minutes=1)
        await service.pipeline.poll()
        assert service.state.next_due > service.clock() + timedelta(minutes=5)

        service.clock.pass_time(minutes=3)
        await service.hub.publish()
        await service.pipeline.poll()
        # What was published while it was asked, or what caches held back, comes with the next.
        assert service.state.next_due == service.clock() + timedelta(minutes=1)


async def test_a_feed_that_fails_is_asked_when_its_failures_want() -> None:
    async with subscribed() as service:
        state = service.state
        failing = replace(state, failures=2, next_due=service.clock() + HOUR)
        assert failing.due_after_push(service.clock()) is None
        assert replace(state, ended=True).due_after_push(service.clock()) is None
        assert state.due_after_push(service.clock() + HOUR) is None, "it is due before"


async def test_a_challenge_goes_back_only_for_what_was_asked() -> None:
    async with subscribed() as service:
        form = service.hub.asked[0]
        assert await service.hub.verify(form) == 404, "it was confirmed already"
        assert await service.hub.verify(form | {"hub.mode": "unsubscribe"}) == 404, "nobody asked for that"
        assert service.hub.agreed
        service.clock.pass_time(minutes=8)
        service.hub.refuses = 500
        assert await service.subscribe() != ()
        assert await service.hub.verify(form, **{"hub.topic": "http://other.example/feed"}) == 404
        assert await service.hub.verify(form | {"hub.callback": form["hub.callback"] + "x"}) == 404


async def test_a_lease_is_renewed_before_it_ends_and_a_refusal_is_said_and_tried_again() -> None:
    async with subscribed() as service:
        service.clock.pass_time(minutes=7)
        await service.subscribe()
        assert len(service.hub.asked) == 1, "three quarters of the ten minutes are not over"
        service.clock.pass_time(minutes=1)
        service.hub.refuses = 500
        (line,) = await service.subscribe()
        assert line.endswith("127.0.0.1, asked to subscribe: answered 500 (Internal Server Error)")
        service.clock.pass_time(minutes=30)
        assert service.words.startswith("polled only: 127.0.0.1, asked to subscribe: answered 500")
        await service.subscribe()
        assert len(service.hub.asked) == 2, "an hour later, not every half minute"
        service.hub.refuses = 0
        service.clock.pass_time(minutes=31)
        await service.subscribe()
        assert service.words == "127.0.0.1 tells us of news until 2026-10-05 10:19 UTC"
        assert len({form["hub.callback"] for form in service.hub.asked}) == 1


async def test_a_denial_ends_it_with_its_reason_and_is_asked_about_a_week_later() -> None:
    async with subscribed() as service:
        assert await service.hub.deny("closed\nfor\x00 you") == [200]
        assert service.words == "polled only: 127.0.0.1 denied the subscription: closed for you"
        service.clock.pass_time(days=6)
        await service.subscribe()
        assert len(service.hub.asked) == 1
        service.clock.pass_time(days=1)
        await service.subscribe()
        assert service.subscriptions[0].holds(service.clock())


async def test_a_feed_that_is_removed_is_unsubscribed_and_its_address_is_gone() -> None:
    async with subscribed() as service:
        callback = service.hub.asked[0]["hub.callback"]
        service.pipeline = service.without(service.pipeline)
        await service.subscribe()
        assert (service.hub.asked[-1]["hub.mode"], service.hub.agreed, service.subscriptions) == ("unsubscribe", {}, [])
        assert await service.hub.post(callback, b"news", {}) == 410


async def test_a_hub_that_will_not_let_go_is_asked_three_times_and_forgotten() -> None:
    async with subscribed() as service:
        service.hub.refuses = 503
        service.hub.lease = 10**6
        service.pipeline.store.change_subscription(
            service.subscriptions[0], replace(service.subscriptions[0], until=service.clock() + timedelta(days=9))
        )
        service.pipeline = service.without(service.pipeline)
        for _ in range(6):
            await service.subscribe()
            service.clock.pass_time(hours=9)
        assert [form["hub.mode"] for form in service.hub.asked] == ["subscribe", *["unsubscribe"] * 3]
        assert service.subscriptions == []


async def test_another_callback_or_another_hub_begins_anew() -> None:
    async with subscribed() as service:
        old = service.subscriptions[0]
        moved = replace(old, callback="http://old.example/websub/x")
        service.pipeline.store.change_subscription(old, moved)
        await service.subscribe()
        (new,) = service.subscriptions
        assert (new.token != old.token, new.holds(service.clock())) == (True, True)


async def test_the_callback_takes_no_more_than_a_document_and_tells_strangers_nothing() -> None:
    async with subscribed() as service:
        callback = service.hub.asked[0]["hub.callback"]
        assert await service.hub.post(callback, bytes(65 * 1024), {}) == 413
        assert await service.hub.post(callback, b"no gzip", {"Content-Encoding": "gzip"}) == 202
        async with aiohttp.ClientSession(headers={"Host": "public.example"}) as session:
            async with session.post(callback, data=b"x") as answer:
                assert (answer.status, await answer.text()) == (202, "")
            async with session.post(f"{callback}x", data=b"x") as answer:
                assert (answer.status, await answer.text()) == (410, "")
            async with session.get(callback) as answer:
                assert (answer.status, await answer.text()) == (404, "")
            async with session.get(callback.partition("/websub")[0] + "/feeds") as answer:
                assert "Ministry" not in await answer.text()


async def test_without_a_callback_no_hub_is_asked() -> None:
    async with subscribed(begun=False) as service:
        await service.pipeline.poll()
        service.pipeline = replace(service.pipeline, config=replace(service.pipeline.config, websub=WebSubSettings()))
        await service.subscribe()
        assert (service.hub.asked, service.subscriptions, service.state.hub) == ([], [], service.hub.url)
