//! The arguments of `init`.

use std::{ffi::OsString, path::PathBuf};

use authority_core::suggest;
use lexopt::{Arg, Parser};

use super::{Command, Misuse, spelled, usage::INIT_USAGE};
use crate::init::{Additions, Assent, Options, Origin, Page, Task, WorkTree};

const FLAGS: [&str; 8] =
    ["--dir", "--path", "--no-npm", "--capability", "--allow-dirty", "--yes", "--dry-run", "--undo"];

/// Reads the words behind `init`.
pub(super) fn parse(words: &mut Parser) -> Result<Command, Misuse> {
    let mut options = Options {
        dir: PathBuf::from("."),
        task: Task::Add(Additions::default()),
        assent: Assent::Ask,
        work_tree: WorkTree::MustBeClean,
    };
    let mut additions = Additions::default();
    let mut undo = false;
    while let Some(word) = words.next()? {
        match word {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Show(INIT_USAGE)),
            Arg::Long("dir") => options.dir = path("--dir", words.value()?)?,
            Arg::Long("path") => additions.origin = Origin::Checkout(path("--path", words.value()?)?),
            Arg::Long("no-npm") => additions.page = Page::WithoutPackage,
            Arg::Long("capability") => additions.capability = Some(words.value()?.to_string_lossy().into_owned()),
            Arg::Long("allow-dirty") => options.work_tree = WorkTree::MayBeDirty,
            Arg::Short('y') | Arg::Long("yes") => options.assent = assent(options.assent, Assent::Given)?,
            Arg::Short('n') | Arg::Long("dry-run") => options.assent = assent(options.assent, Assent::Withheld)?,
            Arg::Long("undo") => undo = true,
            unknown => {
                let unknown = spelled(&unknown);
                return Err(Misuse(format!("`init` takes no argument `{unknown}`{}", suggest::hint(&unknown, FLAGS))));
            }
        }
    }
    if undo && additions != Additions::default() {
        let what = "`--undo` takes out what was added: `--path`, `--no-npm` and `--capability` say what to add";
        return Err(Misuse(what.to_owned()));
    }
    options.task = if undo { Task::Undo } else { Task::Add(additions) };
    Ok(Command::Init(options))
}

fn assent(before: Assent, now: Assent) -> Result<Assent, Misuse> {
    if before == Assent::Ask || before == now {
        return Ok(now);
    }
    Err(Misuse("`--yes` and `--dry-run` cannot both be meant".to_owned()))
}

fn path(flag: &str, value: OsString) -> Result<PathBuf, Misuse> {
    if value.is_empty() { Err(Misuse(format!("`{flag}` names no directory"))) } else { Ok(value.into()) }
}
