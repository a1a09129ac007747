"""A real browser on a live server: the system's Chromium, driven by Playwright's plain interface."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tools.machine import chromium

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this process."""
    # Playwright runs an event loop in this thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium()), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def site(settings: Any, live_server: Any) -> str:
    """The address of a live server in demo mode."""
    settings.BETANG_MODE = "demo"
    return str(live_server.url)


@dataclass
class Visit:
    """One page in the browser, with everything it wrote to the console."""

    page: Page
    messages: list[str] = field(default_factory=list)

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
        self.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['failureSummary']}" for each in found]


Open = Callable[..., Any]


@pytest.fixture
def visit(browser: Browser, site: str) -> Open:
    """Open a page: `with visit("/", width=390, theme="dark") as seen:`."""

    @contextmanager
    def opened(address: str, *, width: int = 1440, theme: Any = "light", **options: Any) -> Iterator[Visit]:
        routes = options.pop("routes", {})
        cookies = options.pop("cookies", {})
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce", **options
        )
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
        page = context.new_page()
        seen = Visit(page)
        page.on("console", lambda message: seen.messages.append(message.text))
        page.on("pageerror", lambda error: seen.messages.append(str(error)))
        for pattern, handler in routes.items():
            page.route(pattern, handler)
        page.goto(site + address)
        if options.get("java_script_enabled", True):
            seen.settle()
        yield seen
        context.close()

    return opened
