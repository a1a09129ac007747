"""The addresses of check-ins."""

from django.urls import path

from betang.performance.views import checkins

ONE = "kinerja/dialog/<uuid:uid>/"

urlpatterns = [
    path("kinerja/rencana/<uuid:uid>/dialog/", checkins.checkin_list, name="checkins"),
    path(ONE, checkins.checkin_page, name="checkin"),
    path(f"{ONE}sepakati/", checkins.checkin_confirm, name="checkin_confirm"),
    path(f"{ONE}langkah/", checkins.checkin_step_add, name="checkin_step_add"),
    path(f"{ONE}langkah/<int:step>/", checkins.checkin_step_done, name="checkin_step_done"),
]
