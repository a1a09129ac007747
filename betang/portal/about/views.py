"""The pages of the footer. They ask no database."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, public
from betang.kernel.mail.delivery import KEEP_DAYS as MAIL_DAYS
from betang.kernel.notices.digest import KEEP_DAYS as NOTICE_DAYS
from betang.portal.about import facts, sections
from betang.portal.queries import totals
from betang.ui.parts import Link


def _trail(label: str) -> list[Link]:
    return [Link(_("Beranda"), reverse("home")), Link(label)]


@access(public)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say which data are held, why, who sees them, for how long, and what rights people have."""
    context = {
        "trail": _trail(_("Privasi")),
        "sections": sections.PRIVACY,
        "contact": settings.BETANG_CONTACT,
        "cookies": facts.cookies(),
        "mail_days": MAIL_DAYS,
        "notice_days": NOTICE_DAYS,
        "sign_in_years": facts.sign_in_years(timezone.localdate()),
    }
    return render(request, "portal/about/privacy.html", context)


@access(public)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the site is, what is not, and whom to tell; switch single keys off or on."""
    context = {
        "trail": _trail(_("Aksesibilitas")),
        "sections": sections.ACCESSIBILITY,
        "contact": settings.BETANG_CONTACT,
    }
    return render(request, "portal/about/accessibility.html", context)


@access(public)
@require_safe
def measuring(request: HttpRequest) -> HttpResponse:
    """Say how results come about, how sure their grounds are, and what is not measured."""
    context = {
        "trail": _trail(_("Cara kami mengukur")),
        "sections": sections.MEASURING,
        "totals": totals(),
        "certainty": facts.certainty(),
        "unsettled": facts.unsettled(),
    }
    return render(request, "portal/about/measuring.html", context)


@access(public)
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Say how to sign in, find and correct things, and whom to ask."""
    context = {"trail": _trail(_("Bantuan")), "sections": sections.HELP, "contact": settings.BETANG_CONTACT}
    return render(request, "portal/about/help.html", context)
