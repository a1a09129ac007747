"""The addresses of version 1."""

from django.urls import path

from betang.api.v1.facts import facts
from betang.api.v1.openapi import openapi

urlpatterns = [
    path("facts", facts, name="api_facts"),
    path("openapi.json", openapi, name="api_openapi"),
]
