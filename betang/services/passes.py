"""What a browser without an account holds: the requests it began, or opened by PIN, link or code, in its session."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

PASSES = "services.passes"
TOLD = "services.told"
MOST = 30


def passes(request: HttpRequest) -> list[str]:
    """Return the requests that this browser holds."""
    found: list[str] = request.session.get(PASSES, [])
    return found


def pass_give(request: HttpRequest, uid: UUID) -> None:
    """Let this browser hold a request."""
    request.session[PASSES] = [*[each for each in passes(request) if each != str(uid)], str(uid)][-MOST:]


def tell(request: HttpRequest, uid: UUID, **words: str) -> None:
    """Keep what is told once (code, PIN, link) for the pages that show it, until the session ends."""
    kept: dict[str, Any] = request.session.get(TOLD, {})
    request.session[TOLD] = {**kept, str(uid): words}


def told(request: HttpRequest, uid: UUID) -> dict[str, str]:
    """Return what was told of a request in this session; empty when nothing was, or elsewhere."""
    found: dict[str, str] = request.session.get(TOLD, {}).get(str(uid), {})
    return found


def made_here(request: HttpRequest) -> list[str]:
    """Return the requests that were sent from this session, not those merely opened in it."""
    return [uid for uid, words in request.session.get(TOLD, {}).items() if "pin" in words]
