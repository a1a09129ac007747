"""All modelled rules and topics, in the order in which a reader meets them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from betang.regulation.rule import Rule
from betang.regulation.text import Text


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of rules; `module` holds its RULES."""

    id: str
    title: Text
    about: Text
    module: str | None


TOPICS = (
    Topic(
        "himpunan-aturan",
        Text("Himpunan aturan", "Rule sets"),
        Text("Aturan penilaian mana yang berlaku kapan.", "Which appraisal rules were in force when."),
        "betang.regulation.rule_sets",
    ),
    Topic(
        "eksp-2022",
        Text("Evaluasi kinerja pegawai (EKSP-2022)", "Employee performance evaluation (EKSP-2022)"),
        Text(
            "Aturan yang berlaku sejak 2022: rating hasil kerja, rating perilaku kerja, kuadran, pola distribusi.",
            "The rules in force since 2022: result rating, behaviour rating, quadrant, predikat, distribution pattern.",
        ),
        "betang.regulation.eksp2022.rules",
    ),
    Topic(
        "kalender-kinerja",
        Text("Kalender penilaian kinerja", "Calendar of appraisal"),
        Text(
            "Masa SKP, periode evaluasi, dan batas waktunya.",
            "Period of the plan, periods of evaluation, and their deadlines.",
        ),
        "betang.regulation.appraisal_calendar",
    ),
    Topic(
        "apresiasi",
        Text("Apresiasi", "Recognition"),
        Text(
            "Ucapan terima kasih dan penghargaan tim; rancangan sendiri, bukan hukum.",
            "Thanks, and awards to teams; our own design, not law.",
        ),
        "betang.regulation.recognition",
    ),
    Topic(
        "umpan-balik",
        Text("Umpan balik 360 derajat", "360-degree feedback"),
        Text(
            "Kelompok penjawab mana yang boleh tampil; rancangan sendiri, bukan hukum.",
            "Which groups of respondents may appear; our own design, not law.",
        ),
        "betang.regulation.merged_groups",
    ),
    Topic(
        "bimbingan",
        Text("Bimbingan dan konseling kinerja", "Coaching and counselling"),
        Text(
            "Isian Format B.1.8 dan B.1.9 sejauh terbaca.",
            "The fields of Formats B.1.8 and B.1.9 as far as they were read.",
        ),
        "betang.regulation.coaching",
    ),
    Topic(
        "keberatan",
        Text("Keberatan", "Objection"),
        Text(
            "Sampai kapan keberatan dapat diajukan, dan putusannya.",
            "Until when an objection may be filed, and its decision.",
        ),
        "betang.regulation.objection",
    ),
    Topic(
        "num-2019",
        Text("Penilaian kinerja 2021 (NUM-2019)", "Assessment of 2021 (NUM-2019)"),
        Text(
            "Aturan berangka Juli–Desember 2021: capaian, kategori, dan nilai indikator; nilai akhir dan predikat.",
            "The numeric rules of July–December 2021: achievement, category and value; final score and predikat.",
        ),
        "betang.regulation.num2019.rules",
    ),
    Topic(
        "angka-kredit",
        Text("Angka kredit", "Credit points"),
        Text(
            "Angka kredit jabatan fungsional dari predikat, jenjang, dan bulan; kebutuhan untuk kenaikan.",
            "Credit points of functional posts from predikat, level and months; what a rise needs.",
        ),
        "betang.regulation.credit_rules",
    ),
    Topic(
        "talenta",
        Text("Manajemen talenta", "Talent management"),
        Text(
            "Kotak talenta dari kinerja dan potensi, dan kelompok rencana suksesi.",
            "The talent box from performance and potential, and the succession group.",
        ),
        "betang.regulation.talent",
    ),
    Topic(
        "ip-asn",
        Text("Indeks Profesionalitas ASN", "Professionalism index (IP ASN)"),
        Text(
            "Kualifikasi, kompetensi, kinerja, dan disiplin seorang pegawai dalam satu indeks.",
            "An employee's qualification, competence, performance and discipline in one index.",
        ),
        "betang.regulation.professionalism_rules",
    ),
    Topic(
        "disiplin",
        Text("Disiplin", "Discipline"),
        Text(
            "Apa yang diatur bagi ketidakhadiran tanpa alasan sah.",
            "What is laid down for unexcused absence.",
        ),
        "betang.regulation.discipline",
    ),
    Topic(
        "tpp",
        Text("Tambahan penghasilan pegawai (TPP)", "Regional allowance (TPP)"),
        Text(
            "Kerangka saja; angka kota belum diketahui.",
            "A skeleton only; the city's figures are not known.",
        ),
        "betang.regulation.allowance",
    ),
    Topic(
        "sakip",
        Text("SAKIP", "SAKIP"),
        Text(
            "Predikat akuntabilitas kinerja instansi, dan capaian indikator kinerja utama.",
            "The predicate of an agency's accountability, and achievement of key indicators.",
        ),
        "betang.regulation.sakip",
    ),
    Topic(
        "skm",
        Text("Survei kepuasan masyarakat (SKM)", "Citizen satisfaction survey (SKM)"),
        Text(
            "IKM dan mutu pelayanan dari jawaban responden, jumlah sampel, dan gabungan beberapa unit.",
            "Index and quality from respondents' answers, sample size, and several units together.",
        ),
        "betang.regulation.skm.rules",
    ),
    Topic(
        "waktu-kerja",
        Text("Waktu kerja", "Working time"),
        Text(
            "Jam kerja, jam Ramadan, hari libur dan cuti bersama; menghitung batas waktu dan menit kerja.",
            "Working hours, hours of Ramadan, holidays and joint leave days; counting limits and working minutes.",
        ),
        "betang.regulation.calendar.rules",
    ),
    Topic(
        "ipp",
        Text("Indeks Pelayanan Publik (IPP)", "Public service index (IPP)"),
        Text(
            "Enam aspek berbobot dan kategorinya, campuran formulir, responden, dan berkas bukti.",
            "Six weighted aspects and their category, the mix of forms, respondents, and evidence.",
        ),
        "betang.regulation.ipp",
    ),
    Topic(
        "ombudsman",
        Text("Penilaian Ombudsman", "The Ombudsman's assessment"),
        Text(
            "Kategori kepatuhan sampai 2024; sejak 2025 opini seperti tertulis.",
            "Compliance bands up to 2024; from 2025 the opinion as written.",
        ),
        "betang.regulation.ombudsman",
    ),
    Topic(
        "identitas",
        Text("Nomor identitas dan kode wilayah", "Identity numbers and region codes"),
        Text(
            "NIP, NIK, dan nomor KK: apa yang terbaca, apa yang tidak mungkin, dan cara menyamarkannya.",
            "NIP, NIK and family-card numbers: what they tell, what cannot be, and how they are masked.",
        ),
        "betang.regulation.identity.rules",
    ),
    Topic(
        "kepegawaian",
        Text("Golongan dan kelas jabatan", "Grades and job classes"),
        Text(
            "Golongan PNS dan PPPK, nama pangkatnya, dan kelas jabatan yang ada.",
            "Grades of PNS and PPPK, their rank names, and the job classes there are.",
        ),
        "betang.regulation.grades",
    ),
    Topic(
        "pelindungan-data",
        Text("Pelindungan data", "Data protection"),
        Text("Berapa lama log akses disimpan.", "How long the access log is kept."),
        "betang.regulation.data_protection",
    ),
    Topic(
        "standar-pelayanan",
        Text("Standar dan maklumat pelayanan", "Service standard and service pledge"),
        Text(
            "Empat belas komponen standar pelayanan dan isi maklumat.",
            "The fourteen components of a service standard and what a pledge says.",
        ),
        "betang.regulation.standar_pelayanan",
    ),
    Topic(
        "layanan",
        Text("Waktu layanan kependudukan", "Time of the population services"),
        Text(
            "Batas hukum, target internal, tiga jam satu permohonan, alur status, batas melapor bagi warga.",
            "Legal limit, internal target, the three clocks of a request, its states, residents' deadlines.",
        ),
        "betang.regulation.service_standards.rules",
    ),
    Topic(
        "pengaduan",
        Text("Waktu penanganan pengaduan", "Time of handling complaints"),
        Text("Jatuh tempo tiap tahap pengaduan.", "When each stage of a complaint is due."),
        "betang.regulation.complaints",
    ),
)


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by id; ValueError when two share an id or a topic holds a foreign one."""
    found: dict[str, Rule] = {}
    for topic in TOPICS:
        if topic.module is None:
            continue
        for rule in import_module(topic.module).RULES:
            if rule.id in found or rule.topic != topic.id:
                raise ValueError(f"{rule.id}: wrong topic or registered twice")
            found[rule.id] = rule
    return found


def topic(name: str) -> Topic:
    """Return one topic; KeyError when there is none."""
    for entry in TOPICS:
        if entry.id == name:
            return entry
    raise KeyError(name)
