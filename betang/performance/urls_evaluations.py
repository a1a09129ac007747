"""The addresses of evaluations."""

from django.urls import path

from betang.performance.views import achievements, own_evaluations, papers, team_evaluations, unit_papers

ONE = "<uuid:uid>/<int:number>/"  # the plan, and the number of the period in its year

urlpatterns = [
    path("tim/evaluasi/", team_evaluations.evaluation_team, name="evaluation_team"),
    path("tim/evaluasi/banding/", team_evaluations.evaluation_compare, name="evaluation_compare"),
    path("tim/evaluasi/kirim/", team_evaluations.evaluations_send, name="evaluations_send"),
    path(f"tim/evaluasi/{ONE}", team_evaluations.evaluation_rate, name="evaluation_rate"),
    path(f"tim/evaluasi/{ONE}simpan/", team_evaluations.evaluation_save, name="evaluation_save"),
    path(f"tim/evaluasi/{ONE}kirim/", team_evaluations.evaluation_send, name="evaluation_send"),
    path("kinerja/dokumen/", unit_papers.unit_papers, name="unit_papers"),
    path("kinerja/dokumen/kemas/", unit_papers.bundle_new, name="bundle_new"),
    path("kinerja/dokumen/ekspor/", unit_papers.evaluations_export, name="evaluations_export"),
    path("kinerja/dokumen/<uuid:pk>/unduh/", unit_papers.bundle_file, name="bundle_file"),
    path("kinerja/evaluasi/", own_evaluations.evaluation_list, name="evaluations"),
    path(f"kinerja/evaluasi/{ONE}", own_evaluations.evaluation_page, name="evaluation"),
    path(f"kinerja/evaluasi/{ONE}dokumen/", papers.evaluation_paper, name="evaluation_paper"),
    path(f"kinerja/evaluasi/{ONE}sendiri/", own_evaluations.evaluation_self, name="evaluation_self"),
    path(f"kinerja/evaluasi/{ONE}terima/", own_evaluations.evaluation_receive, name="evaluation_receive"),
    path(f"kinerja/evaluasi/{ONE}tanggapi/", own_evaluations.evaluation_answer, name="evaluation_answer"),
    path(f"kinerja/evaluasi/{ONE}keberatan/", own_evaluations.objection_file, name="objection_file"),
    path("kinerja/capaian-unit/", achievements.evaluation_units, name="evaluation_units"),
    path(
        "kinerja/capaian-unit/<slug:code>/<int:year>/<int:number>/",
        achievements.evaluation_unit,
        name="evaluation_unit",
    ),
    path("kinerja/rencana/<uuid:uid>/penilai/", achievements.evaluation_rater, name="evaluation_rater"),
]
