"""The addresses of cycles."""

from django.urls import path

from betang.performance.views import cycles, monitor

urlpatterns = [
    path("kinerja/siklus/", cycles.cycle_list, name="cycles"),
    path("kinerja/siklus/buka/", cycles.cycle_new, name="cycle_new"),
    path("kinerja/siklus/<int:year>/", cycles.cycle_page, name="cycle"),
    path("kinerja/siklus/<int:year>/selaraskan/", cycles.cycle_follow, name="cycle_follow"),
    path("kinerja/siklus/<int:year>/tenggat/<slug:key>/", cycles.deadline_change, name="cycle_deadline"),
    path("kinerja/siklus/<int:year>/pantau/<slug:key>/", monitor.monitor_page, name="cycle_monitor"),
    path("kinerja/siklus/<int:year>/pantau/<slug:key>/kirim/", monitor.period_close, name="cycle_close"),
]
