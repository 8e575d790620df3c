//! What an answer must look like. Each check panics at the line of the test that asked.

use serde_json::Value;
use webview_tests::Reply;

/// A denial of ours, as the page may see it. Returns the decision's id.
#[track_caller]
pub(crate) fn denied(reply: &Reply, code: &str) -> String {
    let Err(denial) = reply else { unexpected("a denial", reply) };
    assert_eq!(denial["type"], "authority.denied", "{denial}");
    assert_eq!(denial["code"], code, "{denial}");
    assert!(denial.get("detail").is_none(), "the page was told more than configuration says: {denial}");
    let Some(id) = denial["decision"].as_str() else { unexpected("the id of a decision", reply) };
    assert!(!id.is_empty(), "{denial}");
    id.to_owned()
}

/// A refusal by Tauri itself: a sentence, in another wording for debug and release.
#[track_caller]
pub(crate) fn refused_by_tauri(reply: &Reply) {
    let Err(Value::String(sentence)) = reply else { unexpected("a refusal by Tauri's ACL", reply) };
    assert!(sentence.contains("not allowed"), "{sentence}");
}

/// An answer of the disk about something in scope.
#[track_caller]
pub(crate) fn disk_error(reply: &Reply, kind: &str) {
    let Err(error) = reply else { unexpected("an error of the disk", reply) };
    assert_eq!((&error["type"], &error["kind"]), (&"authority.io".into(), &kind.into()), "{error}");
}

#[track_caller]
pub(crate) fn granted(reply: Reply) -> Value {
    match reply {
        Ok(value) => value,
        Err(_) => unexpected("an answer of the command", &reply),
    }
}

#[track_caller]
#[expect(clippy::panic, reason = "a failed check of a test")]
fn unexpected(wanted: &str, reply: &Reply) -> ! {
    panic!("want {wanted}, got {reply:?}")
}
