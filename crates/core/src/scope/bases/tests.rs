use super::*;

fn bases() -> Bases {
    let mut bases = Bases::none();
    bases.set("HOME", "/home/u/", Platform::Linux);
    bases.set("DATA", "../data", Platform::Linux);
    bases.set("TEMP", "/tmp/../x", Platform::Linux);
    bases.set_lacking("RUNTIME", "XDG_RUNTIME_DIR is not set");
    bases
}

#[test]
fn numbers_are_those_of_the_api() {
    let numbers: Vec<u16> = TAURI_BASES.iter().map(|(_, number)| *number).collect();
    assert_eq!(numbers, (1..=23).collect::<Vec<_>>());
    assert_eq!(bases().by_number(21).map(ValidPath::as_str), Some("/home/u"));
}

#[test]
fn a_number_that_stands_for_no_directory_gives_none() {
    for number in [0, 4, 12, 20, 22, 24, 65_557, u64::MAX] {
        assert!(bases().by_number(number).is_none(), "{number}");
    }
}

#[test]
fn lacking_unusable_and_unknown_are_told_apart() {
    let bases = bases();
    assert!(matches!(bases.get("RUNTIME"), Base::Lacking("XDG_RUNTIME_DIR is not set")));
    assert!(matches!(bases.get("FONT"), Base::Lacking("this platform has none")));
    assert!(matches!(bases.get("DATA"), Base::Unclean(why) if why.contains("relative")));
    assert!(matches!(bases.get("TEMP"), Base::Unclean(why) if why.contains("`..`")));
    assert!(matches!(bases.get("home"), Base::Unknown));
    assert!(matches!(bases.get(""), Base::Unknown));
}
