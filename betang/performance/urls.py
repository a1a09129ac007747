"""The addresses of performance."""

from django.urls import include, path

urlpatterns = [
    path("", include("betang.performance.urls_cycles")),
    path("", include("betang.performance.urls_goals")),
    path("", include("betang.performance.urls_plans")),
    path("", include("betang.performance.urls_contribution")),
    path("", include("betang.performance.urls_evaluations")),
    path("", include("betang.performance.urls_evidence")),
    path("", include("betang.performance.urls_calibration")),
    path("", include("betang.performance.urls_objections")),
    path("", include("betang.performance.urls_credit")),
    path("", include("betang.performance.urls_improvement")),
    path("", include("betang.performance.urls_feedback")),
    path("", include("betang.performance.urls_checkins")),
    path("", include("betang.performance.urls_awards")),
    path("", include("betang.performance.urls_guidance")),
    path("", include("betang.performance.urls_recognition")),
    path("", include("betang.performance.urls_rounds")),
]
