//! What the schema takes, the plugin takes: a mark that is missing would be taken for a yes.

use authority_core::{
    caller::Caller,
    kind::{By, Case, Field, Kind, Kinds},
    platform::Platform,
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};
use serde_json::{Map, Value, json};

use crate::app::{App, Editor};

static TABLE: Kind = Kind::new("app::Table", Field::new::<String>("table", By::Exact, Case::Folds), &[]);
static FLAG: Kind = Kind::new(
    "app::Flag",
    Field::new::<Box<str>>("flag", By::Exact, Case::Counts),
    &[Field::new::<Option<String>>("value", By::Regex, Case::Counts)],
);
static JOB: Kind = Kind::new(
    "app::Job",
    Field::new::<String>("printer", By::Glob, Case::Folds),
    &[
        Field::new::<u8>("copies", By::Range, Case::Counts),
        Field::new::<Option<bool>>("inColor", By::Exact, Case::Counts),
        Field::new::<i16>("priority", By::Exact, Case::Counts),
    ],
);

const WAYS: [(Way, &str); 2] = [(Way::Command, "allow-dump-table"), (Way::Authority, "authority:scope")];
const LISTS: [List; 2] = [List::Allow, List::Deny];

/// What the plugin finds wrong with the entry.
fn faults(way: Way, list: List, entry: &Value) -> Vec<String> {
    let mut kinds = Kinds::none();
    for kind in [&TABLE, &FLAG, &JOB] {
        kinds.register(kind).unwrap();
    }
    let (caller, bases) = (Caller::local("main", "main"), Bases::none());
    let mut frame = Frame::new("dump", &caller, &bases);
    frame.kinds = &kinds;
    // The entries are for Linux, wherever this runs.
    frame.platform = Platform::Linux;
    let scope = Scope::compile(&[RawEntry::new(list, way, 0, entry.clone())], &frame);
    scope.faults().iter().map(|fault| fault.message().to_owned()).collect()
}

fn taken(editor: &Editor, way: Way, list: List, entry: &Value) -> bool {
    let (_, permission) = WAYS.into_iter().find(|(of, _)| *of == way).unwrap();
    editor.takes_entry(permission, list.name(), entry)
}

#[test]
fn what_the_schema_says_of_one_field_the_plugin_says() {
    let editor = App::new("agree-fields").extended().editor();
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(7),
        json!(32_767),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1_u64 << 63),
        json!(1e300),
        json!(0.5),
        json!(""),
        json!("a"),
        json!("[0-9]+"),
        json!("a)|(b"),
        json!("x".repeat(4_096)),
        json!("x".repeat(4_097)),
        json!([]),
        json!(["a"]),
        json!({}),
        json!({ "min": 1 }),
        json!({ "max": 1 }),
        json!({ "min": 1, "max": 16 }),
        json!({ "min": 1, "step": 2 }),
        json!({ "min": "1" }),
        json!({ "min": null }),
        json!({ "max": u64::MAX }),
    ];
    let whole = [
        json!({ "table": "a" }),
        json!({ "flag": "a", "value": "b" }),
        json!({ "printer": "a", "copies": 1, "inColor": true, "priority": 0 }),
        json!({ "path": "/a", "access": ["read"], "hidden": true, "links": false, "special": true }),
    ];
    let mut both = [0, 0];
    for (way, list) in WAYS.into_iter().flat_map(|(way, _)| LISTS.map(|list| (way, list))) {
        for entry in &whole {
            let mut entry = entry.as_object().unwrap().clone();
            if way == Way::Authority {
                entry.extend([("command".to_owned(), json!("dump")), ("windows".to_owned(), json!(["main"]))]);
            }
            for key in entry.keys().cloned().collect::<Vec<_>>() {
                for value in &values {
                    // Of these the plugin reads a pattern, or takes another command's entry for none of this one's.
                    if ["path", "command", "windows"].contains(&key.as_str()) && value.is_string() {
                        continue;
                    }
                    // What no value of the type can be is marked, though it does no harm.
                    if key == "priority" && value.as_i64().is_some_and(|number| i16::try_from(number).is_err()) {
                        continue;
                    }
                    let entry = Value::Object(
                        entry
                            .iter()
                            .map(|(k, v)| (k.clone(), if *k == key { value.clone() } else { v.clone() }))
                            .collect(),
                    );
                    compare(&editor, way, list, &entry, &mut both);
                }
                let without = Value::Object(
                    entry.iter().filter(|(k, _)| **k != key).map(|(k, v)| (k.clone(), v.clone())).collect(),
                );
                compare(&editor, way, list, &without, &mut both);
            }
        }
    }
    assert!(both.iter().all(|seen| *seen > 50), "{both:?}");
}

