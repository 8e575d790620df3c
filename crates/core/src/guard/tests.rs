mod values;

use std::collections::HashSet;

use serde_json::json;

use super::*;
use crate::{
    code::Remedy,
    record::Verdict,
    scope::{List, RawEntry, Way},
    testing::{ARGUMENT, COMMAND, Setup, entries},
};

fn bases() -> Bases {
    let mut bases = Bases::none();
    bases.set("DOCUMENT", "/home/u/Documents", Platform::Linux);
    bases.set_lacking("FONT", "this platform has none");
    bases
}

fn setup() -> Setup {
    Setup::with_bases(
        json!(["$DOCUMENT/notes", "$DOCUMENT/notes/**", { "path": "/srv/ro/**", "access": ["read"] }]),
        json!(["$DOCUMENT/notes/private/**"]),
        bases(),
    )
}

/// The codes of a refusal, in the log and on the page.
fn refused(result: Result<JudgedPath, Denial>) -> (Code, Code) {
    match result {
        Ok(judged) => panic!("{judged:?}"),
        Err(denial) => (denial.record().code, denial.code()),
    }
}

/// Bad input of any kind is refused and leaves a record, the page gets the same code, and it is an error, not a denial.
macro_rules! bad_input {
    ($($name:ident: $input:expr => $code:ident;)*) => { $(
        #[test]
        fn $name() {
            let (setup, input) = (setup(), $input);
            let input: &str = &input;
            assert_eq!(refused(setup.judge(input, Access::Read)), (Code::$code, Code::$code));
            let record = setup.last_record();
            assert_eq!((record.code, record.decision, &record.resource), (Code::$code, Verdict::Error, &None));
            assert!(record.asked.as_ref().is_some_and(|asked| input.starts_with(asked.as_str())));
        }
    )* };
}

bad_input! {
    an_empty_path: "" => PathEmpty;
    a_nul: "/home/u/Documents/notes/a\0.md" => PathControlCharacter;
    a_newline: "/home/u/Documents/notes/a\n.md" => PathControlCharacter;
    a_bidi_control: "/home/u/Documents/notes/a\u{202e}dm.exe" => PathControlCharacter;
    a_mebibyte: format!("/{}", "a".repeat(1 << 20)) => PathTooLong;
    a_parent_component: "/home/u/Documents/notes/../../.ssh/id" => PathParentComponent;
    a_relative_path_without_a_base: "notes/a.md" => PathRelative;
    a_file_url: "file:///home/u/Documents/notes/a.md" => PathUrl;
    a_variable_in_a_path_is_plain_text: "$DOCUMENT/notes/a.md" => PathRelative;
    a_trailing_separator_where_a_file_is_asked_for: "/home/u/Documents/notes/a.md/" => PathTrailingSeparator;
    a_trailing_dot_where_a_file_is_asked_for: "/home/u/Documents/notes/a.md/." => PathTrailingSeparator;
}

#[test]
fn a_mebibyte_leaves_a_short_record() {
    let setup = setup();
    let _ = setup.judge(&format!("/{}", "é".repeat(1 << 19)), Access::Read);
    let asked = setup.last_record().asked.clone().unwrap();
    assert_eq!(asked.chars().count(), crate::record::ASKED_CHARS);
}

#[test]
fn ten_thousand_elements_are_ten_thousand_decisions() {
    let setup = setup();
    let ids: HashSet<_> = (0..10_000_u32)
        .map(|i| {
            let ask = Ask { index: &[i], ..setup.ask(Access::Read) };
            let input = if i % 2 == 0 { "/home/u/Documents/notes/a.md" } else { "/etc/passwd" };
            match setup.guard.judge_path(&setup.scope, PathInput::Absolute(input), ask) {
                Ok(judged) => judged.id(),
                Err(denial) => denial.id(),
            }
        })
        .collect();
    assert_eq!(ids.len(), 10_000);
    let last = setup.last_record();
    assert_eq!((last.seq, last.index.as_slice()), (10_000, &[9_999][..]));
}

