"""Public pages: what Betang is; the rules of law it computes, to read and to try.

Of the database they read the public figures of services, and nothing else.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, public
from betang.portal import queries
from betang.portal.forms import DAY, FilterForm, TryForm
from betang.portal.pages import example_rows, histories, history
from betang.portal.tryout import CannotComputeError, Outcome, compute
from betang.services.queries.catalogue import grouped
from betang.services.queries.figures import figures_last
from betang.services.reading import packaged
from betang.ui.confidence import Confidence, confidence, legend, less_sure
from betang.ui.parts import Link

HERO_RULE = ("eksp-2022", "kuadran")
ASKED = ("akta kelahiran", "ktp hilang", "pindah rumah", "nik tidak ditemukan")  # examples of what can be searched
FIRST_EXAMPLES = 12  # the others are folded away


def _trail(*links: Link) -> list[Link]:
    return [Link(_("Beranda"), reverse("home")), Link(_("Aturan"), reverse("rules")), *links]


def graded(entry: queries.Entry) -> tuple[queries.Entry, Confidence, Confidence | None]:
    """Return a rule of the register with how sure its values are, and its start where that is less sure."""
    return entry, confidence(entry.confidence), less_sure(entry.start_confidence, than=entry.confidence)


@access(public)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what Betang is and where to go."""
    hero, figures = queries.find_rule(*HERO_RULE), figures_last()
    first = packaged().get(figures.rows[0].service) if figures and figures.rows else None
    context = {
        "figures": figures,
        "first_label": _("Median waktu, %(service)s") % {"service": first.name.text(get_language() or "id")}
        if first
        else "",
        "groups": queries.groups(),
        "services": grouped(packaged()),
        "offered": packaged().values(),
        "asked": ASKED,
        "totals": queries.totals(),
        "hero": hero,
        "hero_form": TryForm(hero.rule, timezone.localdate()),
    }
    return render(request, "portal/home.html", context)


@access(public)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """List the modelled rules by topic, with search and filters in the address."""
    form = FilterForm(request.GET)
    search, topic, grade = (form.chosen(name) for name in ("q", "topik", "keyakinan"))
    groups = queries.groups(search=search, topic=topic, confidence=grade)
    context = {
        "form": form,
        "groups": [(group, [graded(entry) for entry in group.entries]) for group in groups],
        "found": sum(len(group.entries) for group in groups),
        "filtered": bool(search or topic or grade),
        "totals": queries.totals(),
        "trail": [*_trail()[:-1], Link(_("Aturan"))],
    }
    return render(request, "portal/rules.html", context)


def answered(form: TryForm, *, language: str) -> Outcome | None:
    """Return the rule's answer to a filled form; None with the reason among the form's errors when it has none."""
    if not form.is_valid():
        return None
    try:
        return compute(form.rule, form.cleaned_data["values"], day=form.cleaned_data["day"], language=language)
    except CannotComputeError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return None


@access(public)
@require_safe
def rule(request: HttpRequest, topic: str, name: str) -> HttpResponse:
    """Show one rule: values with their history, examples, and a form to try it; 422 when an input is refused."""
    entry = queries.find_rule(topic, name)
    language = get_language() or "id"
    names = {DAY, *(field.name for field in entry.rule.inputs)}
    asked = any(key.partition("-")[0] in names for key in request.GET)  # "butir-0-jenis" is a part of "butir"
    form = TryForm(entry.rule, timezone.localdate(), request.GET if asked else None)
    examples = example_rows(entry.rule, language=language)
    context = {
        "entry": entry,
        "form": form,
        "outcome": answered(form, language=language) if asked else None,
        "grade": confidence(entry.confidence),
        "start_grade": less_sure(entry.start_confidence, than=entry.confidence),
        "histories": histories(entry.parameters, language=language),
        "examples": examples[:FIRST_EXAMPLES],
        "more_examples": examples[FIRST_EXAMPLES:],
        "trail": _trail(Link(entry.rule.title.text(language))),
    }
    return render(request, "portal/rule.html", context, status=422 if asked and form.errors else 200)


@access(public)
@require_safe
def value(request: HttpRequest, topic: str, name: str) -> HttpResponse:
    """Show one value of law with its history and the rules that read it."""
    parameter = queries.find_parameter(topic, name)
    language = get_language() or "id"
    context = {
        "history": history(parameter, language=language),
        "readers": queries.readers(parameter),
        "trail": _trail(Link(parameter.title.text(language))),
    }
    return render(request, "portal/value.html", context)


@access(public)
@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """List the legal instruments: how far each was read, which rules rest on it, what of it is not modelled."""
    return render(
        request,
        "portal/instruments.html",
        {"instruments": queries.instrument_list(), "trail": _trail(Link(_("Dasar hukum")))},
    )


@access(public)
@require_safe
def grades(request: HttpRequest) -> HttpResponse:
    """Explain the grades of confidence."""
    return render(request, "portal/grades.html", {"grades": legend(), "trail": _trail(Link(_("Tingkat keyakinan")))})
