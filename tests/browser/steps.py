"""Steps that journeys share: a session without typing, a look at the open page, going on as somebody else."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings

from betang.kernel.accounts.models import User
from tests.access.asking import session_of
from tests.browser.conftest import Visit


def signed_in(user: User) -> dict[str, str]:
    """Return the cookie of somebody who has just proved who they are."""
    return {settings.SESSION_COOKIE_NAME: session_of(user)}


def go(seen: Visit, address: str) -> None:
    """Open another page of the site."""
    seen.page.goto(urljoin(seen.page.url, address))


def become(seen: Visit, user: User) -> None:
    """Go on as somebody else in the same browser."""
    seen.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    site = urljoin(seen.page.url, "/")
    cookies = signed_in(user)
    seen.page.context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])


def press(seen: Visit, name: str) -> None:
    """Press a button that opens another page, and wait for that page: nothing else does."""
    with seen.page.expect_navigation():
        seen.page.get_by_role("button", name=name, exact=True).first.click()


def look(seen: Visit, *faces: tuple[int, str]) -> None:
    """Look at the page that is open, in each face: one heading, within the window, accessible, quiet on the console."""
    for face in sorted(faces, key=lambda each: each[1] != seen.theme):
        seen.face(*face)
        look(seen)
    if faces:
        return
    seen.settle()
    where, headings = seen.page.url, seen.page.locator("h1").count()
    assert (headings, seen.overflow()) == (1, 0), f"{where}: {headings} headings, {seen.overflow()} px too wide"
    found = seen.violations()
    assert found == [], f"{where}: {found}"
    assert seen.messages == [], f"{where}: {seen.messages}"
