//! A mock app whose authority is resolved from the plugin's real permission files, with commands that count their runs.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "support for tests, where a panic is the report"
)]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};
use tauri::{
    App, Manager, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, GlobalScope, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets},
    utils::acl::{
        APP_ACL_KEY,
        capability::Capability,
        manifest::{Manifest, PermissionFile},
        resolved::Resolved,
    },
    webview::InvokeRequest,
};
use tauri_plugin_authority::{
    Dir, File, Item, Listing, Metadata, NewFile, NewName, ObjectMetadata, Owner, Read, Remove, RenameFrom, Replace,
    Result, Scoped,
};
use tauri_plugin_notes::SharedEntry;
use tempfile::TempDir;

/// A directory with some files, and the app's commands on it.
pub struct Fixture {
    pub dir: TempDir,
    app_acl: bool,
    plugin: bool,
    config: Value,
    map_denial: bool,
    capabilities: Vec<Value>,
}

/// A running mock app.
pub struct Running {
    pub app: App<MockRuntime>,
    pub dir: TempDir,
}

/// How many bodies ran.
#[derive(Default)]
struct Runs(AtomicUsize);

/// A plugin whose commands are in this crate, which is named like no plugin.
#[derive(Debug)]
pub struct Inlined;

impl Owner for Inlined {
    const PLUGIN: Option<&'static str> = Some("inlined");
    const INLINED: bool = true;
}

/// The same, of an author who did not say so.
#[derive(Debug)]
pub struct Unsaid;

impl Owner for Unsaid {
    const PLUGIN: Option<&'static str> = Some("inlined");
}

type Count<'a> = tauri::State<'a, Runs>;

macro_rules! commands {
    ($($name:ident($($arg:ident: $type:ty),*) -> $out:ty = $body:expr;)*) => { $(
        #[tauri::command]
        fn $name(runs: Count<'_>, $($arg: $type),*) -> Result<$out> {
            runs.0.fetch_add(1, Ordering::SeqCst);
            $body
        }
    )* };
}

commands! {
    read_note(note: Scoped<File<Read>>) -> String = note.read_to_string_blocking();
    other_note(note: Scoped<File<Read>>) -> String = note.read_to_string_blocking();
    save_note(note: Scoped<File<Replace>>, text: String) -> () = note.replace_blocking(text);
    edit_note(note: Scoped<File<(Read, Replace)>>) -> () = {
        let text = note.read_to_string_blocking()?;
        note.replace_blocking(text.to_uppercase())
    };
    copy_note(from: Scoped<File<Read>>, to: Scoped<NewFile>) -> u64 = from.copy_to_blocking(to);
    rename_note(from: Scoped<Item<RenameFrom>>, to: Scoped<NewName>) -> () = from.rename_to_blocking(to);
    delete_note(note: Scoped<Item<Remove>>) -> () = note.remove_file_blocking();
    list_notes(dir: Scoped<Dir>) -> Listing = dir.list_blocking();
    note_info(note: Scoped<Item<Metadata>>) -> ObjectMetadata = note.metadata_blocking();
    maybe_note(note: Scoped<Option<File<Read>>>) -> Option<String> =
        note.as_ref().map(File::read_to_string_blocking).transpose();
    count_notes(notes: Scoped<Vec<File<Read>>>) -> usize = Ok(notes.len());
    pair_note(pair: Scoped<(File<Read>, NewFile)>) -> u64 = {
        let (from, to) = pair.into_inner();
        from.copy_to_blocking(to)
    };
    nested_notes(notes: Scoped<Vec<Vec<File<Read>>>>) -> usize = Ok(notes.iter().map(Vec::len).sum());
    inlined_read(note: Scoped<File<Read>, Inlined>) -> String = note.read_to_string_blocking();
    unsaid_read(note: Scoped<File<Read>, Unsaid>) -> String = note.read_to_string_blocking();
}

#[tauri::command]
async fn read_async(runs: Count<'_>, note: Scoped<File<Read>>) -> Result<String> {
    runs.0.fetch_add(1, Ordering::SeqCst);
    note.read_to_string().await
}

#[tauri::command]
fn raw_scope(scope: GlobalScope<SharedEntry>) -> Vec<SharedEntry> {
    scope.allows().iter().map(|entry| (**entry).clone()).collect()
}

/// Names of the app's commands, which its ACL (where it has one) knows.
const COMMANDS: &[&str] = &[
    "read_note",
    "other_note",
    "save_note",
    "edit_note",
    "copy_note",
    "rename_note",
    "delete_note",
    "list_notes",
    "note_info",
    "maybe_note",
    "count_notes",
    "pair_note",
    "nested_notes",
    "read_async",
    "raw_scope",
];

/// An app with an ACL of its own.
pub fn with_acl() -> Fixture {
    Fixture::new(true)
}

/// An app without, whose entries stand under `authority:scope`.
pub fn without_acl() -> Fixture {
    Fixture::new(false)
}

impl Fixture {
    fn new(app_acl: bool) -> Self {
        let dir = TempDir::new().unwrap();
        for (name, content) in [
            ("notes/a.md", "a"),
            ("notes/b.md", "b"),
            ("notes/private/p.md", "p"),
            ("notes/.hidden.md", "h"),
            ("outside.md", "o"),
        ] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        Self { dir, app_acl, plugin: true, config: Value::Null, map_denial: false, capabilities: Vec::new() }
    }

    pub fn without_plugin(mut self) -> Self {
        self.plugin = false;
        self
    }

    pub fn config(mut self, config: Value) -> Self {
        self.config = config;
        self
    }

    pub fn map_denial(mut self) -> Self {
        self.map_denial = true;
        self
    }

