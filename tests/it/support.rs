//! A mock app whose authority is resolved from the plugin's real permission files, with commands that count their runs.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "support for tests, where a panic is the report"
)]

#[path = "support/calls.rs"]
mod calls;
#[path = "support/dice.rs"]
mod dice;
#[path = "support/judged.rs"]
mod judged;
#[path = "support/paths.rs"]
mod paths;
#[path = "support/policy.rs"]
mod policy;

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

pub use calls::answer;
pub use dice::Dice;
use policy::Knows;
use serde_json::{Value, json};
use tauri::{
    App, Manager, WebviewWindow, WebviewWindowBuilder,
    ipc::Invoke,
    test::{MockRuntime, mock_builder, mock_context, noop_assets},
    utils::acl::{
        APP_ACL_KEY,
        capability::Capability,
        get_capabilities,
        manifest::{Manifest, PermissionFile},
        resolved::Resolved,
    },
};
use tauri_plugin_authority::{connect::Connector, core::record::ring::Counts, seen, seen_in_plugin};
use tempfile::TempDir;

/// A directory with some files, and the app's commands on it.
pub struct Fixture {
    pub dir: TempDir,
    app_acl: bool,
    plugin: bool,
    config: Value,
    map_denial: bool,
    table_twice: bool,
    connector: Option<Connector>,
    seen: bool,
    handler: Option<Handler>,
    capabilities: Vec<Value>,
    policy: Knows,
    security: Vec<Value>,
}

type Handler = Box<dyn Fn(Invoke<MockRuntime>) -> bool + Send + Sync>;

/// A running mock app.
pub struct Running {
    pub app: App<MockRuntime>,
    pub dir: TempDir,
}

/// How many bodies ran.
#[derive(Default)]
struct Runs(AtomicUsize);

/// How often a body ran.
type Count<'a> = tauri::State<'a, Runs>;

