//! The arguments of `audit`.

use std::path::PathBuf;

use authority_audit::query::Query;
use authority_core::suggest;
use lexopt::{Arg, Parser};

use super::{Command, Misuse, spelled, time, usage::AUDIT_USAGE};
use crate::audit::{Form, Tail, Task, Verify, What};

const WHAT: [&str; 4] = ["tail", "query", "stats", "verify"];
const FLAGS: [&str; 13] = [
    "--follow",
    "--json",
    "--since",
    "--until",
    "--decision",
    "--code",
    "--window",
    "--command",
    "--id",
    "--before",
    "--anchor",
    "--all",
    "--help",
];
const DECISIONS: [&str; 4] = ["allow", "deny", "error", "report"];

/// Reads the words behind `audit`.
pub(super) fn parse(words: &mut Parser) -> Result<Command, Misuse> {
    let mut what = match words.next()? {
        None => return Err(Misuse("`audit` needs a command: tail, query, stats or verify".to_owned())),
        Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Command::Show(AUDIT_USAGE)),
        Some(Arg::Value(word)) if word == "help" => return Ok(Command::Show(AUDIT_USAGE)),
        Some(Arg::Value(word)) if word == "tail" => What::Tail(Tail { lines: 10, follow: false }),
        Some(Arg::Value(word)) if word == "query" => What::Query(Query::default()),
        Some(Arg::Value(word)) if word == "stats" => What::Stats,
        Some(Arg::Value(word)) if word == "verify" => What::Verify(Verify { anchor: None, all: false }),
        Some(unknown) => {
            let unknown = spelled(&unknown);
            return Err(Misuse(format!("`audit` has no command `{unknown}`{}", suggest::hint(&unknown, WHAT))));
        }
    };
    let (mut dir, mut form) = (None, Form::Human);
    while let Some(word) = words.next()? {
        match word {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Show(AUDIT_USAGE)),
            Arg::Long("json") => form = Form::Json,
            Arg::Value(word) if dir.is_none() && !word.is_empty() => dir = Some(PathBuf::from(word)),
            Arg::Value(_) => return Err(Misuse("`audit` takes one directory".to_owned())),
            flag => {
                let flag = spelled(&flag);
                if !option(&mut what, &flag, words)? {
                    let hint = suggest::hint(&flag, FLAGS);
                    return Err(Misuse(format!("`audit {}` takes no argument `{flag}`{hint}", what.name())));
                }
            }
        }
    }
    let dir = dir.ok_or_else(|| Misuse(format!("`audit {}` needs the directory of a log", what.name())))?;
    Ok(Command::Audit(Task { dir, what, form }))
}

/// Reads an option of this command; whether it has it.
fn option(what: &mut What, flag: &str, words: &mut Parser) -> Result<bool, Misuse> {
    match (what, flag) {
        (What::Tail(tail), "-n") => tail.lines = number::<usize>(flag, &text(words)?)?.min(Tail::MOST),
        (What::Tail(tail), "-f" | "--follow") => tail.follow = true,
        (What::Verify(verify), "--all") => verify.all = true,
        (What::Verify(verify), "--anchor") => {
            verify.anchor = Some(text(words)?.parse().map_err(|error| Misuse(format!("`--anchor`: {error}")))?);
        }
        (What::Query(query), flag) => return filter(query, flag, words),
        _ => return Ok(false),
    }
    Ok(true)
}

fn filter(query: &mut Query, flag: &str, words: &mut Parser) -> Result<bool, Misuse> {
    match flag {
        "-n" => {
            let most = number(flag, &text(words)?)?;
            if !(1..=Query::MOST).contains(&most) {
                return Err(Misuse(format!("`-n` is 1 to {}; older lines are asked for with `--before`", Query::MOST)));
            }
            query.limit = Some(most);
        }
        "--before" => query.before_seq = Some(number(flag, &text(words)?)?),
        "--since" => query.since = Some(time::read(flag, &text(words)?)?),
        "--until" => query.until = Some(time::read(flag, &text(words)?)?),
        "--decision" => {
            let decision = text(words)?;
            if !DECISIONS.contains(&decision.as_str()) {
                let hint = suggest::hint(&decision, DECISIONS);
                return Err(Misuse(format!("`{decision}` is no decision{hint}")));
            }
            query.decision = Some(decision);
        }
        "--code" => query.code = Some(text(words)?),
        "--window" => query.window = Some(text(words)?),
        "--command" => query.command = Some(text(words)?),
        "--id" => query.id = Some(text(words)?),
        _ => return Ok(false),
    }
    Ok(true)
}

fn text(words: &mut Parser) -> Result<String, Misuse> {
    Ok(words.value()?.to_string_lossy().into_owned())
}

fn number<T: std::str::FromStr>(flag: &str, text: &str) -> Result<T, Misuse> {
    text.parse().map_err(|_| Misuse(format!("`{flag}` needs a number, and `{text}` is none")))
}
