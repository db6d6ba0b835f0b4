//! The public portal: every page of the record, in Indonesian under `/` and in English under `/en/`.
//!
//! Server-rendered and complete without script. A handler reads what it needs through [`app`], and draws a page with
//! [`maud`]; it decides nothing and reads no clock of its own. The addresses stand in one table, in `routes`; words stand
//! in `i18n`; what all pages share stands in `frame`, `parts`, `format` and `charts`; errors become pages in `errors`.

mod about;
mod answer;
mod api;
mod cache;
mod charts;
mod ctx;
mod errors;
mod format;
mod frame;
mod glossary;
mod government;
mod governments;
mod history;
mod home;
mod i18n;
mod layer;
mod limit;
mod lists;
mod log;
mod method;
mod moment;
mod names;
mod parts;
mod press;
mod record;
mod record_routes;
mod record_strip;
mod routes;
mod search;
mod style;
mod verify;

use std::any::Any;
use std::sync::Arc;

use app::App;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use intake::press::Gazetteer;
use tower_http::catch_panic::CatchPanicLayer;

use crate::cache::Cache;
use crate::errors::PageError;

/// The whole site, reading through `app`.
pub fn router(app: App) -> Router {
    // The moment of the start tells the tags of this run from another's: only they may have drawn pages otherwise.
    let cache = Arc::new(Cache::new(app.now().0.unsigned_abs()));
    let outer = layer::Outer {
        app: app.clone(),
        cache,
    };
    routes::router(routes::table())
        .with_state(app)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(axum::middleware::from_fn_with_state(outer, layer::answer))
}

/// [`router`], where the press reader knows an office's own words too: `docs/howto/extend-reader.md`.
pub fn router_with(app: App, words: Gazetteer) -> Router {
    router(app).layer(Extension(press::Vocabulary::own(words)))
}

/// A panic is a fault of ours: the reader gets the designed page, the log gets the message.
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = message.unwrap_or("no message"), "a page panicked");
    PageError::Internal.into_response()
}

/// Serves the site until `stop` is done; requests under way are finished first. `words` are what the press reader knows,
/// where that is more than the built-in ones.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: tokio::net::TcpListener,
    app: App,
    words: Option<Gazetteer>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let site = match words {
        Some(words) => router_with(app, words),
        None => router(app),
    };
    let service = site.into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stop)
        .await
}
