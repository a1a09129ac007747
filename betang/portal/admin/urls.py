"""Addresses of the administrator's screens."""

from django.urls import path

from betang.portal.admin import calendar_views, views

urlpatterns = [
    path("pertanyaan-terbuka/", views.open_questions, name="open_questions"),
    path("parameter/", views.parameters, name="parameters"),
    path("kalender/", calendar_views.calendar_page, name="calendar"),
    path("kalender/catat/", calendar_views.day_new, name="calendar_day_add"),
    path("kalender/<int:day>/batalkan/", calendar_views.day_voided, name="calendar_day_void"),
]