#[test]
fn a_trailing_separator_asks_for_a_directory() {
    let setup = setup();
    for access in [Access::List, Access::Metadata] {
        assert!(setup.judge("/home/u/Documents/notes/", access).is_ok());
        assert!(setup.judge("/home/u/Documents/notes/.", access).is_ok());
    }
    for access in Access::ALL.into_iter().filter(|access| !matches!(access, Access::List | Access::Metadata)) {
        let code = Code::PathTrailingSeparator;
        assert_eq!(refused(setup.judge("/home/u/Documents/notes/a/", access)), (code, code), "{access:?}");
        let both = AccessSet::of(&[access, Access::List]);
        assert_eq!(refused(setup.judge("/home/u/Documents/notes/a/", both)), (code, code), "{access:?}");
    }
}

#[test]
fn a_path_below_a_base_is_judged_like_any_other() {
    let setup = setup();
    let below = |path, base| setup.judge_input(PathInput::Below { path, base }, Access::Read);
    const DOCUMENT: u64 = 6;
    assert!(below("notes/a.md", DOCUMENT).is_ok());
    assert_eq!(refused(below("notes/private/a.md", DOCUMENT)), (Code::PathDenied, Code::PathOutsideScope));
    assert_eq!(refused(below("/etc/passwd", DOCUMENT)), (Code::PathOutsideScope, Code::PathOutsideScope));
    assert_eq!(refused(below("../.ssh/id", DOCUMENT)).0, Code::PathParentComponent);
    assert_eq!(refused(below("", DOCUMENT)).0, Code::PathEmpty);
    assert_eq!(refused(below("file:///etc/passwd", DOCUMENT)).0, Code::PathUrl);
    // Not Tauri's number, one that this platform lacks, one that only a float could be.
    for base in [0, 20, 24, u64::MAX] {
        assert_eq!(refused(below("notes/a.md", base)).0, Code::PathUnknownBase);
    }
}

#[test]
fn a_platform_without_rules_refuses_every_path() {
    for platform in [Platform::Android, Platform::Ios, Platform::Other] {
        let Setup { guard, scope, caller, command, .. } = setup();
        let guard = Arc::new(Arc::try_unwrap(guard).unwrap().for_platform(platform));
        let ask =
            Ask { caller: &caller, command: &command, argument: ARGUMENT, index: &[], access: Access::Read.into() };
        let result = guard.judge_path(&scope, PathInput::Absolute("/home/u/Documents/notes/a.md"), ask);
        assert_eq!(refused(result).0, Code::PathUnsupportedPlatform);
    }
}

/// The page has the names of base directories from the app.
#[test]
fn a_path_may_begin_as_a_base_directory_of_the_app_does() {
    let mut bases = Bases::none();
    bases.set("TEMP", r"C:\Users\RUNNER~1\Temp", Platform::Windows);
    let ring = Arc::new(crate::record::ring::Ring::new(9));
    let guard = Arc::new(Guard::new(Ledger::new(vec![ring]), bases).for_platform(Platform::Windows));
    let Setup { caller, command, .. } = setup();
    let raw = entries(List::Allow, json!(["$TEMP/**"]));
    let frame = crate::scope::Frame::new(COMMAND, &caller, guard.bases());
    let frame = crate::scope::Frame { platform: Platform::Windows, ..frame };
    let scope = Arc::new(Scope::compile(&raw, &frame));
    let ask = Ask { caller: &caller, command: &command, argument: ARGUMENT, index: &[], access: Access::Read.into() };
    let judge = |path| guard.judge_path(&scope, PathInput::Absolute(path), ask);
    assert!(judge(r"c:\users\runner~1\temp\a.txt").is_ok());
    assert_eq!(refused(judge(r"C:\Users\OTHERS~1\a.txt")), (Code::PathShortName, Code::PathInvalidName));
    assert_eq!(refused(judge(r"C:\Users\RUNNER~1\Temp\NUL")), (Code::PathReservedName, Code::PathInvalidName));
}

/// What a deny of one platform folds, that of another does not.
#[test]
fn a_scope_that_was_compiled_by_other_rules_refuses() {
    let Setup { guard, scope, caller, command, .. } = setup();
    let guard = Arc::new(Arc::try_unwrap(guard).unwrap().for_platform(Platform::MacOs));
    let ask = Ask { caller: &caller, command: &command, argument: ARGUMENT, index: &[], access: Access::Read.into() };
    let result = guard.judge_path(&scope, PathInput::Absolute("/home/u/Documents/notes/a.md"), ask);
    assert_eq!(refused(result).0, Code::ScopeUnavailable);
}

