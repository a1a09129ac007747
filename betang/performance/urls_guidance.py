"""The addresses of coaching and counselling."""

from django.urls import path

from betang.performance.views import guidance

ONE = "kinerja/bimbingan/<uuid:uid>/"

urlpatterns = [
    path("kinerja/bimbingan/", guidance.guidance_list, name="guidances"),
    path("tim/rencana/<uuid:uid>/bimbingan/", guidance.guidance_new, name="guidance_new"),
    path(ONE, guidance.guidance_page, name="guidance"),
    path(f"{ONE}tulis/", guidance.guidance_write, name="guidance_write"),
    path(f"{ONE}tanggapi/", guidance.guidance_reply, name="guidance_reply"),
    path(f"{ONE}konfirmasi/", guidance.guidance_confirm, name="guidance_confirm"),
]
