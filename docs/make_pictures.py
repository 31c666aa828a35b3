"""Make the pictures of the READMEs from the running demo: ``python -m docs.make_pictures``. Needs Debian's chromium.

The demo runs as a newcomer runs it; a few members act through the sandbox, the page is photographed, the clock is moved
to the month's end, and the ranking is taken as the group got it. For emoji: Debian's fonts-noto-color-emoji.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import sys
from datetime import datetime
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from sandbox.client import Control, Person
from sandbox.shapes import Json

PICTURES = Path(__file__).parent / "pictures"
READY = re.compile(r"(http://[\d.:]+)/(#panels=\S+)")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
SECONDS = 60.0


async def main() -> None:
    """Run the demo, act, and write every picture."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is missing; on Debian: apt-get install chromium fonts-noto-color-emoji")
    demo = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    try:
        base, panels = await asyncio.wait_for(_ready(demo), SECONDS)
        async with Control(base) as control, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            people = await _people(control)
            group = next(chat["id"] for chat in (await control.world())["chats"] if chat["type"] != "private")
            await _act(control, people, group)
            await _photograph(browser, f"{base}/{panels}", "sandbox.png", width=1440, height=900)
            await _photograph(browser, f"{base}/{panels}", "phone.png", width=390, height=844)
            await _to_month_end(control, people, group)
            await _photograph(browser, f"{base}/{panels}", "month-end.png", width=1440, height=900)
            await browser.close()
    finally:
        demo.send_signal(signal.SIGINT)
        await demo.wait()


async def _ready(demo: asyncio.subprocess.Process) -> tuple[str, str]:
    assert demo.stdout is not None  # noqa: S101 (a pipe, see above)
    async for line in demo.stdout:
        found = READY.search(line.decode())
        if found:
            return found[1], found[2]
    raise RuntimeError("the demo ended before it was ready")


async def _people(control: Control) -> dict[str, Person]:
    return {user["first_name"]: Person(user["id"], user["first_name"]) for user in (await control.world())["users"]}


async def _act(control: Control, people: dict[str, Person], group: int) -> None:
    """Some check in, one asks leave, one looks at his points."""
    prompt = await control.wait_for(people["张伟"], "签到", chat=group, timeout_seconds=SECONDS)
    for name in ("李秀英", "赵文静", "刘洋", "吴磊", "徐丽"):
        await control.tap(people[name], prompt, _button(prompt, "签到"), chat=group)
    await control.tap(people["周敏"], prompt, _button(prompt, "请公假"), chat=group)
    await control.say(people["张伟"], None, "/points")
    await control.wait_for(people["张伟"], "已签到 5/", chat=group, timeout_seconds=SECONDS)


async def _to_month_end(control: Control, people: dict[str, Person], group: int) -> None:
    await control.move_to(datetime.fromisoformat("2026-07-01T09:05:00+08:00"))
    ranking = await control.wait_for(
        people["张伟"],
        lambda message: "photo" in message and "2026年6月" in message["caption"],
        chat=group,
        timeout_seconds=SECONDS,
    )
    picture = await control.file(ranking["photo"][-1]["file_id"])
    (PICTURES / "ranking.png").write_bytes(picture)


def _button(message: Json, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(button["text"]) for row in rows for button in row if label in button["text"])


async def _photograph(browser: Browser, url: str, name: str, *, width: int, height: int) -> None:
    page = await browser.new_page(viewport={"width": width, "height": height})
    await page.goto(url)
    await page.get_by_role("log").first.wait_for()
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=PICTURES / name)
    await page.close()


if __name__ == "__main__":
    asyncio.run(main())
