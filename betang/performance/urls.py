"""The addresses of performance."""

from django.urls import include, path

urlpatterns = [
    path("", include(f"betang.performance.urls_{area}"))
    for area in ("cycles", "goals", "plans", "evaluations", "objections")
]
