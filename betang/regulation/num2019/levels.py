"""The named levels of NUM-2019, lowest first. Categories of indicators and predikat carry the same names."""

from betang.regulation.codes import codes

KATEGORI = codes(
    ("SK", "Sangat Kurang", "Very poor"),
    ("K", "Kurang", "Poor"),
    ("C", "Cukup", "Fair"),
    ("B", "Baik", "Good"),
    ("SB", "Sangat Baik", "Very good"),
)
BOBOT = codes(
    ("TANPA_360", "Tanpa pendapat rekan kerja dan bawahan", "Without opinions of peers and subordinates"),
    ("DENGAN_360", "Dengan pendapat rekan kerja dan bawahan", "With opinions of peers and subordinates"),
)
BAGIAN = codes(
    ("RENCANA_AKSI", "Rencana aksi", "Action plan"),
    ("KINERJA_UTAMA", "Kinerja utama yang terukur pada periode itu", "Core performance measurable in the period"),
)
RENCANA_AKSI, KINERJA_UTAMA = 0, 1
