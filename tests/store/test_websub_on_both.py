"""A hub tells of news by real HTTP, on both databases: asked, confirmed, pushed, renewed, left alone."""

from __future__ import annotations

from tests.websub_service import subscribed


async def test_a_hub_tells_of_news_from_the_first_question_to_the_last(url) -> None:
    async with subscribed(database=url) as service:
        first = service.subscriptions[0].until
        service.clock.pass_time(minutes=2)
        service.hub.items = 2
        assert await service.hub.publish() == [202]
        assert service.state.next_due == service.clock()
        assert (await service.pipeline.poll()).new == 1

        service.clock.pass_time(minutes=8)
        assert await service.subscribe() == ()
        assert service.subscriptions[0].until > first

        callback = service.hub.asked[0]["hub.callback"]
        service.pipeline = service.without(service.pipeline)
        await service.subscribe()
        assert (service.hub.agreed, service.subscriptions) == ({}, [])
        assert await service.hub.post(callback, b"news", {}) == 410
