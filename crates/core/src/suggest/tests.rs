use super::*;

#[test]
fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
    let names = ["path", "url", "access", "windows"];
    assert_eq!(nearest("paht", names), Some("path"));
    assert_eq!(nearest("Access", names), Some("access"));
    assert_eq!(nearest("window", names), Some("windows"));
    assert_eq!(nearest("regex", names), None);
    assert_eq!(hint("paht", names), "; did you mean `path`?");
    assert_eq!(hint("regex", names), "");
}

#[test]
fn case_is_no_distance() {
    assert_eq!(nearest("WINDOWS", ["windows"]), Some("windows"));
    assert_eq!(nearest("document", ["DOCUMENT"]), Some("DOCUMENT"));
}

#[test]
fn one_slip_in_a_short_name_and_one_more_for_each_four_characters() {
    assert_eq!(nearest("ulr", ["url"]), Some("url"));
    assert_eq!(nearest("ull", ["arg"]), None);
    assert_eq!(nearest("pxxh", ["path"]), Some("path"));
    assert_eq!(nearest("pxxx", ["path"]), None);
}

#[test]
fn a_long_word_is_no_slip() {
    let name = "a".repeat(MAX_CHARS + 1);
    assert_eq!(nearest(&name, [name.as_str()]), None);
    assert_eq!(nearest(&"a".repeat(MAX_CHARS), [name.as_str()]), Some(name.as_str()));
}

#[test]
fn the_nearest_of_several_near_ones_is_meant() {
    assert_eq!(nearest("webviewx", ["windows", "webview", "webviews"]), Some("webview"));
    assert_eq!(nearest("windos", ["window", "windows"]), Some("window"));
}
