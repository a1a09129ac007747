"""Lets staff search people and units: four queries, whatever the size of the city."""

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from betang.kernel.access.rules import staff
from betang.kernel.access.viewer import Viewer
from betang.people import rules
from betang.people.models import Unit
from betang.people.queries.directory import Search, people_found, places
from betang.ui.search import Hit, Results, search_provider


@search_provider(staff, title=_("Pegawai"), order=10)
def people(viewer: Viewer, words: str, limit: int) -> Results:
    """Find people by words of their name, or by a whole NIP."""
    found = people_found(Search(words=words), day=viewer.today).filter(rules.may_see_person(viewer))
    rows = list(found[: limit + 1])
    hits = [
        Hit(
            title=place.employee.full_name,
            note=" · ".join(part for part in (place.post, place.unit.short if place.unit else "") if part),
            url=reverse("person", args=[place.employee.uid]), icon="id",
        )
        for place in places(rows[:limit], day=viewer.today)
    ]  # fmt: skip
    more = f"{reverse('people')}?{urlencode({'q': words})}" if len(rows) > limit else ""
    return Results(hits=hits, more_url=more)


@search_provider(staff, title=_("Unit kerja"), order=20)
def units(viewer: Viewer, words: str, limit: int) -> Results:
    """Find units by words of their name or abbreviation."""
    wanted = Q(closed_date__isnull=True)
    for word in words.split()[:6]:
        wanted &= Q(name__icontains=word) | Q(abbreviation__icontains=word)
    rows = list(Unit.objects.filter(wanted).select_related("parent").order_by("-main", "name")[: limit + 1])
    hits = [
        Hit(title=unit.name, note=unit.parent.short if unit.parent else "", url=reverse("unit", args=[unit.code]),
            icon="build")
        for unit in rows[:limit]
    ]  # fmt: skip
    return Results(hits=hits, more_url=reverse("units") if len(rows) > limit else "")
