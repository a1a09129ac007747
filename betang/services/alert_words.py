"""What staff are told of requests, in words: number and service, never a person; many at once in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from betang.kernel.notices import Told
from betang.regulation.text import Text
from betang.services.models import AlertLevel
from betang.services.queries.catalogue import services_on
from betang.services.queries.deadlines import Reached
from betang.services.queries.sections import Sections
from betang.services.service_page import say

SINGLY = 5
"""More than these for one person at once are told in one sentence."""
NEAR, OVER = "services.deadline_near", "services.deadline_over"


def told(found: Sequence[Reached], people: Sections, names: Mapping[str, Promise]) -> list[Told]:
    """Put into words who is told what; more than SINGLY for one person become one sentence."""
    over = {each.request.pk for each in found if each.level == AlertLevel.HEAD}
    groups: dict[tuple[int, str, str | None], list[Reached]] = defaultdict(list)
    for each in found:
        officer = each.request.officer
        own = people.officer(officer) if each.level == AlertLevel.OFFICER else ()
        if each.level == AlertLevel.OFFICER and not own and each.request.pk in over:
            continue  # the heads hear that it is past its limit: nothing more
        for account in own or people.head(officer):
            page = None if own else head_page(people, account)
            groups[account, NEAR if each.level == AlertLevel.OFFICER else OVER, page].append(each)
    return [
        one
        for (account, kind, page), held in groups.items()
        for one in (many(account, kind, held, page) if len(held) > SINGLY else single(account, kind, held, names, page))
    ]


def single(
    account: int, kind: str, held: Iterable[Reached], names: Mapping[str, Promise], page: str | None
) -> list[Told]:
    """Give a sentence for each request."""
    return [
        Told(
            to=[account], kind=kind, url=address(page, each),
            text=format_lazy(
                SENTENCES[kind, each.request.officer is not None], number=each.request.number,
                service=names.get(each.request.service, each.request.service), percent=int(each.share * 100),
            ),
        )
        for each in held
    ]  # fmt: skip


def many(account: int, kind: str, held: Sequence[Reached], page: str | None) -> list[Told]:
    """Give one sentence for all of them."""
    return [Told(to=[account], kind=kind, url=address(page), text=format_lazy(TOGETHER[kind], n=len(held)))]


SENTENCES = {
    (NEAR, True): _("{number} ({service}) sudah memakai {percent} % waktunya."),
    (NEAR, False): _("{number} ({service}) sudah memakai {percent} % waktunya dan belum dipegang siapa pun."),
    (OVER, True): _("{number} ({service}) melewati batas waktunya dan belum selesai."),
    (OVER, False): _("{number} ({service}) melewati batas waktunya dan belum dipegang siapa pun."),
}
"""By kind, and whether anybody holds the request."""
TOGETHER = {
    NEAR: _("{n} permohonan mendekati batas waktunya."),
    OVER: _("{n} permohonan melewati batas waktunya dan belum selesai."),
}


def head_page(people: Sections, account: int) -> str:
    """Give where a head may see more: the sections, the board for who leads elsewhere, "" for who leads no unit."""
    if account not in people.leads:
        return ""
    return reverse("sharing" if people.leads[account] else "service_board")


def address(page: str | None, each: Reached | None = None) -> str:
    """Give where to go: the page of a head; without one the request or the queue, for who holds it."""
    if page is not None:
        return page
    return reverse("desk_request", args=[each.request.uid]) if each else reverse("desk_queue")


def names_on(now: datetime) -> Mapping[str, Promise]:
    """Name the services as they are offered today, in the language of whoever is told; one query."""
    return {code: named(each.name) for code, each in services_on(localdate(now)).items()}


def named(text: Text) -> Promise:
    """Give a text that is read in the language of whoever is told."""
    words: Promise = lazy(say, str)(text)  # type: ignore[assignment]  # a string that is not made yet
    return words
