"""The topic waktu-kerja: everything about working time that a person could ask."""

from betang.regulation.calendar import rule_days, rule_limits

RULES = (
    rule_limits.BATAS_WAKTU,
    rule_limits.LAMA_KERJA,
    rule_days.HARI,
    rule_days.HARI_KERJA,
    rule_days.JAM_PER_MINGGU,
)
LABELS = {**rule_limits.LABELS, **rule_days.LABELS}
