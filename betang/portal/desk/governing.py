"""Which rules govern whom: the few that a person of a role meets first, in the order they matter."""

from collections.abc import Mapping, Sequence

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.regulation.registry import rules
from betang.regulation.rule import Rule

MOST = 6
GOVERNING: Mapping[Role, Sequence[str]] = {
    Role.MAYOR: ("eksp-2022/kepala_unit", "eksp-2022/pejabat_penilai", "sakip/predikat"),
    Role.LEADERSHIP: ("sakip/predikat", "eksp-2022/pola_distribusi", "eksp-2022/kepala_unit"),
    Role.BKPSDM: ("eksp-2022/pola_distribusi", "kalender-kinerja/batas_tahunan", "ip-asn/indeks", "keberatan/putusan"),
    Role.CALIBRATION: ("eksp-2022/pola_distribusi", "eksp-2022/mode_distribusi", "eksp-2022/selisih_alasan"),
    Role.AUDITOR: ("disiplin/ketidakhadiran", "keberatan/putusan", "himpunan-aturan/berlaku"),
    Role.ADMIN: ("waktu-kerja/hari_libur", "himpunan-aturan/berlaku", "waktu-kerja/jam_per_minggu"),
    Role.OFFICER: ("layanan/standar_waktu", "layanan/tiga_jam", "layanan/alur_status", "layanan/batas_perbaikan"),
    Role.VERIFIER: ("layanan/target_verifikasi", "layanan/standar_waktu", "layanan/batas_perbaikan"),
    Role.KELURAHAN: ("layanan/batas_lapor", "layanan/standar_waktu", "identitas/nik"),
    Role.UNIT_HEAD: ("eksp-2022/kepala_unit", "eksp-2022/pola_distribusi", "sakip/capaian_iku"),
    Role.SUPERVISOR: ("eksp-2022/usulan_rating", "eksp-2022/perilaku", "eksp-2022/pejabat_penilai"),
    Role.EMPLOYEE: ("eksp-2022/kuadran", "keberatan/jangka", "waktu-kerja/hari_kerja", "disiplin/ketidakhadiran"),
    Role.RESIDENT: ("layanan/standar_waktu", "layanan/batas_lapor", "pengaduan/batas_tahap", "skm/kategori"),
}


def governing(viewer: Viewer) -> list[Rule]:
    """Return the rules that govern somebody: of each role the first ones, at most six in all."""
    register = rules()
    lists = [names for role, names in GOVERNING.items() if viewer.has(role)]
    # The first rule of every role comes before the second of any.
    order = [names[rank] for rank in range(max(map(len, lists), default=0)) for names in lists if rank < len(names)]
    return [register[name] for name in dict.fromkeys(order)][:MOST]
