//! The arguments. `lexopt` splits them as shells' users expect (`--dir=x`, `--`, names that are no text); what they mean and
//! what is said of a wrong one stands here, in the words of the rest.

mod audit;
mod init;
mod time;
mod usage;

use std::{ffi::OsString, fmt};

use authority_core::suggest;
use lexopt::{Arg, Parser};

use crate::{audit::Task, init::Options};

use usage::EVAL_USAGE;
pub(crate) use usage::USAGE;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Answer the requests on standard input.
    Eval,
    /// Add the plugin to an app, or take it out.
    Init(Options),
    /// Read an audit log.
    Audit(Task),
    /// Print this.
    Show(&'static str),
}

/// Why the arguments cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misuse(String);

/// Reads the arguments behind the program's name.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, Misuse> {
    // `cargo authority eval` runs `cargo-authority authority eval`; without cargo the name is not repeated.
    let mut args = args.into_iter().peekable();
    args.next_if(|word| word == "authority");
    let mut words = Parser::from_args(args);
    match words.next()? {
        None => Err(Misuse("no command is given".to_owned())),
        Some(Arg::Short('h') | Arg::Long("help")) => Ok(Command::Show(USAGE)),
        Some(Arg::Short('V') | Arg::Long("version")) => Ok(Command::Show(VERSION)),
        Some(Arg::Value(word)) if word == "help" => Ok(Command::Show(USAGE)),
        Some(Arg::Value(word)) if word == "eval" => eval(&mut words),
        Some(Arg::Value(word)) if word == "init" => init::parse(&mut words),
        Some(Arg::Value(word)) if word == "audit" => audit::parse(&mut words),
        Some(unknown) => {
            let unknown = spelled(&unknown);
            Err(Misuse(format!("`{unknown}` is no command{}", suggest::hint(&unknown, WORDS))))
        }
    }
}

fn eval(words: &mut Parser) -> Result<Command, Misuse> {
    match words.next()? {
        None => Ok(Command::Eval),
        Some(Arg::Short('h') | Arg::Long("help")) => Ok(Command::Show(EVAL_USAGE)),
        Some(unknown) => Err(Misuse(format!(
            "`eval` takes no argument `{}`: the requests come on standard input",
            spelled(&unknown)
        ))),
    }
}

/// The argument as it was typed.
fn spelled(argument: &Arg<'_>) -> String {
    match argument {
        Arg::Short(letter) => format!("-{letter}"),
        Arg::Long(name) => format!("--{name}"),
        Arg::Value(word) => word.to_string_lossy().into_owned(),
    }
}

impl From<lexopt::Error> for Misuse {
    fn from(error: lexopt::Error) -> Self {
        Self(match error {
            lexopt::Error::MissingValue { option: Some(option) } => format!("`{option}` needs a value"),
            lexopt::Error::UnexpectedValue { option, .. } => format!("`{option}` takes no value"),
            error => error.to_string(),
        })
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An argument may hold anything, and the message is one line on somebody's terminal.
        f.write_str(&self.0.replace(char::is_control, "\u{fffd}"))
    }
}

const WORDS: [&str; 6] = ["eval", "init", "audit", "help", "--help", "--version"];

const VERSION: &str = concat!("cargo-authority ", env!("CARGO_PKG_VERSION"), "\n");
