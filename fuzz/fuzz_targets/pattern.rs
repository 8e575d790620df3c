//! No text of an entry makes compiling or deciding panic, what `glob` refuses is refused, and what is read takes what `glob` says.

#![no_main]

use arbitrary::Arbitrary;
use authority_core::{
    access::Access,
    caller::Caller,
    decide::{Question, decide},
    fuzzing,
    platform::Platform,
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
    validate::path::ValidPath,
};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    platform: u8,
    deny: bool,
    pattern: &'a str,
    raw: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let platform = match input.platform % 3 {
        0 => Platform::Linux,
        1 => Platform::MacOs,
        _ => Platform::Windows,
    };
    let mut bases = Bases::none();
    let home = if platform == Platform::Windows { r"C:\Users\RUNNER~1" } else { "/home/u" };
    bases.set("HOME", home, platform);
    fuzzing::refused_as_glob_does(input.deny, input.pattern, home, platform);
    fuzzing::index_against_reference(&[(input.deny, input.pattern)], input.raw, false);
    let list = if input.deny { List::Deny } else { List::Allow };
    let caller = Caller::local("main", "main");
    let mut frame = Frame::new("read", &caller, &bases);
    frame.platform = platform;
    let entry = RawEntry::new(list, Way::Command, 0, serde_json::json!({ "path": input.pattern }));
    let scope = Scope::compile([&entry], &frame);
    let Ok(path) = ValidPath::parse(input.raw, platform) else { return };
    let decision = decide(&scope, Question::new(&path, Access::Read.into(), "path"));
    // One entry that cannot be used, or a deny alone, allows nothing.
    assert!(!decision.is_allowed() || (!input.deny && scope.faults().is_empty()), "{input:?}");
});
