"""Addresses of the footer's pages."""

from django.urls import path

from betang.portal.about import views

urlpatterns = [
    path("privasi/", views.privacy, name="privacy"),
    path("aksesibilitas/", views.accessibility, name="accessibility"),
    path("cara-mengukur/", views.measuring, name="measuring"),
    path("bantuan/", views.help_page, name="help"),
]
