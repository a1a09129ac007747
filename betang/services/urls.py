"""All addresses of public services."""

from django.urls import include, path

urlpatterns = [
    path("", include("betang.services.urls_catalogue")),
    path("", include("betang.services.urls_residents")),
    path("", include("betang.services.urls_requests")),
    path("", include("betang.services.urls_survey")),
    path("", include("betang.services.urls_complaints")),
    path("", include("betang.services.urls_editions")),
    path("", include("betang.services.urls_corrections")),
    path("", include("betang.services.urls_exports")),
    path("", include("betang.services.urls_appointments")),
    path("", include("betang.services.urls_counter")),
    path("", include("betang.services.urls_deliveries")),
]
