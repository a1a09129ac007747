"""The directory of employees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from betang.kernel.access.rules import access, staff
from betang.kernel.access.viewer import viewer_of
from betang.people.forms.lists import DirectoryForm
from betang.people.queries import directory, units
from betang.people.views.trails import directory_tabs, trail


@access(staff)
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """List who serves, with search and filters in the address."""
    day = viewer_of(request).today
    form = DirectoryForm(request.GET or None, units=units.main_units())
    search = form.search() if request.GET else directory.Search()
    page, places = directory.page_of(directory.people_found(search, day=day), request.GET.get("h"), day=day)
    context = {
        "form": form,
        "page": page,
        "places": places,
        "filtered": search != directory.Search(),
        "trail": trail(),
        "tabs": directory_tabs("people"),
    }
    return render(request, "people/directory.html", context)
