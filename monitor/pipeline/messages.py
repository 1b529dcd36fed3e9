"""What an outbox row says, from what is stored when it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.digest import alert_pictures, digest_pictures, render_page
from monitor.errors import NotifyError, PictureError
from monitor.pipeline.digest import TRAIL
from monitor.pipeline.files import page_of
from monitor.types import CatchUp, Development, HeldUp, Remark, Sent, StreamKey

if TYPE_CHECKING:
    from monitor.pipeline import Pipeline
    from monitor.types import Alert, Delivery, Picture, Story

PICTURES_FOR = timedelta(days=7)
"""How long pictures are tried; later nobody looks for them under an old message."""


def send(pipeline: Pipeline, delivery: Delivery) -> Sent:
    if delivery.kind in ("reply", "edit"):
        return _tell_on(pipeline, delivery)
    if delivery.kind == "notice":
        return _notice(pipeline, delivery)
    if delivery.kind == "picture":
        return _show(pipeline, delivery)
    if delivery.kind == "copy":
        return _forward(pipeline, delivery)
    if delivery.kind == "alert":
        alert = pipeline.store.alert(delivery.ref)
        if alert is None:
            raise NotifyError(f"alert {delivery.ref} is not in the store any more", outcome="refused")
        return pipeline.notifier.send_alert(alert, delivery.key)
    digest = pipeline.store.digest(delivery.ref)
    if digest is None:
        raise NotifyError(f"digest {delivery.ref} is not in the store any more", outcome="refused")
    return pipeline.notifier.send_digest(digest, delivery.key, str(page_of(pipeline, digest.week)))


def _forward(pipeline: Pipeline, delivery: Delivery) -> Sent:
    """A copy to another target; nothing where that does not want it."""
    name, (kind, _, ref) = delivery.key.partition("|")[0], delivery.ref.partition(":")
    forwarder = next((one for one in pipeline.forwarders if one.name == name), None)
    wants = next((target for target in pipeline.config.notify.targets if target.name == name), None)
    if forwarder is None or wants is None:
        raise NotifyError(f"{name} stands no more under [notify] in monitor.toml", outcome="refused")
    alert, digest = pipeline.store.alert(ref), pipeline.store.digest(ref)
    if kind == "digest" and digest is not None and wants.digest:
        forwarder.forward_digest(digest, render_page(digest))
    elif kind == "alert" and alert is not None and wants.alerts and alert.severity >= wants.min_severity:
        forwarder.forward_alert(alert)
    return Sent(channel=name, ts="")


def _show(pipeline: Pipeline, delivery: Delivery) -> Sent:
    """Pictures under a message; where there is nothing to draw any more, nothing."""
    place, pictures = pipeline.store.place_of(delivery.ref), _pictures(pipeline, delivery.ref)
    if place is None or not pictures or pipeline.notifier.gallery is None:
        return Sent(channel="", ts="")
    return pipeline.notifier.gallery.show(pictures, place, delivery.key)


def _pictures(pipeline: Pipeline, key: str) -> tuple[Picture, ...]:
    kind, _, ref = key.partition(":")
    oldest = pipeline.now() - PICTURES_FOR
    try:
        if kind == "digest":
            digest = pipeline.store.digest(ref)
            return () if digest is None or digest.made_at < oldest else digest_pictures(digest)
        alert = pipeline.store.alert(ref)
        return () if alert is None or alert.raised_at < oldest else _stream_picture(pipeline, alert)
    except PictureError as error:
        raise NotifyError(str(error), outcome="refused") from error


def _stream_picture(pipeline: Pipeline, alert: Alert) -> tuple[Picture, ...]:
    if alert.shown_kind == "together":  # a bundle is about several streams
        return ()
    now = pipeline.now()
    trail = pipeline.store.stream_trail(StreamKey(alert.office, alert.issue), now - TRAIL)
    return alert_pictures(alert, trail.state, trail.said, config=pipeline.config, now=now)


def _notice(pipeline: Pipeline, delivery: Delivery) -> Sent:
    if isinstance(delivery.news, CatchUp):
        alerts = tuple(alert for ref in delivery.news.alerts if (alert := pipeline.store.alert(ref)) is not None)
        return pipeline.notifier.send_notice(HeldUp(alerts=alerts, since=delivery.news.since), delivery.key)
    if not isinstance(delivery.news, Remark):
        raise NotifyError(f"nobody knows what notice {delivery.key} was to say", outcome="refused")
    return pipeline.notifier.send_notice(delivery.news, delivery.key)


def _tell_on(pipeline: Pipeline, delivery: Delivery) -> Sent:
    """What goes on from a story that was told: in its thread, or in its first message."""
    story = pipeline.store.story(delivery.ref)
    if story is None:
        raise NotifyError(f"alert {delivery.ref} is not in the store any more", outcome="refused")
    if delivery.kind == "reply":
        return pipeline.notifier.send_reply(story, _news(delivery, story), delivery.key)
    if not story.summed:
        pipeline.notifier.edit(story)
    return story.sent or Sent(channel="", ts="")


def _news(delivery: Delivery, story: Story) -> Alert | Development | Remark:
    if isinstance(delivery.news, Development | Remark):
        return delivery.news
    told = next((alert for alert in story.later if alert.id == delivery.ref), None)
    if told is None:
        raise NotifyError(f"alert {delivery.ref} goes on from no other alert", outcome="refused")
    return told
