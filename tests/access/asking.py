"""Asks for an address as somebody and says in a word of the expectations what came of it."""

from __future__ import annotations

from contextlib import closing

from django.conf import settings
from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.test import Client

from betang.kernel.accounts.models import User


def session_of(user: User | None) -> str:
    """Sign somebody in; return the key of the session, "" for a visitor."""
    if user is None:
        return ""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def client_with(session: str, *, enforce_csrf_checks: bool = False) -> Client:
    """Make a browser that holds a session and nothing else."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks, headers={"host": "localhost"})
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def outcome(response: HttpResponseBase) -> str:
    """Say in a word of the expectations what an answer means."""
    named = {401: "unauthorised", 403: "forbidden", 404: "hidden"}
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?next="
    if response.status_code == 302 and response.headers["Location"].startswith(sign_in):
        return "sign_in"
    if response.status_code == 405 or response.status_code >= 500:
        return f"broken ({response.status_code})"
    return named.get(response.status_code, "allowed")


def ask(session: str, *, url: str, method: str) -> str:
    """Ask for an address and take back whatever it changed."""
    with transaction.atomic():
        try:
            with closing(client_with(session).generic(method, url)) as response:
                answered = outcome(response)
        except Exception as error:  # whatever a view lets through is a finding, and the next address is asked still
            answered = f"broken ({error!r})"
        transaction.set_rollback(True)
    return answered