    /// A capability for the window `main`. `$DIR` in it is the fixture's directory.
    pub fn grant(self, permissions: Value) -> Self {
        self.capability(json!({ "windows": ["main"], "permissions": permissions }))
    }

    pub fn capability(mut self, mut capability: Value) -> Self {
        capability["identifier"] = json!(format!("cap-{}", self.capabilities.len()));
        self.capabilities.push(capability);
        self
    }

    pub fn run(self) -> Running {
        self.try_run().unwrap()
    }

    pub fn try_run(self) -> std::result::Result<Running, tauri::Error> {
        let manifests = manifests(self.app_acl);
        let capabilities: BTreeMap<String, Capability> = self
            .capabilities
            .iter()
            .map(|capability| {
                let text = capability.to_string().replace("$DIR", self.dir.path().to_str().unwrap());
                let capability: Capability = serde_json::from_str(&text).unwrap();
                (capability.identifier.clone(), capability)
            })
            .collect();
        let resolved = Resolved::resolve(&manifests, capabilities, tauri::utils::platform::Target::current()).unwrap();
        let mut context = mock_context(noop_assets());
        *context.runtime_authority_mut() = tauri::runtime_authority!(manifests, resolved);
        if !self.config.is_null() {
            context.config_mut().plugins.0.insert("authority".to_owned(), self.config.clone());
        }
        let inlined = tauri::plugin::Builder::<MockRuntime>::new("inlined")
            .invoke_handler(tauri::generate_handler![inlined_read, unsaid_read, read_note])
            .build();
        let mut builder = mock_builder().manage(Runs::default()).plugin(tauri_plugin_notes::init()).plugin(inlined);
        if self.plugin {
            let mut authority = tauri_plugin_authority::Builder::new();
            if self.map_denial {
                authority = authority.map_denial(|denial| json!({ "mine": denial.code().name() }));
            }
            builder = builder.plugin(authority.build());
        }
        let app = builder
            .invoke_handler(tauri::generate_handler![
                read_note,
                other_note,
                save_note,
                edit_note,
                copy_note,
                rename_note,
                delete_note,
                list_notes,
                note_info,
                maybe_note,
                count_notes,
                pair_note,
                nested_notes,
                read_async,
                raw_scope
            ])
            .build(context)?;
        Ok(Running { app, dir: self.dir })
    }
}

impl Running {
    /// Calls a command from the window with this label, local content.
    pub fn call(&self, window: &str, command: &str, arguments: Value) -> std::result::Result<Value, Value> {
        self.call_from("tauri://localhost", window, command, InvokeBody::Json(self.spelled(arguments)))
    }

    /// Calls a command from `main`.
    pub fn main(&self, command: &str, arguments: Value) -> std::result::Result<Value, Value> {
        self.call("main", command, arguments)
    }

    /// The code of a refusal in `main`.
    pub fn refused(&self, command: &str, arguments: Value) -> String {
        let error = self.main(command, arguments).unwrap_err();
        error["code"].as_str().map_or_else(|| error.to_string(), str::to_owned)
    }

    pub fn call_from(
        &self,
        url: &str,
        window: &str,
        command: &str,
        body: InvokeBody,
    ) -> std::result::Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: url.parse().unwrap(),
            body,
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window(window), request).map(|body| body.deserialize().unwrap())
    }

    pub fn runs(&self) -> usize {
        self.app.state::<Runs>().0.load(Ordering::SeqCst)
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }

    /// The newest records, newest first, as the plugin's own command would give them.
    pub fn records(&self) -> Vec<Value> {
        let (records, _) = self.app.state::<tauri_plugin_authority::Authority>().recent_decisions(usize::MAX);
        records.iter().map(|record| serde_json::to_value(&**record).unwrap()).collect()
    }

    fn window(&self, label: &str) -> WebviewWindow<MockRuntime> {
        self.app
            .get_webview_window(label)
            .unwrap_or_else(|| WebviewWindowBuilder::new(&self.app, label, Default::default()).build().unwrap())
    }

    /// `$DIR` in arguments is the fixture's directory.
    fn spelled(&self, arguments: Value) -> Value {
        let dir = self.dir.path().to_str().unwrap();
        serde_json::from_str(&arguments.to_string().replace("$DIR", dir)).unwrap()
    }
}

fn manifests(app_acl: bool) -> BTreeMap<String, Manifest> {
    let mut manifests = BTreeMap::new();
    manifests.insert("authority".to_owned(), Manifest::new(plugin_permissions(), None));
    manifests.insert("notes".to_owned(), commands_manifest(&["read", "read_as_app", "raw_scope"]));
    manifests.insert("inlined".to_owned(), commands_manifest(&["inlined_read", "unsaid_read", "read_note"]));
    if app_acl {
        manifests.insert(APP_ACL_KEY.to_owned(), commands_manifest(COMMANDS));
    }
    manifests
}

/// As tauri-build generates them; and a permission without commands, which Tauri makes a global scope.
fn commands_manifest(commands: &[&str]) -> Manifest {
    let mut permissions: Vec<Value> = commands
        .iter()
        .map(|command| json!({ "identifier": format!("allow-{}", command.replace('_', "-")), "commands": { "allow": [command], "deny": [] } }))
        .collect();
    permissions.push(json!({ "identifier": "everywhere" }));
    Manifest::new(vec![serde_json::from_value(json!({ "permission": permissions })).unwrap()], None)
}

fn plugin_permissions() -> Vec<PermissionFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../permissions");
    [root.clone(), root.join("autogenerated/commands")]
        .iter()
        .flat_map(|dir| fs::read_dir(dir).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| toml::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .collect()
}
