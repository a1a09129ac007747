"""The sections of the style guide."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

THEMES = (("light", "terang"), ("dark", "gelap"))


@dataclass(frozen=True, slots=True)
class Section:
    """One section: anchor (and template name), title, one sentence, the tags or classes it shows."""

    name: str
    title: Promise
    lead: Promise
    parts: tuple[str, ...]

    @property
    def template(self) -> str:
        """The template of the specimen."""
        return f"ui/gaya/{self.name}.html"


SECTIONS = (
    Section(
        "warna",
        _("Warna"),
        _(
            "Kertas hangat dan tinta gelap; hijau Kahayan untuk tindakan, emas rotan untuk target dan"
            " hal yang perlu diperhatikan, tanah liat untuk bahaya, biru sungai untuk keterangan."
        ),
        ("tokens.css",),
    ),
    Section(
        "huruf",
        _("Huruf dan angka"),
        _("Huruf bawaan perangkat, angka sejajar pada tabel. Tidak ada unduhan huruf."),
        (".lede", ".figure-xl", "|angka", "|persen", "|rupiah", "|waktu"),
    ),
    Section(
        "ikon",
        _("Ikon"),
        _("Empat puluh tiga nama dari satu tabel, digambar paket lucide. Ikon selalu menemani kata."),
        ("{% icon %}",),
    ),
    Section(
        "tombol",
        _("Tombol"),
        _("Satu tombol utama per layar. Diawali kata kerja."),
        ("{% button %}",),
    ),
    Section(
        "kepala",
        _("Kepala halaman dan tab"),
        _("Bilah atas memuat tepi anyaman; halaman selalu punya satu judul dan paling banyak dua tindakan."),
        ("{% page_head %}", "{% crumbs %}", "{% tabs %}"),
    ),
    Section(
        "kartu",
        _("Kartu dan angka"),
        _("Kartu mengelompokkan, bukan menghias. Angka selalu bersatuan dan dibandingkan dengan target."),
        ("{% card %}", "{% stat %}", "{% spark %}"),
    ),
    Section(
        "tabel",
        _("Tabel data"),
        _(
            "Kolom pertama lengket saat digulir, angka rata kanan, judul kolom dapat diurutkan, "
            "keadaan kosong menjelaskan langkah berikutnya."
        ),
        ("{% data_table %}", "{% pager %}", "{% empty_state %}"),
    ),
    Section(
        "saring",
        _("Bilah saringan"),
        _("Saringan tersimpan pada alamat halaman, jadi dapat dibagikan dan tetap ada setelah dimuat ulang."),
        (".filters", ".chips"),
    ),
    Section(
        "tanda",
        _("Lencana, sumber bukti, predikat, jam janji"),
        _(
            "Setiap tanda memuat kata. Predikat terbaca dari jumlah batang, sumber dari bentuk, jam "
            "janji dari isi lingkaran."
        ),
        ("{% badge %}", "{% sumber %}", "{% predikat %}", "{% sla %}"),
    ),
    Section(
        "indikator",
        _("Kemajuan dan baris indikator"),
        _("Tanda tegak adalah target. Baris menyesuaikan lebar wadahnya, bukan lebar layar."),
        ("{% progress %}", "{% spark %}", ".indikator"),
    ),
    Section(
        "kuadran",
        _("Kuadran dan “Mengapa?”"),
        _("Hasil kerja kali perilaku kerja. Setiap hasil hitungan dapat dibuka: masukan, langkah, dasar hukum."),
        ("{% kuadran %}", "{% mengapa %}"),
    ),
    Section(
        "jejak",
        _("Jejak dan langkah"),
        _("Jejak memberi waktu, kejadian, dan lamanya. Jeda putus-putus tidak dihitung sebagai waktu layanan."),
        ("{% stepper %}", "{% timeline %}"),
    ),
    Section(
        "formulir",
        _("Formulir"),
        _("Label di atas, petunjuk sebelum isian, galat menyebut cara memperbaiki. Ringkasan galat menerima fokus."),
        ("{{ field.as_field_group }}", "{% error_summary %}", ".upload", ".file"),
    ),
    Section(
        "pesan",
        _("Pesan, toast, dialog"),
        _("Pesan menyebut apa yang terjadi dan apa yang dapat dilakukan."),
        ("{% notice %}", ".toast", ".dialog"),
    ),
    Section(
        "umpan",
        _("Umpan balik dan komentar"),
        _("Situasi, perilaku, dampak, langkah: urutan tetap pada setiap umpan balik."),
        (".umpan", ".thread", "{% avatar %}"),
    ),
    Section(
        "pohon",
        _("Jalur dan pohon kinerja"),
        _("Jalur menunjukkan satu garis kontribusi; pohon menunjukkan seluruhnya."),
        (".jalur", ".pohon"),
    ),
    Section(
        "kalender",
        _("Kalender dan daftar rincian"),
        _("Kalender hanya menandai yang perlu dihadiri (titik) dan tenggat (belah ketupat)."),
        (".kalender", "{% kv %}", "{% person %}"),
    ),
    Section(
        "muat",
        _("Pemuatan"),
        _("Kerangka memakai tinggi yang sama dengan isi agar tata letak tidak melompat."),
        ("{% skeleton %}", "{% loading %}"),
    ),
    Section(
        "grafik",
        _("Bingkai grafik"),
        _(
            "Judul, satu kalimat kesimpulan, grafik, sumber, dan tabel data yang sama. Koordinat "
            "dalam persen sehingga huruf tidak mengecil di ponsel."
        ),
        ("{% figure %}", ".plot"),
    ),
    Section(
        "panas",
        _("Peta panas dan corong"),
        _("Angka selalu tertulis di dalam kotak; kelompok di bawah lima orang diarsir dan disembunyikan."),
        (".heat", ".corong"),
    ),
    Section(
        "antrean",
        _("Baris antrean"),
        _("Garis tepi, isi lingkaran, dan kata menyatakan hal yang sama tiga kali."),
        (".queue-list", ".keys"),
    ),
    Section(
        "motif",
        _("Motif anyaman"),
        _(
            "Anyaman rotan dan kait bersilang, digambar untuk Betang. Hanya pada tepi bilah atas dan "
            "latar halaman depan; tidak memakai lambang adat yang disakralkan."
        ),
        (".hero", "--motif-field"),
    ),
)
