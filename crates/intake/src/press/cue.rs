//! The small lists of words that single rules look at, as the data files name them.

macro_rules! cues {
    ($($(#[$doc:meta])* $cue:ident = $name:literal),* $(,)?) => {
        /// A list of single words for one rule. `data/press/cues.toml` says what each is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Cue { $($(#[$doc])* $cue),* }

        impl Cue {
            /// By its name in the data files.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$cue),)*
                    _ => None,
                }
            }
        }
    };
}

cues! {
    /// Between a body and the region of its branch: `BPJS Ketenagakerjaan wilayah Banten`.
    Branch = "branch",
    /// Words that tell what somebody is called: `akrab disapa Yoslak`.
    Calls = "calls",
    /// The first word of a part of a body, which the body's name ends: `Direktorat Korsup KPK`.
    PartOfBody = "part_of_body",
    /// The first word of many towns' names: `Tanjung Selor`.
    TownHead = "town_head",
    /// Islands that a state body's region is told by: `Balai Wilayah Sungai Kalimantan I`.
    Island = "island",
    /// Between a subject and what it does: `Pemkab juga berkomitmen`.
    Adverb = "adverb",
    /// Before `Kota Serang` and the like: the place or its people are meant, no government: `masyarakat Kota Serang`.
    NotItsGovernment = "not_its_government",
    /// Ends the words that name who acts: `perusahaan hingga 20 Februari`.
    AgentEnd = "agent_end",
    /// Before a name they add nothing to who acts: `jajaran Pemkab Lebak`.
    AgentHead = "agent_head",
    /// Before a verb of signing: it is not signed yet: `berencana menandatangani`.
    NotSignedYet = "not_signed_yet",
    /// Behind a verb of signing: it will be signed then: `paling lambat 13 Maret`.
    SignedLater = "signed_later",
    /// In a subject they tell how much or by when: `minimal 95 persen`.
    SubjectMeasure = "subject_measure",
    /// Bare verbs of what the speaker means to do, without a word that points ahead: `kami dampingi`.
    MeansTo = "means_to",
    /// What is asked for, before a list of it: `lima tuntutan`.
    Demands = "demands",
    /// Units of a span of time: `paling lama 5 hari`.
    SpanOfTime = "span_of_time",
    /// Ends the post of whoever leads a group of citizens: `Ketua Kelompok Tani`.
    CitizensGroup = "citizens_group",
    /// A meeting ends in an agreement: `disepakati tiga hal`.
    Concludes = "concludes",
    /// Something is handed over: `diserahkan`.
    HandsOver = "hands_over",
    /// Whoever follows copies something: `ditiru`.
    CopiedBy = "copied_by",
    /// Of a list of proposals the first: `yang teratas`.
    Topmost = "topmost",
    /// Between the items of a list: `A, disusul B`.
    ListNext = "list_next",
    /// Kinds of places below a regency: the word behind them is a place: `Desa Lansilowo`.
    LocalKind = "local_kind",
    /// At the head of a sentence before whoever acts: `Sementara dari Bank Bengkulu`.
    SentenceFore = "sentence_fore",
    /// At the head of an act before its time: `Insya Allah tahun depan`.
    BeforeTime = "before_time",
    /// Behind an act's time and before its verb: `tahun depan kita genapkan`.
    BehindTime = "behind_time",
    /// Right behind the kind of a document they begin its matter: `berita acara hasil Musrenbang`.
    SignedMatter = "signed_matter",
    /// In an item of an agreement: it says what somebody does, and is no subject: `Pemkot menanggung biaya`.
    ItemAct = "item_act",
    /// Behind `dalam` they lead to a subject: `dalam bidang pertanian`.
    SubjectHead = "subject_head",
    /// Before a subject they add nothing to it: `tentang upaya penurunan stunting`.
    SubjectFore = "subject_fore",
    /// Behind `mencakup` they add nothing to a subject: `mencakup antara lain bidang pertanian`.
    CoversFore = "covers_fore",
    /// Behind `dalam` they name the occasion and no subject: `dalam sebuah acara`.
    OccasionHead = "occasion_head",
    /// Before a person in direct speech: that person came along: `saya membawa Kepala Dinas PUPR`.
    Brings = "brings",
    /// Another person is told of from here: `sedangkan Wali Kota berhalangan`.
    NewSubject = "new_subject",
    /// First words of a part of a ministry: `ditjen Cipta Karya`.
    StateBody = "state_body",
    /// First words of the name of an association: `Ikatan Bidan Indonesia`.
    Guild = "guild",
    /// Bodies of the state that are known by a town, which may be no region: `PN Tenggarong`.
    Seated = "seated",
    /// Before a person's name they make it a place: `Jalan Kapten Tendean`.
    RoadHead = "road_head",
    /// Behind a name they tell its post: `X dilantik sebagai`.
    TakesOffice = "takes_office",
    /// Before a name and `menjadi` they tell a new post: `melantik X menjadi`.
    SwearsIn = "swears_in",
    /// Between a name and its post: `X selaku Ketua Panitia`.
    AsPost = "as_post",
    /// Before a name in capitals, which then is somebody: `bersama X`.
    BeforeName = "before_name",
    /// Behind people without an office: no name follows: `warga setempat`.
    FolkEnd = "folk_end",
    /// Kinds of places that people are of: `warga Desa X`, `guru SDN 2 X`.
    FolkHome = "folk_home",
    /// Before many at once: they were there: `dihadiri 13 bupati`.
    Gathers = "gathers",
    /// Before a post: of the host: `diterima Wakil Bupati`.
    Received = "received",
    /// Balinese birth names and titles behind `I` and `Ni`, which show that a name begins: `I Wayan`.
    BirthName = "birth_name",
    /// Words of address: a dot behind them ends a sentence and no abbreviation: `Pak.`
    AddressWord = "address_word",
    /// Before a post they name a place and nobody: `Kantor Bupati`.
    PostPlace = "post_place",
    /// Before a post they name a paper, a poll or an aide, and not the holder: `Peraturan Presiden`.
    PostPaper = "post_paper",
    /// Before a region: the place or its people are meant, no party: `wilayah Kota Serang`.
    OnlyPlace = "only_place",
    /// Before a list of regions that came: `meliputi Kota Serang, Kota Cilegon`.
    RollHead = "roll_head",
    /// Before `dari` and a body: it sent somebody: `utusan dari Bank Banten`.
    EnvoyHead = "envoy_head",
    /// Before a body: it took part: `bersama Polres Serang`.
    JoinsIn = "joins_in",
    /// Verbs of visiting with their place: `mendatangi Balai Kota`.
    CallsAt = "calls_at",
    /// Buildings that a government meets in: `di Gedung Pendopo`.
    OfficePlace = "office_place",
    /// Begin an address, which is part of the place: `Jalan Veteran`.
    AddressHead = "address_head",
    /// Inside the name of a room in small letters: `ruang rapat paripurna DPRD`.
    RoomWord = "room_word",
    /// No place of an event: `di lingkungan Pemprov`, `di Indonesia`.
    VaguePlace = "vague_place",
    /// Near a place: it is where something will be built, and not of the event: `akan membangun gedung`.
    NotHere = "not_here",
    /// Between `pernah` or `sebelumnya` and a post that was held before: `pernah menjabat`.
    HeldAs = "held_as",
    /// A numeral behind them counts units of a post: `Komisi II`, `Asisten 1`.
    CountedUnit = "counted_unit",
    /// Commands with a number: `Dandim 0602`.
    NumberedCommand = "numbered_command",
    /// Before a name that is of the unit and nobody's: `Kepala Puskesmas Jemaja`.
    NamedUnit = "named_unit",
    /// Behind `yang`: the event where it was said, which is no part of the act.
    ToldAt = "told_at",
    /// Before an act they add nothing to it: `agar segera diperbaiki`.
    ActFore = "act_fore",
    /// Begin the means of an act, up to a comma: `dengan adanya aplikasi ini, ...`.
    ActMeans = "act_means",
    /// In the first words of an act: it is past and no promise.
    ActPast = "act_past",
    /// At the end of a short act: it only points elsewhere: `melakukan hal itu`.
    Pointer = "pointer",
    /// Verbs without a prefix: `turun ke desa`.
    BareVerb = "bare_verb",
    /// They look like verbs by their prefix and are none: `berbagai`, `terkait`.
    NoActVerb = "no_act_verb",
    /// Before a verb they belong to it: `segera memperbaiki`.
    VerbHelper = "verb_helper",
    /// Before a passive verb they belong to it: `segera diperbaiki`, `juga akan diperbaiki`.
    PassiveHelper = "passive_helper",
    /// Right before words of force they take the force away: `tidak berharap`, `yang diminta`.
    Denial = "denial",
    /// Verbs of promise that count behind `yang` too: `bupati yang berjanji ...`.
    PledgeVerb = "pledge_verb",
    /// Orders only when they say what to do: `mengingatkan agar ...`.
    Reminder = "reminder",
    /// Behind a reminder: they say what to do.
    ReminderAct = "reminder_act",
    /// What happens next at the event, and no promise: `rombongan dijadwalkan melanjutkan perjalanan`.
    Agenda = "agenda",
    /// Right before words that are part of an act: an aim, an ability or past: `untuk terus memperkuat`.
    AimBefore = "aim_before",
    /// Open a case in which the speaker will act: `kalau ketahuan dijual, kami cabut`.
    InCase = "in_case",
    /// What an office does in a case: `kami cabut`.
    CaseAct = "case_act",
    /// Behind an office: whoever holds it came: `Bupati Lebak turut hadir`.
    Attends = "attends",
    /// Point ahead beside the speaker and a bare verb: `nanti kami dampingi`.
    Ahead = "ahead",
    /// Before `jangan`: no subject of the plea: `tapi jangan ...`.
    PleaNoSubject = "plea_no_subject",
    /// Before a passive verb in direct speech: no promise: `yang sudah dikirim`.
    SoonNot = "soon_not",
    /// Say that a time is ahead: `pekan depan`.
    NextTime = "next_time",
    /// Verbs of saying whose clause may promise: `menyatakan klinik dibuka bulan depan`.
    States = "states",
    /// In such a clause: it tells what is, or denies.
    StatesStop = "states_stop",
    /// Nouns of proposals before a list: `tiga usulan teratas yakni ...`.
    Proposals = "proposals",
    /// What a pledge holds: `isinya antara lain ...`.
    Holds = "holds",
    /// Open a list behind them.
    ListOpens = "list_opens",
    /// Between two clauses: `dan nantinya ...`.
    Later = "later",
    /// How many items a list has: `tiga hal`.
    SeveralWord = "several_word",
    /// Of those who receive: they do nothing, something is done for them: `nelayan akan menerima subsidi`.
    Receives = "receives",
    /// Those for whom a hope is done: `warga tidak perlu lagi jauh-jauh`.
    People = "people",
    /// Behind them: it is done for them.
    DoneForThem = "done_for_them",
    /// What is asked of somebody who helps: `meminta dukungan Pemprov untuk ...`.
    Help = "help",
    /// Before a person: not the one who speaks: `bersama Wali Kota`.
    NotSpeaker = "not_speaker",
    /// Between a verb of saying and who says it: `ujarnya lebih lanjut`.
    SaidFore = "said_fore",
    /// Between a weekday and its date: `Jumat pagi (24/10)`.
    DayPart = "day_part",
    /// Before a date: of another report: `dikutip dari ...`.
    Cites = "cites",
    /// Behind a date: it is not the event's: `13 Mei lalu`.
    FarTime = "far_time",
    /// Before a date: of something else: `berakhir pada 23 September`.
    TermOf = "term_of",
    /// Right before a date: part of a name or a rule: `periode 2025`, `setiap 17 Agustus`.
    DateName = "date_name",
    /// Right before a weekday: part of a name: `salat Jumat`.
    DayName = "day_name",
    /// First words of a caption.
    Caption = "caption",
    /// Behind `ingin`: a wish for oneself, not that somebody does something: `kami ingin tahu`.
    OwnWish = "own_wish",
    /// Behind `kami` and `saya`: no bare verb: `kami semua`.
    OwnNoVerb = "own_no_verb",
    /// Things that are counted before a list: `tiga hal`, `sejumlah langkah`.
    ListedThing = "listed_thing",
}

impl Cue {
    /// Its bit in the set of a word's cues.
    pub(super) const fn bit(self) -> u128 {
        1 << self as u32
    }
}
