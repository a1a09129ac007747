"""All addresses of the web: health, preferences, style guide, portal."""

from django.urls import include, path

urlpatterns = [
    path("", include("betang.kernel.http.health")),
    path("", include("betang.kernel.http.preferences")),
    path("gaya/", include("betang.ui.urls")),
    path("", include("betang.people.urls")),
    path("", include("betang.ledger.urls")),
    path("", include("betang.performance.urls")),
    path("", include("betang.services.urls")),
    path("api/v1/", include("betang.api.v1.urls")),
    path("", include("betang.portal.urls")),
]

handler400 = "betang.ui.error_pages.bad_request"
handler403 = "betang.ui.error_pages.forbidden"
handler404 = "betang.ui.error_pages.not_found"
handler500 = "betang.ui.error_pages.server_error"
