//! The two apps, made from `examples/minimal` so that they cannot fall behind it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::names;
use crate::{
    command::{cargo, output},
    copy,
};

const EXAMPLE: &str = "examples/minimal";
const FOLDER: &str = "target/weight";

/// How the example becomes an app without the plugin, that does the same.
const WITHOUT_IN_BUILD: &[(&str, &str)] = &[(
    "    // Editors complete and check the entries in `capabilities/`.\n    authority_build::Schemas::new().extend();\n",
    "",
)];
const WITHOUT_IN_MAIN: &[(&str, &str)] = &[
    ("use tauri_plugin_authority::{File, Read, Result, Scoped};\n", ""),
    (".plugin(tauri_plugin_authority::init())", ""),
    ("(note: Scoped<File<Read>>) -> Result<String>", "(note: std::path::PathBuf) -> Result<String, String>"),
    ("note.read_to_string().await", "std::fs::read_to_string(note).map_err(|error| error.to_string())"),
];

/// Features of crates that a plain app has anyway. With one more feature a crate, and all that depend on it, are compiled anew,
/// in as much time as before: counted as an addition it would hide what the plugin really adds.
const SAME_FEATURES: &str = "bitflags = { version = \"2\", features = [\"std\"] }\n";

/// How the apps are built.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// As a release is, where nothing else is said.
    Plain,
    /// As <https://v2.tauri.app/concept/size/> has it.
    Small,
}

impl Profile {
    const fn text(self) -> &'static str {
        match self {
            Self::Plain => "strip = true\n",
            Self::Small => "codegen-units = 1\nlto = true\nopt-level = \"s\"\npanic = \"abort\"\nstrip = true\n",
        }
    }

    /// Where both apps of it are built.
    const fn target(self) -> &'static str {
        match self {
            Self::Plain => "target",
            Self::Small => "target-small",
        }
    }
}

/// The same app twice.
pub(crate) struct Pair {
    pub(crate) plain: App,
    pub(crate) guarded: App,
}

/// One of them: a workspace of its own, with the repository's lock, so that both have the same versions of everything.
pub(crate) struct App {
    name: &'static str,
    folder: PathBuf,
    profile: Profile,
}

impl Pair {
    pub(crate) fn make(profile: Profile) -> Result<Self> {
        let (plain, guarded) = (App::copy("plain", profile)?, App::copy("guarded", profile)?);
        plain.without_the_plugin()?;
        plain.manifest([SAME_FEATURES, ""])?;
        let at = |name: &str, path: &str| -> Result<String> {
            Ok(format!("{name} = {{ path = {:?} }}\n", std::path::absolute(path)?))
        };
        guarded.manifest([&at("tauri-plugin-authority", ".")?, &at("authority-build", "crates/build")?])?;
        Ok(Self { plain, guarded })
    }

    pub(crate) fn clean(&self) -> Result<()> {
        let target = self.plain.target();
        if target.exists() {
            fs::remove_dir_all(target)?;
        }
        Ok(())
    }
}

impl App {
    fn copy(name: &'static str, profile: Profile) -> Result<Self> {
        let folder = Path::new(FOLDER).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        copy::tracked(&[EXAMPLE], &folder)?;
        let app = Self { name, folder: std::path::absolute(folder.join(EXAMPLE).join("src-tauri"))?, profile };
        fs::copy("Cargo.lock", app.folder.join("Cargo.lock"))?;
        Ok(app)
    }

    /// Builds it as a release is built.
    pub(crate) fn build(&self) -> Command {
        let mut build = self.cargo(["build", "--quiet", "--release", "--offline"]);
        build.arg("--target-dir").arg(self.target());
        build
    }

    /// Makes the next build compile and link the app itself again, and nothing else.
    pub(crate) fn forget(&self) -> Command {
        let mut clean = self.cargo(["clean", "--quiet", "--release", "--offline", "-p", self.name]);
        clean.arg("--target-dir").arg(self.target());
        clean
    }

    pub(crate) fn binary(&self) -> PathBuf {
        self.target().join("release").join(self.name)
    }

    /// Everything that is compiled for it.
    pub(crate) fn packages(&self) -> Result<BTreeSet<String>> {
        let mut tree = self.cargo(["tree", "--edges", "normal,build", "--prefix", "none"]);
        let mut names = names(&output(&mut tree)?);
        names.retain(|package| !package.starts_with(&format!("{} ", self.name)));
        Ok(names)
    }

    /// `ours` is what the app depends on besides Tauri, and what its build does.
    fn manifest(&self, ours: [&str; 2]) -> Result<()> {
        let [plugin, helper] = ours;
        let example = fs::read_to_string(Path::new(EXAMPLE).join("src-tauri/Cargo.toml"))?;
        let (tauri, build) = (requirement(&example, "tauri")?, requirement(&example, "tauri-build")?);
        let text = format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [features]\ndefault = [\"custom-protocol\"]\ncustom-protocol = [\"tauri/custom-protocol\"]\n\n\
             [dependencies]\ntauri = {tauri}\n{plugin}\n[build-dependencies]\ntauri-build = {build}\n{helper}\n\
             [profile.release]\n{}\n[workspace]\n",
            self.name,
            self.profile.text(),
        );
        Ok(fs::write(self.folder.join("Cargo.toml"), text)?)
    }

    fn without_the_plugin(&self) -> Result<()> {
        self.rewrite("build.rs", WITHOUT_IN_BUILD)?;
        self.rewrite("src/main.rs", WITHOUT_IN_MAIN)?;
        let file = self.folder.join("capabilities/default.json");
        let mut capability: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        let permissions = capability.get_mut("permissions").and_then(Value::as_array_mut);
        permissions.context("the capability of the example has no permissions")?.retain(Value::is_string);
        Ok(fs::write(file, capability.to_string())?)
    }

    fn rewrite(&self, file: &str, changes: &[(&str, &str)]) -> Result<()> {
        let path = self.folder.join(file);
        let mut text = fs::read_to_string(&path)?;
        for (with, without) in changes {
            text = text.replace(with, without);
        }
        // What is left of the plugin is what the example has come to hold since.
        if let Some(line) =
            text.lines().find(|line| ["authority_build", "tauri_plugin_authority"].iter().any(|of| line.contains(of)))
        {
            bail!("{EXAMPLE} has a use of the plugin in {file} that xtask cannot take out: `{}`", line.trim());
        }
        Ok(fs::write(path, text)?)
    }

    fn target(&self) -> PathBuf {
        self.folder.ancestors().nth(4).unwrap_or(&self.folder).join(self.profile.target())
    }

    fn cargo<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = cargo(arguments);
        command.current_dir(&self.folder);
        command
    }
}

/// What a manifest asks of a dependency, as it stands there.
fn requirement<'a>(manifest: &'a str, dependency: &str) -> Result<&'a str> {
    let found = manifest.lines().find_map(|line| line.strip_prefix(dependency)?.strip_prefix(" = "));
    found.with_context(|| format!("{EXAMPLE} does not depend on {dependency}"))
}
