//! Loading ten thousand entries: how long, and how much memory they take.

use std::{error::Error, hint::black_box};

use authority_core::{
    caller::Caller,
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use urlpattern::{UrlPattern, UrlPatternInit, UrlPatternOptions};

use crate::{
    matching::Shape,
    measure::{Work, slow_medians},
    report::Line,
};

const ENTRIES: usize = 10_000;
/// What the goal allows for all of them, in nanoseconds.
const GOAL: f64 = 20e6;

pub(crate) fn run(shape: Shape) -> Result<Vec<Line>, Box<dyn Error>> {
    let patterns: Vec<String> = (0..ENTRIES).map(|i| shape.pattern(i)).collect();
    let raw = raw(shape.list(), &patterns);
    let mut works: Vec<(&str, Work<'_>)> = vec![("ours", Box::new(|| black_box(scope(&raw)).faults().is_empty()))];
    let mut bytes = vec![kept(|| scope(&raw))];
    if globset(&patterns).is_ok() {
        works.push(("globset", Box::new(|| black_box(globset(&patterns)).is_ok())));
        bytes.push(kept(|| globset(&patterns)));
    }
    // Each pattern of a URL takes milliseconds, of whatever shape it is.
    if let Shape::Subtree = shape {
        works.push(("urlpattern", Box::new(|| black_box(urlpatterns(&patterns)).is_some())));
        bytes.push(kept(|| urlpatterns(&patterns)));
    }
    let names: Vec<&str> = works.iter().map(|(name, _)| *name).collect();
    let times = slow_medians(works)?;
    let ([ours, ..], [ours_kept, ..]) = (&times[..], &bytes[..]) else { return Err("nothing was measured".into()) };
    let line = |unit, work, ours, peer, theirs, goal| Line {
        work: format!("{work} of {ENTRIES}, {}", shape.name()),
        unit,
        ours,
        peer,
        theirs,
        goal,
    };
    let mut lines = vec![line("ns", "load all", *ours, "20 ms", GOAL, 1.0)];
    for (peer, (time, kept)) in names.into_iter().zip(times.iter().zip(&bytes)).skip(1) {
        lines.push(line("ns", "load all", *ours, peer, *time, f64::INFINITY));
        lines.push(line("B", "memory for each", *ours_kept, peer, *kept, f64::INFINITY));
    }
    Ok(lines)
}

/// The bytes for each entry that what is loaded holds on to.
fn kept<T>(load: impl Fn() -> T) -> f64 {
    let mut loaded = None;
    // It counts for one thread, and only meanwhile: a counter for all would be waited for by whoever writes the log.
    let counted = allocation_counter::measure(|| loaded = Some(load()));
    drop(loaded);
    counted.bytes_current as f64 / ENTRIES as f64
}

pub(crate) fn raw(list: List, patterns: &[String]) -> Vec<RawEntry> {
    let entry =
        |(i, pattern): (usize, &String)| RawEntry::new(list, Way::Command, i, serde_json::json!({ "path": pattern }));
    patterns.iter().enumerate().map(entry).collect()
}

pub(crate) fn raw_urls(patterns: &[String]) -> Vec<RawEntry> {
    let entry = |(i, pattern): (usize, &String)| {
        RawEntry::new(List::Allow, Way::Command, i, serde_json::json!({ "url": pattern }))
    };
    patterns.iter().enumerate().map(entry).collect()
}

pub(crate) fn scope(raw: &[RawEntry]) -> Scope {
    let caller = Caller::local("main", "main");
    Scope::compile(raw, &Frame::new("read_note", &caller, &Bases::none()))
}

pub(crate) fn globset(patterns: &[String]) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(GlobBuilder::new(pattern).literal_separator(true).build()?);
    }
    set.build()
}

fn urlpatterns(patterns: &[String]) -> Option<Vec<UrlPattern>> {
    let pattern = |text: &String| {
        // `**` is no pattern of a URL.
        let init = UrlPatternInit { pathname: Some(text.replace("**", "*")), ..UrlPatternInit::default() };
        UrlPattern::parse(init, UrlPatternOptions::default()).ok()
    };
    patterns.iter().map(pattern).collect()
}
