"""Addresses of the auditor's screens."""

from django.urls import path

from betang.portal.audit import views

urlpatterns = [
    path("", views.trail, name="audit"),
    path("periksa/", views.check, name="audit_check"),
    path("unduh/", views.export, name="audit_export"),
    path("<int:seq>/", views.entry, name="audit_entry"),
    path("<int:seq>/buka/", views.reveal, name="audit_reveal"),
]
