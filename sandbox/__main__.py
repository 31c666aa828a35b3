"""`python -m sandbox`: a sandbox to talk to by hand, until it is interrupted."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal

from sandbox.server import Sandbox


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="sandbox", description="A local Bot API server with a web page.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8081, help="port; 0 takes a free one (default: %(default)s)")
    parser.add_argument("--token", action="append", default=[], help="register a bot with this token; repeatable")
    return parser.parse_args()


async def serve(host: str, port: int, tokens: list[str]) -> None:
    """Run until SIGINT or SIGTERM."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    box = Sandbox()
    for index, token in enumerate(tokens, start=1):
        box.world.add_bot(token, f"sandbox{index}_bot", f"Sandbox {index}")
    print(f"Sandbox at {await box.start(host, port)}", flush=True)  # noqa: T201 - told to the person who started it
    try:
        await stopping.wait()
    finally:
        await box.stop()


if __name__ == "__main__":
    arguments = read_arguments()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(arguments.host, arguments.port, arguments.token))
