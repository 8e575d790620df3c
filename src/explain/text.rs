//! The words of an explanation.

use std::fmt;

use authority_core::{
    access::AccessSet,
    record::{EntryRecord, Record, Verdict},
};

use super::{Explainer, Explanation};

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "decision {}", self.decision)?;
        writeln!(f, "  asked:   {}", self.asked)?;
        write!(f, "  decided: {} ({})", self.decided, self.code)?;
        let mut line = |label: &str, text: &Option<String>| match text {
            Some(text) => write!(f, "\n  {label:<9}{text}"),
            None => Ok(()),
        };
        line("entry:", &self.entry)?;
        line("behind:", &self.behind)?;
        line("missing:", &self.missing)?;
        line("cure:", &Some(self.cure.clone()))?;
        if let Some(snippet) = &self.snippet {
            write!(f, "\n  to allow exactly this, paste {}:\n{}", snippet.place, indented(&snippet.text))?;
            for note in &snippet.notes {
                write!(f, "\n  note:    {note}")?;
            }
        }
        for unknown in &self.unknown {
            write!(f, "\n  unknown: {unknown}")?;
        }
        Ok(())
    }
}

impl Explainer {
    pub(super) fn cure(&self, record: &Record) -> String {
        let denied = record.entry.as_ref().filter(|entry| entry.list == authority_core::scope::List::Deny);
        match denied {
            Some(deny) => format!("narrow {}, if this is really meant; no `allow` entry overrules it", entry(deny)),
            None => record.code.cure().to_owned(),
        }
    }
}

pub(super) fn asked(record: &Record) -> String {
    let mut argument = format!("`{}`", record.argument);
    for index in &record.index {
        argument.push_str(&format!("[{index}]"));
    }
    let webview = if record.caller.webview == record.caller.window {
        String::new()
    } else {
        format!(", webview `{}`", record.caller.webview)
    };
    let what = match (&record.resource, &record.asked) {
        (Some(resource), Some(asked)) => format!("`{resource}`, named as {asked:?},"),
        (Some(resource), None) => format!("`{resource}`"),
        (None, Some(asked)) => format!("{asked:?}"),
        (None, None) => "a value".to_owned(),
    };
    let access = match &record.method {
        Some(method) => format!(", for `{method}`"),
        None if record.access.is_empty() => String::new(),
        None => format!(", for {}", accesses(record.access)),
    };
    format!(
        "window `{}`{webview} ({}) sent {what} to `{}` as {argument}{access}",
        record.caller.window, record.caller.context, record.command
    )
}

pub(super) fn entry(entry: &EntryRecord) -> String {
    let way = match entry.way {
        "command" => "of the command's scope",
        "global" => "of the global scope",
        _ => "under `authority:scope`",
    };
    format!("`{}[{}]` {way}, `{}`", entry.list.name(), entry.index, entry.pattern)
}

pub(super) fn accesses(set: AccessSet) -> String {
    if set.is_empty() {
        return "nothing".to_owned();
    }
    set.iter().map(|access| format!("`{}`", access.name())).collect::<Vec<_>>().join(" and ")
}

/// ``window `main` ``, and the webview where it has a name of its own.
pub(super) fn caller(record: &Record) -> String {
    if record.caller.webview == record.caller.window {
        return format!("window `{}`", record.caller.window);
    }
    format!("window `{}` with webview `{}`", record.caller.window, record.caller.webview)
}

/// Whether it was refused.
pub(super) fn is_refused(record: &Record) -> bool {
    !matches!(record.decision, Verdict::Allow)
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
