//! Links of Markdown, outside of code.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

/// The text with every link as `to` gives it.
pub(super) fn rewritten(text: &str, to: impl Fn(&str) -> Result<String>) -> Result<String> {
    let (mut whole, mut code) = (String::new(), false);
    for line in text.split_inclusive('\n') {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        if code || fence {
            whole += line;
            continue;
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("](") {
            let Some((target, after)) = after.split_once(')') else { break };
            whole += &format!("{before}]({})", to(target)?);
            rest = after;
        }
        whole += rest;
    }
    Ok(whole)
}

/// What the links of a text lead to.
pub(super) fn targets(text: &str) -> Vec<String> {
    let found = std::cell::RefCell::new(Vec::new());
    let _ = rewritten(text, |target| {
        found.borrow_mut().push(target.to_owned());
        Ok(String::new())
    });
    found.into_inner()
}

/// A relative path as it is seen from a file, in the same terms as that file.
pub(super) fn resolved(file: &str, path: &str) -> Result<String> {
    let mut names: Vec<&str> = file.split('/').collect();
    names.pop();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                if names.pop().is_none() {
                    bail!("`{path}` leads out of the repository");
                }
            }
            name => names.push(name),
        }
    }
    Ok(names.join("/"))
}

/// The relative path from one chapter to another.
pub(super) fn from(chapter: &str, other: &str) -> String {
    "../".repeat(chapter.matches('/').count()) + other
}

/// What `#heading` can name, as mdBook and GitHub make it of the headings.
pub(super) fn headings(text: &str) -> BTreeSet<String> {
    let mut code = false;
    let mut found = BTreeSet::new();
    for line in text.lines() {
        code ^= line.trim_start().starts_with("```");
        if let Some(heading) = line.strip_prefix('#').filter(|_| !code) {
            let words = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            found.insert(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
        }
    }
    found
}
