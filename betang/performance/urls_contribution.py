"""The addresses of contributions."""

from django.urls import path

from betang.performance.views import contribution

urlpatterns = [
    path("kinerja/kontribusi/", contribution.contribution_own, name="contribution"),
    path("kinerja/kontribusi/<uuid:uid>/", contribution.contribution_of, name="contribution_of"),
]
