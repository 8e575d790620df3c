//! The example in `docs/audit-format.md` is a log, and says what the document says of it.

use std::{env, fs, path::Path};

use authority_audit::{About, Settings};
use authority_core::{platform::Platform, scope::bases::Bases};

use crate::support::{App, files, first, of_type, verified};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/audit-format.md");

/// `EXAMPLE=overwrite` puts a new one into the document.
#[test]
fn the_document_s_example_is_a_log() {
    let document = fs::read_to_string(DOCUMENT).unwrap();
    let (before, rest) = document.split_once("```jsonl\n").unwrap();
    let (example, after) = rest.split_once("```").unwrap();
    if env::var("EXAMPLE").is_ok_and(|what| what == "overwrite") {
        fs::write(DOCUMENT, format!("{before}```jsonl\n{}```{after}", written())).unwrap();
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("authority-00000001.jsonl"), example).unwrap();
    let report = verified(directory.path());
    assert_eq!((report.lines, report.totals.deny, report.totals.counted), (5, 1_000, 999));
    let count = &of_type(directory.path(), "count")[0];
    assert_eq!(count["count"], 999);
    assert!(count["last"].as_u64().unwrap() - count["first"].as_u64().unwrap() < 1_000);
    assert_eq!(of_type(directory.path(), "end")[0]["taken"], 1_000);
}

fn written() -> String {
    let directory = tempfile::tempdir().unwrap();
    let mut bases = Bases::none();
    bases.set("DOCUMENT", "/home/ada/Documents", Platform::Linux);
    let mut settings = Settings::new(directory.path().into());
    (settings.verbatim, settings.bases) = (1, bases);
    settings.about = About { app: Some("com.example.notes".into()), version: Some("1.0.0".into()), policy: None };
    let app = App::new(settings);
    let window = app.window("main");
    for at in 0..1_000 {
        assert!(window.judge(&format!("/home/ada/Documents/taxes/{}/letter.pdf", at % 7)).is_err());
    }
    assert!(app.log.close());
    fs::read_to_string(Path::new(&files(&first(directory.path()))[0])).unwrap()
}
