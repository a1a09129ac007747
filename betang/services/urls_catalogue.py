"""The addresses of the catalogue."""

from django.urls import path

from betang.services.views import catalogue

urlpatterns = [
    path("layanan/", catalogue.services, name="services"),
    path("layanan/<slug:service>/", catalogue.service, name="service"),
]
