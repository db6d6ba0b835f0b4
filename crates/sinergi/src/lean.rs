//! Memory given back at once, for runs that read much and keep little.

/// What the allocator reads when a program starts, before any code of ours: give freed pages back without delay, take no
/// pages ahead of need, and no huge ones. With its own habits `flags` holds four times as much (docs/adr/0009-flags-start-lean.md).
const HABITS: [(&str, &str); 3] = [
    ("MIMALLOC_PURGE_DELAY", "0"),
    ("MIMALLOC_ARENA_EAGER_COMMIT", "0"),
    ("MIMALLOC_ALLOW_THP", "0"),
];

/// Starts the program anew with these habits, unless it has them already or somebody chose others. Returns where that
/// cannot be done: then the run only takes more memory.
#[cfg(unix)]
pub(crate) fn start_lean() {
    use std::os::unix::process::CommandExt;

    if HABITS
        .iter()
        .any(|(name, _)| std::env::var_os(name).is_some())
    {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let arguments = std::env::args_os();
    let mut again = std::process::Command::new(program);
    again.args(arguments.skip(1)).envs(HABITS);
    // Returns only when it failed.
    let _ = again.exec();
}

#[cfg(not(unix))]
pub(crate) fn start_lean() {}
