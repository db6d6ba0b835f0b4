//! The words that generated records are made of. They are ours, and no government said them.

/// Indonesian and English.
pub(crate) type Pair = (&'static str, &'static str);

/// What is promised to be done.
pub(crate) const VERBS: [Pair; 24] = [
    ("Membangun", "Build"),
    ("Memperbaiki", "Repair"),
    ("Menyelesaikan pembangunan", "Finish building"),
    ("Menambah", "Add"),
    ("Merehabilitasi", "Rehabilitate"),
    ("Menyediakan", "Provide"),
    ("Memelihara", "Maintain"),
    ("Mengganti", "Replace"),
    ("Membiayai", "Pay for"),
    ("Meningkatkan mutu", "Improve the quality of"),
    ("Memperluas", "Extend"),
    ("Menata ulang", "Rearrange"),
    ("Mempercepat penyediaan", "Speed up the provision of"),
    ("Membuka", "Open"),
    ("Melengkapi", "Complete"),
    ("Menyalurkan", "Distribute"),
    ("Menertibkan", "Put in order"),
    ("Mendampingi pengelolaan", "Assist the management of"),
    ("Menyerahkan", "Hand over"),
    ("Mengaktifkan kembali", "Reopen"),
    ("Memeriksa", "Inspect"),
    ("Mendata ulang", "Survey anew"),
    ("Menyusun rencana", "Draw up a plan for"),
    ("Menguji coba", "Pilot"),
];

/// What it is about, and in what it is counted.
pub(crate) const OBJECTS: [(&str, &str, &str); 48] = [
    ("jalan desa", "village roads", "kilometer"),
    ("jembatan gantung", "suspension bridges", "unit"),
    ("puskesmas pembantu", "auxiliary health posts", "unit"),
    (
        "ruang kelas sekolah dasar",
        "primary school classrooms",
        "ruang",
    ),
    (
        "saluran irigasi tersier",
        "tertiary irrigation channels",
        "kilometer",
    ),
    (
        "sambungan air bersih",
        "clean water connections",
        "sambungan",
    ),
    ("rumah layak huni", "decent houses", "unit"),
    (
        "tempat pengolahan sampah terpadu",
        "integrated waste facilities",
        "unit",
    ),
    ("lampu penerangan jalan", "street lights", "titik"),
    ("pasar rakyat", "public markets", "unit"),
    ("posyandu", "community health stations", "unit"),
    ("perpustakaan desa", "village libraries", "unit"),
    ("tanggul sungai", "river dikes", "kilometer"),
    ("dermaga nelayan", "fishing piers", "unit"),
    ("lumbung pangan", "food stores", "unit"),
    ("bibit bakau", "mangrove seedlings", "batang"),
    (
        "beasiswa siswa kurang mampu",
        "scholarships for poor pupils",
        "siswa",
    ),
    (
        "pelatihan pelaku UMKM",
        "training for small businesses",
        "peserta",
    ),
    (
        "pemeriksaan tuberkulosis",
        "tuberculosis screening",
        "orang",
    ),
    ("sertifikat tanah warga", "land certificates", "bidang"),
    ("angkutan sekolah gratis", "free school buses", "armada"),
    ("embung desa", "village ponds", "unit"),
    ("timbangan sampah", "waste scales", "unit"),
    (
        "layanan perizinan satu pintu",
        "one-stop licensing",
        "jenis layanan",
    ),
    ("ambulans desa", "village ambulances", "unit"),
    ("jamban sehat", "sanitary latrines", "unit"),
    ("drainase permukiman", "neighbourhood drains", "kilometer"),
    ("ruang terbuka hijau", "green open spaces", "hektare"),
    (
        "makanan tambahan balita",
        "supplementary food for toddlers",
        "paket",
    ),
    ("mesin pertanian", "farm machines", "unit"),
    ("benih padi unggul", "quality rice seed", "ton"),
    ("kapal patroli", "patrol boats", "unit"),
    ("sirene peringatan tsunami", "tsunami sirens", "titik"),
    ("jalur evakuasi", "evacuation routes", "kilometer"),
    ("halte bus", "bus stops", "unit"),
    ("trotoar ramah difabel", "accessible pavements", "kilometer"),
    ("internet sekolah", "school internet", "sekolah"),
    ("laboratorium komputer", "computer laboratories", "ruang"),
    ("rumah sakit tipe D", "type D hospitals", "unit"),
    ("bank sampah", "waste banks", "unit"),
    ("kolam ikan kelompok", "group fish ponds", "kolam"),
    ("jaringan listrik dusun", "hamlet power lines", "dusun"),
    (
        "arsip digital kelurahan",
        "digital archives of urban villages",
        "kelurahan",
    ),
    ("pos pemadam kebakaran", "fire stations", "pos"),
    ("sumur resapan", "infiltration wells", "titik"),
    ("terminal tipe C", "type C terminals", "unit"),
    (
        "aset tanah pemerintah daerah",
        "land assets of the government",
        "bidang",
    ),
    ("pengaduan warga", "citizens' complaints", "laporan"),
];

