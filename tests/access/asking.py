"""Asks for an address as somebody and says in a word of the expectations what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.test import Client
from django.utils import timezone

from betang.kernel.accounts.entrance import CONFIRMED_AT
from betang.kernel.accounts.models import User


def session_of(user: User | None) -> str:
    """Sign somebody in who has just proved who they are; return the key of the session, "" for a visitor."""
    if user is None:
        return ""
    client = Client()
    client.force_login(user)
    session = client.session
    session[CONFIRMED_AT] = timezone.now().timestamp()
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@cache
def browser(*, enforce_csrf_checks: bool) -> Client:
    """Return the one browser that all ask with: to make one loads all middleware, longer than a page takes."""
    return Client(enforce_csrf_checks=enforce_csrf_checks, headers={"host": "localhost"})


def client_with(session: str, *, enforce_csrf_checks: bool = False) -> Client:
    """Give the browser a session and nothing else."""
    client = browser(enforce_csrf_checks=enforce_csrf_checks)
    client.cookies.clear()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def outcome(response: HttpResponseBase) -> str:
    """Say in a word of the expectations what an answer means."""
    named = {401: "unauthorised", 403: "forbidden", 404: "hidden"}
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?next="
    if response.status_code == 302 and response.headers["Location"].startswith(sign_in):
        return "sign_in"
    if response.status_code in {405, 500}:  # 503 is an answer: not ready
        return f"broken ({response.status_code})"
    return named.get(response.status_code, "allowed")


def send(client: Client, *, url: str, method: str, data: Mapping[str, str]) -> Any:
    """Send a request, a POST as a form."""
    return client.post(url, data) if method == "POST" else client.generic(method, url)


def ask(session: str, *, url: str, method: str, data: Mapping[str, str]) -> str:
    """Ask for an address and take back whatever it changed."""
    with transaction.atomic():
        try:
            with closing(send(client_with(session), url=url, method=method, data=data)) as response:
                answered = outcome(response)
        except Exception as error:  # whatever a view lets through is a finding, and the next address is asked still
            answered = f"broken ({error!r})"
        transaction.set_rollback(True)
    return answered
