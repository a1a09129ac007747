"""The addresses of feedback."""

from django.urls import path

from betang.performance.views import feedback, feedback_team

ONE = "kinerja/umpan-balik/"

urlpatterns = [
    path(ONE, feedback.feedback_list, name="feedback"),
    path(f"{ONE}beri/", feedback.feedback_choose, name="feedback_choose"),
    path(f"{ONE}beri/<uuid:uid>/", feedback.feedback_to, name="feedback_to"),
    path(f"{ONE}minta/", feedback.feedback_ask, name="feedback_ask"),
    path(f"{ONE}permintaan/<uuid:uid>/", feedback.feedback_request, name="feedback_request"),
    path(f"{ONE}permintaan/<uuid:uid>/tolak/", feedback.feedback_decline, name="feedback_decline"),
    path(f"{ONE}<uuid:uid>/", feedback_team.feedback_page, name="feedback_one"),
    path(f"{ONE}<uuid:uid>/balas/", feedback_team.feedback_reply, name="feedback_reply"),
    path(f"{ONE}<uuid:uid>/bukti/", feedback_team.feedback_use, name="feedback_use"),
    path("tim/umpan-balik/", feedback_team.feedback_team, name="feedback_team"),
    path("tim/umpan-balik/<uuid:uid>/", feedback_team.feedback_of_plan, name="feedback_of_plan"),
]
