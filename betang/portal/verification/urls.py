"""Addresses of the check of papers."""

from django.urls import path

from betang.portal.verification import views

urlpatterns = [
    path("verifikasi/<str:token>/", views.verification, name="verification"),
    path("verifikasi/<str:token>/berkas/", views.verification_file, name="verification_file"),
]
