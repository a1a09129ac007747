"""The address of the outbox."""

from django.urls import path

from betang.portal.outbox.views import outbox

urlpatterns = [path("", outbox, name="outbox")]
