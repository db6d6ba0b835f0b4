//! The addresses of single records, of verification, of the log and of the API.

use axum::routing::get;

use crate::record::{
    agreement, commitment, gathering, organization, person, post, programme, source, statement,
};
use crate::routes::{Route, people, programs};
use crate::{api, log, verify};

/// These addresses.
pub(crate) fn table() -> Vec<Route> {
    vec![
        people("/janji/{segment}", get(commitment::page)),
        people("/perjanjian/{segment}", get(agreement::page)),
        people("/kegiatan/{segment}", get(gathering::page)),
        people("/program/{segment}", get(programme::page)),
        people("/pernyataan/{segment}", get(statement::page)),
        people("/sumber/{segment}", get(source::page)),
        people("/lembaga/{segment}", get(organization::page)),
        people("/pejabat/{segment}", get(post::page)),
        people("/orang/{segment}", get(person::page)),
        people("/entri/{segment}", get(verify::entry)),
        people("/verifikasi", get(verify::page)),
        programs("/api/v1/{kind}", get(api::records)),
        programs("/api/v1/{kind}/{id}", get(api::record)),
        programs("/api/{*path}", get(api::elsewhere)),
        programs("/log/checkpoint", get(log::checkpoint)),
        programs("/log/key", get(log::key)),
        programs("/log/tile/{*path}", get(log::tile)),
        programs("/log/body/{index}", get(log::body)),
        programs("/log/bodies/{*path}", get(log::bodies)),
        programs("/log/{*path}", get(log::elsewhere)),
    ]
}
