//! The way back: what the record has, each unless somebody else has changed it since.

use serde_json::Value;

use super::{
    app::{self, App},
    builder, capability,
    file::Source,
    manifest, npm,
    part::{Added, Back, Part},
    plan::Plan,
    record::Record,
    refusal::Refusal,
};

/// What is to be done so that the app has nothing of what was added.
pub(super) fn plan(app: &App) -> Result<Plan, Refusal> {
    let record = Record::read(app)?;
    let mut plan = Plan::default();
    if record.added.is_empty() {
        plan.notes.push(format!("there is no `{}`: nothing is known to have been added", record.name()));
        return Ok(plan);
    }
    let mut sources: Vec<(Source, String)> = Vec::new();
    let mut left = Vec::new();
    // The last first: each finds the file as it was left when it was added.
    for added in record.added.iter().rev() {
        let known = sources.iter().position(|(source, _)| source.name == added.file);
        let now = match known.and_then(|known| sources.get(known)) {
            Some((source, text)) => Some(source.holding(text)),
            None => app.file(&app.root.join(&added.file))?,
        };
        let Some(now) = now else {
            plan.notes.push(format!("`{}` is gone, and what was added with it", added.file));
            continue;
        };
        match take_out(&now, added)? {
            Back::Gone => plan.notes.push(format!("{} was taken out before", called(added))),
            Back::Stays(why) => {
                plan.by_hand.push(format!("{} is left as it is: {why}", called(added)));
                left.insert(0, added.clone());
            }
            Back::Out(text) => match known.and_then(|known| sources.get_mut(known)) {
                Some((_, known)) => *known = text,
                None => sources.push((now, text)),
            },
        }
    }
    plan.changes = sources.iter().rev().map(|(source, text)| source.becomes(text)).collect();
    if !left.is_empty() {
        let crate_stays = left.iter().any(|added| added.part == Part::Crate);
        plan.notes.extend((!crate_stays).then(|| "what is left does not build without the crate".to_owned()));
    }
    // Last, so that a run that is cut short can be repeated.
    plan.changes.extend(record.becomes(left)?);
    Ok(plan)
}

fn take_out(source: &Source, added: &Added) -> Result<Back, Refusal> {
    let Added { value, text: inserted, .. } = added;
    let text = &source.text;
    let parsed = || app::value(source, false);
    Ok(match added.part {
        Part::Crate => manifest::remove(text, &parsed()?, value, inserted),
        Part::Npm => npm::remove(text, &parsed()?, value, inserted),
        Part::Builder => builder::remove(text, value, inserted),
        Part::Capability => {
            let all = capability::capabilities(source, &parsed()?)?;
            let one = all.iter().find(|one| Some(&one.identifier) == added.capability.as_ref());
            one.map_or(Back::Gone, |one| one.remove(value, inserted))
        }
    })
}

fn called(added: &Added) -> String {
    let Added { part, file, value, .. } = added;
    match part {
        Part::Crate => format!("`{}` in `{file}`", manifest::CRATE),
        Part::Npm => format!("`{}` in `{file}`", npm::PACKAGE),
        Part::Builder => format!("`.plugin({})` in `{file}`", value.as_str().unwrap_or_default()),
        Part::Capability => {
            format!("`{}` in `{file}`", value.get("identifier").and_then(Value::as_str).unwrap_or_default())
        }
    }
}
