"""What stands before a sensitive change: its author proves once more who they are."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from betang.kernel.accounts import entrance


def confirmed_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send somebody who did not prove it lately to the page that asks, and back; a sent form is not kept."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if entrance.confirmed(request, now=timezone.now()):
            return view(request, *args, **kwargs)
        back = request.path if request.method in {"GET", "HEAD"} else reverse("account")
        return HttpResponseRedirect(f"{reverse('account_confirm')}?{urlencode({'next': back}, safe='/')}")

    return guarded
