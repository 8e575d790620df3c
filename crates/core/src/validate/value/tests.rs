//! The gate: what is no value of a kind, by code.

use serde_json::json;

use super::*;
use crate::testing::kinds::{FLAG, PRINTER, TABLE};

macro_rules! reads {
    ($($name:ident: $kind:ident, $given:tt => $expected:expr;)*) => { $(
        #[test]
        fn $name() {
            assert_eq!(ValidValue::read(&$kind, &json!($given)).unwrap().to_string(), $expected);
        }
    )* };
}

macro_rules! refuses {
    ($($name:ident: $kind:ident, $given:tt => $code:ident;)*) => { $(
        #[test]
        fn $name() {
            assert_eq!(ValidValue::read(&$kind, &json!($given)).unwrap_err().code(), Code::$code);
        }
    )* };
}

reads! {
    the_only_field_by_itself: TABLE, "customers" => "customers";
    the_only_field_in_an_object: TABLE, { "table": "customers" } => "customers";
    an_optional_field_is_left_out: FLAG, { "flag": "--jobs" } => r#"{"flag":"--jobs"}"#;
    null_is_left_out: FLAG, { "flag": "--jobs", "value": null } => r#"{"flag":"--jobs"}"#;
    all_shapes: PRINTER, { "printer": "HP", "copies": -3, "color": true } => r#"{"color":true,"copies":-3,"printer":"HP"}"#;
    an_empty_text_is_a_text: TABLE, "" => "";
    the_longest_text: TABLE, ("x".repeat(MAX_TEXT_BYTES)) => "x".repeat(MAX_TEXT_BYTES);
}

refuses! {
    a_number_for_a_text: TABLE, 1 => ArgumentType;
    a_list: TABLE, ["customers"] => ArgumentType;
    null_for_a_required_field: TABLE, null => ArgumentType;
    an_object_without_the_key: TABLE, {} => ArgumentType;
    an_object_with_null_for_the_key: TABLE, { "table": null } => ArgumentType;
    an_unknown_field: TABLE, { "table": "customers", "where": "1=1" } => ArgumentType;
    the_key_by_itself_where_there_are_more_fields: FLAG, "--jobs" => ArgumentType;
    a_missing_required_field: PRINTER, { "printer": "HP" } => ArgumentType;
    a_text_for_a_number: PRINTER, { "printer": "HP", "copies": "3" } => ArgumentType;
    a_fraction: PRINTER, { "printer": "HP", "copies": 1.5 } => ArgumentType;
    a_number_that_no_integer_holds: PRINTER, { "printer": "HP", "copies": (u64::MAX) } => ArgumentType;
    a_number_for_a_bool: PRINTER, { "printer": "HP", "copies": 1, "color": 1 } => ArgumentType;
    a_text_that_is_too_long: TABLE, ("x".repeat(MAX_TEXT_BYTES + 1)) => ValueTooLong;
    a_line_break: FLAG, { "flag": "--jobs", "value": "4\n--evil" } => ValueControlCharacter;
    nul: TABLE, "customers\0" => ValueControlCharacter;
    text_turned_around: TABLE, "a\u{202e}b" => ValueControlCharacter;
}

#[test]
fn its_debug_form_has_no_content() {
    let value = ValidValue::read(&TABLE, &json!("customers")).unwrap();
    assert_eq!(format!("{value:?}"), r#"ValidValue { kind: "table", .. }"#);
}

#[test]
fn fields_come_in_their_order_and_run_out() {
    let value = ValidValue::read(&PRINTER, &json!({ "printer": "HP", "copies": 2 })).unwrap();
    let mut fields = value.fields();
    assert_eq!(fields.take::<String>().as_deref(), Some("HP"));
    assert_eq!(fields.take::<u8>(), Some(2));
    assert_eq!(fields.take::<Option<bool>>(), Some(None));
    assert_eq!(fields.take::<Option<String>>(), Some(None));
    assert_eq!(fields.take::<Option<String>>(), None);
}
