//! An app's package: sources with kinds, and schemas that Tauri wrote.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use authority_build::{Extended, Schemas};
use authority_entry::schema;
use jsonschema::Validator;
use serde_json::{Value, json};
use tauri_utils::{
    acl::{
        manifest::{Manifest, PermissionFile},
        schema::generate_capability_schema,
    },
    platform::Target,
};

/// The kinds of the app; `agree.rs` has them as the derive would write them.
pub(crate) const KINDS: &str = r#"
    use tauri_plugin_authority::Kind;

    /// A table of the app's database.
    #[derive(Debug, Kind)]
    struct Table {
        /// Its name.
        #[kind(key, ignore_case)]
        table: String,
    }

    mod tools {
        /// A flag for a program.
        #[derive(tauri_plugin_authority::Kind)]
        pub struct Flag {
            /// What its value may be.
            #[kind(regex)]
            pub value: Option<String>,
            /// Its name.
            #[kind(key)]
            pub flag: Box<str>,
        }

        #[cfg(unix)]
        mod unix {
            #[derive(Debug, super::super::Kind)]
            #[kind(owner = tauri_plugin_authority::App)]
            pub struct Job {
                #[kind(range)]
                copies: u8,
                #[kind(key, glob, ignore_case)]
                printer: String,
                #[kind(rename = "inColor")]
                color: std::option::Option<bool>,
                priority: i16,
            }
        }
    }
"#;

const COMMANDS: [&str; 3] = ["read-note", "dump-table", "fetch-feed"];

/// What Tauri's build makes of an app with this plugin, with and without permissions of its own.
fn generated(own: bool) -> &'static str {
    static WRITTEN: OnceLock<[String; 2]> = OnceLock::new();
    let written = WRITTEN.get_or_init(|| {
        // Tauri writes below the current directory. Everything else here goes by absolute paths.
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written-by-tauri");
        fs::create_dir_all(&dir).unwrap();
        env::set_current_dir(&dir).unwrap();
        [false, true].map(|own| {
            generate_capability_schema(&manifests(own), Target::Linux).unwrap();
            fs::read_to_string("gen/schemas/linux-schema.json").unwrap()
        })
    });
    &written[usize::from(own)]
}

fn manifests(own: bool) -> BTreeMap<String, Manifest> {
    let manifest = |permissions: Vec<String>, scope: Option<Value>| {
        let permission = |identifier| json!({ "identifier": identifier, "description": "one" });
        let permissions: Vec<Value> = permissions.into_iter().map(permission).collect();
        let file: PermissionFile = serde_json::from_value(json!({ "permission": permissions })).unwrap();
        Manifest::new(vec![file], scope)
    };
    let scope = serde_json::to_value(schema::entry()).unwrap();
    let other = json!({ "type": "object", "required": ["feed"], "properties": { "feed": { "type": "string" } } });
    let mut manifests = BTreeMap::from([
        (
            "authority".to_owned(),
            manifest(vec!["allow-recent-decisions".into(), "fetch".into(), "scope".into()], Some(scope)),
        ),
        ("core:path".to_owned(), manifest(vec!["default".into()], None)),
        ("feeds".to_owned(), manifest(vec!["allow-fetch".into()], Some(other))),
    ]);
    if own {
        let commands = COMMANDS.into_iter().flat_map(|name| [format!("allow-{name}"), format!("deny-{name}")]);
        manifests.insert("__app-acl__".to_owned(), manifest(commands.collect(), None));
    }
    manifests
}

/// A package in a folder of its own.
pub(crate) struct App {
    pub(crate) dir: PathBuf,
}

impl App {
    pub(crate) fn new(name: &str) -> Self {
        Self::written(name, true)
    }

    /// One whose commands are not under the ACL.
    pub(crate) fn without_permissions(name: &str) -> Self {
        Self::written(name, false)
    }

    fn written(name: &str, own: bool) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&dir);
        let app = Self { dir };
        app.write("src/main.rs", KINDS);
        for target in ["linux", "desktop"] {
            app.write(&format!("gen/schemas/{target}-schema.json"), generated(own));
        }
        app
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.dir.join(path)).unwrap()
    }

    pub(crate) fn schemas(&self) -> Schemas {
        Schemas::of(&self.dir)
    }

    /// Extends, and leaves nothing.
    pub(crate) fn extended(self) -> Self {
        let done = self.schemas().extend_quietly();
        assert!(left(&done).is_empty(), "{done:?}");
        self
    }

    pub(crate) fn editor(&self) -> Editor {
        let schema = serde_json::from_str(&self.read("gen/schemas/desktop-schema.json")).unwrap();
        Editor { validator: jsonschema::draft7::options().should_validate_formats(true).build(&schema).unwrap() }
    }
}

/// What was left as it is: the file's name, and why.
pub(crate) fn left(done: &Extended) -> Vec<(String, String)> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    done.left.iter().map(|left| (name(&left.path), left.why.to_string())).collect()
}

/// Something that marks what a schema does not take.
pub(crate) struct Editor {
    validator: Validator,
}

impl Editor {
    /// Whether a capability with these permissions is without a mark.
    pub(crate) fn takes(&self, permissions: Value) -> bool {
        self.takes_file(&json!({ "identifier": "main", "windows": ["main"], "permissions": permissions }))
    }

    pub(crate) fn takes_file(&self, capability: &Value) -> bool {
        self.validator.is_valid(capability)
    }

    /// Whether an entry of the permission is without a mark.
    pub(crate) fn takes_entry(&self, permission: &str, list: &str, entry: &Value) -> bool {
        self.takes(json!([{ "identifier": permission, list: [entry] }]))
    }
}
