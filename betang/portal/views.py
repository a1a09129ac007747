"""Public pages: what Betang is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what Betang is and where to go."""
    return render(request, "portal/home.html", {})


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """List the modelled rules."""
    return render(request, "portal/home.html", {})
