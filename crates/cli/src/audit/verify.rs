//! Whether a log is whole.

use std::io::Write;

use authority_audit::verify::{Finding, Report, verify, verify_all};

use super::{Failed, Form, Log, Verify, shown::safe};
use crate::{exit::Exit, tell};

pub(super) fn run(logs: &[Log], asked: &Verify, form: Form, out: &mut impl Write) -> Result<Exit, Failed> {
    if logs.len() > 1 && asked.anchor.is_some() {
        let what = "`--anchor` is a line of one log, and several are here: name the directory of one";
        return Err(Failed::Misuse(what.to_owned()));
    }
    let verify = if asked.all { verify_all } else { verify };
    let (mut found, mut unread) = (false, false);
    for log in logs {
        let report = match verify(&log.dir, asked.anchor) {
            Ok(report) => report,
            // The others may be whole, and what is wrong with them is to be known, too.
            Err(error) => {
                tell(&format!("error: {}{}\n", log.said(), safe(&error.to_string())));
                unread = true;
                continue;
            }
        };
        found |= !report.holds();
        match form {
            Form::Json => log.json(&report, out)?,
            Form::Human => show(&report, &log.said(), out)?,
        }
    }
    out.flush()?;
    Ok(match (found, unread) {
        (true, _) => Exit::Found,
        (_, true) => Exit::Undecided,
        _ => Exit::Done,
    })
}

fn show(report: &Report, named: &str, out: &mut impl Write) -> Result<(), Failed> {
    for finding in &report.findings {
        show_finding(finding, named, out)?;
    }
    let Report { lines, files, runs, unclosed, gaps, forgotten, .. } = report;
    let totals = &report.totals;
    let decisions = totals.verbatim.saturating_add(totals.counted);
    let holds = if report.holds() { "holds" } else { "does not hold; read were" };
    writeln!(out, "{named}the log {holds}: {lines} lines in {files} files, {decisions} decisions since it began")?;
    writeln!(out, "  {runs} runs, {unclosed} not closed before the next; {gaps} gaps; {forgotten} files forgotten")?;
    for name in &report.foreign {
        writeln!(out, "  foreign, not looked into: {}", safe(name))?;
    }
    for note in &report.notes {
        writeln!(out, "  note: {}", safe(note))?;
    }
    if let (Some(head), true) = (&report.head, report.holds()) {
        writeln!(out, "  head: {head}")?;
    }
    Ok(())
}

fn show_finding(finding: &Finding, named: &str, out: &mut impl Write) -> Result<(), Failed> {
    let Finding { kind, file, line, seq, expected, found, meaning, .. } = finding;
    let seq = seq.map(|seq| format!(" (line {seq} of the log)")).unwrap_or_default();
    writeln!(out, "{named}{}:{line}{seq}: {kind}", safe(file))?;
    writeln!(out, "  {}", safe(meaning))?;
    writeln!(out, "  expected: {}", safe(expected))?;
    writeln!(out, "  found:    {}", safe(found))?;
    Ok(())
}
