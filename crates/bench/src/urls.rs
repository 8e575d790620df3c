//! Judging URLs, parse included, from one entry to ten thousand, beside `Url::parse` alone and beside what Tauri's http plugin does:
//! its patterns, one after the other.
//!
//! Each measure takes a thousand and more different URLs in turn, of which half are in scope.

#[path = "../../core/src/scope/urls/http_plugin.rs"]
mod http_plugin;

use std::{error::Error, hint::black_box};

use authority_core::{
    decide::{UrlQuestion, decide_url},
    validate::url::ValidUrl,
};
use url::Url;
use urlpattern::{UrlPattern, UrlPatternMatchInput};

use crate::{
    load,
    matching::in_turn,
    measure::{Work, rough_medians, slow_medians},
    report::Line,
};

const SIZES: [usize; 4] = [1, 100, 1_000, 10_000];
/// The peer compiles 0.4 ms for each pattern.
const MOST_FOR_THE_PEER: usize = 1_000;
/// A prime, so that they do not fall into step with the entries.
const URLS: usize = 2_003;
/// Nanoseconds above those of the parser.
const GOAL: f64 = 150.0;
/// Nanoseconds for ten thousand entries.
const LOAD_GOAL: f64 = 50e6;

/// A shape of pattern, with a number in it.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Host,
    BelowHost,
    Directory,
    Exact,
    Glued,
    Middle,
}

impl Shape {
    pub(crate) const ALL: [Self; 6] =
        [Self::Host, Self::BelowHost, Self::Directory, Self::Exact, Self::Glued, Self::Middle];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Host => "https://hN.example.com/*",
            Self::BelowHost => "https://*.hN.example.com/*",
            Self::Directory => "https://api.example.com/dN/*",
            Self::Exact => "https://api.example.com/dN/file",
            Self::Glued => "https://api.example.com/dN*",
            Self::Middle => "https://api.example.com/dN/:id/x",
        }
    }

    fn pattern(self, n: usize) -> String {
        self.name().replace('N', &n.to_string())
    }

    /// A URL that pattern `n` takes, and one that none takes; different for each `i`.
    fn urls(self, n: usize, i: usize) -> [String; 2] {
        match self {
            Self::Host => [format!("https://h{n}.example.com/a/{i}"), format!("https://g{n}.example.com/a/{i}")],
            Self::BelowHost => [format!("https://a{i}.h{n}.example.com/a"), format!("https://a{i}.g{n}.example.com/a")],
            Self::Directory => {
                [format!("https://api.example.com/d{n}/{i}"), format!("https://api.example.com/e{n}/{i}")]
            }
            Self::Exact => {
                [format!("https://api.example.com/d{n}/file?{i}"), format!("https://api.example.com/d{n}/{i}")]
            }
            Self::Glued => [format!("https://api.example.com/d{n}-{i}"), format!("https://api.example.com/e{n}-{i}")],
            Self::Middle => {
                [format!("https://api.example.com/d{n}/{i}/x"), format!("https://api.example.com/d{n}/{i}/y")]
            }
        }
    }
}

pub(crate) fn run(shape: Shape) -> Result<Vec<Line>, Box<dyn Error>> {
    let mut lines = Vec::new();
    for size in SIZES {
        let work = format!("judge a URL, {size} of {}", shape.name());
        let line = |ours, peer, theirs, goal| Line { work: work.clone(), unit: "ns", ours, peer, theirs, goal };
        let measured = measure(shape, size)?;
        let [(_, ours), (_, parse), peers @ ..] = &measured[..] else { return Err("nothing was measured".into()) };
        lines.push(line(*ours, "Url::parse alone, and 150 ns", parse + GOAL, 1.0));
        lines.extend(peers.iter().map(|(peer, theirs)| line(*ours, *peer, *theirs, f64::INFINITY)));
    }
    lines.extend(load(shape)?);
    Ok(lines)
}

fn measure(shape: Shape, size: usize) -> Result<Vec<(&'static str, f64)>, Box<dyn Error>> {
    let patterns: Vec<String> = (0..size).map(|n| shape.pattern(n)).collect();
    let scope = load::scope(&load::raw_urls(&patterns));
    if let Some(fault) = scope.faults().first() {
        return Err(fault.message().into());
    }
    let (allowed, urls): (Vec<bool>, Vec<String>) = (0..URLS)
        .map(|i| {
            let [taken, passed] = shape.urls(i * 7_919 % size, i);
            if i % 2 == 0 { (true, taken) } else { (false, passed) }
        })
        .unzip();
    let parsed = vec![true; URLS];
    let judge = |url: &String| {
        let url = ValidUrl::parse(url);
        url.is_ok_and(|url| decide_url(&scope, UrlQuestion::new(&url, "GET", "url")).is_allowed())
    };
    let peers: Vec<UrlPattern> =
        patterns.iter().take(MOST_FOR_THE_PEER).filter_map(|text| http_plugin::read(text)).collect();
    let mut works: Vec<(&str, Work<'_>)> = vec![
        ("ours", in_turn(&urls, &allowed, judge)),
        ("Url::parse alone", in_turn(&urls, &parsed, |url| black_box(Url::parse(url)).is_ok())),
    ];
    if peers.len() == size {
        works.push((
            "urlpattern, one after the other",
            in_turn(&urls, &allowed, |url| {
                Url::parse(url).is_ok_and(|url| {
                    // As the plugin does it: the URL is cloned for each pattern.
                    let takes = |peer: &UrlPattern| peer.test(UrlPatternMatchInput::Url(url.clone()));
                    peers.iter().any(|peer| takes(peer).unwrap_or_default())
                })
            }),
        ));
    }
    let names: Vec<&str> = works.iter().map(|(name, _)| *name).collect();
    Ok(names.into_iter().zip(rough_medians(works)?).collect())
}

fn load(shape: Shape) -> Result<Vec<Line>, Box<dyn Error>> {
    let patterns: Vec<String> = (0..10_000).map(|n| shape.pattern(n)).collect();
    let raw = load::raw_urls(&patterns);
    let few = patterns.get(..100).unwrap_or_default();
    let works: Vec<(&str, Work<'_>)> = vec![
        ("ours", Box::new(|| black_box(load::scope(&raw)).faults().is_empty())),
        ("urlpattern", Box::new(|| few.iter().all(|text| black_box(http_plugin::read(text)).is_some()))),
    ];
    let times = slow_medians(works)?;
    let [ours, hundredth] = times[..] else { return Err("nothing was measured".into()) };
    let work = format!("load all of 10000, {}", shape.name());
    let line = |peer, theirs, goal| Line { work: work.clone(), unit: "ns", ours, peer, theirs, goal };
    Ok(vec![
        line("50 ms", LOAD_GOAL, 1.0),
        line("urlpattern, a hundred times its time for 100", hundredth * 100.0, f64::INFINITY),
    ])
}
