"""A process that has imported the bot once and forks lives of it: ``python -m tests.walk.hearth``.

Importing takes seconds, and a walk kills the bot dozens of times. Each life is a process of its own that begins in
``xianfeng run`` with nothing but imported modules behind it. One order a line on standard input: ``live`` is answered
with a process id, ``bury`` and the id with its exit status once it is dead.
"""

from __future__ import annotations

import gc
import os
import signal
import sys


def main() -> None:
    """Serve until standard input ends; whoever still lives then is ended too."""
    from bot import cli, running

    gc.freeze()
    _say("ready", running.__name__)
    living: set[int] = set()
    for order in sys.stdin:
        word, *rest = order.split()
        if word == "live":
            pid = os.fork()
            if not pid:
                cli.app(["run"])
            living.add(pid)
            _say(pid)
        else:
            _, status = os.waitpid(int(rest[0]), 0)
            living.discard(int(rest[0]))
            _say(os.waitstatus_to_exitcode(status))
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _say(*words: object) -> None:
    """Answer on standard output, one line."""
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
