"""The page as its user has it in hand: panels by number, messages by their words, buttons by their labels."""

from __future__ import annotations

from playwright.async_api import Browser, Locator, Page, expect

BOUND = 15_000
"""Milliseconds that anything may take to appear."""


class Messenger:
    """One open page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.set_default_timeout(BOUND)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    @classmethod
    async def open(
        cls, browser: Browser, base: str, *panels: tuple[int, int], width: int = 1440, height: int = 900
    ) -> Messenger:
        """Open the page with a (viewer, chat) for each panel."""
        page = await browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
        messenger = cls(page)
        chosen = ",".join(f"{viewer}:{chat}" for viewer, chat in panels)
        await page.goto(f"{base}/#panels={chosen}" if chosen else f"{base}/")
        await page.get_by_role("log").first.wait_for()
        # What the page reads once its event stream is open has been read: from now on only events change it.
        await page.wait_for_load_state("networkidle")
        return messenger

    def panel(self, number: int) -> Locator:
        """The panel at a place, from 0."""
        return self.page.locator(".panel").nth(number)

    async def say(self, panel: int, text: str) -> None:
        """Type a message and send it by the Enter key."""
        field = self.panel(panel).get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")

    async def tap(self, panel: int, label: str) -> None:
        """Press the newest button of a label."""
        await self.panel(panel).get_by_role("log").get_by_role("button", name=label, exact=True).last.click()

    async def sees(self, panel: int, text: str) -> None:
        """Wait until a panel's chat shows words."""
        await expect(self.panel(panel).get_by_role("log")).to_contain_text(text, timeout=BOUND)

    async def is_told(self, panel: int, text: str) -> None:
        """Wait until a passing line over a panel says words."""
        await expect(self.panel(panel).locator(".toasts")).to_contain_text(text, timeout=BOUND)
