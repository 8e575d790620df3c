//! Registering kinds: what would leave it open which kind an entry means is refused.

use super::*;
use crate::testing::kinds::{FLAG, TABLE};

const fn text(name: &'static str) -> Field {
    Field::new::<String>(name, By::Exact, Case::Counts)
}

const OTHER_TABLE: Kind = Kind::new("other::Table", text("table"), &[]);
const WITH_TABLE: Kind = Kind::new("With", text("view"), &[text("table")]);
const RESERVED_FIELD: Kind = Kind::new("Reserved", text("printer"), &[text("windows")]);
const RESERVED_KEY: Kind = Kind::new("Reserved", text("path"), &[]);

fn registered(kinds: &[&'static Kind]) -> Result<Kinds, KindError> {
    let mut all = Kinds::none();
    kinds.iter().try_for_each(|kind| all.register(kind))?;
    Ok(all)
}

#[test]
fn a_kind_is_known_once_it_is_registered() {
    let kinds = registered(&[&TABLE, &FLAG]).unwrap();
    assert!(kinds.has(&TABLE) && kinds.has(&FLAG));
    assert!(!kinds.has(&WITH_TABLE));
    assert_eq!(kinds.iter().map(Kind::name).collect::<Vec<_>>(), ["flag", "table"]);
}

#[test]
fn another_kind_of_the_same_name_is_not_the_registered_one() {
    assert!(!registered(&[&TABLE]).unwrap().has(&OTHER_TABLE));
}

#[test]
fn a_kind_registered_twice_is_refused_with_both_types_named() {
    for (first, second) in [(&TABLE, &TABLE), (&TABLE, &OTHER_TABLE), (&TABLE, &WITH_TABLE), (&WITH_TABLE, &TABLE)] {
        let error = registered(&[first, second]).unwrap_err();
        let expected = KindError::Twice { name: "table", first: first.rust(), second: second.rust() };
        assert_eq!(error, expected);
        assert!(error.to_string().contains("rename"), "{error}");
    }
}

#[test]
fn a_field_that_means_something_in_every_entry_is_refused() {
    for (kind, field) in [(&RESERVED_FIELD, "windows"), (&RESERVED_KEY, "path")] {
        assert_eq!(registered(&[kind]).unwrap_err(), KindError::Reserved { name: field, rust: "Reserved" });
    }
}

#[test]
fn a_value_that_does_not_fit_its_type_is_none() {
    let number = |number| Some(Scalar::Integer(number));
    assert_eq!(u8::from_scalar(number(255)), Some(255));
    assert_eq!(u8::from_scalar(number(256)), None);
    assert_eq!(u32::from_scalar(number(-1)), None);
    assert_eq!(i64::from_scalar(number(i64::MIN)), Some(i64::MIN));
    assert_eq!(Option::<u8>::from_scalar(None), Some(None));
    assert_eq!(Option::<u8>::from_scalar(number(1)), Some(Some(1)));
    assert_eq!(Option::<u8>::from_scalar(number(256)), None);
    assert_eq!(String::from_scalar(None), None);
    assert_eq!(bool::from_scalar(Some(Scalar::Bool(true))), Some(true));
    assert_eq!(bool::from_scalar(number(1)), None);
}
