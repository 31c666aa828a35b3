"""A minimal Bot API server in a process of its own: it answers at once and checks nothing.

The strict sandbox would be the bottleneck of a measurement. It understands just enough HTTP/1.1 for the two client
libraries (``Content-Length`` and chunked bodies, keep-alive) and writes no more than a client library decodes.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
from contextlib import AbstractContextManager

from bench.processes import server_process

_numbers = itertools.count(1000)
TRUE = b'{"ok":true,"result":true}'
MESSAGE = (
    b'{"ok":true,"result":{"message_id":%d,"date":1782262800,"chat":{"id":1001,"type":"private","first_name":"A"},'
    b'"from":{"id":700000001,"is_bot":true,"first_name":"B","username":"bench_bot"},"text":"ok"}}'
)
ME = (
    b'{"ok":true,"result":{"id":700000001,"is_bot":true,"first_name":"B","username":"bench_bot",'
    b'"can_join_groups":true,"can_read_all_group_messages":true,"supports_inline_queries":false}}'
)


def _answer(path: bytes) -> bytes:
    method = path.rsplit(b"/", 1)[-1].lower()
    if method.startswith((b"send", b"edit")):
        return MESSAGE % next(_numbers)
    return ME if method == b"getme" else TRUE


class _Connection(asyncio.Protocol):
    def __init__(self) -> None:
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (request := self._take()) is not None:
            body = _answer(request)
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            assert self._transport is not None
            self._transport.write(head + body)

    def _take(self) -> bytes | None:
        """Take one whole request off the buffer and give its path; None while it is not whole."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self._buffer[:end].lower()
        start = end + 4
        if b"transfer-encoding: chunked" in head:
            stop = self._buffer.find(b"0\r\n\r\n", start)
            if stop < 0:
                return None
            size = stop + 5
        else:
            mark = head.find(b"content-length:")
            length = int(head[mark + 15 :].split(b"\r\n", 1)[0]) if mark >= 0 else 0
            size = start + length
            if len(self._buffer) < size:
                return None
        path = self._buffer.split(b" ", 2)[1]
        self._buffer = self._buffer[size:]
        return path


def _serve(listening: socket.socket) -> None:
    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(_Connection, sock=listening)
        await server.serve_forever()

    asyncio.run(main())


def answering_server() -> AbstractContextManager[str]:
    """Run the server in another process until the block ends; gives its base URL on loopback."""
    return server_process(_serve)