/// Recorded first, then granted.
#[test]
fn a_grant_is_recorded_before_it_is_handed_out() {
    let setup = setup();
    let judged = setup.judge("/home/u/Documents//notes/a.md", Access::Read).unwrap();
    let record = setup.last_record();
    assert_eq!((record.id, record.seq, record.parent), (judged.id(), 1, None));
    assert_eq!((record.decision, record.code, record.stage), (Verdict::Allow, Code::Allowed, Stage::Judge));
    assert_eq!(record.resource.as_deref(), Some("/home/u/Documents/notes/a.md"));
    assert_eq!(record.asked.as_deref(), Some("/home/u/Documents//notes/a.md"));
    assert_eq!(record.entry.as_ref().map(|entry| entry.pattern.as_str()), Some("$DOCUMENT/notes/**"));
}

#[test]
fn a_sink_has_the_record_while_the_guard_still_holds_the_value() {
    #[derive(Debug, Default)]
    struct Seen(std::sync::Mutex<Vec<Code>>);
    impl crate::record::Sink for Seen {
        fn record(&self, record: &Arc<crate::record::Record>) {
            self.0.lock().unwrap().push(record.code);
        }
    }
    let seen = Arc::new(Seen::default());
    let guard = Guard::new(Ledger::new(vec![Arc::clone(&seen) as _]), bases()).for_platform(Platform::Linux);
    let Setup { scope, caller, command, .. } = setup();
    let ask = Ask { caller: &caller, command: &command, argument: ARGUMENT, index: &[], access: Access::Read.into() };
    let guard = Arc::new(guard);
    let judge = |path| guard.judge_path(&scope, PathInput::Absolute(path), ask);
    // Each result comes with its record already taken.
    let results = ["/home/u/Documents/notes/a.md", "/etc/passwd", "x"].map(|path| {
        let result = judge(path);
        (result.is_ok(), seen.0.lock().unwrap().len())
    });
    assert_eq!(results, [(true, 1), (false, 2), (false, 3)]);
    assert_eq!(*seen.0.lock().unwrap(), [Code::Allowed, Code::PathOutsideScope, Code::PathRelative]);
}

#[test]
fn a_denial_leaves_a_record_with_everything() {
    let setup = setup();
    let ask = Ask { index: &[2, 0], ..setup.ask(Access::Read) };
    let input = PathInput::Absolute("/home/u/Documents/notes/private/diary.md");
    let denial = setup.guard.judge_path(&setup.scope, input, ask).unwrap_err();
    let record = setup.last_record();
    assert_eq!((record.id, record.code, record.decision), (denial.id(), Code::PathDenied, Verdict::Deny));
    assert_eq!((record.caller.window.as_str(), record.caller.webview.as_str()), ("main", "main-view"));
    assert_eq!((&*record.command, record.argument.as_str(), &*record.index), (COMMAND, ARGUMENT, &[2, 0][..]));
    assert_eq!(record.access, Access::Read.into());
    assert_eq!(record.resource.as_deref(), Some("/home/u/Documents/notes/private/diary.md"));
    let entry = record.entry.as_ref().unwrap();
    assert_eq!((entry.list, entry.way, entry.index), (List::Deny, "command", 0));
    assert_eq!(entry.pattern, "$DOCUMENT/notes/private/**");
}

#[test]
fn a_refusal_without_a_path_is_recorded_too() {
    let setup = setup();
    let denial = setup.guard.refuse(setup.ask(Access::Read), Code::ArgumentType, Some("17"), Some("it is a number"));
    let record = setup.last_record();
    assert_eq!((record.id, record.code, record.decision), (denial.id(), Code::ArgumentType, Verdict::Error));
    assert_eq!((record.asked.as_deref(), record.fault.as_deref()), (Some("17"), Some("it is a number")));
    assert_eq!(denial.remedy(), Remedy::FixInput);
}

#[test]
fn a_bad_scope_is_recorded_with_its_fault() {
    let setup = Setup::new(json!(["/a/**"]), json!(["/b/["]));
    assert_eq!(refused(setup.judge("/a/x", Access::Read)), (Code::ScopeInvalid, Code::ScopeInvalid));
    let record = setup.last_record();
    assert!(record.fault.as_ref().is_some_and(|fault| fault.contains("`deny[0]`")));
    assert_eq!(record.decision, Verdict::Error);
}

