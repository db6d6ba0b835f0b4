//! Every address of the site in one table, each with who may read it.

use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Uri;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};

use crate::errors::PageError;
use crate::{
    about, ctx, glossary, government, governments, home, lists, method, press, search, style,
};

/// Who may read an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody, without an account. There are no accounts yet, so there is nothing else.
    Public,
}

/// Who reads an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// People: it stands under `/` in Indonesian and under `/en/` in English.
    People,
    /// Programs: it stands once.
    Programs,
}

/// One address.
pub(crate) struct Route {
    /// Its path, with `{names}` for what varies.
    pub(crate) path: &'static str,
    /// Who may read it.
    pub(crate) access: Access,
    /// Who reads it.
    pub(crate) reader: Reader,
    /// What answers.
    pub(crate) answer: MethodRouter<App>,
}

pub(crate) fn people(path: &'static str, answer: MethodRouter<App>) -> Route {
    Route {
        path,
        access: Access::Public,
        reader: Reader::People,
        answer,
    }
}

pub(crate) fn programs(path: &'static str, answer: MethodRouter<App>) -> Route {
    Route {
        path,
        access: Access::Public,
        reader: Reader::Programs,
        answer,
    }
}

/// All addresses.
pub(crate) fn table() -> Vec<Route> {
    let mut table = vec![
        people("/", get(home::page)),
        people("/perubahan", get(home::changes)),
        people("/pemda", get(governments::list)),
        people("/pemda.csv", get(governments::list_csv)),
        people("/pemda/{code}", get(government::page)),
        people("/pemda/{code}/angka.csv", get(government::figures_csv)),
        people("/janji", get(lists::commitments)),
        people("/perjanjian", get(lists::agreements)),
        people("/kegiatan", get(lists::gatherings)),
        people("/program", get(lists::programmes)),
        people("/pernyataan", get(lists::statements)),
        people("/sumber", get(lists::sources)),
        people("/lembaga", get(lists::organizations)),
        people("/pejabat", get(lists::posts)),
        people("/orang", get(lists::persons)),
        people("/cari", get(search::page)),
        people("/metode", get(method::page)),
        people("/glosarium", get(glossary::page)),
        people("/tentang", get(about::page)),
        people(
            "/baca",
            get(press::empty)
                .post(press::read)
                .layer(DefaultBodyLimit::max(press::MAX_FORM_BYTES)),
        ),
        people("/baca/contoh", get(press::example)),
        people(
            "/baca/berkas",
            get(press::begin)
                .post(press::file)
                .layer(DefaultBodyLimit::max(press::MAX_FORM_BYTES)),
        ),
        programs(
            "/api/v1/readings",
            post(press::api).layer(DefaultBodyLimit::max(intake::document::MAX_FILE_BYTES)),
        ),
        programs("/static/{name}", get(style::serve)),
    ];
    table.extend(crate::record_routes::table());
    table
}

/// The router of a table: what is for people stands under both languages.
pub(crate) fn router(table: Vec<Route>) -> Router<App> {
    let mut router = Router::new();
    for Route {
        path,
        access,
        reader,
        answer,
    } in table
    {
        // Who may read what is decided here and nowhere else; a new kind of access does not compile until it is.
        match access {
            Access::Public => {}
        }
        if reader == Reader::People {
            router = router.route(&format!("/en{path}"), answer.clone());
        }
        router = router.route(path, answer);
    }
    router
        .route("/en", get(english_home))
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
}

async fn english_home(uri: Uri) -> Response {
    let query = uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    ctx::redirect(&format!("/en/{query}"))
}

async fn not_found() -> PageError {
    PageError::NotFound
}

async fn not_allowed() -> PageError {
    PageError::MethodNotAllowed
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_address_stands_once_and_is_public() {
        let table = table();
        let paths: BTreeSet<&str> = table.iter().map(|route| route.path).collect();
        assert_eq!(paths.len(), table.len(), "an address stands twice");
        for Route {
            path,
            access,
            reader,
            ..
        } in &table
        {
            assert_eq!(*access, Access::Public, "{path}");
            assert!(
                path.starts_with('/') && (*path == "/" || !path.ends_with('/')),
                "{path}"
            );
            assert!(
                *path != "/en" && !path.starts_with("/en/"),
                "{path}: the language is added, not written"
            );
            let for_programs = ["/api/", "/log/", "/static/"]
                .iter()
                .any(|folder| path.starts_with(folder));
            assert_eq!(for_programs, *reader == Reader::Programs, "{path}");
        }
    }

    #[test]
    fn the_addresses_that_were_promised_are_there() {
        let table = table();
        for path in [
            "/",
            "/pemda",
            "/pemda/{code}",
            "/cari",
            "/metode",
            "/glosarium",
            "/tentang",
            "/janji",
            "/perjanjian",
        ] {
            assert!(table.iter().any(|route| route.path == path), "{path}");
        }
    }
}
