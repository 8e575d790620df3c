//! The way in: crate, npm package, line of the builder, place for entries; each unless it is there.

use std::{fs, path::Path};

use serde_json::{Value, json};

use super::{
    app::{self, App},
    builder, capability,
    file::Source,
    manifest, npm,
    options::{Additions, Origin, Page},
    part::{Added, Part, Way},
    plan::Plan,
    record::Record,
    refusal::Refusal,
};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is to be done so that the app has everything.
pub(super) fn plan(app: &App, additions: &Additions) -> Result<Plan, Refusal> {
    let record = Record::read(app)?;
    let mut work = Work { plan: Plan::default(), added: record.added.clone() };
    add_crate(app, additions, &mut work)?;
    if additions.page == Page::WithPackage {
        add_package(app, additions, &mut work)?;
    }
    add_line(app, &mut work)?;
    add_place(app, additions, &mut work)?;
    let Work { mut plan, added } = work;
    // First, so that a run that is cut short can be taken back.
    let change = record.becomes(added)?;
    plan.changes.splice(0..0, change);
    Ok(plan)
}

struct Work {
    plan: Plan,
    added: Vec<Added>,
}

impl Work {
    fn take(&mut self, part: Part, source: &Source, capability: Option<&str>, way: Way) {
        match way {
            Way::Present => {}
            Way::ByHand(what) => self.plan.by_hand.push(what),
            Way::In(splice, value) => {
                self.plan.splice(source, &splice);
                self.added.push(Added {
                    part,
                    file: source.name.clone(),
                    capability: capability.map(str::to_owned),
                    value,
                    text: splice.with,
                });
            }
        }
    }
}

fn add_crate(app: &App, additions: &Additions, work: &mut Work) -> Result<(), Refusal> {
    let value = match &additions.origin {
        Origin::Registry => json!(VERSION),
        Origin::Checkout(dir) => json!({ "path": path_to(dir, &app.src_tauri)? }),
    };
    let way = match manifest::add(&app.manifest.text, &app.package, &value) {
        Way::ByHand(what) => Way::ByHand(format!("`{}`: {what}", app.manifest.name)),
        way => way,
    };
    work.take(Part::Crate, &app.manifest, None, way);
    Ok(())
}

fn add_package(app: &App, additions: &Additions, work: &mut Work) -> Result<(), Refusal> {
    let Some(source) = app.file(&app.root.join("package.json"))? else {
        work.plan.notes.push(format!("there is no `package.json`: the npm package `{}` is left out", npm::PACKAGE));
        return Ok(());
    };
    let value = app::value(&source, false)?;
    if !value.is_object() {
        return Err(Refusal::new(format!("`{}` cannot be used: it holds no object", source.name)));
    }
    let version = match &additions.origin {
        Origin::Registry => format!("^{VERSION}"),
        Origin::Checkout(dir) => format!("file:{}", path_to(dir, &app.root)?),
    };
    let way = match npm::add(&source.text, &value, &version) {
        Way::ByHand(what) => Way::ByHand(format!("`{}`: {what}", source.name)),
        way => way,
    };
    if matches!(way, Way::In(..)) {
        let built = match &additions.origin {
            Origin::Registry => "",
            Origin::Checkout(_) => "; `npm ci` and `npm run build` in the checkout make it first",
        };
        work.plan
            .notes
            .push(format!("`npm install`, or what this app uses instead, fetches `{}`{built}", npm::PACKAGE));
    }
    work.take(Part::Npm, &source, None, way);
    Ok(())
}

fn add_line(app: &App, work: &mut Work) -> Result<(), Refusal> {
    let mut sources = Vec::new();
    for file in ["src/lib.rs", "src/main.rs"] {
        sources.extend(app.file(&app.src_tauri.join(file))?);
    }
    let name =
        manifest::dependency(&app.package, manifest::CRATE).map_or(manifest::CRATE, |dependency| dependency.name);
    match builder::add(&sources, name) {
        (Some(source), way) => work.take(Part::Builder, source, None, way),
        (None, Way::ByHand(what)) => work.plan.by_hand.push(what),
        (None, _) => {}
    }
    Ok(())
}

fn add_place(app: &App, additions: &Additions, work: &mut Work) -> Result<(), Refusal> {
    let all = capability::all(app)?;
    let Some(chosen) = capability::choose(&all, &app.config, additions.capability.as_deref())? else {
        work.plan.by_hand.push(format!(
            "no file below `{}` holds a capability that is in force: add `{}` to the permissions of the main window's",
            app.name(&app.src_tauri.join("capabilities")),
            capability::place(),
        ));
        return Ok(());
    };
    let way = chosen.add();
    if matches!(way, Way::In(..)) {
        let own = app.src_tauri.join("permissions").exists() || build_script(app)?.contains("AppManifest");
        work.plan.notes.push(if own {
            format!(
                "entries go under `authority:scope` in `{}`, or, since this app has permissions of its own, beside those",
                chosen.source.name
            )
        } else {
            format!("entries go under `authority:scope` in `{}`; without any, every judged argument is refused", chosen.source.name)
        });
    }
    work.take(Part::Capability, &chosen.source, Some(&chosen.identifier), way);
    Ok(())
}

fn build_script(app: &App) -> Result<String, Refusal> {
    Ok(app.file(&app.src_tauri.join("build.rs"))?.map(|source| source.text).unwrap_or_default())
}

/// How a checkout of the plugin is called from a directory: as it was given where that is absolute, else relative to it.
fn path_to(checkout: &Path, from: &Path) -> Result<String, Refusal> {
    let shown = checkout.display();
    let unusable = |why: &str| Refusal::new(format!("`--path` is `{shown}`: {why}"));
    let real = fs::canonicalize(checkout).map_err(|error| unusable(&error.to_string()))?;
    let text = fs::read_to_string(real.join("Cargo.toml")).unwrap_or_default();
    let manifest: Value = toml_edit::de::from_str(&text).unwrap_or_default();
    if manifest.pointer("/package/name").and_then(Value::as_str) != Some(manifest::CRATE) {
        return Err(unusable(&format!("there is no `Cargo.toml` of `{}`", manifest::CRATE)));
    }
    // Both by their true names: a step up from behind a link leads elsewhere.
    let from = fs::canonicalize(from).map_err(|error| unusable(&error.to_string()))?;
    let path = if checkout.is_absolute() { Some(checkout.to_owned()) } else { pathdiff::diff_paths(&real, from) };
    let path = path.ok_or_else(|| unusable("there is no way to it from the app"))?;
    let path = path.to_str().ok_or_else(|| unusable("its name is not UTF-8"))?;
    Ok(if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() })
}
