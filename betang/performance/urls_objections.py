"""The addresses of objections."""

from django.urls import path

from betang.performance.views import objections

urlpatterns = [
    path("keberatan/", objections.objection_list, name="objections"),
    path("keberatan/<uuid:uid>/", objections.objection_page, name="objection"),
    path("keberatan/<uuid:uid>/penjelasan/<slug:side>/", objections.objection_hear, name="objection_hear"),
    path("keberatan/<uuid:uid>/putusan/", objections.objection_decide, name="objection_decide"),
    path("keberatan/<uuid:uid>/pemeriksa/", objections.objection_assign, name="objection_assign"),
]
