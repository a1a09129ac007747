"""The addresses of the catalogue."""

from django.urls import path

from betang.services.views import catalogue, figures

urlpatterns = [
    path("layanan/", catalogue.services, name="services"),
    path("layanan/<slug:service>/", catalogue.service, name="service"),
    path("transparansi/", figures.transparency, name="transparency"),
    path("transparansi/layanan.csv", figures.transparency_csv, name="transparency_csv"),
]
