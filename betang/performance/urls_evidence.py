"""The addresses of evidence."""

from django.urls import path

from betang.performance.views import evidence

ONE = "kinerja/evaluasi/<uuid:uid>/<int:number>/fakta/"  # the plan, and the number of the period in its year

urlpatterns = [
    path(ONE, evidence.evaluation_facts, name="evaluation_facts"),
    path(f"{ONE}tarik/", evidence.evaluation_drawn, name="evaluation_draw"),
]
