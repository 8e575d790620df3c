//! The app on Tauri's mock runtime under its own policy, with its recipes and what else the user has in a directory of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use migrate_lib::{commands, set_up};
use serde_json::{Value, json};
use tauri::test::mock_builder;
use tauri_plugin_authority::{
    Builder,
    test::{self, MockApp},
};
use tempfile::TempDir;

pub(crate) struct RecipeBox {
    app: MockApp,
    data: TempDir,
}

impl RecipeBox {
    /// A box with one recipe, beside a diary that is none.
    pub(crate) fn open() -> Self {
        let data = TempDir::new().unwrap();
        fs::write(data.path().join("diary.md"), "dear diary").unwrap();
        let kit = test::policy(env!("CARGO_MANIFEST_DIR")).base("APPDATA", data.path());
        let app = kit.app(mock_builder().invoke_handler(commands()), Builder::new());
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

    /// The log's code for a call that is refused, which the page is told of.
    pub(crate) fn refused(&self, command: &str, arguments: Value) -> String {
        let told = self.call(command, arguments).unwrap_err();
        let record = &self.app.decisions()[0];
        assert_eq!(told["decision"], serde_json::to_value(record.id).unwrap(), "{told}");
        record.code.name().to_owned()
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
