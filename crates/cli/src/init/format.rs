//! The formats that a Tauri app is configured in: what a text means, and where its lists lie.

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::Value as Node,
    common::{Range as JsonRange, Ranged as _},
};
use serde_json::Value;
use toml_edit::Document;

use super::list::{Child, List};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Json5,
    Toml,
}

/// A step from a value to one in it.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Key(&'static str),
    Index(usize),
}

impl Format {
    pub(super) fn of(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1 {
            "json" => Some(Self::Json),
            "json5" => Some(Self::Json5),
            "toml" => Some(Self::Toml),
            _ => None,
        }
    }

    /// What a text means.
    pub(super) fn value(self, text: &str) -> Result<Value, String> {
        match self {
            Self::Json => serde_json::from_str(text).map_err(|error| error.to_string()),
            Self::Json5 => jsonc_parser::parse_to_serde_value(text, &json5()).map_err(|error| error.to_string()),
            Self::Toml => toml_edit::de::from_str(text).map_err(|error| {
                // Its own words draw the place, over several lines.
                let line = error
                    .span()
                    .and_then(|span| text.get(..span.start))
                    .map_or(0, |before| before.matches('\n').count());
                format!("{} at line {}", error.message(), line + 1)
            }),
        }
    }

    /// Where the list at the end of these steps lies; none where there is no such list.
    pub(super) fn list(self, text: &str, steps: &[Step]) -> Option<List> {
        match self {
            Self::Json | Self::Json5 => json_list(text, steps),
            Self::Toml => toml_list(text, steps),
        }
    }
}

/// The value at the end of these steps.
pub(super) fn at<'a>(value: &'a Value, steps: &[Step]) -> Option<&'a Value> {
    steps.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// The same, to be changed.
pub(super) fn at_mut<'a>(value: &'a mut Value, steps: &[Step]) -> Option<&'a mut Value> {
    steps.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    })
}

/// Two values without a comma between them are a slip in any format.
fn json5() -> ParseOptions {
    ParseOptions { allow_missing_commas: false, ..ParseOptions::default() }
}

fn json_list(text: &str, steps: &[Step]) -> Option<List> {
    let parsed = jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &json5()).ok()?;
    let root = parsed.value?;
    let node = steps.iter().try_fold(&root, |node, step| match step {
        Step::Key(key) => node.as_object()?.get(key).map(|property| &property.value),
        Step::Index(index) => node.as_array()?.elements.get(*index),
    })?;
    let bytes = |range: JsonRange| range.start..range.end;
    match node {
        Node::Object(object) => Some(List {
            range: bytes(object.range),
            children: object
                .properties
                .iter()
                .map(|property| Child { range: bytes(property.range), name: Some(property.name.as_str().to_owned()) })
                .collect(),
        }),
        Node::Array(array) => Some(List {
            range: bytes(array.range),
            children: array
                .elements
                .iter()
                .map(|element| Child { range: bytes(element.range()), name: None })
                .collect(),
        }),
        _ => None,
    }
}

/// Arrays only: what else is added to TOML is a line of its own.
fn toml_list(text: &str, steps: &[Step]) -> Option<List> {
    let document = Document::parse(text).ok()?;
    let item = steps.iter().try_fold(document.as_item(), |item, step| match step {
        Step::Key(key) => item.get(key),
        Step::Index(index) => item.get(*index),
    })?;
    let array = item.as_array()?;
    let children = array.iter().map(|value| Some(Child { range: value.span()?, name: None })).collect::<Option<_>>()?;
    Some(List { range: array.span()?, children })
}
