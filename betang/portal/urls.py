"""The portal's public addresses."""

from django.urls import path

from betang.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("aturan/", views.rules, name="rules"),
]
