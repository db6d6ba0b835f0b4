//! The chain of seven on a commitment's page: what is evidenced, what ties it together, where it stops.

use domain::Lang;
use domain::commitment::{ChainFact, Fact, Link, LinkStanding};
use domain::law::{self, Publicity};
use domain::subject::Noted;
use maud::{Markup, html};

use super::commitment::Page;
use crate::i18n::record_words::commitment as words;
use crate::i18n::record_words::{link_standing, unverified};
use crate::{format, parts};

impl Page<'_> {
    /// The seven links, from who asked to who answered for it.
    pub(super) fn chain(&self) -> Markup {
        let lang = self.lang;
        let reached = match self.state.last_evidenced() {
            Some(stage) => words::reached(lang, words::stage(stage, lang)),
            None => words::reached_none(lang).to_owned(),
        };
        html! {
            section #rantai {
                h2 { (words::chain(lang)) }
                p { (reached) " " (words::chain_lead(lang)) }
                ol.chain {
                    @let links = self.state.chain();
                    @for (at, link) in links.iter().enumerate() { (self.link(link, links.get(at + 1).is_some_and(|next| next.solid))) }
                }
            }
        }
    }

    /// One link. The line below it is solid only where the next one carries the number that ties it.
    fn link(&self, link: &Link<'_>, ties_next: bool) -> Markup {
        let lang = self.lang;
        let Some(law) = law::chain_stage(link.stage.as_str()) else {
            return html! {};
        };
        let class = match link.standing {
            Some(LinkStanding::Evidenced) => "evidenced",
            Some(LinkStanding::NotFound) => "missing",
            Some(LinkStanding::NotNeeded) => "unneeded",
            None => "unknown",
        };
        let line = if ties_next { " solid" } else { "" };
        html! {
            li class={ "link " (class) (line) } {
                h3 { (link.stage.order()) ". " (law.name(lang)) " " span.state { (link.standing.map_or(words::no_fact(lang), |standing| link_standing(standing, lang))) } }
                p.question { (lang.pick(law.question_id.as_str(), law.question_en.as_str())) }
                @if link.first_gap { p.stops { strong { (words::stops_here(lang)) "." } } }
                @if link.facts.is_empty() {
                    p.gap { @if link.first_gap { (words::gap(lang, law.name(lang).to_lowercase())) } @else { (words::gap_too(lang)) } }
                }
                @for (fact, noted) in &link.facts { (self.link_fact(fact, noted)) }
                // The first stage has none before it that it could be tied to.
                @if link.standing == Some(LinkStanding::Evidenced) && !link.solid && link.stage.order() > 1 { p.meta { (words::untied(lang)) } }
                (publicity(law, lang))
            }
        }
    }

    fn link_fact(&self, fact: &ChainFact, noted: &Noted<Fact>) -> Markup {
        let (lang, names) = (self.lang, &self.record.names);
        let intro = match (fact.standing, noted.stamp.on) {
            (LinkStanding::Evidenced, _) => String::new(),
            (LinkStanding::NotFound, Some(on)) => words::searched(lang, format::when(on, lang)),
            (LinkStanding::NotFound, None) => words::searched_undated(lang).to_owned(),
            (LinkStanding::NotNeeded, _) => words::not_needed(lang).to_owned(),
        };
        html! {
            div.evidence {
                p {
                    @if fact.standing == LinkStanding::Evidenced { @if let Some(on) = noted.stamp.on { (format::when_tag(on, lang)) ": " } }
                    @if !intro.is_empty() { (intro) " " }
                    (parts::text(&fact.what, lang)) (names.cite(&fact.sources))
                }
                @if fact.document.is_some() || fact.identifier.is_some() || fact.amount.is_some() || fact.organization.is_some() || fact.ties_to.is_some() {
                    dl.inline {
                        @if let Some(document) = &fact.document { div { dt { (words::document(lang)) } dd { (parts::text(document, lang)) } } }
                        @if let Some(id) = &fact.identifier { div { dt { (words::identifier(lang)) } dd { (id) } } }
                        @if let Some(amount) = fact.amount { div { dt { (words::amount(lang)) } dd { (format::rupiah(amount, lang)) } } }
                        @if let Some(by) = fact.organization { div { dt { (words::actor(lang)) } dd { (names.link(by)) } } }
                    }
                    @if let Some(id) = &fact.ties_to { p.meta { (words::tied(lang, id)) } }
                }
            }
        }
    }
}

/// What the public may see at a stage, where that is not all.
fn publicity(stage: &law::ChainStage, lang: Lang) -> Markup {
    let sentence = match stage.publicity {
        Publicity::Open => return html! {},
        Publicity::Outline => words::outline_only(lang),
        Publicity::Closed => words::closed_by_law(lang),
    };
    html! {
        p.meta {
            (sentence) " " (words::law(lang, law::citation(&stage.source, lang)))
            @if !stage.verified { " " span.unverified { (unverified(lang)) } }
        }
    }
}
