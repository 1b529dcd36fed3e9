"""The WebSocket side of the stand-in for Slack (RFC 6455, server's part), and the envelopes that it sends and sees acknowledged."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
ACK_WITHIN = 3.0


@dataclass
class Ack:
    """How the app acknowledged an envelope: after how many seconds, and with what."""

    seconds: float
    payload: dict[str, Any] | None


@dataclass
class Line:
    """One open connection."""

    sock: socket.socket
    lock: threading.Lock = field(default_factory=threading.Lock)
    pongs: bool = True
    """Whether pings are answered; a dead line does not."""

    def send(self, opcode: int, body: bytes) -> None:
        size = len(body)
        head = bytes([0x80 | opcode])
        head += (
            bytes([size])
            if size < 126
            else struct.pack("!BH", 126, size)
            if size < 65536
            else struct.pack("!BQ", 127, size)
        )
        with self.lock:
            self.sock.sendall(head + body)

    def tell(self, message: dict[str, Any]) -> None:
        self.send(TEXT, json.dumps(message).encode())

    def read(self) -> tuple[int, bytes] | None:
        """The next frame; None where the other side is gone. What a client sends must be masked."""
        head = self._exactly(2)
        if head is None:
            return None
        size = head[1] & 0x7F
        if size > 125:
            more = self._exactly(2 if size == 126 else 8)
            size = int.from_bytes(more or b"\0", "big")
        assert head[1] & 0x80, "a client's frame must be masked"
        mask, body = self._exactly(4), self._exactly(size)
        if mask is None or body is None:
            return None
        return head[0] & 0x0F, bytes(byte ^ mask[n % 4] for n, byte in enumerate(body))

    def _exactly(self, count: int) -> bytes | None:
        found = b""
        while len(found) < count:
            try:
                piece = self.sock.recv(count - len(found))
            except OSError:
                return None
            if not piece:
                return None
            found += piece
        return found


class Switchboard:
    """The connections that are open, the envelopes that wait for their acknowledgement, and what an app did wrong."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.tickets: set[str] = set()
        self.opened = 0
        self.refuse: str | None = None
        """An error code that apps.connections.open answers."""
        self.cut_short = False
        """Whether its answer breaks off."""
        self.slow = 0.0
        """Seconds that it takes."""
        self.problems: list[str] = []
        self._waiting: dict[str, tuple[float, threading.Event, list[Ack]]] = {}
        self._changed = threading.Condition()

    def ticket(self) -> str:
        made = uuid4().hex
        self.tickets.add(made)
        return made

    def serve(self, sock: socket.socket, key: str, ticket: str) -> None:
        """Answers the handshake and reads until the line is closed. A ticket is good once."""
        if ticket not in self.tickets:
            sock.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            return
        self.tickets.discard(ticket)
        accept = base64.b64encode(hashlib.sha1((key + MAGIC).encode()).digest()).decode()
        sock.sendall(
            f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )
        line = Line(sock)
        hello = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0TEST"}, "debug_info": {}}
        try:
            line.tell(hello)
        except ConnectionError:  # the app closed it as it was opened
            with self._changed:
                self.opened += 1
            return
        with self._changed:
            self.lines.append(line)
            self.opened += 1
            self._changed.notify_all()
        try:
            self._listen(line)
        finally:
            with self._changed:
                self.lines.remove(line)
                self._changed.notify_all()

    def wait_for_line(self, *, opened: int = 1, longest: float = 20.0) -> None:
        """Until so many connections were opened and one stands."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.lines and self.opened >= opened, longest), "nobody connected"

    def deliver(self, kind: str, payload: dict[str, Any], *, accepts: bool = False, longest: float = 10.0) -> Ack:
        """Sends an envelope over the newest connection and waits for its acknowledgement."""
        envelope, event, acks = uuid4().hex, threading.Event(), []
        self._waiting[envelope] = (time.monotonic(), event, acks)
        self.wait_for_line()
        self.lines[-1].tell(
            {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": accepts}
        )
        assert event.wait(longest), "the app did not acknowledge"
        if acks[0].seconds > ACK_WITHIN:
            self.problems.append(f"acknowledged after {acks[0].seconds:.1f} s")
        return acks[0]

    def warn(self, reason: str = "refresh_requested") -> None:
        """Tells the app that the connection will end, as Slack does every few hours."""
        self.lines[-1].tell({"type": "disconnect", "reason": reason, "debug_info": {"host": "test"}})

    def cut(self) -> None:
        """Breaks every connection off without a word."""
        for line in list(self.lines):
            line.sock.shutdown(socket.SHUT_RDWR)

    def _listen(self, line: Line) -> None:
        while (frame := line.read()) is not None:
            opcode, body = frame
            if opcode == PING and line.pongs:
                line.send(PONG, body)
            elif opcode == CLOSE:
                return
            elif opcode == TEXT:
                self._acknowledged(json.loads(body))

    def _acknowledged(self, message: dict[str, Any]) -> None:
        waiting = self._waiting.get(message.get("envelope_id", ""))
        if waiting is None or set(message) - {"envelope_id", "payload"}:
            self.problems.append(f"no envelope was acknowledged by {message!r:.200}")
            return
        since, event, acks = waiting
        acks.append(Ack(time.monotonic() - since, message.get("payload")))
        event.set()
