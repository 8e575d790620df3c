//! The line of the app's builder, in `src/lib.rs` or `src/main.rs`. The sources are parsed to find the place, and keep every
//! other byte.

mod chain;

use serde_json::Value;

use super::{
    file::Source,
    part::{Back, Way, take_out},
    splice::{Splice, covering, line_start, line_stop},
};
use chain::Chains;

/// What is called in the app: the crate goes by the name that `Cargo.toml` gives it.
pub(super) fn call(dependency: &str) -> String {
    format!("{}::init()", dependency.replace('-', "_"))
}

/// Where the line goes: into which of these files, and how. One is found, or a person adds it.
pub(super) fn add<'a>(sources: &'a [Source], dependency: &str) -> (Option<&'a Source>, Way) {
    let call = call(dependency);
    let line = format!(".plugin({call})");
    let looked_in = || sources.iter().map(|source| format!("`{}`", source.name)).collect::<Vec<_>>().join(" and ");
    let mut found = Vec::new();
    for source in sources {
        let chains = match Chains::read(&source.text) {
            Ok(chains) => chains,
            Err(why) => {
                let why = format!("`{}` cannot be parsed ({why}): add `{line}` to the app's builder", source.name);
                return (None, Way::ByHand(why));
            }
        };
        if chains.has_plugin_of(&dependency.replace('-', "_")) {
            return (None, Way::Present);
        }
        found.extend(chains.builders.into_iter().map(|chain| (source, chain)));
    }
    match found.as_slice() {
        [] if sources.is_empty() => {
            let why = "there is neither `src/lib.rs` nor `src/main.rs`";
            (None, Way::ByHand(format!("{why}: add `{line}` to the app's builder, behind `tauri::Builder::default()`")))
        }
        [] => {
            let why = format!("no `tauri::Builder::default()` is in {}", looked_in());
            (None, Way::ByHand(format!("{why}: add `{line}` where the app's builder is made")))
        }
        [(source, chain)] => {
            let splice = chain.insert(&source.text, &line);
            let right = splice.apply(&source.text).and_then(|after| Chains::read(&after).ok());
            if right.is_some_and(|after| after.calls(&call).len() == 1) {
                (Some(source), Way::In(splice, Value::from(call)))
            } else {
                let why = format!("the builder at `{}:{}` is written in a form of its own", source.name, chain.line);
                (None, Way::ByHand(format!("{why}: add `{line}` behind `tauri::Builder::default()`")))
            }
        }
        several => {
            let places: Vec<_> =
                several.iter().map(|(source, chain)| format!("`{}:{}`", source.name, chain.line)).collect();
            let why = format!("there are several builders, at {}", places.join(" and "));
            (None, Way::ByHand(format!("{why}: add `{line}` to those that are to have it")))
        }
    }
}

/// Takes the line out again.
pub(super) fn remove(text: &str, value: &Value, inserted: &str) -> Back {
    let Some(call) = value.as_str() else { return Back::Gone };
    let Ok(chains) = Chains::read(text) else { return Back::Stays("the file cannot be parsed now".to_owned()) };
    let name = call.split("::").next().unwrap_or_default();
    match chains.calls(call).as_slice() {
        [] if chains.has_plugin_of(name) => Back::Stays(format!("`.plugin({call})` is written differently now")),
        [] => Back::Gone,
        [node] => {
            let lead = text.get(..node.start).map_or(node.start, |before| before.trim_end().len());
            let line = line_start(text, node.start)..line_stop(text, node.end).1;
            let ways = [
                covering(text, inserted, node),
                Some(Splice::cut(lead..node.end)),
                Some(Splice::cut(line)),
                Some(Splice::cut(node.clone())),
            ];
            take_out(text, ways, |after| Chains::read(after).is_ok_and(|after| after.same_but(&chains, call)))
        }
        _ => Back::Stays(format!("`.plugin({call})` is there more than once")),
    }
}
