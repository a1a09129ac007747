"""A real browser on a live server: the system's Chromium, driven by Playwright's plain interface."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.machine import chromium

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


DESK, PHONE = (1440, "light"), (390, "dark")
# Disclosures are opened for axe, and closed again for the next look. Of its findings only the faults are handed over.
AXE = """async () => {
  const closed = [...document.querySelectorAll('details:not([open])')]
  const judged = async () => {
    closed.forEach(each => { each.open = true })
    // What was folded away has no styles until it has been drawn: axe would judge black letters nobody sees.
    if (closed.length) await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    const found = await axe.run({resultTypes: ['violations']})
    closed.forEach(each => { each.open = false })
    return found
  }
  let found = await judged()
  // On a busy machine even that can be too early: a real fault is still there a moment later, folded out once more.
  if (found.violations.length) {
    await new Promise(done => setTimeout(done, 400))
    found = await judged()
  }
  return found.violations
}"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this process."""
    # Playwright runs an event loop in this thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium()), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def context_of(browser: Browser) -> Callable[[bool], BrowserContext]:
    """A context with script and one without, each made once: what it has fetched of styles and scripts, it keeps."""
    return cache(lambda script: browser.new_context(java_script_enabled=script))


@pytest.fixture
def site(settings: Any, live_server: Any) -> str:
    """The address of a live server in demo mode."""
    settings.BETANG_MODE = "demo"
    return str(live_server.url)


@dataclass
class Visit:
    """One page in the browser, with everything it wrote to the console."""

    page: Page
    theme: Any = "light"
    messages: list[str] = field(default_factory=list)

    def face(self, width: int, theme: Any) -> None:
        """Look at the page that is open in another width and colour scheme, as if the window were made so."""
        self.page.set_viewport_size({"width": width, "height": 900})
        if theme != self.theme:
            # What is folded away would keep the colours of the other scheme: the page is loaded again.
            self.theme = theme
            self.page.emulate_media(color_scheme=theme)
            self.page.reload()
        self.settle()

    def emulate(self, **media: Any) -> None:
        """Switch media or colour scheme, and wait until the page is drawn anew."""
        self.page.emulate_media(**media)
        self.settle()

    def settle(self) -> None:
        """Wait until the page is drawn; the styles inside size containers are known only then."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))")

    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def violations(self) -> list[str]:
        """What axe finds, all disclosures open: rule, and the first place."""
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(AXE)
        return [f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['failureSummary']}" for each in found]


Open = Callable[..., Any]


@pytest.fixture
def visit(context_of: Callable[[bool], BrowserContext], site: str) -> Open:
    """Open a page: `with visit("/", width=390, theme="dark") as seen:`."""

    @contextmanager
    def opened(address: str, *, width: int = 1440, theme: Any = "light", **options: Any) -> Iterator[Visit]:
        script, cookies = options.get("java_script_enabled", True), options.get("cookies", {})
        context = context_of(script)
        context.clear_cookies()
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        seen = Visit(page, theme)
        page.on("console", lambda message: seen.messages.append(message.text))
        page.on("pageerror", lambda error: seen.messages.append(str(error)))
        for pattern, handler in options.get("routes", {}).items():
            page.route(pattern, handler)
        try:
            page.goto(site + address)
            if script:
                seen.settle()
            yield seen
        finally:
            page.close()

    return opened
