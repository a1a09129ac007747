"""The address of the signed-in home page."""

from django.urls import path

from betang.portal.desk.views import desk

urlpatterns = [path("", desk, name="desk")]
