//! Who holds which post of a government.

use app::{Labels, Row};
use domain::SubjectKind;
use domain::any::AnyState;
use domain::post::Membership;
use maud::{Markup, html};

use super::{MOST_AGREEMENTS, Place, Section};
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::format;
use crate::i18n::list_words as words;
use crate::parts;

impl Place<'_> {
    pub(super) fn posts(&self) -> Result<Option<Section>, PageError> {
        let (ctx, lang) = (self.ctx, self.ctx.lang);
        let mut held: Vec<(Row, Option<Membership>)> = Vec::new();
        for row in ctx
            .app
            .referring(self.subject, SubjectKind::Post, MOST_AGREEMENTS as u32)?
        {
            let Some(view) = ctx.app.view(row.subject, self.moment)? else {
                continue;
            };
            let AnyState::Post(state) = view.state else {
                continue;
            };
            held.push((row, state.holder_on(self.day).cloned()));
        }
        if held.is_empty() {
            return Ok(None);
        }
        held.sort_by(|(a, _), (b, _)| a.title.id.cmp(&b.title.id));
        let labels = ctx.app.labels(
            &held
                .iter()
                .filter_map(|(_, m)| m.as_ref())
                .map(|m| m.person.reference())
                .collect::<Vec<_>>(),
        )?;
        let content = html! {
            dl.facts {
                @for (row, membership) in &held {
                    dt { a href=(ctx.link(&row.path)) lang=[parts::lang_of(&row.title, lang)] { (row.title.read(lang).0) } }
                    dd { @match membership { Some(held) => (holder(ctx, &labels, held)), None => (words::holder_unknown(lang)) } }
                }
            }
            p.meta { (words::reply_note(lang)) }
        };
        Ok(Some(Section {
            id: "pejabat",
            heading: words::posts(lang),
            count: None,
            content,
        }))
    }
}

fn holder(ctx: &Ctx, labels: &Labels, held: &Membership) -> Markup {
    let lang = ctx.lang;
    html! {
        (parts::link(ctx, labels, held.person))
        @if held.acting { ", " (words::acting(lang)) }
        @match (held.from, held.seen) {
            (Some(from), _) => { ", " (words::since(lang, &format::when(from, lang))) },
            (None, Some(seen)) => { ", " (words::seen(lang, &format::when(seen, lang))) },
            (None, None) => {},
        }
    }
}