/// What for.
pub(crate) const PURPOSES: [Pair; 24] = [
    (
        "agar waktu tempuh warga berkurang",
        "so that people travel less",
    ),
    ("untuk menekan angka tengkes", "to lower stunting"),
    (
        "supaya panen tidak lagi terendam",
        "so that harvests are no longer flooded",
    ),
    (
        "bagi keluarga berpenghasilan rendah",
        "for families with low incomes",
    ),
    (
        "untuk warga di wilayah perbatasan",
        "for people in border areas",
    ),
    ("sebelum musim hujan", "before the rainy season"),
    (
        "sebagai tindak lanjut musyawarah",
        "following the deliberation",
    ),
    ("untuk membuka lapangan kerja", "to open jobs"),
    (
        "agar anak tidak putus sekolah",
        "so that children stay at school",
    ),
    (
        "untuk menjaga pasokan beras",
        "to secure the supply of rice",
    ),
    (
        "supaya harga bahan pokok stabil",
        "so that prices of staples stay stable",
    ),
    ("bagi nelayan kecil", "for small fishers"),
    (
        "untuk mengurangi timbunan sampah",
        "to reduce heaps of waste",
    ),
    ("agar layanan lebih dekat", "so that services are nearer"),
    ("untuk mencegah banjir rob", "to prevent tidal floods"),
    (
        "bagi penyandang disabilitas",
        "for persons with disabilities",
    ),
    (
        "untuk menutup kebocoran pendapatan",
        "to close leaks of revenue",
    ),
    ("setelah gempa bumi", "after the earthquake"),
    (
        "agar aset tercatat lengkap",
        "so that assets are fully registered",
    ),
    ("untuk melayani dua kabupaten", "to serve two regencies"),
    ("bagi kelompok tani", "for farmers' groups"),
    (
        "supaya air tetap tersedia pada kemarau",
        "so that water lasts through the dry season",
    ),
    ("untuk mendukung pariwisata", "to support tourism"),
    (
        "sesuai kesepakatan bersama",
        "in line with the joint agreement",
    ),
];

/// Who benefits.
pub(crate) const GROUPS: [Pair; 12] = [
    ("Warga desa", "Villagers"),
    ("Petani", "Farmers"),
    ("Nelayan", "Fishers"),
    ("Siswa sekolah dasar", "Primary school pupils"),
    ("Ibu hamil dan balita", "Expectant mothers and toddlers"),
    ("Pelaku UMKM", "Small businesses"),
    ("Pedagang pasar", "Market traders"),
    ("Penyandang disabilitas", "Persons with disabilities"),
    ("Warga lanjut usia", "Older people"),
    ("Pengguna angkutan umum", "Public transport users"),
    ("Pengelola sampah", "Waste workers"),
    ("Warga terdampak banjir", "People hit by floods"),
];

/// Agencies of a government.
pub(crate) const AGENCIES: [Pair; 12] = [
    ("Dinas Pekerjaan Umum", "Public Works Agency"),
    ("Dinas Kesehatan", "Health Agency"),
    ("Dinas Pendidikan", "Education Agency"),
    ("Dinas Lingkungan Hidup", "Environment Agency"),
    ("Dinas Pertanian", "Agriculture Agency"),
    ("Dinas Perhubungan", "Transport Agency"),
    ("Dinas Sosial", "Social Agency"),
    (
        "Dinas Kelautan dan Perikanan",
        "Marine and Fisheries Agency",
    ),
    (
        "Dinas Koperasi dan UKM",
        "Cooperatives and Small Business Agency",
    ),
    (
        "Badan Perencanaan Pembangunan Daerah",
        "Regional Planning Agency",
    ),
    (
        "Badan Penanggulangan Bencana Daerah",
        "Regional Disaster Agency",
    ),
    ("Dinas Perumahan dan Permukiman", "Housing Agency"),
];

