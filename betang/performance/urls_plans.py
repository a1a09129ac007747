"""The addresses of plans."""

from django.urls import path

from betang.performance.views import (
    matrix,
    papers,
    plan_edit,
    plan_import,
    plan_lists,
    plan_measure,
    plan_result,
    plans,
    team_plans,
)

urlpatterns = [
    path("kinerja/", plans.plan_mine, name="plan_mine"),
    path("kinerja/rencana/templat/", plan_import.plan_import_template, name="plan_import_template"),
    path("kinerja/rencana/<uuid:uid>/", plans.plan, name="plan"),
    path("kinerja/rencana/<uuid:uid>/dokumen/", papers.plan_paper, name="plan_paper"),
    path("kinerja/rencana/<uuid:uid>/mulai/", plan_edit.plan_begin, name="plan_begin"),
    path("kinerja/rencana/<uuid:uid>/susun/", plan_edit.plan_edit, name="plan_edit"),
    path("kinerja/rencana/<uuid:uid>/hasil/tambah/", plan_result.plan_result_new, name="plan_result_new"),
    path("kinerja/rencana/<uuid:uid>/hasil/<int:pk>/", plan_result.plan_result, name="plan_result"),
    path("kinerja/rencana/<uuid:uid>/hasil/<int:pk>/hapus/", plan_edit.plan_result_remove, name="plan_result_remove"),
    path("kinerja/rencana/<uuid:uid>/hasil/<int:pk>/pindah/", plan_edit.plan_result_move, name="plan_result_move"),
    path("kinerja/rencana/<uuid:uid>/indikator/<int:pk>/ukuran/", plan_measure.plan_measure, name="plan_measure"),
    path("kinerja/rencana/<uuid:uid>/lampiran/", plan_edit.plan_annex, name="plan_annex"),
    path("kinerja/rencana/<uuid:uid>/perilaku/", plan_lists.plan_expectations, name="plan_expectations"),
    path("kinerja/rencana/<uuid:uid>/aksi/", plan_lists.plan_steps, name="plan_steps"),
    path("kinerja/rencana/<uuid:uid>/aksi/<int:pk>/", plan_lists.plan_step_done, name="plan_step_done"),
    path("kinerja/rencana/<uuid:uid>/impor/", plan_import.plan_imported, name="plan_import"),
    path("kinerja/rencana/<uuid:uid>/ajukan/", plan_edit.plan_submit, name="plan_submit"),
    path("kinerja/rencana/<uuid:uid>/tarik/", plan_edit.plan_withdraw, name="plan_withdraw"),
    path("kinerja/rencana/<uuid:uid>/salin/", plan_edit.plan_copy, name="plan_copy"),
    path("kinerja/rencana/<uuid:uid>/ubah/", plan_edit.plan_revise, name="plan_revise"),
    path("tim/", team_plans.plan_team, name="plan_team"),
    path("tim/matriks/", matrix.plan_matrix, name="plan_matrix"),
    path("tim/matriks/<uuid:uid>/<uuid:lineage>/", matrix.plan_matrix_seed, name="plan_matrix_seed"),
    path("tim/matriks/<uuid:uid>/tujuan/<int:goal>/", matrix.plan_matrix_goal, name="plan_matrix_goal"),
    path("tim/rencana/<uuid:uid>/", team_plans.plan_decide, name="plan_decide"),
    path("tim/rencana/<uuid:uid>/setujui/", team_plans.plan_agree, name="plan_agree"),
    path("tim/rencana/<uuid:uid>/kembalikan/", team_plans.plan_return, name="plan_return"),
]
