//! From what a kind's declaration says to the schema of its entries.

use authority_codegen::kind::Declaration;
use authority_entry::List;
use schemars::schema::SchemaObject;

use crate::field;

/// The kind's own keys in an entry of `list`.
///
/// The key is always there, since an entry is of a kind by it. An `allow` names each required field; a `deny` that leaves one
/// out covers whatever is sent for it.
pub(crate) fn schema(declaration: &Declaration, list: List) -> SchemaObject {
    let mut schema = SchemaObject::default();
    schema.metadata().description = some(&declaration.docs);
    let object = schema.object();
    for (position, declared) in declaration.fields.iter().enumerate() {
        let key = position == 0;
        if key || (list == List::Allow && field::required(declared)) {
            object.required.insert(declared.name.clone());
        }
        object.properties.insert(declared.name.clone(), field::schema(declared, list, key).into());
    }
    schema
}

fn some(docs: &str) -> Option<String> {
    let docs = docs.trim();
    (!docs.is_empty()).then(|| docs.to_owned())
}

#[cfg(test)]
mod tests;
