use super::*;

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Deny is the answer for doubt: what is not known to be under an ACL is not.
#[test]
fn the_rule_refuses_what_is_not_known_to_be_under_an_acl() {
    let refuse = Admission::new(Rule::Refuse, names(&["old_one"]));
    for acl in [Acl::Absent, Acl::Unknown] {
        assert_eq!(refuse.admits("new_one", acl), Err(Code::CommandNoAcl), "{acl:?}");
        assert_eq!(refuse.admits("old_on", acl), Err(Code::CommandNoAcl), "{acl:?}");
        assert_eq!(refuse.admits("old_one", acl), Ok(()), "{acl:?}");
    }
    assert_eq!(refuse.admits("new_one", Acl::Covers), Ok(()));
}

#[test]
fn by_default_all_run() {
    for acl in [Acl::Covers, Acl::Absent, Acl::Unknown] {
        assert_eq!(Admission::default().admits("new_one", acl), Ok(()));
    }
}

#[test]
fn commands_under_no_acl_are_named_at_start_up() {
    let review = |known: &[&str], app| Admission::default().review(&names(known), app).unwrap();
    assert_eq!(review(&["b", "a"], Acl::Absent), ["`a`, `b` are under no ACL: any window may call them"]);
    assert_eq!(review(&["a"], Acl::Absent), ["`a` is under no ACL: any window may call it"]);
    assert!(review(&["a"], Acl::Covers).is_empty());
    assert!(review(&["a"], Acl::Unknown).is_empty());
    assert!(review(&[], Acl::Absent).is_empty());
}

#[test]
fn the_rule_stops_the_start_and_names_both_ways_out() {
    let refuse = Admission::new(Rule::Refuse, names(&["old_one"]));
    let error = refuse.review(&names(&["old_one", "b", "a"]), Acl::Absent).unwrap_err().to_string();
    assert_eq!(
        error,
        "`a`, `b` are under no ACL, so any window may call them: declare the app's commands in build.rs \
         (`tauri_build::AppManifest::commands`) and grant them in capabilities, or name them in \
         `plugins.authority.frozenCommands`"
    );
    for app in [Acl::Covers, Acl::Unknown] {
        assert!(refuse.review(&names(&["old_one", "a"]), app).is_ok(), "{app:?}");
    }
    let said = refuse.review(&names(&["old_one"]), Acl::Absent).unwrap();
    assert_eq!(said, ["`old_one` is frozen, and still under no ACL"]);
}

#[test]
fn at_its_first_call_a_command_is_remarked_upon_where_there_is_something_to_say() {
    let admission = Admission::new(Rule::Warn, names(&["old_one"]));
    let said = |command, acl| admission.remark(command, acl);
    assert_eq!(said("a", Acl::Absent).unwrap(), "`a` is under no ACL: any window may call it");
    let covered = "`old_one` is under the ACL now: take it out of `plugins.authority.frozenCommands`";
    assert_eq!(said("old_one", Acl::Covers).unwrap(), covered);
    let nothing = [("a", Acl::Covers), ("a", Acl::Unknown), ("old_one", Acl::Absent), ("old_one", Acl::Unknown)];
    for (command, acl) in nothing {
        assert_eq!(said(command, acl), None, "{command} {acl:?}");
    }
}

#[test]
fn a_frozen_list_that_has_gone_stale_is_named() {
    for rule in [Rule::Warn, Rule::Refuse] {
        let frozen = Admission::new(rule, names(&["old_one"]));
        let said = |known: &[&str], app| frozen.review(&names(known), app).unwrap();
        let covered = "`old_one` is under the ACL now: take it out of `plugins.authority.frozenCommands`";
        assert_eq!(said(&["old_one"], Acl::Covers), [covered]);
        assert_eq!(said(&[], Acl::Covers), [covered]);
        let unknown = "`old_one` is no command of the app: take it out of `plugins.authority.frozenCommands`";
        assert_eq!(said(&["new_one"], Acl::Unknown), [unknown]);
        assert!(said(&["old_one"], Acl::Unknown).is_empty());
        assert!(said(&[], Acl::Unknown).is_empty(), "without the macro no name is known");
    }
}
