//! `init`: adds the plugin to a Tauri app, and takes it out again.
//!
//! 1. Everything that will be written is known, and shown, before anything is.
//! 2. The rest of each file keeps every byte: parsers find the place, and nothing is printed anew.
//! 3. All changes are made or none.
//! 4. What it added is remembered, and only that is taken back; what somebody has changed since stays, and is named.

mod add;
mod app;
mod builder;
mod capability;
mod file;
mod format;
mod git;
mod list;
mod manifest;
mod npm;
mod options;
mod part;
mod plan;
mod record;
mod refusal;
mod show;
mod splice;
mod undo;
mod write;

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

pub(crate) use options::{Additions, Assent, Options, Origin, Page, Task, WorkTree};

use app::App;
use git::Held;
use plan::Plan;
use refusal::{Refusal, one_line};
use write::Failure;

use crate::{exit::Exit, tell};

/// Does what is asked for; what was in the way is said on standard error.
pub(crate) fn run(options: &Options) -> Exit {
    match plan(options).and_then(|plan| carry_out(options, &plan)) {
        Ok(exit) => exit,
        Err(refusal) => {
            tell(&format!("error: {refusal}\n"));
            Exit::Refused
        }
    }
}

fn plan(options: &Options) -> Result<Plan, Refusal> {
    let app = App::find(&options.dir)?;
    let mut plan = match &options.task {
        Task::Add(additions) => add::plan(&app, additions)?,
        // What is taken back may itself be what is not committed.
        Task::Undo => return undo::plan(&app),
    };
    if plan.changes.is_empty() || options.work_tree == WorkTree::MayBeDirty {
        return Ok(plan);
    }
    match git::ask(&app.root)? {
        Held::Clean => {}
        Held::NoWorkTree => {
            plan.notes
                .push("git does not hold this app: only `cargo authority init --undo` takes this back".to_owned());
        }
        Held::Dirty(name) if options.assent == Assent::Withheld => {
            plan.notes.push(format!("there are uncommitted changes, to `{name}` for one: it would be refused"));
        }
        Held::Dirty(name) => {
            return Err(Refusal::new(format!(
                "there are uncommitted changes, to `{name}` for one: commit them first, so that git can tell them from \
                 what is added, or go on with `--allow-dirty`"
            )));
        }
    }
    Ok(plan)
}

fn carry_out(options: &Options, plan: &Plan) -> Result<Exit, Refusal> {
    let rest = if plan.by_hand.is_empty() { Exit::Done } else { Exit::Partly };
    if let Err(error) = show(plan) {
        tell(&format!("error: the difference could not be shown: {error}; no file was changed\n"));
        return Ok(Exit::Undecided);
    }
    for note in &plan.notes {
        tell(&format!("note: {}\n", one_line(note)));
    }
    for what in &plan.by_hand {
        tell(&format!("by hand: {}\n", one_line(what)));
    }
    if plan.changes.is_empty() {
        tell(if plan.by_hand.is_empty() { "nothing to do\n" } else { "nothing else to do\n" });
        return Ok(if options.assent == Assent::Withheld { Exit::Done } else { rest });
    }
    match options.assent {
        Assent::Withheld => return Ok(Exit::Done),
        Assent::Given => {}
        Assent::Ask if io::stdin().is_terminal() && io::stderr().is_terminal() => {
            if !agreed(plan) {
                tell("no file was changed\n");
                return Ok(Exit::Unapplied);
            }
        }
        Assent::Ask => {
            tell("no file was changed: there is no terminal to ask at; `--yes` applies it\n");
            return Ok(Exit::Unapplied);
        }
    }
    match write::all(&plan.changes) {
        Ok(()) => {
            tell(match options.task {
                Task::Add(_) => "added; `cargo authority init --undo` takes it back\n",
                Task::Undo => "taken back\n",
            });
            Ok(rest)
        }
        Err(Failure::Nothing(refusal)) => Err(refusal),
        Err(Failure::Torn(refusal)) => {
            tell(&format!("error: {refusal}\n"));
            Ok(Exit::Torn)
        }
    }
}

fn show(plan: &Plan) -> io::Result<()> {
    let mut output = io::stdout().lock();
    let difference = show::difference(&plan.changes);
    let difference = if output.is_terminal() { show::for_terminal(&difference) } else { difference };
    output.write_all(difference.as_bytes())?;
    output.flush()
}

/// Whether the one at the terminal says yes; everything else is no.
fn agreed(plan: &Plan) -> bool {
    let what = if plan.by_hand.is_empty() { "apply this" } else { "apply this, and do the rest by hand" };
    tell(&format!("{what}? [y/N] "));
    let mut answer = String::new();
    // Nobody answers in more.
    let read = io::Read::take(io::stdin().lock(), 64).read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}
