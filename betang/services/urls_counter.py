"""The addresses of the counter."""

from django.urls import path

from betang.services.views import board, counter, flows, process_logs, replies, searching, sharing, skills

ONE = "loket/<uuid:uid>/"

urlpatterns = [
    path("loket/", counter.desk_queue, name="desk_queue"),
    path("loket/cari/", searching.desk_search, name="desk_search"),
    path("loket/hitungan/", searching.desk_counts, name="desk_counts"),
    path("loket/papan/", board.service_board, name="service_board"),
    path("loket/papan/alur/", flows.service_flow, name="service_flow"),
    path("loket/papan/log/", process_logs.process_logs, name="process_logs"),
    path("loket/papan/log/<uuid:uid>/", process_logs.process_log, name="process_log"),
    path("loket/papan/log/<uuid:uid>/hasil/", process_logs.process_log_take, name="process_log_take"),
    path("loket/papan/log/<uuid:uid>/hapus/", process_logs.process_log_erase, name="process_log_erase"),
    path("loket/papan/peristiwa/<slug:kind>/", board.service_log, name="service_log"),
    path("loket/jawaban/", replies.replies, name="replies"),
    path("loket/jawaban/<int:row>/batalkan/", replies.reply_void, name="reply_void"),
    path("loket/keahlian/", skills.skills, name="skills"),
    path("loket/keahlian/beban/", sharing.sharing, name="sharing"),
    path("loket/keahlian/beban/bagikan/", sharing.share_out, name="share_out"),
    path("loket/keahlian/tambah/", skills.skill_add, name="skill_add"),
    path("loket/keahlian/aturan/", skills.skill_rule, name="skill_rule"),
    path("loket/keahlian/<int:skill>/akhiri/", skills.skill_end, name="skill_end"),
    path(ONE, counter.desk_request, name="desk_request"),
    path(f"{ONE}langkah/<slug:to>/", counter.desk_step, name="desk_step"),
    path(f"{ONE}urungkan/", counter.desk_unhold, name="desk_unhold"),
    path(f"{ONE}tarik/", counter.desk_reverse, name="desk_reverse"),
    path(f"{ONE}berkas/<uuid:attachment>/", counter.desk_file, name="desk_file"),
    path(f"{ONE}nomor/", counter.desk_reveal, name="desk_reveal"),
]