/// What happened at each of the seven stages; `{}` is a year.
pub(crate) const STAGES: [[Pair; 4]; 7] = [
    [
        (
            "Masuk rencana kerja pemerintah daerah {}",
            "Entered the government's work plan of {}",
        ),
        (
            "Disepakati dalam musrenbang tahun {}",
            "Agreed at the planning deliberation of {}",
        ),
        (
            "Tercantum dalam rencana strategis dinas sampai {}",
            "Listed in the agency's strategic plan until {}",
        ),
        (
            "Studi kelayakan selesai pada {}",
            "The feasibility study was finished in {}",
        ),
    ],
    [
        (
            "Dianggarkan dalam APBD {}",
            "Budgeted in the regional budget of {}",
        ),
        (
            "Ditambah lewat APBD Perubahan {}",
            "Raised by the revised budget of {}",
        ),
        (
            "Didanai dari dana alokasi khusus {}",
            "Paid from the special allocation fund of {}",
        ),
        (
            "Tercatat dalam dokumen pelaksanaan anggaran {}",
            "Recorded in the budget implementation document of {}",
        ),
    ],
    [
        (
            "Lelang selesai dan kontrak ditandatangani pada {}",
            "Tendered and contracted in {}",
        ),
        (
            "Pengadaan langsung lewat katalog elektronik {}",
            "Bought through the electronic catalogue of {}",
        ),
        (
            "Penyedia ditetapkan setelah lelang ulang {}",
            "A supplier was chosen after a second tender in {}",
        ),
        (
            "Kontrak tahun jamak dimulai {}",
            "A multi-year contract began in {}",
        ),
    ],
    [
        (
            "Pekerjaan fisik berjalan sejak {}",
            "Building work has been under way since {}",
        ),
        (
            "Serah terima pertama dilakukan {}",
            "The first handover took place in {}",
        ),
        (
            "Tahap kedua selesai pada {}",
            "The second phase was finished in {}",
        ),
        (
            "Barang diterima dan dibagikan {}",
            "Goods were received and handed out in {}",
        ),
    ],
    [
        (
            "Inspektorat meninjau lapangan pada {}",
            "The inspectorate visited the site in {}",
        ),
        (
            "Reviu inspektorat atas laporan {}",
            "The inspectorate reviewed the report of {}",
        ),
        (
            "Pengawasan bersama DPRD pada {}",
            "Joint supervision with the council in {}",
        ),
        (
            "Pemantauan triwulan dicatat {}",
            "Quarterly monitoring was recorded in {}",
        ),
    ],
    [
        (
            "Masuk laporan hasil pemeriksaan {}",
            "Covered by the audit report of {}",
        ),
        (
            "Pemeriksaan kinerja tahun {} selesai",
            "The performance audit of {} was finished",
        ),
        ("Diuji petik dalam audit {}", "Sampled in the audit of {}"),
        (
            "Rekomendasi audit {} ditindaklanjuti",
            "The audit recommendation of {} was followed up",
        ),
    ],
    [
        (
            "Kelebihan bayar tahun {} dikembalikan ke kas daerah",
            "The overpayment of {} was returned",
        ),
        (
            "Denda keterlambatan dikenakan pada {}",
            "A penalty for delay was imposed in {}",
        ),
        (
            "Penyedia masuk daftar hitam pada {}",
            "The supplier was blacklisted in {}",
        ),
        (
            "Sengketa kontrak {} diselesaikan",
            "The contract dispute of {} was settled",
        ),
    ],
];

