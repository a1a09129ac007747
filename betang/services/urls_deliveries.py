"""The addresses of documents: attached, delivered, collected."""

from django.urls import path

from betang.services.views import downloading, results

ONE = "loket/<uuid:uid>/"

urlpatterns = [
    path("loket/siap-ambil/", results.desk_ready, name="desk_ready"),
    path("loket/siap-ambil/cetak/", results.desk_print, name="desk_print"),
    path(f"{ONE}hasil/", results.desk_result, name="desk_result"),
    path(f"{ONE}hasil/unduh/", results.desk_result_open, name="desk_result_open"),
    path(f"{ONE}tautan/", results.desk_renew, name="desk_renew"),
    path("unduh/<str:token>/", downloading.download, name="download"),
    path("lacak/<uuid:uid>/unduh/", downloading.tracked_download, name="tracked_download"),
]
