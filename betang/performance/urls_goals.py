"""The addresses of goals."""

from django.urls import path

from betang.performance.views import goal_edit, goals

urlpatterns = [
    path("kinerja/pohon/", goals.goal_tree, name="goals"),
    path("kinerja/pohon/periksa/", goals.goal_check, name="goal_check"),
    path("kinerja/pohon/tambah/", goal_edit.goal_new, name="goal_new"),
    path("kinerja/pohon/<int:pk>/", goals.goal_page, name="goal"),
    path("kinerja/pohon/<int:pk>/ubah/", goal_edit.goal_edit, name="goal_edit"),
    path("kinerja/pohon/<int:pk>/hentikan/", goal_edit.goal_end, name="goal_end"),
    path("kinerja/pohon/<int:pk>/indikator/tambah/", goal_edit.indicator_new, name="goal_indicator_new"),
    path("kinerja/pohon/<int:pk>/indikator/<int:indicator>/", goal_edit.indicator_edit, name="goal_indicator_edit"),
    path(
        "kinerja/pohon/<int:pk>/indikator/<int:indicator>/hentikan/", goal_edit.indicator_end, name="goal_indicator_end"
    ),
    path("kinerja/pohon/<int:pk>/indikator/<int:indicator>/realisasi/", goal_edit.measurement_new, name="goal_measure"),
]
