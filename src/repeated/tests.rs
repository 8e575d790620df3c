use super::*;

#[test]
fn what_is_the_same_is_shared_and_what_differs_is_not() {
    let calls = [
        ("main", "main", None),
        ("main", "other", None),
        ("other", "main", None),
        ("main", "main", Some("https://a.example/*")),
        ("main", "main", Some("https://b.example/*")),
        ("main", "main", Some("")),
    ];
    for (window, webview, remote) in calls {
        let first = caller(window, webview, remote);
        assert!(Arc::ptr_eq(&first, &caller(window, webview, remote)));
        for (other_window, other_webview, other_remote) in calls {
            let other = caller(other_window, other_webview, other_remote);
            let same = (window, webview, remote) == (other_window, other_webview, other_remote);
            assert_eq!(*first == *other, same);
            assert_eq!(pattern(&other.context), other_remote);
        }
    }
}

#[test]
fn a_command_of_a_plugin_is_not_that_of_the_app_with_the_same_spelling() {
    assert_eq!(&*command(None, "read"), "read");
    assert_eq!(&*command(Some("notes"), "read"), "plugin:notes|read");
    // What the app's own handler is asked for by that name is the same text: records tell them apart by nothing else, either.
    assert!(Arc::ptr_eq(&command(Some("notes"), "read"), &command(None, "plugin:notes|read")));
    for (plugin, name) in
        [(Some("note"), "s|read"), (Some("notes"), "reads"), (Some("n"), "read"), (None, "notes|read")]
    {
        let made = command(plugin, name);
        assert_ne!(made, command(Some("notes"), "read"));
        assert_eq!(made, command(plugin, name));
    }
}

#[test]
fn a_long_name_is_cut_in_records() {
    let short: Arc<str> = "ü".repeat(COMMAND_CHARS).into();
    assert!(Arc::ptr_eq(&short, &shortened(&short)));
    let long: Arc<str> = format!("{short}x").into();
    assert_eq!(shortened(&long), short);
}

#[test]
fn a_long_name_is_not_kept() {
    let long = "x".repeat(COMMAND_CHARS + 1);
    assert_eq!(*command(None, &long), long);
    assert!(!Arc::ptr_eq(&command(None, &long), &command(None, &long)));
}

#[test]
fn threads_share_nothing() {
    let here = caller("main", "main", None);
    let there = std::thread::spawn(|| caller("main", "main", None)).join().unwrap();
    assert_eq!(here, there);
    assert!(!Arc::ptr_eq(&here, &there));
}
