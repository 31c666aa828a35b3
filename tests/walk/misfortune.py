"""Killing the bot between any two steps, and in the middle of what it does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from enum import StrEnum
from itertools import cycle

from sandbox.client.link import until
from tests.walk.lodging import OutOfHouse
from tests.walk.walker import PATIENCE_SECONDS, Step, Trap, Walk


class Moment(StrEnum):
    """When the bot is killed."""

    AT_REST = "after everything was settled"
    AT_ONCE = "when the step's last update had just been sent, or the clock had just begun to move"
    BEFORE_THE_CALL = "when it had decided, and its first word about it had not left"
    AFTER_THE_CALL = "when its first word had arrived, and it did not know yet"


def moments() -> Iterator[Moment]:
    """A moment for each step: three in the middle of something for one at rest."""
    return cycle((Moment.AT_ONCE, Moment.BEFORE_THE_CALL, Moment.AFTER_THE_CALL, Moment.AT_REST))


async def take_and_kill(
    walk: Walk, lodging: OutOfHouse, step: Step, moment: Moment, verbs: int, *, cold: bool
) -> Moment:
    """Take a step with a kill in it, start the bot again, and see that the step holds; says when it really died.

    ``verbs`` is how many verbs the step has: the last one is cut. A step in which the bot says nothing
    dies at rest instead. It is started ``cold`` by the command line, or warm.
    """
    walk.step = step.name
    if moment in (Moment.BEFORE_THE_CALL, Moment.AFTER_THE_CALL):
        walk.trap = Trap(verbs, "before" if moment is Moment.BEFORE_THE_CALL else "after")
    walking = asyncio.create_task(_act(walk, step, settle=moment is not Moment.AT_ONCE))
    try:
        died = await _wait_for(walk, walking, moment, verbs)
        await lodging.kill()
        await walk.control.clear_faults()
        walk.trap = None
        await lodging.start(cold=cold)
        await walking
    finally:
        walking.cancel()
    await walk.settle()
    await step.expect(walk)
    return died


async def _act(walk: Walk, step: Step, *, settle: bool) -> None:
    await step.act(walk)
    if settle:
        await walk.settle()


async def _wait_for(walk: Walk, walking: asyncio.Task[None], moment: Moment, verbs: int) -> Moment:
    """Wait for the moment, or for the end of a step that has no such moment."""

    async def look() -> Moment | None:
        if walking.done():
            walking.result()
            return moment if moment is Moment.AT_ONCE else Moment.AT_REST
        if walk.verbs.get(walk.step, 0) < verbs:
            return None
        if moment is Moment.AT_ONCE and walk.moving.is_set():
            return moment
        return moment if walk.sprung() else None

    return await until(look, PATIENCE_SECONDS)
