"""The addresses of putting right what was told."""

from django.urls import path

from betang.services.views import corrections

DESK = "loket/pembetulan/"

urlpatterns = [
    path("permohonan/<uuid:uid>/betulkan/", corrections.corrections, name="corrections"),
    path("permohonan/<uuid:uid>/betulkan/<slug:key>/", corrections.correction, name="correction"),
    path(DESK, corrections.data_corrections, name="data_corrections"),
    path(f"{DESK}<uuid:uid>/buka/", corrections.data_correction_open, name="data_correction_open"),
    path(f"{DESK}<uuid:uid>/putuskan/", corrections.data_correction_settle, name="data_correction_settle"),
]
