"""The addresses of 360-degree feedback."""

from django.urls import path

from betang.performance.views import rounds

ALL = "kinerja/umpan-balik/360/"

urlpatterns = [
    path(ALL, rounds.round_home, name="feedback360"),
    path(f"{ALL}isi/<uuid:uid>/", rounds.round_answer, name="feedback360_answer"),
    path(f"{ALL}hasil/<uuid:uid>/", rounds.round_result, name="feedback360_result"),
    path(f"{ALL}putaran/", rounds.round_list, name="feedback360_rounds"),
    path(f"{ALL}putaran/<uuid:uid>/rangkum/", rounds.round_seal, name="feedback360_seal"),
]
