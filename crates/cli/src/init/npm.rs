//! `package.json`: the dependency on the page's side of the plugin.

use serde_json::{Map, Value};

use super::{
    format::{Format, Step},
    list::Piece,
    part::{Back, Way, take_out},
    splice::covering,
};

/// The plugin's package for the page.
pub(super) const PACKAGE: &str = "tauri-plugin-authority-api";

const DEPENDENCIES: &str = "dependencies";
const LISTS: [&str; 4] = [DEPENDENCIES, "devDependencies", "peerDependencies", "optionalDependencies"];

/// Adds the dependency, and the list for it where there is none.
pub(super) fn add(text: &str, package: &Value, version: &str) -> Way {
    if LISTS.iter().any(|list| package.get(list).is_some_and(|list| list.get(PACKAGE).is_some())) {
        return Way::Present;
    }
    let value = Value::from(version);
    let line = format!("\"{PACKAGE}\": {value}");
    let (steps, piece) = match package.get(DEPENDENCIES) {
        Some(_) => (&[Step::Key(DEPENDENCIES)][..], Piece::Line(line.clone())),
        None => {
            let open = format!("\"{DEPENDENCIES}\": {{");
            (&[][..], Piece::Block { open, lines: vec![line.clone()], close: "}" })
        }
    };
    let splice = Format::Json.list(text, steps).and_then(|list| list.append(text, &piece));
    let after = splice.as_ref().and_then(|splice| splice.apply(text)).and_then(|text| Format::Json.value(&text).ok());
    match splice.filter(|_| after.is_some_and(|after| Some(after) == with(package.clone(), &value))) {
        Some(splice) => Way::In(splice, value),
        None => Way::ByHand(format!("its dependencies are written in a form of their own: add `{line}`")),
    }
}

/// Takes the dependency out again, and the list that was made for it unless there is something else in it now.
pub(super) fn remove(text: &str, package: &Value, value: &Value, inserted: &str) -> Back {
    let Some(found) = package.get(DEPENDENCIES).and_then(|dependencies| dependencies.get(PACKAGE)) else {
        return Back::Gone;
    };
    if found != value {
        return Back::Stays(format!("`{PACKAGE}` asks for something else now"));
    }
    let Some(list) = Format::Json.list(text, &[Step::Key(DEPENDENCIES)]) else { return Back::Gone };
    let Some((index, child)) = list.position(PACKAGE).and_then(|index| Some((index, list.children.get(index)?))) else {
        return Back::Gone;
    };
    let expected = without(package.clone());
    let bare = expected.get(DEPENDENCIES).and_then(Value::as_object).is_some_and(Map::is_empty);
    let ways = [covering(text, inserted, &child.range), list.remove(text, index)];
    take_out(text, ways, |after| match Format::Json.value(after) {
        Ok(after) if bare && after.get(DEPENDENCIES).is_none() => after == without_list(expected.clone()),
        Ok(after) => after == expected,
        Err(_) => false,
    })
}

/// What is meant; none where the dependencies are no object.
fn with(mut package: Value, version: &Value) -> Option<Value> {
    let dependencies = package.as_object_mut()?.entry(DEPENDENCIES).or_insert_with(|| Value::Object(Map::new()));
    dependencies.as_object_mut()?.insert(PACKAGE.to_owned(), version.clone());
    Some(package)
}

fn without(mut package: Value) -> Value {
    if let Some(dependencies) = package.get_mut(DEPENDENCIES).and_then(Value::as_object_mut) {
        dependencies.remove(PACKAGE);
    }
    package
}

fn without_list(mut package: Value) -> Value {
    if let Some(package) = package.as_object_mut() {
        package.remove(DEPENDENCIES);
    }
    package
}
