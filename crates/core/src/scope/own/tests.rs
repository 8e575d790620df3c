//! What entries of an app's own kinds take, and what cannot be an entry.

use serde_json::{Value, json};

use super::*;
use crate::{
    caller::Caller,
    code::Code,
    decide::decide_value,
    kind::Kinds,
    scope::{Frame, RawEntry, Scope, Way, bases::Bases},
    testing::{
        ARGUMENT, COMMAND, entries,
        kinds::{FLAG, PRINTER, TABLE},
        linux_frame,
    },
};

fn scope(allow: Value, deny: Value) -> Scope {
    let mut kinds = Kinds::none();
    for kind in [&TABLE, &FLAG, &PRINTER] {
        kinds.register(kind).unwrap();
    }
    let (caller, bases) = (Caller::local("main", "main-view"), Bases::none());
    let frame = Frame { kinds: &kinds, ..linux_frame(COMMAND, &caller, &bases) };
    Scope::compile(&[entries(List::Allow, allow), entries(List::Deny, deny)].concat(), &frame)
}

fn code(scope: &Scope, kind: &'static Kind, given: Value) -> Code {
    decide_value(scope, &ValidValue::read(kind, &given).unwrap(), ARGUMENT).code
}

macro_rules! decides {
    ($($(#[$doc:meta])* $name:ident: allow $allow:tt deny $deny:tt, $kind:ident $given:tt => $code:ident;)*) => { $(
        $(#[$doc])*
        #[test]
        fn $name() {
            assert_eq!(code(&scope(json!($allow), json!($deny)), &$kind, json!($given)), Code::$code);
        }
    )* };
}

decides! {
    no_entry_refuses: allow [] deny [], TABLE "a" => ScopeEmpty;
    entries_of_another_kind_are_none: allow ["/a", { "flag": "a" }] deny [], TABLE "a" => ScopeEmpty;
    an_entry_for_another_argument_is_none: allow [{ "table": "a", "arg": "other" }] deny [], TABLE "a" => ScopeEmpty;
    an_entry_for_this_argument: allow [{ "table": "a", "arg": "note" }] deny [], TABLE "a" => Allowed;
    an_entry_takes_what_it_spells: allow [{ "table": "a" }] deny [], TABLE "a" => Allowed;
    and_nothing_else: allow [{ "table": "a" }] deny [], TABLE "ab" => ValueOutsideScope;
    deny_wins: allow [{ "table": "a" }] deny [{ "table": "a" }], TABLE "a" => ValueDenied;
    deny_wins_without_an_allow: allow [] deny [{ "table": "a" }], TABLE "a" => ValueDenied;
    a_deny_for_another_argument_does_not: allow [{ "table": "a" }] deny [{ "table": "a", "arg": "x" }], TABLE "a" => Allowed;
    a_deny_of_another_kind_does_not: allow [{ "table": "a" }] deny [{ "flag": "a" }], TABLE "a" => Allowed;

    a_deny_folds_case_where_the_field_says_so: allow [{ "printer": "*", "copies": 1 }] deny [{ "printer": "Boss" }],
        PRINTER { "printer": "bOSS", "copies": 1 } => ValueDenied;
    a_spelled_key_folds_too: allow [{ "table": "Secrets" }] deny [{ "table": "secrets" }], TABLE "Secrets" => ValueDenied;
    folding_takes_one_letter_for_two: allow [{ "table": "STRASSE" }] deny [{ "table": "straße" }], TABLE "STRASSE" => ValueDenied;
    an_allow_never_folds: allow [{ "table": "Customers" }] deny [], TABLE "customers" => ValueOutsideScope;
    a_deny_keeps_what_its_plain_reading_covers: allow [{ "printer": "*", "copies": 1 }] deny [{ "printer": "[!A]x" }],
        PRINTER { "printer": "ax", "copies": 1 } => ValueDenied;
    a_folding_expression_covers_both: allow [{ "printer": "*", "copies": 1, "tray": ".*" }] deny [{ "printer": "*", "tray": "upper" }],
        PRINTER { "printer": "a", "copies": 1, "tray": "UPPER" } => ValueDenied;
    case_counts_otherwise: allow [{ "flag": "-v" }] deny [{ "flag": "-V" }], FLAG { "flag": "-v" } => Allowed;

    an_expression_takes_a_whole_text: allow [{ "flag": "-j", "value": "[0-9]+" }] deny [], FLAG { "flag": "-j", "value": "12" } => Allowed;
    not_its_beginning: allow [{ "flag": "-j", "value": "[0-9]+" }] deny [], FLAG { "flag": "-j", "value": "12;rm" } => ValueOutsideScope;
    not_its_end: allow [{ "flag": "-j", "value": "[0-9]+" }] deny [], FLAG { "flag": "-j", "value": "x12" } => ValueOutsideScope;
    alternatives_stay_anchored: allow [{ "flag": "-m", "value": "foo|bar" }] deny [], FLAG { "flag": "-m", "value": "foobar" } => ValueOutsideScope;
    each_of_them_at_both_ends: allow [{ "flag": "-m", "value": "foo|bar" }] deny [], FLAG { "flag": "-m", "value": "foo; x" } => ValueOutsideScope;
    the_longer_alternative_is_tried_too: allow [{ "flag": "-m", "value": "a|ab" }] deny [], FLAG { "flag": "-m", "value": "ab" } => Allowed;
    the_many_line_mode_moves_no_anchor: allow [{ "flag": "-m", "value": "(?m)^a$" }] deny [], FLAG { "flag": "-m", "value": "a" } => Allowed;
    an_empty_expression_takes_the_empty_text: allow [{ "flag": "-m", "value": "" }] deny [], FLAG { "flag": "-m", "value": "x" } => ValueOutsideScope;

    an_allow_that_names_no_value_takes_none: allow [{ "flag": "-j" }] deny [], FLAG { "flag": "-j", "value": "1" } => ValueOutsideScope;
    and_the_flag_without: allow [{ "flag": "-j" }] deny [], FLAG { "flag": "-j" } => Allowed;
    an_allow_that_names_a_value_needs_one: allow [{ "flag": "-j", "value": ".*" }] deny [], FLAG { "flag": "-j" } => ValueOutsideScope;
    a_deny_that_names_no_value_covers_all: allow [{ "flag": "-j", "value": ".*" }] deny [{ "flag": "-j" }], FLAG { "flag": "-j", "value": "1" } => ValueDenied;
    a_deny_of_a_value_covers_that_one: allow [{ "flag": "-j", "value": ".*" }] deny [{ "flag": "-j", "value": "0" }], FLAG { "flag": "-j", "value": "1" } => Allowed;
    entries_of_one_flag_add_up: allow [{ "flag": "-j" }, { "flag": "-j", "value": "1" }] deny [], FLAG { "flag": "-j", "value": "1" } => Allowed;

    a_range_has_both_ends: allow [{ "printer": "a", "copies": { "min": 1, "max": 3 } }] deny [], PRINTER { "printer": "a", "copies": 3 } => Allowed;
    and_ends_there: allow [{ "printer": "a", "copies": { "min": 1, "max": 3 } }] deny [], PRINTER { "printer": "a", "copies": 4 } => ValueOutsideScope;
    below_it: allow [{ "printer": "a", "copies": { "min": 1 } }] deny [], PRINTER { "printer": "a", "copies": 0 } => ValueOutsideScope;
    an_open_range: allow [{ "printer": "a", "copies": { "max": 3 } }] deny [], PRINTER { "printer": "a", "copies": -9 } => Allowed;
    a_number_is_that_number: allow [{ "printer": "a", "copies": 2 }] deny [], PRINTER { "printer": "a", "copies": 2 } => Allowed;
    a_bool_is_that_bool: allow [{ "printer": "a", "copies": 2, "color": false }] deny [], PRINTER { "printer": "a", "copies": 2, "color": true } => ValueOutsideScope;
    a_glob_runs_over_every_character: allow [{ "printer": "HP*", "copies": 1 }] deny [], PRINTER { "printer": "HP/../x", "copies": 1 } => Allowed;
    a_glob_takes_a_whole_text: allow [{ "printer": "HP?", "copies": 1 }] deny [], PRINTER { "printer": "HP12", "copies": 1 } => ValueOutsideScope;
}

macro_rules! faults {
    ($($name:ident: $entry:tt => $says:literal;)*) => { $(
        #[test]
        fn $name() {
            let scope = scope(json!([{ "table": "a" }, $entry]), json!([]));
            let fault = scope.faults().first().expect("a fault").message();
            assert!(fault.contains($says) && !fault.contains('\n'), "{fault}");
            // Whatever kind is judged: it may have been the deny that counts.
            assert_eq!(code(&scope, &TABLE, json!("a")), Code::ScopeInvalid);
        }
    )* };
}

faults! {
    an_expression_that_does_not_compile: { "flag": "-j", "value": "[0-9" } => "unclosed character class";
    an_expression_that_would_leave_its_group: { "flag": "-j", "value": "a)|(b" } => "unopened group";
    an_expression_whose_comment_swallows_the_group: { "flag": "-j", "value": "(?x)a # why" } => "cannot be used";
    an_expression_that_takes_more_memory_than_any_needs: { "flag": "-j", "value": "\\w{60}" } => "cannot be used";
    an_expression_that_is_too_large: { "flag": "-j", "value": "(x{1000}){1000}" } => "cannot be used";
    a_glob_that_does_not_parse: { "printer": "[", "copies": 1 } => "`glob` refuses the pattern";
    a_key_that_is_no_text: { "table": 1 } => "`table` must be a string";
    an_empty_key: { "table": "" } => "`table` is empty";
    a_text_that_is_longer_than_any_value: { "table": "x".repeat(4_097) } => "longer than 4096 bytes";
    a_text_that_no_value_can_be: { "table": "a\nb" } => "control character";
    an_unknown_key: { "table": "a", "tabel": "b" } => "did you mean `table`";
    a_key_of_paths: { "table": "a", "access": ["read"] } => "unknown key `access`";
    two_kinds_in_one: { "table": "a", "flag": "b" } => "write two entries";
    a_path_and_a_kind: { "path": "/a", "table": "b" } => "write two entries";
    a_kind_that_nobody_registered: { "tabel": "a" } => "did you mean `table` by `tabel`";
    a_required_field_that_is_not_said: { "printer": "a" } => "has no `copies`";
    a_fraction: { "printer": "a", "copies": 1.5 } => "must be a whole number";
    an_empty_range: { "printer": "a", "copies": {} } => "neither `min` nor `max`";
    a_range_upside_down: { "printer": "a", "copies": { "min": 2, "max": 1 } } => "takes nothing";
    an_unknown_end: { "printer": "a", "copies": { "mix": 2 } } => "unknown key `mix`";
    an_end_that_is_no_number: { "printer": "a", "copies": { "min": "2" } } => "`min` of `copies` must be a whole number";
    a_bool_that_is_none: { "printer": "a", "copies": 1, "color": "yes" } => "must be true or false";
}

#[test]
fn a_refusal_names_the_nearest_entry_and_where_the_value_parts_from_it() {
    let scope = scope(
        json!([{ "flag": "-a", "value": "1" }, { "flag": "-j", "value": "[0-9]+" }, { "flag": "-j", "value": "auto" }]),
        json!([]),
    );
    let value = ValidValue::read(&FLAG, &json!({ "flag": "-j", "value": "x" })).unwrap();
    let decision = decide_value(&scope, &value, ARGUMENT);
    assert_eq!(decision.entry.map(Entry::pattern), Some(r#"{"flag":"-j","value":"[0-9]+"}"#));
    assert_eq!(decision.difference, Some("value"));
    let value = ValidValue::read(&FLAG, &json!({ "flag": "-x" })).unwrap();
    assert_eq!(decide_value(&scope, &value, ARGUMENT).difference, Some("flag"));
}

#[test]
fn the_text_of_an_entry_is_its_key_or_all_that_it_says() {
    let scope =
        scope(json!([{ "table": "a", "arg": "x" }, { "flag": "-j", "value": "1" }, { "flag": "-k" }]), json!([]));
    let texts: Vec<&str> = scope.entries().map(Entry::pattern).collect();
    assert_eq!(texts, [r#"{"flag":"-j","value":"1"}"#, "-k", "a"]);
}

#[test]
fn windows_and_ways_count_as_for_paths() {
    let mut kinds = Kinds::none();
    kinds.register(&TABLE).unwrap();
    let bases = Bases::none();
    let raw = [
        RawEntry::new(List::Allow, Way::Authority, 0, json!({ "command": COMMAND, "windows": ["main"], "table": "a" })),
        RawEntry::new(List::Allow, Way::Authority, 1, json!({ "command": "other", "windows": ["main"], "table": "b" })),
        RawEntry::new(List::Allow, Way::Global, 0, json!({ "table": "c" })),
        RawEntry::new(List::Deny, Way::Global, 0, json!({ "table": "d" })),
    ];
    let codes = |window: &str| {
        let caller = Caller::local(window, window);
        let frame = Frame { kinds: &kinds, ..linux_frame(COMMAND, &caller, &bases) };
        let scope = Scope::compile(&raw, &frame);
        ["a", "b", "c", "d"].map(|table| code(&scope, &TABLE, json!(table)))
    };
    assert_eq!(codes("main"), [Code::Allowed, Code::ValueOutsideScope, Code::ValueOutsideScope, Code::ValueDenied]);
    assert_eq!(codes("other"), [Code::ScopeEmpty, Code::ScopeEmpty, Code::ScopeEmpty, Code::ValueDenied]);
}

/// Adding a deny never turns a refusal into a grant, and many entries give the answer that one by one they give.
#[test]
fn the_entries_by_key_answer_as_each_entry_by_itself() {
    let names = ["a", "A", "b", "ß", "SS", "ss"];
    for allowed in names {
        for denied in names {
            let whole =
                scope(json!([{ "table": allowed }, { "table": "zz" }]), json!([{ "table": denied }, { "table": "y" }]));
            for asked in names {
                let value = ValidValue::read(&TABLE, &json!(asked)).unwrap();
                let expected = match () {
                    () if folded(asked) == folded(denied) => Code::ValueDenied,
                    () if asked == allowed => Code::Allowed,
                    () => Code::ValueOutsideScope,
                };
                assert_eq!(decide_value(&whole, &value, ARGUMENT).code, expected, "{allowed} {denied} {asked}");
            }
        }
    }
}

/// Texts that mean more than themselves to a pattern, an expression or JSON.
const TEXTS: [&str; 12] =
    ["a", "A", "*", "a|b", "[a-z]", "(?i)a", "\\", "a.b", "^a$", "{\"a\": 1}", "--x=#&~", "é \u{df}"];

#[test]
fn what_a_value_is_as_an_entry_takes_it_and_no_other() {
    let pairs = || TEXTS.iter().flat_map(|a| TEXTS.iter().map(move |b| (*a, *b)));
    let tables = TEXTS.iter().map(|text| (&TABLE, json!(text)));
    let flags = pairs().map(|(flag, value)| (&FLAG, json!({ "flag": flag, "value": value })));
    let bare_flags = TEXTS.iter().map(|flag| (&FLAG, json!({ "flag": flag })));
    let printers = TEXTS.iter().flat_map(|text| {
        [(1, Some(true)), (-3, Some(false)), (1, None)].map(|(copies, color)| {
            let mut printer = json!({ "printer": text, "copies": copies });
            if let Some(color) = color {
                printer["color"] = json!(color);
            }
            (&PRINTER, printer)
        })
    });
    let values: Vec<ValidValue> = tables
        .chain(flags)
        .chain(bare_flags)
        .chain(printers)
        .map(|(kind, given)| ValidValue::read(kind, &given).unwrap())
        .collect();
    for value in &values {
        assert_eq!(ValidValue::recorded(value.kind(), &value.to_string()).as_ref(), Ok(value), "{value}");
        let entry: Map<String, Value> = value.as_entry().map(|(name, value)| (name.to_owned(), value)).collect();
        let scope = scope(json!([entry]), json!([]));
        assert_eq!(scope.faults().len(), 0, "{entry:?}");
        for other in values.iter().filter(|other| other.kind() == value.kind()) {
            let allowed = decide_value(&scope, other, ARGUMENT).is_allowed();
            assert_eq!(allowed, other == value, "{entry:?} and {other}");
        }
    }
}

#[test]
fn what_no_value_is_recorded_as_is_none() {
    for (kind, text) in [(&FLAG, "a"), (&FLAG, "{}"), (&PRINTER, "1"), (&PRINTER, r#"{"printer":"a","copies":"1"}"#)] {
        assert!(ValidValue::recorded(kind, text).is_err(), "{text}");
    }
}
