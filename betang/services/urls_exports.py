"""The addresses of exports of personal data."""

from django.urls import path

from betang.services.views import exports

urlpatterns = [
    path("loket/ekspor/", exports.data_exports, name="data_exports"),
    path("loket/ekspor/<uuid:uid>/putuskan/", exports.data_export_decide, name="data_export_decide"),
    path("loket/ekspor/<uuid:uid>/unduh/", exports.data_export_take, name="data_export_take"),
]
