//! What the plugin adds to an app: crates, build time, size. The app is `examples/minimal`, with the plugin and without.

mod apps;

use std::{
    collections::BTreeSet,
    fs,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, bail};
use apps::{App, Pair, Profile};

use crate::{
    command::{self, output, program, succeed},
    step::Outcome,
};

/// Crates that a plain app does not compile already.
const CRATES: usize = 15;
/// Build time, as a part of the plain app's.
const TIME: f64 = 0.10;
/// Size of the stripped release binary, in bytes.
const SIZE: u64 = 500 * 1024;

/// The goal that costs nothing to ask: for `cargo xtask test`.
pub(crate) fn crates() -> Result<Outcome> {
    let added = added(&Pair::make(Profile::Plain)?)?;
    println!("{} crates, at most {CRATES}: {}", added.len(), added.join(", "));
    if added.len() > CRATES {
        bail!("the plugin brings {} crates to a plain app, more than {CRATES}: {}", added.len(), added.join(", "));
    }
    Ok(Outcome::Passed)
}

/// `cargo xtask bench weight`: all three, from release builds. Exit status 1 where a goal is missed.
pub(crate) fn run() -> Result<ExitCode> {
    let apps = Pair::make(Profile::Plain)?;
    let added = added(&apps)?;
    // One target directory: what both apps compile alike is compiled once, so the second build is the difference by itself,
    // not the difference of two long builds on a machine that does other things, too.
    apps.clean()?;
    let plain = cpu_seconds(apps.plain.build())?;
    let guarded = cpu_seconds(apps.guarded.build())?;
    succeed(&mut apps.plain.forget())?;
    let app_alone = cpu_seconds(apps.plain.build())?;
    let more_time = (guarded - app_alone) / plain;
    let (small, large) = (size(&apps.plain)?, size(&apps.guarded)?);
    let more_size = large.saturating_sub(small);

    println!("\nthe plugin and one judged command, beside the same app without:");
    for name in &added {
        println!("  {name}");
    }
    let met = [
        line("crates", &added.len().to_string(), &CRATES.to_string(), added.len() <= CRATES),
        line(
            "build time",
            &format!("{:.1} %", more_time * 100.0),
            &format!("{:.0} %", TIME * 100.0),
            more_time <= TIME,
        ),
        line("binary", &format!("{} KiB", more_size / 1024), &format!("{} KiB", SIZE / 1024), more_size <= SIZE),
    ];
    println!(
        "release builds, CPU seconds: plain {plain:.1}, then guarded {guarded:.1}, of which {app_alone:.1} are the app's own; \
         stripped: plain {} KiB, guarded {} KiB",
        small / 1024,
        large / 1024
    );
    Ok(if met.iter().all(|met| *met) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `cargo xtask bench weight small`: the size alone, as Tauri's guide has an app built that is to be small. Exit status 1 where
/// the goal is missed.
pub(crate) fn small() -> Result<ExitCode> {
    let apps = Pair::make(Profile::Small)?;
    for app in [&apps.plain, &apps.guarded] {
        succeed(&mut app.build())?;
    }
    let (small, large) = (size(&apps.plain)?, size(&apps.guarded)?);
    let more = large.saturating_sub(small);
    println!("\nthe plugin and one judged command, beside the same app without, both built to be small:");
    let met = line("binary", &format!("{} KiB", more / 1024), &format!("{} KiB", SIZE / 1024), more <= SIZE);
    println!("stripped: plain {} KiB, guarded {} KiB", small / 1024, large / 1024);
    Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn line(what: &str, more: &str, goal: &str, met: bool) -> bool {
    println!("{what:<12} {more:>10} more   goal <= {goal:<8}  {}", if met { "met" } else { "missed" });
    met
}

/// The packages, names with versions, that only the guarded app has.
fn added(apps: &Pair) -> Result<Vec<String>> {
    let plain = apps.plain.packages()?;
    let guarded = apps.guarded.packages()?;
    if !guarded.iter().any(|package| package.starts_with("tauri-plugin-authority ")) || plain.len() < 100 {
        bail!("`cargo tree` does not list what the apps are made of");
    }
    Ok(guarded.difference(&plain).cloned().collect())
}

/// The processor time that a command and all its children took, which other work on the machine hardly changes.
fn cpu_seconds(command: Command) -> Result<f64> {
    // The shell tells on its last line what its children used: the one way that needs no library.
    println!("$ {}", command::line(&command));
    let mut shell = program("sh", ["-c", "\"$0\" \"$@\" && times"]);
    shell.arg(command.get_program()).args(command.get_args());
    if let Some(dir) = command.get_current_dir() {
        shell.current_dir(dir);
    }
    let told = output(&mut shell)?;
    let last = told.lines().last().unwrap_or_default();
    last.split_whitespace().map(seconds).sum::<Option<f64>>().with_context(|| format!("`times` answered `{last}`"))
}

/// `1m23.456s`, as `times` writes it.
fn seconds(text: &str) -> Option<f64> {
    let (minutes, seconds) = text.strip_suffix('s')?.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
}

fn size(app: &App) -> Result<u64> {
    let binary = app.binary();
    Ok(fs::metadata(&binary).with_context(|| format!("no binary {}", binary.display()))?.len())
}

/// The lines of `cargo tree`, without the places of packages on this machine.
fn names(tree: &str) -> BTreeSet<String> {
    tree.lines()
        .filter_map(|line| Some(line.split(" (").next()?.trim().to_owned()))
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_shell_tells_is_read() {
        assert_eq!(seconds("1m2.5s"), Some(62.5));
        assert_eq!(seconds("0m0,5s"), None);
        assert_eq!(seconds(""), None);
    }

    #[test]
    fn a_package_is_one_wherever_it_lies() {
        let tree = "weight v0.0.0 (/somewhere)\nserde v1.0.0\nserde v1.0.0 (*)\nmacros v1.0.0 (proc-macro)\n\n";
        let want = ["macros v1.0.0", "serde v1.0.0", "weight v0.0.0"].map(str::to_owned);
        assert_eq!(names(tree), BTreeSet::from(want));
    }
}
