//! The words of the pages of gatherings, programmes, statements, sources, organizations, posts and people.

use domain::Lang;

words! {
    // Gatherings.
    gathering_lead_met(kind): "{kind} {{on}}, {{place}}: {{hosts}} menerima {{guests}}.", "{kind} {{on}}, {{place}}: {{hosts}} received {{guests}}.";
    gathering_lead(kind): "{kind} {{on}}, {{place}}, diikuti {{guests}}.", "{kind} {{on}}, {{place}}, attended by {{guests}}.";
    gathering_lead_alone(kind): "{kind} {{on}}, {{place}}.", "{kind} {{on}}, {{place}}.";
    in_place: "di {place}", "at {place}";
    no_place: "di tempat yang tidak disebutkan", "at a place that no source states";
    from_to(from, to): "dari {from} sampai {to}", "from {from} to {to}";
    date_basis: "Dasar tanggalnya:", "How the date is known:";
    topics: "Yang dibahas", "What it was about";
    outcomes: "Apa hasilnya", "What came of it";
    outcomes_none: "Tidak ada hasil yang dilaporkan oleh sumber mana pun.", "No source reports any outcome.";
    attendance: "Siapa yang hadir", "Who was there";
    attendance_note: "Menurut jabatan atau lembaga yang disebut sumber.", "By office or body, as the sources name them.";
    attendance_count(present, represented, absent, unknown): "Hadir {present}, diwakili {represented}, tidak hadir {absent}, tidak disebutkan {unknown}.", "Present {present}, represented {represented}, absent {absent}, not stated {unknown}.";
    who: "Siapa", "Who";
    for_body: "Lembaga", "Body";
    came: "Kehadiran", "Attendance";
    represented_by: "diwakili oleh {person}", "represented by {person}";
    hosts: "Tuan rumah", "Hosts";
    place: "Tempat", "Place";
    when: "Waktu", "When";

    // Programmes.
    programme_lead: "{run_by} menjalankannya untuk {target_group}.", "Run by {run_by} for {target_group}.";
    programme_ended(on): "Program ini berakhir {on}.", "This programme ended {on}.";
    problem: "Masalah yang dijawab", "The problem it answers";
    target_group: "Kelompok sasaran", "Target group";
    how: "Cara kerjanya", "How it works";
    run_by: "Dijalankan oleh", "Run by";
    runs_in: "Berjalan di", "Runs in";
    since: "Sejak", "Since";
    until: "Sampai", "Until";
    legal_basis: "Dasar hukum", "Legal basis";
    costs: "Biaya per satuan", "Cost per unit";
    costs_caption: "Yang dibayar pemakai dan biaya sebenarnya, dalam rupiah", "What the user pays and what it really costs, in rupiah";
    costs_none: "Tidak ada sumber yang menyebut biaya per satuan.", "No source states a cost per unit.";
    unit: "Satuan", "Unit";
    paid: "Dibayar pemakai", "Paid by the user";
    true_cost: "Biaya sebenarnya", "True cost";
    gap_cost: "Selisih", "Difference";
    money: "Dari mana uangnya", "Where the money comes from";
    funded_by: "Didanai oleh", "Funded by";
    not_funded_by: "Tidak didanai oleh", "Not funded by";
    not_funded_none: "tidak ada yang disebut", "none is named";
    figures: "Angka yang dilaporkan", "Published figures";
    figures_none: "Belum ada angka yang tercatat.", "No figure is on record.";
    figures_result_none: "Hasilnya belum diukur menurut sumber yang ada.", "By the sources at hand, its result has not been measured.";
    measure: "Ukuran", "Measure";
    period: "Masa", "Period";
    value: "Nilai", "Value";
    kind: "Jenis", "Kind";
    contradict: "sumber berbeda", "sources differ";
    contradict_note: "Baris bertanda “sumber berbeda” memuat angka yang tidak sama untuk ukuran dan masa yang sama.", "Rows marked “sources differ” hold unequal numbers for the same measure and period.";
    lineage: "Disalin dari dan oleh siapa", "Copied from and by whom";
    copied_from: "Disalin dari", "Copied from";
    copied_by: "Disalin oleh", "Copied by";
    lineage_none: "Belum ada catatan bahwa program ini disalin dari atau oleh pihak lain.", "Nothing on record says that this programme was copied from or by others.";
    programme_promises: "Janji dalam program ini", "Promises in this programme";
    programme_statements: "Pernyataan tentang program ini", "Statements about this programme";

    // Statements.
    statement_lead(on): "{{speaker}} mengatakannya {on}.", "{{speaker}} said this {on}.";
    in_our_words: "Pernyataan ini ditulis dengan kata-kata kami dari sumbernya; ucapan aslinya tidak dikutip.", "This statement is told in our words from its sources; the speaker's own are not quoted.";
    force: "Bobot", "Force";
    speaker: "Pembicara", "Speaker";
    organization: "Untuk lembaga", "For the body";
    addressed_to: "Ditujukan kepada", "Addressed to";
    said_at: "Dalam kegiatan", "At";
    about_agreement: "Tentang perjanjian", "About the agreement";
    about_programme: "Tentang program", "About the programme";
    said_on: "Tanggal", "Date";
    unknown_speaker: "Pembicara yang tidak disebutkan", "A speaker whom no source names";

    // Sources.
    source_lead(outlet, medium): "{medium} dari {outlet}, dibaca untuk catatan ini.", "{medium} by {outlet}, read for this record.";
    about_source: "Tentang sumber ini", "About this source";
    outlet: "Penerbit", "Publisher";
    medium: "Jenis", "Kind";
    title: "Judul", "Title";
    address: "Alamat", "Address";
    published: "Terbit", "Published";
    retrieved: "Dibaca", "Read";
    sha256: "SHA-256 teks yang dibaca", "SHA-256 of the text that was read";
    taken: "Semua yang diambil dari sumber ini", "Everything taken from this source";
    taken_none: "Belum ada catatan yang mengutip sumber ini.", "No record cites this source yet.";
    taken_more(n): "Hanya {n} yang terbaru ditampilkan; semuanya ada dalam unduhan.", "Only the latest {n} are shown; the download has them all.";
    own_words: "Catatan di sini ditulis dengan kata-kata kami sendiri; naskah sumbernya tidak disalin.", "Records here are told in our own words; the source's text is not copied.";

    // Organizations.
    organization_lead(kind): "{kind}.", "{kind}.";
    organization_lead_in(kind): "{kind} pada {{parent}}.", "{kind} of {{parent}}.";
    also_known_as: "Nama lain", "Also known as";
    seat: "Tempat kedudukan", "Seat";
    parent: "Bagian dari", "Part of";
    successor: "Digantikan oleh", "Succeeded by";
    about_body: "Tentang lembaga ini", "About this body";
    posts: "Jabatan di sini", "Posts here";
    posts_none: "Belum ada jabatan yang tercatat.", "No post is on record.";
    parts_of: "Lembaga di bawahnya", "Bodies under it";
    its_promises: "Janji yang diembannya", "Promises that it owes";
    its_promises_none: "Belum ada janjinya yang tercatat. Itu tidak berarti tidak ada janji yang dibuat.", "No promise of it is on record. That does not mean that none was made.";
    its_agreements: "Perjanjian", "Agreements";
    its_gatherings: "Kegiatan", "Gatherings";
    its_statements: "Pernyataan", "Statements";
    its_programmes: "Program", "Programmes";

    // Posts and people.
    post_lead: "Jabatan pada {organization}.", "A post at {organization}.";
    post_lead_held: "Jabatan pada {organization}; pemangku terakhir yang tercatat {person}.", "A post at {organization}; last on record in it: {person}.";
    holders: "Siapa yang memangkunya", "Who held it";
    holders_none: "Tidak ada sumber yang menyebut pemangkunya.", "No source names who holds it.";
    person: "Orang", "Person";
    post: "Jabatan", "Post";
    from: "Dari", "From";
    to: "Sampai", "Until";
    to_open: "tidak disebutkan berakhir", "no end stated";
    acting: "penjabat sementara", "acting";
    seen(on): "disebut menjabat pada {on}", "named in it on {on}";
    role: "Peran", "Role";
    person_lead_held: "Tercatat di sini karena jabatan publiknya: {posts}.", "On record here for a public post: {posts}.";
    person_lead: "Tercatat di sini hanya dalam peran publiknya.", "On record here in a public role only.";
    about_person: "Tentang orang ini", "About this person";
    titles: "Gelar dalam sumber", "Titles in the sources";
    person_only_public: "Yang dicatat hanya jabatan dan ucapan publiknya; tidak ada data pribadi lain.", "Only public posts and words are recorded; no other personal data.";
    held: "Jabatan yang dipangku", "Posts held";
    made_promises: "Janji yang diucapkan", "Promises made";
    made_statements: "Pernyataan", "Statements";
    went_to: "Kegiatan yang dihadiri atau diundang", "Gatherings attended or invited to";
    signed: "Perjanjian yang ditandatangani", "Agreements signed";
}

/// The heading of what was taken from a source, of one kind.
pub(crate) fn of_kind(lang: Lang, kind: &str, n: usize) -> String {
    match lang {
        Lang::Id | Lang::En => format!("{kind} ({n})"),
    }
}
