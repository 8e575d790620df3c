//! Finding the app, and telling one of Tauri 2 from one of Tauri 1.

use std::{
    fs,
    path::{Path, PathBuf},
};

use semver::VersionReq;
use serde_json::Value;

use super::{file::Source, format::Format, manifest, refusal::Refusal};

/// A Tauri v2 app.
pub(super) struct App {
    /// Where the page's package is, and what messages name files from.
    pub(super) root: PathBuf,
    /// Where the app's crate is.
    pub(super) src_tauri: PathBuf,
    pub(super) config: Value,
    pub(super) manifest: Source,
    /// What the manifest means.
    pub(super) package: Value,
}

const CONFIGS: [&str; 3] = ["tauri.conf.json", "tauri.conf.json5", "Tauri.toml"];
const SRC_TAURI: &str = "src-tauri";

impl App {
    /// Finds the app of a directory: its root, or its `src-tauri`.
    pub(super) fn find(dir: &Path) -> Result<Self, Refusal> {
        let shown = dir.display();
        let dir = fs::canonicalize(dir).map_err(|error| Refusal::new(format!("`{shown}` cannot be read: {error}")))?;
        let places = [dir.clone(), dir.join(SRC_TAURI)];
        let found = places.iter().find_map(|place| {
            CONFIGS.iter().map(|name| place.join(name)).find(|config| config.exists()).map(|config| (place, config))
        });
        let Some((src_tauri, config)) = found else {
            return Err(Refusal::new(format!(
                "no Tauri app is here: looked for `tauri.conf.json`, `tauri.conf.json5` and `Tauri.toml` in `{}` and in `{}`; \
                 run it in the app's directory, or name that with `--dir`",
                dir.display(),
                dir.join(SRC_TAURI).display(),
            )));
        };
        let root = root_of(src_tauri);
        let config = value(&read(root, &config)?, true)?;
        let manifest = read(root, &src_tauri.join("Cargo.toml"))?;
        let package = value(&manifest, false)?;
        check_version(&config, &manifest.name, &package)?;
        Ok(Self { root: root.to_owned(), src_tauri: src_tauri.clone(), config, manifest, package })
    }

    /// What a file of the app is called.
    pub(super) fn name(&self, path: &Path) -> String {
        name(&self.root, path)
    }

    /// A file of the app, if there is one.
    pub(super) fn file(&self, path: &Path) -> Result<Option<Source>, Refusal> {
        Source::read(path, &self.name(path))
    }
}

/// What a file means; `loose` for those that Tauri reads with comments, where the app has it do so.
pub(super) fn value(source: &Source, loose: bool) -> Result<Value, Refusal> {
    let format = match Format::of(&source.name) {
        Some(Format::Json) if loose => Format::Json5,
        format => format.unwrap_or(Format::Json),
    };
    format.value(&source.text).map_err(|why| Refusal::new(format!("`{}` cannot be parsed: {why}", source.name)))
}

/// The page's package lies beside `src-tauri`, or where an app has no such directory, with the rest.
fn root_of(src_tauri: &Path) -> &Path {
    let Some(parent) = src_tauri.parent() else { return src_tauri };
    let package = |dir: &Path| dir.join("package.json").exists();
    let beside = src_tauri.file_name().is_some_and(|name| name == SRC_TAURI);
    if beside || (package(parent) && !package(src_tauri)) { parent } else { src_tauri }
}

fn name(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn read(root: &Path, path: &Path) -> Result<Source, Refusal> {
    Source::required(path, &name(root, path))
}

fn check_version(config: &Value, name: &str, package: &Value) -> Result<(), Refusal> {
    let needs = "tauri-plugin-authority needs Tauri 2.12 or newer";
    let old = [&["tauri"][..], &["package"], &["build", "distDir"], &["build", "devPath"]];
    let has = |steps: &&[&str]| steps.iter().try_fold(config, |value, key| value.get(*key)).is_some();
    if old.iter().any(has) {
        return Err(Refusal::new(format!(
            "this is a Tauri v1 app, by its configuration: {needs}; `tauri migrate` makes it one of Tauri 2"
        )));
    }
    let Some(tauri) = manifest::dependency(package, "tauri") else {
        return Err(Refusal::new(format!("`{name}` has no dependency `tauri`: {needs}")));
    };
    // Where it says nothing (a path, a branch, the workspace's), cargo will.
    let Some(version) = manifest::version(tauri.asked) else { return Ok(()) };
    let asked = VersionReq::parse(version)
        .map_err(|error| Refusal::new(format!("`{name}` asks for tauri `{version}`, which is no version: {error}")))?;
    match asked.comparators.first().map(|first| first.major) {
        Some(1) => Err(Refusal::new(format!(
            "this is a Tauri v1 app: `{name}` asks for tauri `{version}`; {needs}; `tauri migrate` makes it one of Tauri 2"
        ))),
        Some(2) | None => Ok(()),
        Some(_) => {
            Err(Refusal::new(format!("`{name}` asks for tauri `{version}`: {needs}, and knows no other major version")))
        }
    }
}
