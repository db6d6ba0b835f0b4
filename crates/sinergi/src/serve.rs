//! `demo` and `serve`: opening the portal on a record.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use domain::Lang;
use intake::founding::File;
use intake::press::Gazetteer;

use crate::{Data, progress, read};

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    data: Data,
    /// The address to listen on; port 0 takes a free one.
    #[arg(
        long,
        value_name = "ADDR",
        default_value = "127.0.0.1:8080",
        env = "SINERGI_LISTEN"
    )]
    listen: SocketAddr,
    /// A folder of .toml files with words of your own for the press reader at /baca: docs/howto/extend-reader.md.
    #[arg(long, value_name = "DIR", env = "SINERGI_WORDS")]
    words: Option<PathBuf>,
}

impl Options {
    fn own_words(&self) -> anyhow::Result<Option<Gazetteer>> {
        self.words.as_deref().map(read::own_words).transpose()
    }
}

/// The founding record of Banten, carried in the program so that it runs from anywhere.
const FOUNDING: [(&str, &str); 9] = [
    (
        "sources.toml",
        include_str!("../../../founding/banten/sources.toml"),
    ),
    (
        "organizations.toml",
        include_str!("../../../founding/banten/organizations.toml"),
    ),
    (
        "people.toml",
        include_str!("../../../founding/banten/people.toml"),
    ),
    (
        "posts.toml",
        include_str!("../../../founding/banten/posts.toml"),
    ),
    (
        "gatherings.toml",
        include_str!("../../../founding/banten/gatherings.toml"),
    ),
    (
        "agreements.toml",
        include_str!("../../../founding/banten/agreements.toml"),
    ),
    (
        "programmes.toml",
        include_str!("../../../founding/banten/programmes.toml"),
    ),
    (
        "statements.toml",
        include_str!("../../../founding/banten/statements.toml"),
    ),
    (
        "commitments.toml",
        include_str!("../../../founding/banten/commitments.toml"),
    ),
];

/// Records the founding record if it is not there yet, then serves.
pub(crate) fn demo(options: &Options) -> anyhow::Result<ExitCode> {
    println!(
        "Membuka catatan di {} / opening the record",
        options.data.data.display()
    );
    let words = options.own_words()?;
    let app = options.data.open()?;
    let listener = listen(options.listen)?;
    println!("Mencatat catatan pendiri Banten / recording the founding record of Banten");
    let files = FOUNDING.map(|(name, text)| File { name, text });
    let mut bar = progress::Bar::new("Mencatat / recording");
    let imported = crate::import::told(app.import_files(
        &files,
        "Sinergi demo",
        false,
        Lang::Id,
        &mut |step| bar.set(step.order(), 3),
    ))?;
    let took = bar.end();
    match imported.entries {
        0 => println!(
            "  sudah tercatat, {} entri / already recorded, {0} entries",
            imported.size
        ),
        n => println!(
            "  {n} entri dalam {:.1} detik / {n} entries in {0:.1} seconds",
            took.as_secs_f64()
        ),
    }
    run(app, words, listener, true)
}

/// Serves a record.
pub(crate) fn serve(options: &Options) -> anyhow::Result<ExitCode> {
    let words = options.own_words()?;
    let app = options.data.open()?;
    let listener = listen(options.listen)?;
    run(app, words, listener, false)
}

fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| {
        format!("cannot listen on {address}: choose another with --listen 127.0.0.1:PORT")
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn run(
    app: app::App,
    words: Option<Gazetteer>,
    listener: TcpListener,
    guide: bool,
) -> anyhow::Result<ExitCode> {
    let address = listener.local_addr()?;
    let told = (
        app.origin().to_owned(),
        app.verifier_key().to_owned(),
        app.folder().to_owned(),
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let stop = stop()?;
        println!();
        println!("Portal:  http://{address}/          English: http://{address}/en/");
        println!("Data:    {}", told.2.display());
        println!("Log:     {}  (http://{address}/log/checkpoint)", told.0);
        println!("Kunci:   {}", told.1);
        if guide {
            println!();
            println!("Coba / try:");
            println!("  http://{address}/pemda/36                      Provinsi Banten dan janji-janjinya");
            println!("  http://{address}/en/perjanjian                 agreements, stage by stage");
            println!("  http://{address}/cari?q=jalan+desa             pencarian");
            println!("  http://{address}/verifikasi                    periksa satu catatan");
            println!("  sinergi verify http://{address} --key '{}'", told.1);
        }
        println!();
        println!("Berhenti dengan Ctrl-C / stop with Ctrl-C");
        web::serve(listener, app, words, stop).await?;
        Ok(ExitCode::SUCCESS)
    })
}

/// Waits for Ctrl-C or the service manager's signal. Both count from this call on, so that whoever has read the address may
/// stop the server at once.
///
/// # Errors
/// When the system takes no more handlers of signals.
fn stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}