#[test]
fn an_entry_without_a_command_is_told_to_the_page_as_a_bad_scope() {
    let raw = [
        entries(List::Allow, json!(["/a/**"])),
        vec![RawEntry::new(List::Allow, Way::Authority, 0, json!({ "path": "/b" }))],
    ]
    .concat();
    let setup = Setup::of(&raw, Bases::none());
    assert_eq!(refused(setup.judge("/a/x", Access::Read)), (Code::ScopeUnattributed, Code::ScopeInvalid));
}

/// Whether a name is denied, in scope for something else, in a kernel file system or merely outside, the page gets one answer.
#[test]
fn the_page_cannot_tell_what_lies_outside_its_scope() {
    let setup = Setup::new(json!(["/**", { "path": "/proc/x", "access": ["write"] }]), json!(["/srv/private/**"]));
    let answer = |setup: &Setup, path: &str, access: Access| {
        let denial = setup.judge(path, access).unwrap_err();
        let mut wire = serde_json::to_value(&denial).unwrap();
        wire.as_object_mut().unwrap().remove("decision");
        (denial.record().code, wire)
    };
    let (denied, wire) = answer(&setup, "/srv/private/x", Access::Read);
    let (kernel, kernel_wire) = answer(&setup, "/dev/mem", Access::Read);
    let (access, access_wire) = answer(&setup, "/proc/x", Access::Read);
    let narrow = Setup::new(json!(["/a/**"]), json!([]));
    let (outside, outside_wire) = answer(&narrow, "/srv/private/x", Access::Read);
    assert_eq!(
        [denied, kernel, access, outside],
        [Code::PathDenied, Code::PathKernel, Code::PathAccess, Code::PathOutsideScope]
    );
    for other in [kernel_wire, access_wire, outside_wire] {
        assert_eq!(wire, other);
    }
}

#[test]
fn what_the_page_gets_is_this_and_no_more() {
    let setup = setup();
    let ask = Ask { index: &[2], ..setup.ask(AccessSet::REPLACE) };
    let input = PathInput::Absolute("/home/u/Documents/notes/private/diary.md");
    let denial = setup.guard.judge_path(&setup.scope, input, ask).unwrap_err();
    assert_eq!(
        serde_json::to_value(&denial).unwrap(),
        json!({
            "type": "authority.denied",
            "code": "path.outside-scope",
            "command": "read_note",
            "argument": "note",
            "index": [2],
            "access": ["write", "create", "truncate"],
            "remedy": "pick",
            "decision": denial.id().to_string(),
            "message": "`note`[2] of `read_note` was refused: the path is outside the scope of this command for this window (path.outside-scope)",
        })
    );
}

#[test]
fn a_developers_build_shows_the_page_all_that_the_log_has() {
    let setup = setup().explaining();
    let denial = setup.judge("/home/u/Documents/notes/private/diary.md", Access::Read).unwrap_err();
    let wire = serde_json::to_value(&denial).unwrap();
    assert_eq!(wire["code"], "path.outside-scope");
    assert_eq!(wire["detail"]["code"], "path.denied");
    assert_eq!(wire["detail"]["entry"]["pattern"], "$DOCUMENT/notes/private/**");
    assert_eq!(wire["detail"], serde_json::to_value(denial.record()).unwrap());
    assert_eq!(wire["detail"]["id"], wire["decision"]);
}

#[test]
fn a_judged_path_shows_its_name_and_access_and_not_where_it_lies() {
    let setup = setup();
    let judged = setup.judge("/home/u/Documents/notes/a.md", Access::Read).unwrap();
    assert_eq!((judged.name(), judged.access()), ("a.md", Access::Read.into()));
    assert_eq!(format!("{judged:?}"), format!("JudgedPath {{ access: \"read\", id: \"{}\", .. }}", judged.id()));
    assert_eq!(crate::danger::unguarded_name(&judged), "/home/u/Documents/notes/a.md");
}

#[test]
fn the_root_directory_has_no_name() {
    let setup = Setup::new(json!(["/"]), json!([]));
    assert_eq!(setup.judge("/", Access::List).unwrap().name(), "");
}

/// A judgement depends on the values alone.
#[test]
fn judging_touches_no_disk() {
    let setup = Setup::new(json!(["/nowhere/at/all/**"]), json!([]));
    assert!(setup.judge("/nowhere/at/all/x", Access::Read).is_ok());
    let dir = std::env::temp_dir();
    if let Some(text) = dir.to_str().filter(|text| text.starts_with('/')) {
        assert_eq!(refused(setup.judge(text, Access::Read)).0, Code::PathOutsideScope);
    }
}
