//! The words of an agreement's page.

use domain::Lang;
use domain::law::{Deadline, Unit};

words! {
    lead(instrument, on): "{{parties}} menandatangani {instrument} {on}.", "{{parties}} signed a {instrument} {on}.";
    lead_unsigned(instrument): "Belum ada sumber yang menyebut {instrument} antara {{parties}} ini sudah ditandatangani.", "No source says yet that this {instrument} between {{parties}} was signed.";
    lead_subjects: "Urusannya: {subjects}.", "Its subjects: {subjects}.";
    ended_tag: "Berakhir", "Ended";
    in_force_tag: "Berlaku", "In force";
    signed_tag: "Ditandatangani", "Signed";
    term_over_tag: "Masa berlaku lewat", "Term over";
    unsigned_tag: "Belum ditandatangani", "Not signed";
    rail: "Sampai di mana", "How far it is";
    rail_domestic: "Delapan perhentian tata cara kerja sama dalam negeri.", "The eight stops of the procedure for domestic cooperation.";
    rail_foreign: "Sebelas tahap tata cara kerja sama luar negeri.", "The eleven stages of the procedure for foreign cooperation.";
    rail_chain: "Skema ini tidak punya tahap dalam hukum; yang ditunjukkan adalah rangkaian dokumennya.", "The law sets no stages for this scheme; shown is its chain of documents.";
    state_done: "selesai", "done";
    state_now: "sekarang", "now";
    state_begun: "dimulai", "begun";
    state_ahead: "belum", "not yet";
    state_missing: "tidak tercatat", "not on record";
    state_not_required: "tidak diperlukan", "not required";
    state_stopped: "tidak dilanjutkan", "not continued";
    belongs_to_parent: "pada kesepakatan induknya", "in the joint agreement above it";
    no_limit: "tanpa batas waktu yang ditemukan", "no time limit found";
    stages_detail: "Rincian tiap tahap, batas waktunya, dan pasalnya", "Each stage in detail, with its limit and article";
    stage: "Tahap", "Stage";
    state: "Keadaan", "Standing";
    who_does: "Yang dilakukan", "What is done";
    limit: "Batas waktu", "Time limit";
    condition: "Hanya bila:", "Only if:";
    rule_of_scheme: "Skema", "Scheme";
    unverified_note: "Yang bertanda “belum terverifikasi” belum dibaca pada pasalnya dan bukan kewajiban.", "What is marked “not verified” was not read in its article and is no obligation.";
    children_rail: "Perjanjian di bawah kesepakatan ini, pada tahap 6 sampai 10", "Agreements under this one, on stages 6 to 10";
    confirmations: "Siapa yang sudah mengonfirmasi", "Who has confirmed";
    party: "Pihak", "Party";
    its_word: "Sikap atas catatan ini", "Its word on this record";
    none_confirmed: "Dilaporkan, belum dikonfirmasi pihak mana pun.", "Reported, not confirmed by any party.";
    all_confirmed: "Semua pihak sudah mengonfirmasi catatan ini.", "Every party has confirmed this record.";
    some_confirmed(n, of): "{n} dari {of} pihak sudah mengonfirmasi catatan ini.", "{n} of {of} parties have confirmed this record.";
    not_confirmed: "belum mengonfirmasi", "has not confirmed";
    confirmed: "mengonfirmasi", "confirmed";
    disputes: "menyanggah", "disputed it";
    settled: "sanggahannya selesai", "its dispute was settled";
    duties: "Yang harus dilakukan tiap pihak", "What each party must do";
    duties_none: "Tidak ada janji pihak ini yang tercatat di bawah perjanjian ini.", "No promise of this party is on record under this agreement.";
    terms: "Yang disepakati", "What was agreed";
    by_others: "Janji lembaga lain di bawah perjanjian ini", "Promises of other bodies under this agreement";
    lead_ended(on, ground): "Perjanjian ini berakhir {on}: {ground}.", "It ended {on}: {ground}.";
    term_in_words: "menurut sumber:", "in the sources' words:";
    commitments_none: "Belum ada janji yang tercatat di bawah perjanjian ini. Itu tidak berarti tidak ada janji di dalam naskahnya.", "No promise is on record under this agreement. That does not mean that its text holds none.";
    document: "Dokumen", "Document";
    instrument: "Jenis", "Kind";
    number_of: "Nomor pada tiap pihak", "Number in each party's register";
    signed_on: "Tanggal tanda tangan", "Signed on";
    signed_at: "Ditandatangani dalam", "Signed at";
    signatories: "Penanda tangan", "Signatories";
    signed_for: "Untuk", "For";
    signed_by: "Oleh", "By";
    term: "Jangka waktu", "Term";
    term_from_to(from, to): "{from} sampai {to}", "{from} to {to}";
    term_from(from): "mulai {from}; akhirnya tidak disebutkan", "from {from}; its end is not stated";
    affairs: "Urusan", "Affairs";
    no_document: "Naskahnya tidak ada dalam catatan ini; yang dicatat adalah apa yang disebut sumber.", "The text itself is not in this record; what is recorded is what sources say of it.";
    unknown: "Yang tidak diketahui", "What is not known";
    family: "Induk dan turunannya", "Above and below it";
    parent: "Di bawah kesepakatan", "Under the agreement";
    children: "Perjanjian turunan", "Agreements under it";
    children_none: "Belum ada perjanjian turunan yang tercatat.", "No agreement under it is on record.";
    amendments: "Perubahan isi", "Amendments";
    ending: "Cara berakhirnya", "How it ended";
    ending_sentence(on): "Perjanjian ini berakhir {on}.", "This agreement ended {on}.";
    ending_ground: "Dasar", "Ground";
    ending_by: "Oleh", "By";
    ending_by_all: "semua pihak bersama-sama", "all parties together";
    ending_others: "Pihak lain", "The other parties";
    ending_fulfilment(kept, of): "Berakhir bukan berarti terpenuhi: dari {of} janji di dalamnya, {kept} ditepati.", "Ended is not fulfilled: of {of} promises inside it, {kept} were kept.";
    ending_no_commitments: "Berakhir bukan berarti terpenuhi; tidak ada janji di dalamnya yang tercatat untuk diuji.", "Ended is not fulfilled; no promise inside it is on record to be tested.";
    term_over(on): "Masa berlakunya habis {on}; tidak ada sumber yang menyebut perpanjangan atau pengakhiran.", "Its term ran out {on}; no source tells of an extension or an ending.";
    from_gathering: "Kegiatan terkait", "Related gatherings";
    statements: "Pernyataan tentang perjanjian ini", "Statements about this agreement";
    dates: "Tanggal-tanggal perjanjian ini", "The dates of this agreement";
    date_signed: "Ditandatangani", "Signed";
    date_from: "Mulai berlaku", "In force from";
    date_to: "Akhir masa berlaku", "End of term";
    date_ended: "Berakhir", "Ended";
    dispute_ground: "Alasan:", "Ground:";
}

