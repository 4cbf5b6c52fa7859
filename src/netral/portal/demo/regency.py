"""The units of the regency that does not exist: code, name, and how many work there."""

from __future__ import annotations

from datetime import date

CODE = "PERAGAAN"
NAME = "Pemerintah Kabupaten Contoh"
REGION = "7399"
"""A code that no region has."""
DAY = date(2024, 10, 5)
"""The day on which a demonstration stands."""
SINCE = date(2017, 1, 2)
"""Since when there are these units."""

UNITS: tuple[tuple[str, str, int], ...] = (
    ("01.", "Sekretariat Daerah", 4),
    ("01.01.", "Bagian Tata Pemerintahan", 9),
    ("01.02.", "Bagian Hukum", 8),
    ("01.03.", "Bagian Organisasi", 7),
    ("01.04.", "Bagian Umum dan Protokol", 10),
    ("02.", "Sekretariat DPRD", 10),
    ("03.", "Inspektorat Daerah", 4),
    ("03.01.", "Inspektur Pembantu Wilayah I", 8),
    ("03.02.", "Inspektur Pembantu Wilayah II", 8),
    ("04.", "Badan Kepegawaian dan Pengembangan SDM", 4),
    ("04.01.", "Bidang Mutasi dan Kepangkatan", 8),
    ("04.02.", "Bidang Penilaian Kinerja dan Disiplin", 8),
    ("05.", "Badan Perencanaan Pembangunan Daerah", 9),
    ("06.", "Badan Keuangan dan Aset Daerah", 11),
    ("07.", "Badan Kesatuan Bangsa dan Politik", 7),
    ("08.", "Badan Penanggulangan Bencana Daerah", 8),
    ("09.", "Dinas Pendidikan", 5),
    ("09.01.", "Bidang Sekolah Dasar", 8),
    ("09.01.01.", "SD Negeri 1 Lembah Asri", 16),
    ("09.01.02.", "SD Negeri 2 Lembah Asri", 14),
    ("09.01.03.", "SD Negeri Bukit Jernih", 13),
    ("09.02.", "Bidang Sekolah Menengah Pertama", 7),
    ("09.02.01.", "SMP Negeri 1 Lembah Asri", 20),
    ("09.02.02.", "SMP Negeri Bukit Jernih", 17),
    ("10.", "Dinas Kesehatan", 8),
    ("10.01.", "Puskesmas Lembah Asri", 18),
    ("10.02.", "Puskesmas Bukit Jernih", 15),
    ("10.03.", "RSUD Kabupaten Contoh", 30),
    ("11.", "Dinas Pekerjaan Umum dan Penataan Ruang", 13),
    ("12.", "Dinas Sosial", 8),
    ("13.", "Dinas Kependudukan dan Pencatatan Sipil", 10),
    ("14.", "Dinas Komunikasi dan Informatika", 9),
    ("15.", "Dinas Perhubungan", 9),
    ("16.", "Dinas Pertanian dan Pangan", 11),
    ("17.", "Satuan Polisi Pamong Praja", 14),
    ("18.", "Kecamatan Lembah Asri", 8),
    ("18.01.", "Kelurahan Asri", 5),
    ("18.02.", "Desa Sumber Bening", 5),
    ("19.", "Kecamatan Bukit Jernih", 8),
    ("19.01.", "Kelurahan Jernih", 5),
    ("19.02.", "Desa Padang Terang", 5),
    ("20.", "Perumda Air Minum", 6),
)
"""Ordered by code; a unit stands below the one whose code its own begins with."""
