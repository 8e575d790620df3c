//! The JSON schema of an `authority:scope` entry, for editors. Tauri's schemas are of schemars 0.8.

use schemars::{
    JsonSchema, SchemaGenerator,
    schema::{InstanceType, RootSchema, Schema, SchemaObject},
    schema_for,
};

use crate::access::Access;

/// The schema.
#[must_use]
pub fn entry() -> RootSchema {
    schema_for!(AuthorityEntry)
}

/// One entry under `authority:scope`: what one argument of one command may be, for some windows.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used; entries are read by `entry.rs`, which can say more than serde")]
struct AuthorityEntry {
    /// The command that the entry is for, as the page calls it: `read_note`, or `plugin:name|command`.
    command: String,
    /// A pattern for paths, as `glob` reads it, with `/` as separator: `$DOCUMENT/notes/**`.
    path: Option<String>,
    /// A pattern for URLs.
    url: Option<serde_json::Value>,
    /// The argument that the entry is for, by the name that the page uses. Without it: all of the command's arguments.
    arg: Option<String>,
    /// What may be done. Without it: what the argument's type needs.
    #[schemars(length(min = 1))]
    access: Option<Vec<AccessName>>,
    /// Whether wildcards reach names that begin with a dot. In `deny` they always do.
    hidden: Option<bool>,
    /// Labels of the windows that the entry is for; may hold wildcards. It, or `webviews`, must be given.
    windows: Option<Vec<String>>,
    /// Labels of the webviews that the entry is for; may hold wildcards.
    webviews: Option<Vec<String>>,
}

/// One name of `access`.
struct AccessName;

impl JsonSchema for AccessName {
    fn schema_name() -> String {
        "Access".to_owned()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names = Access::ALL.map(|access| access.name().into()).to_vec();
        SchemaObject {
            instance_type: Some(InstanceType::String.into()),
            enum_values: Some(names),
            ..SchemaObject::default()
        }
        .into()
    }
}
