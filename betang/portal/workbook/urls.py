"""Addresses of the workbook pages. Units and people go by their place in the workbook: no code or NIP in an address."""

from django.urls import path

from betang.portal.workbook import views

urlpatterns = [
    path("", views.runs, name="workbooks"),
    path("unggah/", views.upload, name="workbook_upload"),
    path("templat/", views.template, name="workbook_template"),
    path("contoh/", views.example, name="workbook_example"),
    path("<uuid:run>/", views.run, name="workbook"),
    path("<uuid:run>/unit/<int:key>/", views.unit, name="workbook_unit"),
    path("<uuid:run>/orang/<int:key>/", views.person, name="workbook_person"),
    path("<uuid:run>/unduh/", views.download, name="workbook_download"),
    path("<uuid:run>/hapus/", views.delete, name="workbook_delete"),
]
