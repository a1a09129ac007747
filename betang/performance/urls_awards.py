"""The addresses of awards to teams."""

from django.urls import path

from betang.performance.views import awards

ALL = "kinerja/apresiasi/penghargaan/"
ONE = f"{ALL}<uuid:uid>/"

urlpatterns = [
    path(ALL, awards.award_list, name="awards"),
    path(f"{ALL}baru/", awards.award_new, name="award_new"),
    path(ONE, awards.award_page, name="award"),
    path(f"{ONE}hitung/", awards.award_compute, name="award_compute"),
    path(f"{ONE}putuskan/", awards.award_decide, name="award_decide"),
    path(f"{ONE}batalkan/", awards.award_cancel, name="award_cancel"),
    path(f"{ONE}tim/<int:pk>/", awards.award_team, name="award_team"),
]
