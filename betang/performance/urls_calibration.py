"""The addresses of calibration."""

from django.urls import path

from betang.performance.views import calibration, calibration_cases

urlpatterns = [
    path("kalibrasi/", calibration.calibration_list, name="calibrations"),
    path("kalibrasi/baru/", calibration.calibration_new, name="calibration_new"),
    path("kalibrasi/<uuid:uid>/", calibration.calibration_page, name="calibration"),
    path("kalibrasi/<uuid:uid>/berdampingan/", calibration_cases.calibration_compare, name="calibration_compare"),
    path("kalibrasi/<uuid:uid>/serahkan/", calibration.calibration_hand_in, name="calibration_hand_in"),
    path("kalibrasi/<uuid:uid>/kunci/", calibration.calibration_lock, name="calibration_lock"),
    path("kalibrasi/perkara/<uuid:uid>/", calibration_cases.calibration_case, name="calibration_case"),
    path("kalibrasi/perkara/<uuid:uid>/usul/", calibration_cases.calibration_propose, name="calibration_propose"),
    path("kalibrasi/perkara/<uuid:uid>/jawab/", calibration_cases.calibration_answer, name="calibration_answer"),
]
