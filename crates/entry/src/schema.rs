//! The JSON schemas of entries, for editors. Tauri's schemas are of schemars 0.8.
//!
//! What they take, the policy takes, as far as a schema can say it: not whether a pattern can be read, or a base directory is
//! known. The tests of `authority-build` hold both to that.

use schemars::{
    JsonSchema, SchemaGenerator,
    r#gen::SchemaSettings,
    schema::{InstanceType, ObjectValidation, RootSchema, Schema, SchemaObject, SubschemaValidation},
};

use crate::{Way, access::Access};

/// The schema of an `authority:scope` entry of our own kinds.
#[must_use]
pub fn entry() -> RootSchema {
    RootSchema { schema: entry_or(Way::Authority, []), ..RootSchema::default() }
}

/// The schema of an entry that comes by `way`, of one of our own kinds or of one of these. Each of them is an object of a
/// kind's own keys; the keys that every entry may have are added here.
#[must_use]
pub fn entry_or(way: Way, own: impl IntoIterator<Item = SchemaObject>) -> SchemaObject {
    // Under `authority:scope` it must name its command, which a bare string cannot.
    let bare = (way != Way::Authority).then(schema::<Bare>);
    let objects = [schema::<PathEntry>(), schema::<UrlEntry>()].into_iter().chain(own).map(|kind| object(way, kind));
    let any_of = bare.into_iter().chain(objects).map(Schema::Object).collect();
    SchemaObject {
        subschemas: Some(Box::new(SubschemaValidation { any_of: Some(any_of), ..SubschemaValidation::default() })),
        ..SchemaObject::default()
    }
}

/// An object of `kind`, with the keys that every entry may have and no others.
fn object(way: Way, mut kind: SchemaObject) -> SchemaObject {
    add(&mut kind, schema::<Common>());
    if way == Way::Authority {
        add(&mut kind, schema::<Named>());
        let either = ["windows", "webviews"].map(|key| {
            let object = ObjectValidation { required: [key.to_owned()].into(), ..ObjectValidation::default() };
            Schema::Object(SchemaObject { object: Some(Box::new(object)), ..SchemaObject::default() })
        });
        kind.subschemas().any_of = Some(either.to_vec());
    }
    kind.instance_type = Some(InstanceType::Object.into());
    kind.object().additional_properties = Some(Box::new(Schema::Bool(false)));
    kind
}

fn add(kind: &mut SchemaObject, keys: SchemaObject) {
    let ObjectValidation { properties, required, .. } = *keys.object.unwrap_or_default();
    kind.object().properties.extend(properties);
    kind.object().required.extend(required);
}

/// The schema of a type, whole: where it ends up, nobody keeps definitions for it. A key that is left out is left out, since
/// `null` is not read.
fn schema<T: JsonSchema>() -> SchemaObject {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.option_add_null_type = false;
        settings.inline_subschemas = true;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<T>().schema;
    schema.metadata().title = None;
    schema
}

/// A pattern for paths, or for URLs if it has `://`.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used; entries are read by `entry.rs`, which can say more than serde")]
struct Bare(#[schemars(length(min = 1))] String);

/// Paths: what an argument that is a path may be.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "as above")]
struct PathEntry {
    /// A pattern for paths, as `glob` reads it, with `/` as separator: `$DOCUMENT/notes/**`.
    #[schemars(length(min = 1))]
    path: String,
    /// What may be done. Without it: what the argument's type needs.
    #[schemars(length(min = 1))]
    access: Option<Vec<AccessName>>,
    /// Whether wildcards reach names that begin with a dot. In `deny` they always do.
    hidden: Option<bool>,
    /// Whether symbolic links may be on the way behind the base directory, and the file may have another name (a hard
    /// link). They may, if nothing else is said. A `deny` covers its paths either way.
    links: Option<bool>,
    /// Whether devices, pipes and sockets can be read and written like files. They cannot, if nothing else is said. A `deny`
    /// covers them either way.
    special: Option<bool>,
}

/// URLs: what an argument that is a URL may be.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "as above")]
struct UrlEntry {
    /// A pattern for URLs, as Tauri's http plugin reads it, without regular expressions: `https://*.example.com/v1/*`.
    #[schemars(length(min = 1))]
    url: String,
    /// By which methods it may be asked, in capitals. Without it: by every one.
    #[schemars(length(min = 1))]
    methods: Option<Vec<Method>>,
    /// In `allow`: which headers the page may set.
    #[schemars(length(min = 1))]
    headers: Option<Vec<HeaderName>>,
    /// In `allow`: where its host may lie, besides the public network and what the pattern names.
    network: Option<NetworkName>,
    /// In `allow`: where its server may send us on to. Without it: to whatever is in scope.
    redirects: Option<RedirectsName>,
    /// In `allow`: whether it may have a user's name and password in it. It may not, if nothing else is said.
    credentials: Option<bool>,
    /// In `allow`: whether its path may have a separator that is written as `%2F` or `%5C`. It may not, if nothing else is said.
    encoded_separators: Option<bool>,
    /// In `allow`: bytes of an answer, at most.
    #[schemars(range(min = 1))]
    max_bytes: Option<u64>,
    /// In `allow`: through whom a connection may go. A proxy of the system looks names up itself, so where it connects to is not
    /// judged.
    proxy: Option<ProxyName>,
}

/// A method, in capitals.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "as above")]
struct Method(#[schemars(regex(pattern = "^[A-Z-]+$"))] String);

/// A header's name.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "as above")]
struct HeaderName(#[schemars(length(min = 1))] String);

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[expect(dead_code, reason = "as above")]
enum NetworkName {
    Public,
    Private,
    Loopback,
    Any,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[expect(dead_code, reason = "as above")]
enum RedirectsName {
    InScope,
    SameEntry,
    None,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[expect(dead_code, reason = "as above")]
enum ProxyName {
    None,
    System,
}

/// What every entry may have.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "as above")]
struct Common {
    /// The argument that the entry is for, by the name that the page uses. Without it: all of the command's arguments.
    #[schemars(length(min = 1))]
    arg: Option<String>,
    /// Labels of the windows that the entry is for; may hold wildcards. Under `authority:scope` it, or `webviews`, must be
    /// given.
    #[schemars(length(min = 1))]
    windows: Option<Vec<Label>>,
    /// Labels of the webviews that the entry is for; may hold wildcards.
    #[schemars(length(min = 1))]
    webviews: Option<Vec<Label>>,
}

/// What an entry under `authority:scope` must have.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "as above")]
struct Named {
    /// The command that the entry is for, as the page calls it: `read_note`, or `plugin:name|command`.
    #[schemars(length(min = 1))]
    command: String,
}

/// A label, or a pattern for labels.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "as above")]
struct Label(#[schemars(length(min = 1))] String);

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
