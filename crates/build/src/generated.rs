//! A schema as Tauri's build writes it, and what is added to it.
//!
//! Tauri puts the entries of a plugin's permissions beside each other, each behind a condition:
//!
//! ```text
//! definitions.PermissionEntry.anyOf[last].allOf = [
//!     { if: { identifier is one of the plugin's }, then: { allow, deny: the plugin's entries } },
//!     ...,
//!     { allow, deny: anything },
//! ]
//! ```
//!
//! The one for this plugin gets the app's kinds; one for the app's own permissions is put before it, and one for `authority:fetch`,
//! whose entries name no command. What does not look like this is left alone.

use std::collections::BTreeSet;

use authority_codegen::kind::Declaration;
use authority_entry::{List, Way, schema::entry_or};
use schemars::schema::{ArrayValidation, ObjectValidation, RootSchema, Schema, SchemaObject};
use serde_json::Value;

use crate::{Why, kind};

const SCOPE: &str = "authority:scope";
const FETCH: &str = "authority:fetch";
/// By this our own condition is known when the file is extended once more.
const COMMENT: &str = "$comment";
const OURS: &str = "added by authority-build";

/// The text of the schema with what is known of entries. The same, if it is extended again.
pub(crate) fn extended(text: &str, kinds: &[Declaration], others: &BTreeSet<String>) -> Result<String, Why> {
    let mut root = read(text)?;
    let known = permissions(&root)?;
    let fetches = known.contains(&FETCH);
    let of_app = known.into_iter().filter(|name| !name.contains(':') && !others.contains(*name));
    let permissions: Vec<Value> = of_app.map(Value::from).collect();
    let conditions = conditions(&mut root)?;
    conditions.retain(|condition| !is_ours(condition));
    let plugins = conditions.iter_mut().find(|condition| names(condition, SCOPE)).ok_or(Why::NoPlugin)?;
    scope_of(plugins, Way::Authority, kinds)
        .ok_or(Why::Shape("what `authority:scope` may have is not where it was"))?;
    leave_out(plugins, FETCH);
    if fetches {
        conditions.insert(0, condition(vec![FETCH.into()], &[]));
    }
    if !permissions.is_empty() {
        conditions.insert(0, condition(permissions, kinds));
    }
    serde_json::to_string_pretty(&root).map_err(|_| Why::Shape("it cannot be written back"))
}

/// Nothing of what is read may be lost, or it would be gone when the file is written.
fn read(text: &str) -> Result<RootSchema, Why> {
    let shape = |_| Why::Shape("it is no JSON schema of draft 7");
    let value: Value = serde_json::from_str(text).map_err(shape)?;
    let root: RootSchema = serde_json::from_str(text).map_err(shape)?;
    let same = serde_json::to_value(&root).is_ok_and(|written| written == value);
    if same { Ok(root) } else { Err(Why::Shape("it has something that is not understood")) }
}

/// The names of all permissions.
fn permissions(root: &RootSchema) -> Result<Vec<&str>, Why> {
    let identifiers = match root.definitions.get("Identifier") {
        Some(Schema::Object(object)) => object.subschemas.as_ref().and_then(|subschemas| subschemas.one_of.as_ref()),
        _ => None,
    };
    let identifiers = identifiers.ok_or(Why::Shape("the identifiers are not where they were"))?;
    Ok(identifiers.iter().filter_map(constant).filter_map(Value::as_str).collect())
}

fn conditions(root: &mut RootSchema) -> Result<&mut Vec<Schema>, Why> {
    let entry = root.definitions.get_mut("PermissionEntry").and_then(object);
    let extended = entry.and_then(|entry| object(entry.subschemas.as_mut()?.any_of.as_mut()?.last_mut()?));
    let conditions = extended.and_then(|extended| extended.subschemas.as_mut()?.all_of.as_mut());
    conditions.ok_or(Why::Shape("the permissions are not where they were"))
}

fn is_ours(condition: &Schema) -> bool {
    matches!(condition, Schema::Object(object) if object.extensions.get(COMMENT).is_some_and(|comment| comment == OURS))
}

/// Takes a permission out of the condition for its plugin.
fn leave_out(condition: &mut Schema, permission: &str) {
    if let Some(identifiers) = identifiers_of(condition) {
        identifiers.retain(|name| constant(name).is_none_or(|name| name != permission));
    }
}

fn identifiers_of(condition: &mut Schema) -> Option<&mut Vec<Schema>> {
    let condition = object(object(condition)?.subschemas.as_mut()?.if_schema.as_mut()?)?;
    let identifier = object(condition.object.as_mut()?.properties.get_mut("identifier")?)?;
    identifier.subschemas.as_mut()?.any_of.as_mut()
}

/// Whether the condition is for the plugin that has this permission.
fn names(condition: &Schema, permission: &str) -> bool {
    let identifiers = || {
        let Schema::Object(condition) = condition else { return None };
        let Schema::Object(condition) = &**condition.subschemas.as_ref()?.if_schema.as_ref()? else { return None };
        let Schema::Object(identifier) = condition.object.as_ref()?.properties.get("identifier")? else { return None };
        identifier.subschemas.as_ref()?.any_of.as_ref()
    };
    identifiers().is_some_and(|identifiers| identifiers.iter().filter_map(constant).any(|name| name == permission))
}

/// Puts the entries behind the condition.
fn scope_of(condition: &mut Schema, way: Way, kinds: &[Declaration]) -> Option<()> {
    let scope = object(object(condition)?.subschemas.as_mut()?.then_schema.as_mut()?)?;
    let properties = &mut scope.object.as_mut()?.properties;
    for list in [List::Allow, List::Deny] {
        *properties.get_mut(list.name())? = entries(way, list, kinds);
    }
    Some(())
}

fn entries(way: Way, list: List, kinds: &[Declaration]) -> Schema {
    let entry = entry_or(way, kinds.iter().map(|declared| kind::schema(declared, list)));
    let array = ArrayValidation { items: Some(Schema::Object(entry).into()), ..ArrayValidation::default() };
    SchemaObject { array: Some(Box::new(array)), ..SchemaObject::default() }.into()
}

/// The condition for the app's own permissions.
fn condition(permissions: Vec<Value>, kinds: &[Declaration]) -> Schema {
    let identifier = SchemaObject { enum_values: Some(permissions), ..SchemaObject::default() };
    let scope = [List::Allow, List::Deny].map(|list| (list.name(), entries(Way::Command, list, kinds)));
    let mut condition = SchemaObject::default();
    condition.extensions.insert(COMMENT.to_owned(), OURS.into());
    condition.subschemas().if_schema = Some(Box::new(with([("identifier", identifier.into())])));
    condition.subschemas().then_schema = Some(Box::new(with(scope)));
    condition.into()
}

fn with(properties: impl IntoIterator<Item = (&'static str, Schema)>) -> Schema {
    let properties = properties.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let object = ObjectValidation { properties, ..ObjectValidation::default() };
    SchemaObject { object: Some(Box::new(object)), ..SchemaObject::default() }.into()
}

fn object(schema: &mut Schema) -> Option<&mut SchemaObject> {
    match schema {
        Schema::Object(object) => Some(object),
        Schema::Bool(_) => None,
    }
}

fn constant(schema: &Schema) -> Option<&Value> {
    match schema {
        Schema::Object(object) => object.const_value.as_ref(),
        Schema::Bool(_) => None,
    }
}
