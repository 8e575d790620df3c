//! A log, added up.

use std::{collections::BTreeMap, io::Write};

use authority_audit::query::{Stats, stats};

use super::{
    Failed, Form, Log,
    shown::{safe, utc},
};

pub(super) fn run(logs: &[Log], form: Form, out: &mut impl Write) -> Result<(), Failed> {
    for log in logs {
        let stats = stats(&log.dir)?;
        match form {
            Form::Json => log.json(&stats, out)?,
            Form::Human => show(&stats, &log.said(), out)?,
        }
    }
    Ok(())
}

fn show(stats: &Stats, named: &str, out: &mut impl Write) -> Result<(), Failed> {
    let time = |ms: Option<u64>| ms.map_or_else(|| "-".to_owned(), utc);
    let totals = &stats.totals;
    let decisions = [totals.allow, totals.deny, totals.error, totals.report].into_iter().fold(0, u64::saturating_add);
    writeln!(out, "{named}{decisions} decisions from {} to {}", time(stats.first), time(stats.last))?;
    let Stats { files, lines, forgotten, runs, closed, gaps, skipped, .. } = stats;
    writeln!(
        out,
        "  {lines} lines in {files} files; {forgotten} files were forgotten, and their decisions are counted here"
    )?;
    writeln!(out, "  {runs} runs, {closed} of which closed the log; {gaps} gaps")?;
    if *skipped > 0 {
        writeln!(out, "  {skipped} lines could not be read: `cargo authority audit verify` says more")?;
    }
    writeln!(out, "  {} have a line of their own, {} were counted", totals.verbatim, totals.counted)?;
    let of = [("allow", totals.allow), ("deny", totals.deny), ("error", totals.error), ("report", totals.report)];
    table("by decision", &of.map(|(name, many)| (name.to_owned(), many)).into(), out)?;
    table("by code", &stats.codes, out)?;
    table("by window", &stats.windows, out)?;
    table("by command, in the files that are left", &stats.commands, out)
}

fn table(title: &str, numbers: &BTreeMap<String, u64>, out: &mut impl Write) -> Result<(), Failed> {
    let mut rows: Vec<(&String, &u64)> = numbers.iter().filter(|(_, many)| **many > 0).collect();
    rows.sort_by(|one, other| other.1.cmp(one.1).then(one.0.cmp(other.0)));
    writeln!(out, "  {title}")?;
    for (name, many) in rows {
        writeln!(out, "    {many:>12}  {}", safe(name))?;
    }
    Ok(())
}
