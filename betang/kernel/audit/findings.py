"""What can be wrong with a trail, in sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that does not hold: what kind, and at which entry (0: none, or the witness itself)."""

    kind: str
    seq: int

    @property
    def sentence(self) -> str:
        """Say what was found, for the person who has to look into it."""
        return sentences(self.seq)[self.kind]


def sentences(seq: int) -> dict[str, str]:
    """Return the sentence of every kind of finding for an entry."""
    number = {"seq": seq}
    return {
        "missing": _(
            "Catatan %(seq)s hilang: penomoran berlanjut tanpa catatan itu, atau rantai berakhir terlalu dini."
        )
        % number,
        "inserted": _("Catatan %(seq)s disisipkan: nomor itu tidak termasuk rantai.") % number,
        "altered": _("Catatan %(seq)s diubah: isinya tidak cocok dengan sidiknya.") % number,
        "order": _("Catatan %(seq)s tidak menyambung ke catatan sebelumnya: ada yang diganti, dihapus, atau ditukar.")
        % number,
        "seal": _(
            "Catatan %(seq)s tidak bersegel asli: catatan ini ditulis ulang tanpa kunci, atau kunci segelnya hilang."
        )
        % number,
        "values": _("Nilai yang disimpan di samping catatan %(seq)s diubah, dihapus, atau ditambahkan.") % number,
        "digest_key": _("Nilai di samping catatan %(seq)s tidak dapat diperiksa: kuncinya tidak ada di berkas kunci.")
        % number,
        "person_key": _("Kunci orang yang bersangkutan dengan catatan %(seq)s rusak, sehingga nilainya tidak terbaca.")
        % number,
        "head_missing": _("Ujung rantai hilang, padahal ada catatan sampai nomor %(seq)s.") % number,
        "head_seal": _("Segel ujung rantai tidak asli; catatan terakhir yang masih utuh bernomor %(seq)s.") % number,
        "head": _("Ujung rantai tidak cocok dengan catatan terakhir, nomor %(seq)s.") % number,
        "witness_ahead": _(
            "Catatan %(seq)s hilang: berkas saksi pernah melihatnya. Basis data dikembalikan ke keadaan lama."
        )
        % number,
        "witness_other": _("Catatan %(seq)s bukan yang dilihat berkas saksi: rantai pernah dipotong lalu ditulis lagi.")
        % number,
        "witness_damaged": _("Berkas saksi rusak atau ditulis tanpa kunci, sehingga tidak membuktikan apa-apa lagi."),
    }
