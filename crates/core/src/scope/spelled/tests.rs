use super::*;

fn path(raw: &str, platform: Platform) -> ValidPath {
    ValidPath::parse(raw, platform).unwrap()
}

#[test]
fn on_linux_every_spelling_is_the_path_itself() {
    let path = path("/private/etc/ÉＡ", Platform::Linux);
    let spelled = Spelled::new(&path, Platform::Linux);
    for names in [spelled.for_allow(), spelled.for_deny()] {
        assert!(std::ptr::eq(names.written, &raw const path) && std::ptr::eq(names.folded, &raw const path));
    }
}

/// One for the folding and, of ASCII, none for the deny list.
#[test]
fn of_ascii_both_lists_see_one_text() {
    for (raw, platform) in
        [(r"C:\Users\U\a", Platform::Windows), ("/Users/U/a", Platform::MacOs), ("/users/u", Platform::MacOs)]
    {
        let path = path(raw, platform);
        let spelled = Spelled::new(&path, platform);
        assert!(std::ptr::eq(spelled.for_allow().folded, spelled.for_deny().folded), "{raw}");
        assert_eq!(spelled.for_deny().folded.as_str(), path.as_str().to_lowercase().replacen("c:", "C:", 1));
    }
}

#[test]
fn a_deny_sees_the_first_name_and_an_allow_what_is_written() {
    let path = path("/private/Etc/Passwd", Platform::MacOs);
    let spelled = Spelled::new(&path, Platform::MacOs);
    assert_eq!(spelled.for_allow().folded.as_str(), "/private/etc/passwd");
    assert_eq!(spelled.for_deny().folded.as_str(), "/etc/passwd");
    let names: Vec<_> = spelled.for_deny().components().map(|name| (name.written, name.folded)).collect();
    assert_eq!(names, [("Etc", "etc"), ("Passwd", "passwd")]);
}

#[test]
fn written_and_folded_names_go_together() {
    let path = path("C:/ﬁ/\u{200d}/Ｅ", Platform::Windows);
    let spelled = Spelled::new(&path, Platform::Windows);
    let names: Vec<_> = spelled.for_deny().components().map(|name| (name.written, name.folded)).collect();
    assert_eq!(names, [("C:", "C:"), ("ﬁ", "fi"), ("\u{200d}", "\u{200d}"), ("Ｅ", "e")]);
}
