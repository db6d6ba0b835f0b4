//! The classes of words that the data files may name.

macro_rules! classes {
    ($($class:ident = $name:literal),* $(,)?) => {
        /// What a word or phrase is good for. `docs/howto/extend-reader.md` says what each class does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(super) enum Class { $($class),* }

        impl Class {
            /// By its name in the data files; `NAME_phrase` is the same class, for phrases beside single words.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name.strip_suffix("_phrase").unwrap_or(name) {
                    $($name => Some(Self::$class),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    Agreement = "agreement",
    About = "about",
    SubjectEnd = "subject_end",
    Absent = "absent",
    Represented = "represented",
    Represents = "represents",
    Came = "came",
    Away = "away",
    Elsewhere = "elsewhere",
    SurelyCame = "surely_came",
    SubjectCue = "subject_cue",
    AllHeads = "all_heads",
    Body = "body",
    BodyHead = "body_head",
    CommandOf = "command_of",
    PlaceOf = "place_of",
    HeldAt = "held_at",
    Oversight = "oversight",
    KindOfBody = "kind_of_body",
    Office = "office",
    Government = "government",
    GovernmentProvince = "government_province",
    GovernmentRegency = "government_regency",
    GovernmentCity = "government_city",
    KindProvince = "kind_province",
    KindRegency = "kind_regency",
    KindCity = "kind_city",
    LineStart = "line_start",
    Foot = "foot",
    Heading = "heading",
    Month = "month",
    Weekday = "weekday",
    RelativeDay = "relative_day",
    Past = "past",
    Future = "future",
    EventSigning = "event_signing",
    EventCoordination = "event_coordination",
    EventVisit = "event_visit",
    EventRetreat = "event_retreat",
    EventLaunch = "event_launch",
    EventDeliberation = "event_deliberation",
    EventOther = "event_other",
    Occasion = "occasion",
    TakesPlace = "takes_place",
    Indonesian = "indonesian",
    English = "english",
    Malay = "malay",
    MalayOnly = "malay_only",
    Javanese = "javanese",
    Sundanese = "sundanese",
    Abbreviation = "abbreviation",
    Title = "title",
    Degree = "degree",
    Particle = "particle",
    NoName = "no_name",
    GivenName = "given_name",
    Scale = "scale",
    Percent = "percent",
    NoCountBefore = "no_count_before",
    NoCountAfter = "no_count_after",
    Unit = "unit",
    Outlet = "outlet",
    Venue = "venue",
    VenueCue = "venue_cue",
    PostProvince = "post_province",
    PostRegency = "post_regency",
    PostCity = "post_city",
    PostOffice = "post_office",
    PostNation = "post_nation",
    PostBody = "post_body",
    PostLocal = "post_local",
    Folk = "folk",
    District = "district",
    Village = "village",
    Acting = "acting",
    Former = "former",
    Group = "group",
    GroupPost = "group_post",
    Field = "field",
    Programme = "programme",
    ProgrammeCue = "programme_cue",
    Commit = "commit",
    Hope = "hope",
    Instruct = "instruct",
    Propose = "propose",
    Done = "done",
    NotPromise = "not_promise",
    Due = "due",
    SoThat = "so_that",
    ActEnd = "act_end",
    ClauseEnd = "clause_end",
    Finish = "finish",
    OurSide = "our_side",
    Agent = "agent",
    Quantifier = "quantifier",
    Myself = "myself",
    Region = "region",
    Said = "said",
    Says = "says",
    SaidBy = "said_by",
    According = "according",
    Pronoun = "pronoun",
    Epithet = "epithet",
    Named = "named",
    Topic = "topic",
}

impl Class {
    /// Its bit in a set of classes.
    pub(super) const fn bit(self) -> u128 {
        1 << self as u32
    }

    /// The set of several.
    pub(super) const fn any(classes: &[Self]) -> u128 {
        let mut bits = 0;
        let mut at = 0;
        while at < classes.len() {
            bits |= classes[at].bit();
            at += 1;
        }
        bits
    }
}

/// The classes of posts.
pub(super) const POSTS: u128 = Class::any(&[
    Class::PostProvince,
    Class::PostRegency,
    Class::PostCity,
    Class::PostOffice,
    Class::PostNation,
    Class::PostBody,
    Class::PostLocal,
]);
