"""The addresses of recognition."""

from django.urls import path

from betang.performance.views import recognition

ONE = "kinerja/apresiasi/"

urlpatterns = [
    path(ONE, recognition.thanks_list, name="thanks"),
    path(f"{ONE}beri/", recognition.thanks_choose, name="thanks_choose"),
    path(f"{ONE}beri/<uuid:uid>/", recognition.thanks_to, name="thanks_to"),
    path(f"{ONE}<uuid:uid>/izin/", recognition.thanks_show, name="thanks_show"),
    path(f"{ONE}<uuid:uid>/tarik/", recognition.thanks_withdraw, name="thanks_withdraw"),
    path(f"{ONE}<uuid:uid>/sembunyikan/", recognition.thanks_hide, name="thanks_hide"),
]
