//! What cargo is told.

use super::*;

#[test]
fn cargo_hears_of_each_source_and_of_what_was_left_in_one_line_each() {
    let done = Extended {
        sources: vec!["/app/src/main.rs".into()],
        schemas: vec!["/app/gen/schemas/linux-schema.json".into()],
        left: vec![Left { path: "/app/a\ncargo::rustc-cfg=b".into(), why: Why::NoSchema }],
    };
    let mut told = Vec::new();
    done.tell(&mut told).unwrap();
    assert_eq!(
        String::from_utf8(told).unwrap(),
        "cargo::rerun-if-changed=/app/src/main.rs\ncargo::warning=`/app/a cargo::rustc-cfg=b`: no schema is in it, so there is nothing to extend: call `tauri_build::build` first\n"
    );
}
