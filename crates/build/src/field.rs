//! The schema of what an entry says of one field.

use authority_codegen::kind::{By, Field};
use authority_entry::{List, MAX_TEXT_BYTES};
use schemars::schema::{
    InstanceType, NumberValidation, ObjectValidation, Schema, SchemaObject, SingleOrVec, SubschemaValidation,
};
use syn::{GenericArgument, PathArguments, Type};

/// What a field's type says, as far as it can be told by its name.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Text,
    /// Not less than the first, and less than the second: the ends of a 64-bit number as a float has them.
    Integer(f64, f64),
    Bool,
    /// Of an alias, whatever any type could be: what is right must not be marked.
    Unknown,
}

/// Whether an `allow` must name the field.
pub(crate) fn required(field: &Field) -> bool {
    let (shape, optional) = read(&field.ty);
    !optional && shape != Shape::Unknown
}

/// What an entry of `list` may say of the field.
pub(crate) fn schema(field: &Field, list: List, key: bool) -> SchemaObject {
    let (shape, _) = read(&field.ty);
    let mut schema = match (shape, field.by) {
        (Shape::Integer(..), By::Range) => range(),
        (Shape::Integer(least, below), _) => integer(least, below),
        (Shape::Bool, _) => of(InstanceType::Boolean),
        (Shape::Text, by) => text(by, key),
        (Shape::Unknown, By::Exact) => SchemaObject {
            instance_type: Some(SingleOrVec::Vec(vec![
                InstanceType::String,
                InstanceType::Integer,
                InstanceType::Boolean,
            ])),
            ..SchemaObject::default()
        },
        (Shape::Unknown, By::Range) => range(),
        (Shape::Unknown, by @ (By::Glob | By::Regex)) => text(by, key),
    };
    let way = match field.by {
        By::Exact => None,
        By::Glob => Some("A pattern for the whole text, as `glob` reads it; `*` runs over every character."),
        By::Regex => Some("A regular expression for the whole text, as the crate `regex` reads it."),
        By::Range => {
            Some("A whole number, or `{ \"min\": 1, \"max\": 16 }`, both ends included and either one optional.")
        }
    };
    let folds = (field.ignore_case && list == List::Deny).then_some("Other cases of the text are covered, too.");
    let said = [Some(field.docs.trim()).filter(|docs| !docs.is_empty()), way, folds];
    let said: Vec<&str> = said.into_iter().flatten().collect();
    schema.metadata().description = (!said.is_empty()).then(|| said.join("\n\n"));
    schema
}

fn of(instance: InstanceType) -> SchemaObject {
    SchemaObject { instance_type: Some(instance.into()), ..SchemaObject::default() }
}

/// An empty one is refused for the key, and one that is longer than any value everywhere but in an expression.
fn text(by: By, key: bool) -> SchemaObject {
    let mut text = of(InstanceType::String);
    text.string().min_length = key.then_some(1);
    match by {
        By::Regex => text.format = Some("regex".to_owned()),
        By::Exact | By::Glob | By::Range => text.string().max_length = u32::try_from(MAX_TEXT_BYTES).ok(),
    }
    text
}

fn integer(least: f64, below: f64) -> SchemaObject {
    let number =
        NumberValidation { minimum: Some(least), exclusive_maximum: Some(below), ..NumberValidation::default() };
    SchemaObject { number: Some(Box::new(number)), ..of(InstanceType::Integer) }
}

/// One number, or what lies between two. Whatever the field's type is, its entry can name any of 64 bits.
fn range() -> SchemaObject {
    let (least, below) = signed(64);
    let end = || Schema::Object(integer(least, below));
    let ends = ObjectValidation {
        properties: [("min".to_owned(), end()), ("max".to_owned(), end())].into_iter().collect(),
        min_properties: Some(1),
        additional_properties: Some(Box::new(Schema::Bool(false))),
        ..ObjectValidation::default()
    };
    let between = SchemaObject { object: Some(Box::new(ends)), ..of(InstanceType::Object) };
    let any_of = Some(vec![end(), between.into()]);
    SchemaObject {
        subschemas: Some(Box::new(SubschemaValidation { any_of, ..SubschemaValidation::default() })),
        ..SchemaObject::default()
    }
}

const fn signed(bits: u32) -> (f64, f64) {
    let end = unsigned(bits - 1).1;
    (-end, end)
}

const fn unsigned(bits: u32) -> (f64, f64) {
    (0.0, (1_u64 << bits) as f64)
}

/// The shape, and whether the value may be absent.
fn read(ty: &Type) -> (Shape, bool) {
    let last = match ty {
        Type::Paren(inner) => return read(&inner.elem),
        Type::Group(inner) => return read(&inner.elem),
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let Some(last) = last else { return (Shape::Unknown, false) };
    let argument = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(ty)) => Some(ty),
            _ => None,
        },
        _ => None,
    };
    let integer = |(least, below)| (Shape::Integer(least, below), false);
    match (last.ident.to_string().as_str(), argument) {
        ("Option", Some(inner)) => (read(inner).0, true),
        ("Box", Some(Type::Path(inner))) if inner.path.is_ident("str") => (Shape::Text, false),
        ("String", None) => (Shape::Text, false),
        ("bool", None) => (Shape::Bool, false),
        ("i8", None) => integer(signed(8)),
        ("i16", None) => integer(signed(16)),
        ("i32", None) => integer(signed(32)),
        ("i64", None) => integer(signed(64)),
        ("u8", None) => integer(unsigned(8)),
        ("u16", None) => integer(unsigned(16)),
        ("u32", None) => integer(unsigned(32)),
        _ => (Shape::Unknown, false),
    }
}

#[cfg(test)]
mod tests;