/// A time limit in words: its count and unit, or its rule.
pub(crate) fn deadline(limit: &Deadline, lang: Lang) -> String {
    let rule = match lang {
        Lang::Id => limit.rule_id.as_deref(),
        Lang::En => limit.rule_en.as_deref(),
    };
    let from = match lang {
        Lang::Id => limit.from_id.as_deref(),
        Lang::En => limit.from_en.as_deref(),
    };
    let Some((count, unit)) = limit.count.zip(limit.unit) else {
        return rule.unwrap_or_default().to_owned();
    };
    let n = count.unsigned_abs();
    let length = match (lang, unit, n) {
        (Lang::Id, Unit::WorkingDay, _) => format!("{n} hari kerja"),
        (Lang::Id, Unit::Month, _) => format!("{n} bulan"),
        (Lang::Id, Unit::Year, _) => format!("{n} tahun"),
        (Lang::En, Unit::WorkingDay, 1) => "1 working day".to_owned(),
        (Lang::En, Unit::WorkingDay, _) => format!("{n} working days"),
        (Lang::En, Unit::Month, 1) => "1 month".to_owned(),
        (Lang::En, Unit::Month, _) => format!("{n} months"),
        (Lang::En, Unit::Year, 1) => "1 year".to_owned(),
        (Lang::En, Unit::Year, _) => format!("{n} years"),
    };
    match from {
        Some(from) => format!("{length} {from}"),
        None => length,
    }
}

/// How many of a family, in a sentence about the promises inside: "2 ditepati".
pub(crate) fn promises(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Id, _) => format!("{n} janji tercatat di bawah perjanjian ini:"),
        (Lang::En, 1) => "1 promise is on record under this agreement:".to_owned(),
        (Lang::En, _) => format!("{n} promises are on record under this agreement:"),
    }
}
