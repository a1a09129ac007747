"""The topic layanan: every clock of a service request that a person could ask about."""

from betang.regulation.service_standards import (
    appointments,
    rule_clocks,
    rule_limits,
    rule_notice,
    rule_own,
    rule_share,
)

RULES = (
    rule_limits.STANDAR,
    rule_limits.VERIFIKASI,
    rule_clocks.TIGA,
    rule_clocks.JAM_KASUS,
    rule_clocks.ALUR,
    rule_limits.PERBAIKAN,
    rule_limits.LAPOR,
    rule_own.TAUTAN,
    rule_own.PUBLIK,
    rule_own.PETUGAS,
    rule_own.TAHAN,
    rule_notice.PEMBERITAHUAN_RULE,
    rule_share.UKURAN_BAGIAN,
    appointments.JANJI,
)
LABELS = rule_limits.LABELS | rule_own.LABELS | rule_notice.LABELS | rule_share.LABELS | appointments.LABELS
