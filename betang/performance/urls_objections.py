"""The addresses of objections."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
