"""The addresses of the satisfaction survey."""

from django.urls import path

from betang.services.views import survey, survey_paper, survey_results

urlpatterns = [
    path("survei/<str:token>/", survey.survey, name="survey"),
    path("hasil-survei/", survey_results.survey_results, name="survey_results"),
    path("hasil-survei/kertas/", survey_paper.survey_sheets, name="survey_sheets"),
    path("hasil-survei/kertas/formulir/", survey_paper.survey_blank, name="survey_blank"),
    path("hasil-survei/laporan/", survey_results.survey_report, name="survey_report"),
    path("hasil-survei/tindak-lanjut/", survey_results.follow_up_add, name="follow_up_add"),
    path("hasil-survei/tindak-lanjut/<int:follow_up>/", survey_results.follow_up_end, name="follow_up_end"),
    path("hasil-survei/tulisan/<uuid:comment>/", survey_results.comment_review, name="comment_review"),
]
