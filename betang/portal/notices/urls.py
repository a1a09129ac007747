"""Addresses of notices."""

from django.urls import path

from betang.portal.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("<int:notice>/buka/", views.notice_open, name="notice_open"),
    path("semua-dibaca/", views.notices_read, name="notices_read"),
    path("surel-harian/", views.digest_set, name="notices_digest"),
]