fn compare(editor: &Editor, way: Way, list: List, entry: &Value, both: &mut [usize; 2]) {
    let (taken, faults) = (taken(editor, way, list, entry), faults(way, list, entry));
    assert_eq!(taken, faults.is_empty(), "{way:?} {list:?} {entry}: {faults:?}");
    both[usize::from(taken)] += 1;
}

#[test]
fn no_heap_of_keys_is_taken_that_the_plugin_refuses() {
    let editor = App::new("agree-heaps").extended().editor();
    let pool = [
        ("path", vec![json!("/a/**"), json!(1)]),
        ("url", vec![json!("https://a.example")]),
        ("table", vec![json!("a"), json!("")]),
        ("flag", vec![json!("a"), json!(["a"])]),
        ("value", vec![json!("[a-z]"), json!(1)]),
        ("printer", vec![json!("*"), json!(true)]),
        ("copies", vec![json!(1), json!({ "min": 1 }), json!("1")]),
        ("inColor", vec![json!(true), json!("true")]),
        ("priority", vec![json!(0), json!({ "max": 1 })]),
        ("arg", vec![json!("table"), json!("")]),
        ("access", vec![json!(["read"]), json!(["reed"]), json!([])]),
        ("hidden", vec![json!(true), json!("yes")]),
        ("links", vec![json!(false), json!("no")]),
        ("special", vec![json!(true), json!(1)]),
        ("windows", vec![json!(["main"]), json!([]), json!("main")]),
        ("webviews", vec![json!(["*"]), json!([""])]),
        ("command", vec![json!("dump"), json!("")]),
        ("acess", vec![json!(["read"])]),
    ];
    let mut seen = [0, 0];
    let mut state = 1_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    for _ in 0..20_000 {
        let (way, _) = WAYS[below(2)];
        let mut entry = Map::new();
        if way == Way::Authority && below(8) > 0 {
            entry.extend([("command".to_owned(), json!("dump")), ("windows".to_owned(), json!(["main"]))]);
        }
        for _ in 0..=below(4) {
            let (key, values) = &pool[below(pool.len())];
            // Mostly what is right, or nothing would be left to be taken.
            let value = if below(3) > 0 { 0 } else { below(values.len()) };
            entry.insert((*key).to_owned(), values[value].clone());
        }
        let (list, entry) = (LISTS[below(2)], Value::Object(entry));
        let taken = taken(&editor, way, list, &entry);
        if taken {
            let faults = faults(way, list, &entry);
            assert!(faults.is_empty(), "{way:?} {list:?} {entry}: {faults:?}");
        }
        seen[usize::from(taken)] += 1;
    }
    assert!(seen.iter().all(|seen| *seen > 1_000), "{seen:?}");
}

#[test]
fn what_a_schema_cannot_say_the_plugin_says() {
    let editor = App::new("agree-limits").extended().editor();
    for entry in [
        json!({ "path": "notes/**" }),
        json!({ "printer": "[", "copies": 1, "priority": 0 }),
        json!({ "printer": "*", "copies": { "min": 2, "max": 1 }, "priority": 0 }),
        json!({ "printer": "*", "copies": 1.0, "priority": 0 }),
        json!({ "flag": "a\u{0}" }),
    ] {
        assert!(taken(&editor, Way::Command, List::Allow, &entry), "{entry}: then say in the README that it is marked");
        assert!(!faults(Way::Command, List::Allow, &entry).is_empty(), "{entry}");
    }
}
