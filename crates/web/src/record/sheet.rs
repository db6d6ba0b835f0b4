//! The sheet of one record: what every record page opens and closes with, whatever its kind.

use app::{Moment, Sheet as Read, SheetOf, View};
use axum::http::StatusCode;
use axum::response::Response;
use domain::citation::Difference;
use domain::disclosure::Act;
use domain::{Lang, Reference, SubjectKind, Text};
use jiff::civil::Date;
use maud::{Markup, html};

use crate::ctx::{self, Ctx};
use crate::errors::PageError;
use crate::frame::{self, Page};
use crate::history::Told;
use crate::i18n::record_words as words;
use crate::i18n::words::{kind_many, kind_one};
use crate::names::Names;
use crate::{history, moment, parts, record_strip};

/// A record as a page reads it.
pub(crate) struct Record<'a> {
    /// The request.
    pub(crate) ctx: &'a Ctx,
    /// Its subject, state and path.
    pub(crate) view: View,
    /// Which moment is shown.
    pub(crate) moment: Moment,
    /// The day that statuses are computed for.
    pub(crate) day: Date,
    /// Its entries in log order, as far as that moment reaches.
    pub(crate) history: Vec<Told>,
    /// The names of all that it points at.
    pub(crate) names: Names,
}

/// A title as a heading: without the full stop of the sentence that it is.
pub(crate) fn heading(title: &Text, lang: Lang) -> (String, Markup) {
    let bare = |text: &str| text.strip_suffix('.').unwrap_or(text).to_owned();
    let title = Text {
        id: bare(&title.id),
        en: title.en.as_deref().map(bare),
    };
    (title.read(lang).0.to_owned(), parts::text(&title, lang))
}

/// Characters from which a heading is set smaller: promises and statements are whole sentences.
const LONG_TITLE: usize = 70;

/// What differs from kind to kind.
pub(crate) struct Sheet {
    /// The title in plain words, for the head of the page.
    pub(crate) title: String,
    /// The same as a heading.
    pub(crate) heading: Markup,
    /// Tags that stand before it; often none.
    pub(crate) tags: Markup,
    /// The sentence that states the case.
    pub(crate) lead: Markup,
    /// All that follows.
    pub(crate) body: Markup,
    /// Where sources differ.
    pub(crate) differences: Vec<Difference>,
}

/// Opens the record at an address: `Err` with the answer when there is no page to draw.
///
/// Moments are read where `moments` says that this kind of page has them.
pub(crate) fn open<'a>(
    ctx: &'a Ctx,
    kind: SubjectKind,
    segment: &str,
    moments: bool,
) -> Result<Result<Record<'a>, Response>, PageError> {
    let moment = if moments {
        moment::of(ctx)?
    } else {
        Moment::Now
    };
    let at_present = matches!(moment, Moment::Now);
    let handle = ctx::handle(segment).ok_or(PageError::NotFound)?;
    let sheet = ctx.app.sheet(kind, handle, moment, |view, changes| {
        let history = history::told(changes, |entry| at_present || speaks_of(view, entry));
        let mut named = view.state.references();
        named.extend(history::references(&history));
        named.sort_unstable();
        named.dedup();
        (history, named)
    })?;
    let SheetOf {
        view,
        history,
        labels,
    } = match sheet {
        None => return Err(PageError::NotFound),
        Some(Read::Nothing(_)) if at_present => return Err(PageError::NotFound),
        Some(Read::Nothing(subject)) => return Ok(Err(not_yet(ctx, subject, &moment)?)),
        Some(Read::Of(sheet)) => *sheet,
    };
    if let Some(elsewhere) = ctx.moved(&path_today(ctx, &view, at_present)?) {
        return Ok(Err(elsewhere));
    }
    // Facts may be older than what they are facts of: then there is nothing yet to call them facts of. A record that is
    // described today was not hidden then either, whatever else of it is.
    let subject = view.subject;
    let described_today = || Ok::<_, PageError>(ctx.app.labels(&[subject])?.contains_key(&subject));
    if !at_present && !view.state.is_described() && (view.gaps.is_empty() || described_today()?) {
        return Ok(Err(not_yet(ctx, subject, &moment)?));
    }
    Ok(Ok(Record {
        ctx,
        view,
        moment,
        day: moment::day(&moment, ctx.today),
        history,
        names: Names::from(ctx.lang, labels),
    }))
}

/// Whether what is shown of a subject rests on an entry, or says that it is hidden.
fn speaks_of(view: &View, entry: u64) -> bool {
    view.state.entries().contains(&entry) || view.gaps.iter().any(|gap| gap.entry == entry)
}

/// The address follows today's title, whatever moment is shown.
fn path_today(ctx: &Ctx, view: &View, at_present: bool) -> Result<String, PageError> {
    if at_present {
        return Ok(view.path.clone());
    }
    let labels = ctx.app.labels(&[view.subject])?;
    Ok(labels
        .get(&view.subject)
        .map_or_else(|| view.path.clone(), |label| label.path.clone()))
}

