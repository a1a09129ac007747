"""The style guide's address."""

from django.urls import path

from betang.ui.views import guide

urlpatterns = [path("", guide, name="guide")]
