//! One field of a kind: what the page may send for it, and how an entry says which values it takes.

use std::{fmt, sync::Arc};

use serde_json::Value;

use crate::scope::{Whole, whole};

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// Its name, in entries and in what the page sends.
    pub name: &'static str,
    /// What the page may send.
    pub shape: Shape,
    /// Whether the page must.
    pub need: Need,
    /// How an entry's word for it is read.
    pub by: By,
    /// Whether case tells values apart.
    pub case: Case,
    /// What compiles its expressions, where it has any.
    pub(crate) expressions: Expressions,
}

/// Named by the field alone that needs it: an app that declares no expression is not linked with what compiles one.
#[derive(Clone, Copy)]
pub(crate) struct Expressions(Option<Compile>);

type Compile = fn(&str, Case) -> Result<Arc<dyn Whole>, String>;

impl Expressions {
    pub(crate) fn compile(self, text: &str, case: Case) -> Result<Arc<dyn Whole>, String> {
        self.0.map_or_else(|| Err("it is no field for expressions".to_owned()), |compile| compile(text, case))
    }
}

impl fmt::Debug for Expressions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expressions").field(&self.0.is_some()).finish()
    }
}

/// Two addresses of one function may differ.
impl PartialEq for Expressions {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_some() == other.0.is_some()
    }
}

impl Eq for Expressions {}

impl Field {
    /// A field of the type `T`.
    ///
    /// # Panics
    ///
    /// Where `by` or `case` has no meaning for values of the type. The derive has it evaluated by the compiler, so that
    /// this is an error in the declaration and cannot come at run time.
    #[must_use]
    #[expect(clippy::panic, reason = "in a constant, where the derive puts it, a panic is an error of the compiler")]
    pub const fn new<T: FieldType>(name: &'static str, by: By, case: Case) -> Self {
        match (T::SHAPE, by) {
            (Shape::Text, By::Exact | By::Glob | By::Regex)
            | (Shape::Integer, By::Exact | By::Range)
            | (Shape::Bool, By::Exact) => {}
            (Shape::Integer | Shape::Bool, By::Glob | By::Regex) => {
                panic!("`glob` and `regex` are for fields that hold text")
            }
            (Shape::Text | Shape::Bool, By::Range) => panic!("`range` is for fields that hold an integer"),
        }
        assert!(
            matches!(T::SHAPE, Shape::Text) || matches!(case, Case::Counts),
            "`ignore_case` is for fields that hold text"
        );
        let expressions = Expressions(if matches!(by, By::Regex) { Some(whole) } else { None });
        Self { name, shape: T::SHAPE, need: T::NEED, by, case, expressions }
    }

    /// What an entry says to take this value and no other.
    pub(crate) fn exactly(&self, value: &Scalar) -> Value {
        match (value, self.by) {
            (Scalar::Text(text), By::Glob) => glob::Pattern::escape(text).into(),
            (Scalar::Text(text), By::Regex) => literally(text).into(),
            (Scalar::Text(text), By::Exact | By::Range) => Value::from(&**text),
            (Scalar::Integer(number), _) => Value::from(*number),
            (Scalar::Bool(yes), _) => Value::from(*yes),
        }
    }
}

/// As an expression that is this text: what means something in one is what `regex_syntax::is_meta_character` lists. Written
/// out here, so that no app is linked with the crate for it.
fn literally(text: &str) -> String {
    let means_something = |c| r"\.+*?()|[]{}^$#&-~".contains(c);
    text.chars().flat_map(|c| means_something(c).then_some('\\').into_iter().chain([c])).collect()
}

/// What kind of JSON value a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "each shape is matched in its own way; a new one should be decided everywhere"
)]
pub enum Shape {
    /// A string.
    Text,
    /// A whole number from `-2^63` to `2^63 - 1`.
    Integer,
    /// `true` or `false`.
    Bool,
}

/// Whether a field may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "there is no third way")]
pub enum Need {
    /// The page must send it, and an `allow` entry must say what it may be.
    Required,
    /// The page may leave it out. An `allow` entry that does not name it takes only values without it.
    Optional,
}

/// How an entry's word for a field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "each way is compiled in its own way; a new one should be decided everywhere"
)]
pub enum By {
    /// The value itself.
    Exact,
    /// A pattern of the `glob` crate for the whole text; `*` runs over every character.
    Glob,
    /// A regular expression of the `regex` crate for the whole text, alternatives included: `a|b` is one of the two words.
    Regex,
    /// A number, or `{ "min": 1, "max": 16 }`, both ends included and either one optional.
    Range,
}

/// Whether case tells values of a field apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "there is no third way")]
pub enum Case {
    /// `a` and `A` are two values.
    Counts,
    /// They are one to whoever uses the value (a table of SQL), so a `deny` covers both. An `allow` takes what it spells:
    /// folding only ever widens a deny.
    Folds,
}

/// One value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "it has a variant for each shape")]
pub enum Scalar {
    /// A string.
    Text(Box<str>),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Bool(bool),
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Bool(yes) => yes.fmt(f),
        }
    }
}

/// A Rust type that a field of a kind can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a kind",
    label = "an entry of a scope cannot say which values of this type it takes",
    note = "use `String`, `Box<str>`, `bool`, an integer of at most 64 bits with a sign or 32 without, or an `Option` of one"
)]
pub trait FieldType: Sized {
    /// What the page may send for it.
    const SHAPE: Shape;
    /// Whether it must.
    const NEED: Need = Need::Required;

    /// The value as this type; none if it does not fit, such as 300 in a `u8`.
    #[must_use]
    fn from_scalar(value: Option<Scalar>) -> Option<Self>;
}

impl FieldType for Box<str> {
    const SHAPE: Shape = Shape::Text;

    fn from_scalar(value: Option<Scalar>) -> Option<Self> {
        match value? {
            Scalar::Text(text) => Some(text),
            Scalar::Integer(_) | Scalar::Bool(_) => None,
        }
    }
}

impl FieldType for String {
    const SHAPE: Shape = Shape::Text;

    fn from_scalar(value: Option<Scalar>) -> Option<Self> {
        <Box<str>>::from_scalar(value).map(Into::into)
    }
}

impl FieldType for bool {
    const SHAPE: Shape = Shape::Bool;

    fn from_scalar(value: Option<Scalar>) -> Option<Self> {
        match value? {
            Scalar::Bool(yes) => Some(yes),
            Scalar::Text(_) | Scalar::Integer(_) => None,
        }
    }
}

macro_rules! integers {
    ($($integer:ty)*) => { $(
        impl FieldType for $integer {
            const SHAPE: Shape = Shape::Integer;

            fn from_scalar(value: Option<Scalar>) -> Option<Self> {
                match value? {
                    Scalar::Integer(number) => Self::try_from(number).ok(),
                    Scalar::Text(_) | Scalar::Bool(_) => None,
                }
            }
        }
    )* };
}

integers!(i8 i16 i32 i64 u8 u16 u32);

/// An optional field: absent or `null`.
impl<T: FieldType> FieldType for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const NEED: Need = Need::Optional;

    fn from_scalar(value: Option<Scalar>) -> Option<Self> {
        match value {
            None => Some(None),
            value => T::from_scalar(value).map(Some),
        }
    }
}
