"""The addresses of the editions of services."""

from django.urls import path

from betang.services.views import editions

urlpatterns = [
    path("admin/layanan/", editions.edition_list, name="editions"),
    path("admin/layanan/<slug:service>/", editions.edition_history, name="edition_history"),
    path("admin/layanan/<slug:service>/edisi/", editions.edition_add, name="edition_add"),
    path("admin/layanan/edisi/<int:edition>/batalkan/", editions.edition_void, name="edition_void"),
]
