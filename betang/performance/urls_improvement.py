"""The addresses of plans to do better."""

from django.urls import path

from betang.performance.views import improvement

ONE = "kinerja/perbaikan/<uuid:uid>/"

urlpatterns = [
    path("kinerja/perbaikan/", improvement.improvement_list, name="improvements"),
    path("kinerja/perbaikan/pantauan/", improvement.improvement_watch, name="improvement_watch"),
    path("tim/evaluasi/<uuid:uid>/<int:number>/perbaikan/", improvement.improvement_new, name="improvement_new"),
    path(ONE, improvement.improvement_page, name="improvement"),
    path(f"{ONE}langkah/", improvement.improvement_step_new, name="improvement_step_new"),
    path(f"{ONE}langkah/<int:pk>/", improvement.improvement_step, name="improvement_step"),
    path(f"{ONE}tutup/", improvement.improvement_close, name="improvement_close"),
]
