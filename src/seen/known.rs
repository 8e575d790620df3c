//! What is known of the app's commands before the first call.
//!
//! An app hands its invoke handler to Tauri's builder, and only later is the plugin set up; nothing leads from the one to the
//! other but the process. So the names are kept for the process: two apps in one share them.

use std::{
    collections::BTreeSet,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use authority_core::{
    admission::{Acl, Admission},
    suggest::nearest,
};

use crate::{config::ConfigError, say};

static APP: Mutex<App> = Mutex::new(App { is_wrapped: false, commands: BTreeSet::new() });

struct App {
    is_wrapped: bool,
    commands: BTreeSet<String>,
}

/// Commands of which something was said, so that it is said once.
#[derive(Default)]
pub(crate) struct Told(Mutex<BTreeSet<String>>);

/// More names than any app has commands; a handler that takes every name is told of no more.
const MAX_TOLD: usize = 1_000;

pub(crate) fn app_is_wrapped() {
    app().is_wrapped = true;
}

pub(crate) fn app_has(commands: &[&str]) {
    app().commands.extend(commands.iter().map(|command| (*command).to_owned()));
}

/// The command that may have been meant by a name that no handler has; none where the macro told no names, or knows this one.
pub(crate) fn meant_by(name: &str) -> Option<String> {
    let App { ref commands, .. } = *app();
    if commands.contains(name) { None } else { nearest(name, commands.iter().map(String::as_str)).map(str::to_owned) }
}

/// Says at start-up what is known of commands under no ACL, or refuses to start.
///
/// `acl` is whether the app's commands are under one, where that is known: then nothing is left to say at first calls.
pub(crate) fn review(admission: &Admission, acl: Acl) -> Result<Told, Box<dyn std::error::Error>> {
    let App { is_wrapped, ref commands } = *app();
    if admission.refuses() && !is_wrapped {
        let fix = "the app's invoke handler is not wrapped, so nothing would be refused; write \
                   `.invoke_handler(tauri_plugin_authority::generate_handler![..])`, or wrap it with `seen`, before the app is built";
        return Err(ConfigError { key: "commandsWithoutAcl", found: "`error`".to_owned(), fix }.into());
    }
    for text in admission.review(commands, acl)? {
        say::warn(&text);
    }
    let said = if acl == Acl::Unknown { BTreeSet::new() } else { commands.clone() };
    Ok(Told(Mutex::new(said)))
}

impl Told {
    /// Says it, unless something was said of the command before.
    pub(crate) fn once(&self, command: &str, text: &str) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() < MAX_TOLD && told.insert(command.to_owned()) {
            drop(told);
            say::warn(text);
        }
    }
}

fn app() -> MutexGuard<'static, App> {
    APP.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Told").finish_non_exhaustive()
    }
}
