"""Files in the stand-in for Slack: an upload in three steps, as Slack documents it, and refused where Slack would refuse it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.slack_workspace import Workspace

PNG = b"\x89PNG\r\n\x1a\n"
LONGEST_ALT = 1_000


@dataclass
class Upload:
    """A file from the address that was given for it until it is shared; `body` is None while nothing came."""

    id: str
    name: str
    length: int
    alt: str
    body: bytes | None = None
    shared: bool = False


class Files:
    """The uploads of a workspace, by id."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.uploads: dict[str, Upload] = {}
        self.address = ""

    def begin(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """files.getUploadURLExternal."""
        name, length = arguments.get("filename"), str(arguments.get("length", ""))
        if not name or not length.isdecimal() or int(length) == 0:
            return _error("invalid_arguments", "filename and length are required")
        alt = arguments.get("alt_txt", "")
        if len(alt) > LONGEST_ALT:
            return _error("invalid_arguments", "alt_txt is too long")
        upload = Upload(f"F{len(self.uploads):09d}", name, int(length), alt)
        self.uploads[upload.id] = upload
        return {"ok": True, "upload_url": f"{self.address}{upload.id}", "file_id": upload.id}

    def take(self, file_id: str, body: bytes) -> bool:
        """What is posted to the upload address; once, with the length that was announced, and here only pictures."""
        upload = self.uploads.get(file_id)
        fits = upload is not None and upload.body is None and len(body) == upload.length and body.startswith(PNG)
        if upload is not None and fits:
            upload.body = body
        return fits

    def complete(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """files.completeUploadExternal: one message with all the files."""
        asked, channel, parent = arguments.get("files"), arguments.get("channel_id"), arguments.get("thread_ts")
        if not isinstance(asked, list) or not asked or any(set(f) - {"id", "title", "highlight_type"} for f in asked):
            return _error("invalid_arguments", "files is a list of ids with titles")
        uploads = [self.uploads.get(file.get("id", "")) for file in asked]
        if any(upload is None or upload.body is None or upload.shared for upload in uploads):
            return _error("file_not_found")
        if channel not in self._workspace.channels:
            return _error("channel_not_found")
        if channel in self._workspace.archived:
            return _error("is_archived")
        if parent and self._workspace.message(channel, parent) is None:
            return _error("invalid_thread_ts")
        shown = [_shared(upload, file.get("title")) for upload, file in zip(uploads, asked, strict=True) if upload]
        message = {"type": "message", "bot_id": "B0TESTBOT", "text": "", "files": shown, "upload": True}
        thread = {"thread_ts": parent} if parent else {}
        self._workspace.keep({**message, **thread, "channel": channel, "ts": self._workspace.next_ts()})
        return {"ok": True, "files": [{"id": file["id"], "title": file["title"]} for file in shown]}


def _shared(upload: Upload, title: str | None) -> dict[str, Any]:
    upload.shared = True
    return {
        "id": upload.id,
        "name": upload.name,
        "title": title or upload.name,
        "mimetype": "image/png",
        "alt_txt": upload.alt,
    }


def _error(code: str, *messages: str) -> dict[str, Any]:
    return {"ok": False, "error": code} | ({"response_metadata": {"messages": list(messages)}} if messages else {})
