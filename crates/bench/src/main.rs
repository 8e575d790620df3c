//! `cargo xtask bench`: one line a measure — the work, ours, the peer's in the same run, the ratio, the goal, met or missed.
//!
//! The machines that this runs on are shared, so absolute times are noise: rounds of ours and of each peer alternate, and
//! what counts is the ratio of the medians. A word measures only the parts
//! that have it in their names (`matching`, `load`, `open`, `audit`, `dirN/**`); `--json FILE` writes the same as JSON; exit status 1 if
//! a goal is missed.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

#[cfg(feature = "tauri")]
mod ask;
mod audit;
mod connect;
#[cfg(feature = "tauri")]
mod decide;
#[cfg(feature = "tauri")]
mod list;
mod load;
mod matching;
mod measure;
#[cfg(feature = "tauri")]
mod open;
mod processor;
mod report;
mod urls;

use std::{error::Error, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [connect::WORD, work @ ..] = &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        let done = match work {
            [audit::WORD, work @ ..] => audit::child(work),
            work => connect::child(work),
        };
        return match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("bench: {error}");
                ExitCode::FAILURE
            }
        };
    }
    let report::Arguments { json, only } = match report::arguments(arguments.into_iter()) {
        Ok(arguments) => arguments,
        Err(usage) => {
            eprintln!("{usage}");
            return ExitCode::from(2);
        }
    };
    let lines = match run(only.as_deref().unwrap_or_default()) {
        Ok(lines) => lines,
        Err(error) => {
            eprintln!("bench: {error}");
            return ExitCode::from(2);
        }
    };
    if let Some(file) = json
        && let Err(error) = report::write(&lines, &file)
    {
        eprintln!("bench: `{}` cannot be written: {error}", file.display());
        return ExitCode::from(2);
    }
    if lines.iter().all(report::Line::is_met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Each part is printed when it is measured: all of them take minutes.
fn run(only: &str) -> Result<Vec<report::Line>, Box<dyn Error>> {
    let mut lines = Vec::new();
    report::head();
    for (name, part) in parts() {
        if name.contains(only) {
            let part = part()?;
            report::print(&part);
            lines.extend(part);
        }
    }
    if lines.is_empty() {
        let names: Vec<String> = parts().map(|(name, _)| name).collect();
        return Err(format!("no part has `{only}` in its name; there are: {}", names.join(", ")).into());
    }
    Ok(lines)
}

type Part = Box<dyn FnOnce() -> Result<Vec<report::Line>, Box<dyn Error>>>;

fn parts() -> impl Iterator<Item = (String, Part)> {
    #[cfg(feature = "tauri")]
    let with_tauri: [(&str, fn() -> _); 4] =
        [("decide", decide::run), ("open", open::run), ("list", list::run), ("ask", ask::run)];
    #[cfg(not(feature = "tauri"))]
    let with_tauri: [(&str, fn() -> _); 0] = [];
    let whole = with_tauri.into_iter().map(|(name, part)| (name.to_owned(), Box::new(part) as Part));
    whole
        .chain(matching::Shape::ALL.into_iter().flat_map(|shape| {
            [
                (format!("matching {}", shape.name()), Box::new(move || matching::run(shape)) as Part),
                (format!("load {}", shape.name()), Box::new(move || load::run(shape)) as Part),
            ]
        }))
        .chain(
            urls::Shape::ALL
                .into_iter()
                .map(|shape| (format!("url {}", shape.name()), Box::new(move || urls::run(shape)) as Part)),
        )
        .chain([
            ("connect requests".to_owned(), Box::new(connect::requests) as Part),
            ("connect download".to_owned(), Box::new(connect::download) as Part),
        ])
        .chain(audit::PARTS.into_iter().map(|(name, part)| (format!("audit {name}"), Box::new(part) as Part)))
}
