//! The app on Tauri's mock runtime, with its recipes and what else the user has in a directory of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use migrate_lib::{commands, set_up};
use serde_json::Value;
use tauri::{
    App, WebviewWindow, WebviewWindowBuilder,
    ipc::CallbackFn,
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets},
    webview::InvokeRequest,
};
use tempfile::TempDir;

pub(crate) struct RecipeBox {
    _app: App<MockRuntime>,
    main: WebviewWindow<MockRuntime>,
    data: TempDir,
}

impl RecipeBox {
    /// A box with one recipe, beside a diary that is none.
    pub(crate) fn open() -> Self {
        let data = TempDir::new().unwrap();
        fs::write(data.path().join("diary.md"), "dear diary").unwrap();
        let builder = mock_builder().plugin(tauri_plugin_fs::init()).invoke_handler(commands());
        let app = builder.build(mock_context(noop_assets())).unwrap();
        set_up(app.handle(), data.path().join("recipes")).unwrap();
        let main = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build().unwrap();
        Self { _app: app, main, data }
    }

    /// Calls a command as the page does.
    pub(crate) fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: arguments.into(),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.main, request).map(|answer| answer.deserialize().unwrap())
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