/// Why a date or target was moved.
pub(crate) const REASONS: [Pair; 10] = [
    (
        "Pembebasan lahan belum selesai",
        "Land had not been acquired yet",
    ),
    (
        "Anggaran digeser untuk penanganan bencana",
        "Funds went to disaster relief",
    ),
    ("Lelang gagal dua kali", "The tender failed twice"),
    (
        "Curah hujan tinggi menghentikan pekerjaan",
        "Heavy rain stopped the work",
    ),
    (
        "Menunggu persetujuan pemerintah pusat",
        "The central government had not approved yet",
    ),
    ("Penyedia mengundurkan diri", "The supplier withdrew"),
    (
        "Rancangan teknis harus diperbaiki",
        "The design had to be corrected",
    ),
    ("Transfer pusat dikurangi", "Central transfers were cut"),
    (
        "Penyesuaian dengan rencana tata ruang",
        "It was adapted to the spatial plan",
    ),
    (
        "Permintaan warga mengubah lokasi",
        "People asked for another place",
    ),
];

/// Documents at each of the seven stages.
pub(crate) const DOCUMENTS: [&str; 7] = [
    "RKPD",
    "DPA",
    "Kontrak",
    "Berita acara serah terima",
    "Laporan reviu",
    "Laporan hasil pemeriksaan",
    "Surat tanda setoran",
];

/// Outlets that do not exist.
pub(crate) const OUTLETS: [&str; 14] = [
    "Kabar Nusantara",
    "Suara Pesisir",
    "Harian Lereng",
    "Warta Muara",
    "Berita Sawah",
    "Kilas Kota",
    "Lintas Daerah",
    "Mimbar Warga",
    "Radar Khatulistiwa",
    "Pelita Timur",
    "Sinar Selat",
    "Tajuk Rakyat",
    "Portal Resmi Pemerintah Daerah",
    "Jaringan Dokumentasi Hukum Daerah",
];

/// First names of officials who do not exist.
pub(crate) const FIRST_NAMES: [&str; 32] = [
    "Ahmad", "Siti", "Bambang", "Dewi", "Eko", "Fitri", "Gunawan", "Hasan", "Indah", "Joko",
    "Kartika", "Lestari", "Made", "Nurul", "Oktavia", "Putu", "Qomar", "Ratna", "Slamet", "Tri",
    "Umar", "Vina", "Wahyu", "Yanti", "Zainal", "Maria", "Yohanes", "Agus", "Rahmat", "Sulastri",
    "Teuku", "Anton",
];

/// Last names of officials who do not exist.
pub(crate) const LAST_NAMES: [&str; 32] = [
    "Santoso",
    "Wijaya",
    "Hidayat",
    "Nasution",
    "Siregar",
    "Simanjuntak",
    "Lubis",
    "Pratama",
    "Kusuma",
    "Saputra",
    "Rahayu",
    "Handayani",
    "Setiawan",
    "Firmansyah",
    "Wibowo",
    "Susanto",
    "Harahap",
    "Tampubolon",
    "Pasaribu",
    "Manurung",
    "Latuconsina",
    "Rumbiak",
    "Wenda",
    "Kogoya",
    "Daeng",
    "Mappa",
    "Tengku",
    "Abdullah",
    "Suryadi",
    "Permana",
    "Maulana",
    "Gunadi",
];

/// What agreements and gatherings are about.
pub(crate) const AFFAIRS: [Pair; 20] = [
    ("pengelolaan sampah lintas daerah", "waste across regions"),
    ("penyediaan air baku", "raw water supply"),
    ("perdagangan antardaerah", "trade between regions"),
    ("ketahanan pangan", "food security"),
    ("pengendalian inflasi", "price stability"),
    ("pendidikan vokasi", "vocational education"),
    ("layanan kesehatan rujukan", "referral health services"),
    ("penanggulangan bencana", "disaster management"),
    ("pariwisata bahari", "marine tourism"),
    ("transportasi perbatasan", "border transport"),
    ("administrasi kependudukan", "population records"),
    ("pelestarian hutan bakau", "mangrove conservation"),
    ("pengembangan UMKM", "small business development"),
    ("pencegahan korupsi", "corruption prevention"),
    ("penataan aset daerah", "regional assets"),
    ("perlindungan nelayan", "protection of fishers"),
    ("pelayanan publik digital", "digital public services"),
    ("energi terbarukan", "renewable energy"),
    ("penanganan tengkes", "stunting"),
    ("kebudayaan dan arsip", "culture and archives"),
];