fn crumbs(kind: SubjectKind, ctx: &Ctx) -> Vec<(String, &'static str)> {
    let list = match kind {
        SubjectKind::Organization => "/lembaga",
        SubjectKind::Person => "/orang",
        SubjectKind::Post => "/pejabat",
        SubjectKind::Source => "/sumber",
        SubjectKind::Gathering => "/kegiatan",
        SubjectKind::Agreement => "/perjanjian",
        SubjectKind::Statement => "/pernyataan",
        SubjectKind::Programme => "/program",
        SubjectKind::Commitment => "/janji",
        SubjectKind::Entry => "/verifikasi",
    };
    vec![(kind_many(kind, ctx.lang).to_owned(), list)]
}

/// At that moment the record did not speak of it, though it does now.
fn not_yet(ctx: &Ctx, subject: Reference, moment: &Moment) -> Result<Response, PageError> {
    let lang = ctx.lang;
    let names = Names::of(&ctx.app, lang, vec![subject])?;
    let title = names.plain(subject);
    let lead = match moment {
        Moment::AsOf(_) | Moment::Now => words::not_yet_as_of(lang),
        Moment::KnownAt(_) => words::not_yet_known_at(lang),
    };
    let main = html! {
        (moment::notice(ctx, moment))
        h1 { (title) }
        p.lead { (lead) }
        (moment_section(ctx, moment))
    };
    let page = Page {
        title: words::not_yet_title(lang, &title),
        crumbs: crumbs(subject.kind, ctx),
        description: None,
        unlisted: true,
    };
    Ok(frame::page(ctx, &page, &main))
}

fn moment_section(ctx: &Ctx, moment: &Moment) -> Markup {
    html! { section #hari-lain { h2 { (words::moment_heading(ctx.lang)) } (moment::form(ctx, moment)) } }
}

impl Record<'_> {
    /// The page of a record whose description is public.
    pub(crate) fn page(&self, sheet: &Sheet) -> Result<Response, PageError> {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let differences = self.names.differences(&sheet.differences);
        let main = html! {
            (moment::notice(ctx, &self.moment))
            (sheet.tags)
            h1.long[sheet.title.chars().count() > LONG_TITLE] { (sheet.heading) }
            p.lead { (sheet.lead) }
            (self.gaps())
            (sheet.body)
            (differences)
            // A source is where facts come from; it cites nothing itself.
            @if self.view.subject.kind != SubjectKind::Source { section #sumber { h2 { (words::sources(lang)) } (self.names.sources()) } }
            (self.foot())
        };
        let title = format!(
            "{} ({})",
            sheet.title,
            kind_one(self.view.subject.kind, lang).to_lowercase()
        );
        Ok(self.framed(StatusCode::OK, title, &main))
    }

    /// The page of a record whose description is withheld or erased: that it exists stays public.
    pub(crate) fn untitled(&self) -> Result<Response, PageError> {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let title = words::untitled(lang, self.view.subject.handle());
        let main = html! {
            (moment::notice(ctx, &self.moment))
            h1 { (title) }
            p.lead { (words::untitled_lead(lang)) }
            (self.gaps())
            (self.foot())
        };
        // What is only withheld may be opened again, so it is not gone.
        let erased =
            !self.view.gaps.is_empty() && self.view.gaps.iter().all(|gap| gap.act == Act::Erase);
        Ok(self.framed(
            if erased {
                StatusCode::GONE
            } else {
                StatusCode::FORBIDDEN
            },
            title,
            &main,
        ))
    }

    fn framed(&self, status: StatusCode, title: String, main: &Markup) -> Response {
        let unlisted = !matches!(self.moment, Moment::Now);
        let page = Page {
            title,
            crumbs: crumbs(self.view.subject.kind, self.ctx),
            description: None,
            unlisted,
        };
        frame::page_with(self.ctx, status, &page, main)
    }

    /// What is not shown, on what ground.
    fn gaps(&self) -> Markup {
        let lang = self.ctx.lang;
        html! {
            @if !self.view.gaps.is_empty() {
                section.gaps aria-labelledby="tertutup" {
                    h2 #tertutup { (words::gaps_heading(lang)) }
                    @for gap in &self.view.gaps { (history::hidden(lang, gap)) }
                }
            }
        }
    }

    fn foot(&self) -> Markup {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let view = &self.view;
        let strip = record_strip::strip(
            ctx,
            &self.names,
            view.subject,
            &view.path,
            &view.state,
            &self.history,
        );
        html! {
            (history::section(ctx, &self.names, &self.history))
            @if matches!(view.subject.kind, SubjectKind::Commitment | SubjectKind::Agreement) { (moment_section(ctx, &self.moment)) }
            (strip)
            @if let Some(n) = unreadable(&view.state) { p.meta { (words::unreadable(lang, n)) } }
        }
    }
}

/// How many entries only a newer program can read, if any.
fn unreadable(state: &domain::any::AnyState) -> Option<u64> {
    use domain::any::AnyState as S;
    let n = match state {
        S::Organization(s) => s.unreadable,
        S::Person(s) => s.unreadable,
        S::Post(s) => s.unreadable,
        S::Source(s) => s.unreadable,
        S::Gathering(s) => s.unreadable,
        S::Agreement(s) => s.unreadable,
        S::Statement(s) => s.unreadable,
        S::Programme(s) => s.unreadable,
        S::Commitment(s) => s.unreadable,
        S::Entry(s) => s.unreadable,
    };
    (n > 0).then_some(n)
}
