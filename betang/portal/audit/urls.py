"""Addresses of the auditor's screens."""

from django.urls import path

from betang.portal.audit import views

urlpatterns = [
    path("", views.trail, name="audit"),
    path("periksa/", views.check, name="audit-check"),
    path("unduh/", views.export, name="audit-export"),
    path("<int:seq>/", views.entry, name="audit-entry"),
    path("<int:seq>/buka/", views.reveal, name="audit-reveal"),
]