impl Runs {
    fn bump(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

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
        Self {
            dir,
            app_acl,
            plugin: true,
            config: Value::Null,
            map_denial: false,
            table_twice: false,
            connector: None,
            seen: false,
            handler: None,
            capabilities: Vec::new(),
            policy: Knows::Nothing,
            security: Vec::new(),
        }
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

    pub fn register_a_kind_twice(mut self) -> Self {
        self.table_twice = true;
        self
    }

    pub fn connector(mut self, connector: Connector) -> Self {
        self.connector = Some(connector);
        self
    }

    /// The handlers of the app and of the inlined plugin are wrapped.
    pub fn seen(mut self) -> Self {
        self.seen = true;
        self
    }

    /// Another handler than that of the app's commands.
    pub fn handler(mut self, handler: impl Fn(Invoke<MockRuntime>) -> bool + Send + Sync + 'static) -> Self {
        self.handler = Some(Box::new(handler));
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

    pub fn try_run(self) -> Result<Running, tauri::Error> {
        let manifests = manifests(self.app_acl);
        let from_files: BTreeMap<String, Capability> = self
            .capabilities
            .iter()
            .map(|capability| {
                let capability: Capability = serde_json::from_value(self.spelled(capability)).unwrap();
                (capability.identifier.clone(), capability)
            })
            .collect();
        let texts = (serde_json::to_string(&manifests).unwrap(), serde_json::to_string(&from_files).unwrap());
        let mut context = mock_context(noop_assets());
        let security = &mut context.config_mut().app.security;
        security.capabilities = serde_json::from_value(self.spelled(&json!(self.security))).unwrap();
        let capabilities = get_capabilities(context.config(), from_files, None).unwrap();
        let resolved = Resolved::resolve(&manifests, capabilities, tauri::utils::platform::Target::current()).unwrap();
        let policy = self.embedded(&mut context, &texts);
        *context.runtime_authority_mut() = tauri::runtime_authority!(manifests, resolved);
        let mut config = self.config.clone();
        if config.is_null() {
            config = json!({});
        }
        // The log lies with the fixture, unless the test says otherwise: none may reach a user's own.
        let log = self.dir.path().join("audit");
        if let Some(keys) = config.as_object_mut() {
            let audit = keys.entry("audit").or_insert_with(|| json!({}));
            if let Some(audit) = audit.as_object_mut() {
                audit.entry("directory").or_insert_with(|| json!(log));
            }
        }
        context.config_mut().plugins.0.insert("authority".to_owned(), config);
        let wrapped = self.seen;
        let inlined =
            handled(tauri::generate_handler![paths::inlined_read, paths::unsaid_read, paths::read_note], |handler| {
                if wrapped { Box::new(seen_in_plugin("inlined", handler)) } else { handler }
            });
        let inlined = tauri::plugin::Builder::<MockRuntime>::new("inlined").invoke_handler(inlined).build();
        let mut builder = mock_builder().manage(Runs::default()).plugin(tauri_plugin_notes::init()).plugin(inlined);
        if self.plugin {
            let mut authority = tauri_plugin_authority::Builder::new()
                .kind::<judged::Table>()
                .kind::<judged::Flag>()
                .kind::<judged::Job>();
            if self.table_twice {
                authority = authority.kind::<judged::Table>();
            }
            if self.map_denial {
                authority = authority.map_denial(|denial| json!({ "mine": denial.code().name() }));
            }
            if let Some(connector) = self.connector {
                authority = authority.connector(connector);
            }
            if let Some(policy) = policy {
                authority = authority.policy(policy);
            }
            builder = builder.plugin(authority.build());
        }
        let handler = self.handler.unwrap_or_else(|| {
            handled(
                tauri::generate_handler![
                    paths::read_note,
                    paths::other_note,
                    paths::save_note,
                    paths::edit_note,
                    paths::copy_note,
                    paths::rename_note,
                    paths::delete_note,
                    paths::list_notes,
                    paths::note_info,
                    paths::make_folder,
                    paths::walk_notes,
                    paths::walk_async,
                    paths::remove_folder,
                    paths::remove_tree,
                    paths::date_note,
                    paths::lock_note,
                    paths::read_by_name,
                    paths::maybe_note,
                    paths::count_notes,
                    paths::pair_note,
                    paths::nested_notes,
                    paths::read_async,
                    paths::raw_scope,
                    judged::dump_table,
                    judged::fetch,
                    judged::send_to,
                    judged::plain_url,
                    judged::bare_table,
                    judged::run_tool,
                    judged::print,
                    judged::forgotten,
                    judged::export,
                    judged::bare_export,
                    judged::rename,
                    judged::send,
                    judged::plain_note,
                    judged::plain_pair,
                    judged::by_command_scope,
                    judged::by_global_scope,
                    judged::save_bytes,
                ],
                |handler| if wrapped { Box::new(seen(handler)) } else { handler },
            )
        });
        let app = builder.invoke_handler(handler).build(context)?;
        Ok(Running { app, dir: self.dir })
    }
}

impl Running {
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

    /// How many decisions of each kind were taken.
    pub fn counts(&self) -> Counts {
        self.app.state::<tauri_plugin_authority::Authority>().recent_decisions(0).1
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

/// The handler, as `wrap` makes it.
fn handled(
    handler: impl Fn(Invoke<MockRuntime>) -> bool + Send + Sync + 'static,
    wrap: impl FnOnce(Handler) -> Handler,
) -> Handler {
    wrap(Box::new(handler))
}

fn manifests(app_acl: bool) -> BTreeMap<String, Manifest> {
    let mut manifests = BTreeMap::new();
    manifests.insert("authority".to_owned(), Manifest::new(plugin_permissions(), None));
    manifests.insert(
        "notes".to_owned(),
        commands_manifest(&["read", "read_as_app", "raw_scope", "read_with_the_apps_type"]),
    );
    manifests.insert("inlined".to_owned(), commands_manifest(&["inlined_read", "unsaid_read", "read_note"]));
    if app_acl {
        manifests.insert(APP_ACL_KEY.to_owned(), commands_manifest(&[paths::COMMANDS, judged::COMMANDS].concat()));
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
