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
        "missing": _("Entri %(seq)s hilang: penomoran berlanjut tanpa entri itu, atau rantai berakhir terlalu dini.")
        % number,
        "inserted": _("Entri %(seq)s disisipkan: nomor itu tidak termasuk rantai.") % number,
        "altered": _("Entri %(seq)s diubah: isinya tidak cocok dengan sidiknya.") % number,
        "order": _("Entri %(seq)s tidak menyambung ke entri sebelumnya: ada yang diganti, dihapus, atau ditukar.")
        % number,
        "seal": _("Entri %(seq)s tidak bersegel asli: entri ini ditulis ulang tanpa kunci, atau kunci segelnya hilang.")
        % number,
        "values": _("Nilai yang disimpan di samping entri %(seq)s diubah, dihapus, atau ditambahkan.") % number,
        "digest_key": _("Nilai di samping entri %(seq)s tidak dapat diperiksa: kuncinya tidak ada di berkas kunci.")
        % number,
        "person_key": _("Kunci orang yang bersangkutan dengan entri %(seq)s rusak, sehingga nilainya tidak terbaca.")
        % number,
        "head_missing": _("Ujung rantai hilang, padahal ada entri sampai nomor %(seq)s.") % number,
        "head_seal": _("Segel ujung rantai tidak asli; entri terakhir yang masih utuh bernomor %(seq)s.") % number,
        "head": _("Ujung rantai tidak cocok dengan entri terakhir, nomor %(seq)s.") % number,
        "witness_ahead": _(
            "Entri %(seq)s hilang: berkas saksi pernah melihatnya. Basis data dikembalikan ke keadaan lama."
        )
        % number,
        "witness_other": _("Entri %(seq)s bukan yang dilihat berkas saksi: rantai pernah dipotong lalu ditulis lagi.")
        % number,
        "witness_damaged": _("Berkas saksi rusak atau ditulis tanpa kunci, sehingga tidak membuktikan apa-apa lagi."),
    }
