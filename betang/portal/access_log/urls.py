"""Addresses of the access log."""

from django.urls import path

from betang.portal.access_log import views

urlpatterns = [
    path("", views.access_log, name="access_log"),
    path("unduh/", views.access_log_export, name="access_log_export"),
]
