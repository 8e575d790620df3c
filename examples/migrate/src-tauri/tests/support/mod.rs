//! The app on Tauri's mock runtime under its own policy, with its recipes and what else the user has in a directory of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use migrate_lib::{commands, set_up};
use serde_json::{Value, json};
use tauri::{Manager, test::mock_builder};
use tauri_plugin_authority::{
    Authority, Builder, Policy,
    core::record::Record,
    test::{Kit, MockApp},
};
use tempfile::TempDir;

const SRC_TAURI: &str = env!("CARGO_MANIFEST_DIR");

pub(crate) struct RecipeBox {
    app: MockApp,
    data: TempDir,
}

impl RecipeBox {
    /// A box with one recipe, beside a diary that is none.
    pub(crate) fn open() -> Self {
        let data = TempDir::new().unwrap();
        fs::write(data.path().join("diary.md"), "dear diary").unwrap();
        let builder = mock_builder().plugin(tauri_plugin_fs::init()).invoke_handler(commands());
        let kit = Kit::of(Policy::load(SRC_TAURI).unwrap(), config()).base("APPDATA", data.path());
        let app = kit.app(builder, Builder::new());
        set_up(app.app().handle(), data.path().join("recipes")).unwrap();
        Self { app, data }
    }

    /// Calls a command as the page does.
    pub(crate) fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.app.call("main", command, arguments)
    }

    /// The newest decision: what was decided, why, and on what.
    pub(crate) fn newest(&self) -> Value {
        let record = serde_json::to_value(&*self.app.decisions()[0]).unwrap();
        json!([record["decision"], record["code"], record["command"], record["resource"]])
    }

    /// What a developer is told to paste for the newest decision.
    pub(crate) fn snippet(&self) -> String {
        let record: &Record = &self.app.decisions()[0];
        let authority = self.app.app().state::<Authority>();
        authority.explain(record).snippet.map(|snippet| snippet.text).unwrap_or_default()
    }

    /// The path of what the user has under this name.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.data.path().join(name)
    }

    /// One more file of the user's.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// Whether the diary is as it was.
    pub(crate) fn is_whole(&self) -> bool {
        fs::read_to_string(self.path("diary.md")).is_ok_and(|text| text == "dear diary")
    }
}

/// The app's configuration, with report mode as on any day before its last.
fn config() -> Value {
    let text = fs::read_to_string(Path::new(SRC_TAURI).join("tauri.conf.json")).unwrap();
    let mut config: Value = serde_json::from_str(&text).unwrap();
    let mut config = config["plugins"]["authority"].take();
    config["report"]["until"] = json!("2999-01-31");
    config
}
