"""The wording of keys and codes inside values of law, as far as no rule declares an input or output of that name."""

from betang.regulation.text import Text

_ROWS = """
golongan|golongan|grade
hari_penentu|hari penentu|deciding day
pangkat|pangkat|rank
angka_di_belakang_koma|angka di belakang koma|decimal places
setara_hari|setara hari|counts as days
kurang_dari|kurang dari|less than
lebih_dari|lebih dari|more than
tingkat|tingkat|level
dari|dari|from
sampai|sampai|to
id|uraian|description
en|uraian|description
menit|menit|minutes
mayoritas|sebagian besar|majority
minoritas|sebagian kecil|minority
panduan|panduan|guide
atasan|atasan|supervisor
keyakinan|keyakinan|confidence
group|kelompok|group
max|paling banyak|at most
min|paling sedikit|at least
largest|kelompok terbesar|largest group
min_count|paling sedikit (orang)|at least (people)
max_count|paling banyak (orang)|at most (people)
panjang|panjang|length
provinsi_terendah|kode provinsi terendah|lowest province code
provinsi_tertinggi|kode provinsi tertinggi|highest province code
urut_terendah|nomor urut terendah|lowest serial number
tambahan_hari_perempuan|tambahan hari bagi perempuan|added to the day for women
kode_pppk|kode PPPK|code of contract employees
laki_laki|laki-laki|men
perempuan|perempuan|women
awal|awal|beginning
tanda|tanda|mark
paling_muda|paling muda|youngest
paling_tua|paling tua|oldest
kota|kota|city
kode|kode|code
kecamatan|kecamatan|district
kelurahan|kelurahan|village
ejaan_lain|ejaan lain|other spelling
kualifikasi|kualifikasi|qualification
kompetensi|kompetensi|competence
kategori|kategori|category
poin|poin|points
jp_teknis_paling_sedikit|JP teknis paling sedikit|least technical training hours
tahun_teknis|tahun teknis|years for technical training
tahun_seminar|tahun seminar|years for seminars
aspek|aspek|aspect
english|bahasa Inggris|English
kelompok|kelompok|group
f02|formulir F02|form F02
f03|formulir F03|form F03
batas_atas|batas atas|upper bound
batas_bawah|batas bawah|lower bound
arti|arti|meaning
paling_banyak|paling banyak|at most
ditetapkan_paling_lambat|ditetapkan paling lambat|set at the latest
dapat_mengubah|dapat mengubah|may change it
final|final|final
hanya_pimpinan|hanya pimpinan|leaders only
skp|SKP|SKP
perilaku|perilaku|behaviour
nilai_dari|nilai dari|score from
nilai_sampai|nilai sampai|score to
pembulatan_capaian|pembulatan capaian|rounding of the achievement
min_termasuk|batas bawah termasuk|lower bound included
max_termasuk|batas atas termasuk|upper bound included
capaian|capaian|achievement
skema|skema|scheme
keterangan|keterangan|note
ni_min|NI terendah|lowest NI
ni_maks|NI tertinggi|highest NI
ikm_maks|IKM tertinggi|highest index
skor_terendah|skor terendah|lowest score
skor_tertinggi|skor tertinggi|highest score
komponen|komponen|component
wajib_dipublikasikan|wajib dipublikasikan|must be published
pernyataan|pernyataan|statement
cpns|CPNS|probationary civil servants
catatan|catatan|note
senin|Senin|Monday
selasa|Selasa|Tuesday
rabu|Rabu|Wednesday
kamis|Kamis|Thursday
jumat|Jumat|Friday
sabtu|Sabtu|Saturday
minggu|Minggu|Sunday
BIASA|biasa|usual
RAMADAN|Ramadan|Ramadan
istirahat_menit|istirahat (menit)|break (minutes)
istirahat_jumat_menit|istirahat Jumat (menit)|break on Friday (minutes)
hijriah|tahun Hijriah|Hijri year
libur_nasional|libur nasional|national holiday
cuti_bersama|cuti bersama|joint leave
aktor|yang bertindak|who acts
ke|status berikutnya|next states
kedaluwarsa_hari|kedaluwarsa (hari)|lapses after (days)
lahir|akta kelahiran|birth certificate
mati|akta kematian|death certificate
kawin|akta perkawinan|marriage certificate
cerai|akta perceraian|divorce certificate
ikd|aktivasi IKD|digital ID activation
legalisir|legalisir|legalisation
bawaan_menit|biasanya (menit)|usually (minutes)
khusus_menit|khusus (menit)|special cases (minutes)
terbit|dokumen terbit|document issued
batas|batas|limit
nama|nama|name
jenis|jenis|kind
jam|jam|clock
batas_jam|batas (jam)|limit (hours)
jenis_hari|jenis hari|kind of days
pindah_bila_tutup|pindah bila tutup|moves when closed
pemohon|pemohon|applicant
sistem|sistem|system
operator|operator|operator
verifikator|verifikator|verifier
loket|loket|counter
front_office|petugas loket|counter officer
kepala_dinas|kepala dinas|head of the office
WARN_WITH_REASON|peringatan dengan alasan|a warning with a reason
INFORMATION|informasi|information
HALF_UP_INT|ke persen bulat|to a whole percent
EXACT|tidak dibulatkan|not rounded
UP|selalu ke atas|always up
NEAREST|ke terdekat|to the nearest
SEDERHANA|rata-rata sederhana|simple mean
TERTIMBANG|rata-rata tertimbang|weighted mean
KERJA|hari kerja|working days
KALENDER|hari kalender|calendar days
HARI_KERJA|hari kerja|working days
HARI_KALENDER|hari kalender|calendar days
hari_ke_depan|hari ke depan|days ahead
paling_lambat_menit|menit sebelumnya|minutes before
petugas_bagian|bagian waktu: petugas diberi tahu|share of the time: officer told
kepala_bagian|bagian waktu: kepala diberi tahu|share of the time: head told
kembali_kali|kali dikembalikan|times returned
percobaan|percobaan PIN|tries of the PIN
tunggu_menit|menit menunggu|minutes of waiting
"""

KEYS = {name: Text(own, english) for name, own, english in (row.split("|") for row in _ROWS.split("\n") if row)}
