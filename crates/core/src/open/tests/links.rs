//! Links on the way and at the end: what they lead to is judged by its true name before it is opened.

use std::{ffi::OsStr, io::Read, os::unix::ffi::OsStrExt};

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{OpenError, append, list, metadata, read, truncate, write},
};

fn content(file: Result<std::fs::File, OpenError>) -> String {
    let mut text = String::new();
    file.unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A link in scope and what reading through it comes to, both ways.
macro_rules! leads {
    ($($(#[$doc:meta])* $name:ident: $($link:literal -> $target:literal),+; read $path:literal => $code:ident;)*) => { both_ways! { $(
        $(#[$doc])*
        fn $name(tree) {
            $(tree.link($link, $target);)+
            assert_eq!(tree.refused(read(&tree.judge($path, Access::Read))), Code::$code);
        }
    )* } };
}

leads! {
    absolute_out: "in/l" -> "$ROOT/out/s"; read "in/l" => LinkOutside;
    relative_out: "in/l" -> "../out/s"; read "in/l" => LinkOutside;
    directory_out: "in/l" -> "../out"; read "in/l/s" => LinkOutside;
    missing_outside_gets_the_same_code: "in/l" -> "../out"; read "in/l/missing" => LinkOutside;
    missing_directory_outside_gets_the_same_code: "in/l" -> "../out/no/where"; read "in/l/missing" => LinkOutside;
    file_for_a_directory_outside_gets_the_same_code: "in/l" -> "../out/s"; read "in/l/missing" => LinkOutside;
    dangling_out: "in/l" -> "../out/missing"; read "in/l" => LinkOutside;
    chain_out: "in/l" -> "m", "in/m" -> "$ROOT/in/n", "in/n" -> "../out/s"; read "in/l" => LinkOutside;
    out_by_way_of_a_directory_link: "in/d" -> "..", "in/l" -> "d/out/s"; read "in/l" => LinkOutside;
    to_the_root: "in/l" -> "/"; read "in/l/etc/passwd" => LinkOutside;
    above_the_root: "in/l" -> "/../../.."; read "in/l/etc/passwd" => LinkOutside;
    into_what_is_denied: "in/l" -> "denied/k"; read "in/l" => LinkDenied;
    directory_into_what_is_denied: "in/l" -> "denied"; read "in/l/k" => LinkDenied;
    missing_in_what_is_denied: "in/l" -> "denied"; read "in/l/missing" => LinkDenied;
    to_a_hidden_name: "in/l" -> ".env"; read "in/l" => LinkOutside;
    of_one_to_itself: "in/l" -> "l"; read "in/l" => LinkLoop;
    of_two_in_a_loop: "in/l" -> "m", "in/m" -> "l"; read "in/l/x" => LinkLoop;
    /// GHSA-hp8f: the separator is in the target.
    target_with_a_separator: "in/evil" -> "../out", "in/l" -> "evil/"; read "in/l/s" => LinkOutside;
    /// A variant of GHSA-hp8f.
    target_with_a_dot: "in/evil" -> "../out", "in/l" -> "evil/."; read "in/l/s" => LinkOutside;
    target_with_many_separators: "in/evil" -> "../out", "in/l" -> ".//evil///./"; read "in/l/s" => LinkOutside;
    magic_root: "in/l" -> "/proc/self/root"; read "in/l/etc/passwd" => LinkOutside;
    magic_working_directory: "in/l" -> "/proc/self/cwd"; read "in/l/Cargo.toml" => LinkOutside;
    magic_executable: "in/l" -> "/proc/self/exe"; read "in/l" => LinkOutside;
    kernel_file_system: "in/l" -> "/proc/version"; read "in/l" => LinkOutside;
    /// Whether `nowhere` exists must not show, so no link goes down and up again.
    target_that_goes_down_and_up: "in/l" -> "../out/nowhere/../../in/a"; read "in/l" => LinkOutside;
    /// As above, of a directory that exists.
    target_that_goes_down_and_up_where_that_exists: "in/l" -> "../out/../in/a"; read "in/l" => LinkOutside;
    absolute_target_that_goes_down_and_up: "in/l" -> "/usr/../$ROOT/in/a"; read "in/l" => LinkOutside;
}

both_ways! {
    fn links_that_stay_in_scope_are_followed(tree) {
        tree.link("in/rel", "a").link("in/abs", "$ROOT/in/a").link("in/d/up", "../a").link("in/chain", "d/up");
        tree.link("in/here", ".").link("in/slash", "here/").link("in/top", "$ROOT/in/");
        for name in ["rel", "abs", "d/up", "chain", "here/a", "slash/a", "top/d/up", "here/here/slash/rel"] {
            assert_eq!(content(read(&tree.judge(&format!("in/{name}"), Access::Read))), "inside", "{name}");
        }
    }

    fn a_link_by_way_of_the_outside_is_judged_by_its_end(tree) {
        tree.link("in/l", "../out/back/a").link("out/back", "../in");
        assert_eq!(content(read(&tree.judge("in/l", Access::Read))), "inside");
    }

    fn a_dangling_link_in_scope_is_missing(tree) {
        tree.link("in/l", "gone").link("in/m", "gone/x").link("in/n", "gone/");
        for name in ["in/l", "in/m", "in/n", "in/n/x"] {
            assert_eq!(tree.io(read(&tree.judge(name, Access::Read))), std::io::ErrorKind::NotFound, "{name}");
        }
    }

    fn a_link_with_a_separator_to_a_file_is_no_directory(tree) {
        tree.link("in/l", "a/");
        assert_eq!(tree.io(read(&tree.judge("in/l", Access::Read))), std::io::ErrorKind::NotADirectory);
        assert_eq!(tree.io(read(&tree.judge("in/a/x", Access::Read))), std::io::ErrorKind::NotADirectory);
    }

    fn forty_links_are_followed_and_one_more_is_a_loop(tree) {
        tree.link("in/l1", "a");
        for i in 2..=41 {
            tree.link(&format!("in/l{i}"), &format!("l{}", i - 1));
        }
        assert_eq!(content(read(&tree.judge("in/l40", Access::Read))), "inside");
        assert_eq!(tree.refused(read(&tree.judge("in/l41", Access::Read))), Code::LinkLoop);
    }

    fn a_target_that_is_no_text_is_refused(tree) {
        std::os::unix::fs::symlink(OsStr::from_bytes(b"\xff"), tree.at("in/l")).unwrap();
        assert_eq!(tree.refused(read(&tree.judge("in/l", Access::Read))), Code::OpenUnresolved);
    }

    fn a_target_that_the_gate_would_refuse_is_refused(tree) {
        tree.file("in/a\nb", "forged").link("in/l", "a\nb");
        assert_eq!(tree.refused(read(&tree.judge("in/l", Access::Read))), Code::OpenUnresolved);
    }

    /// No operation on the object is left out.
    fn whatever_is_done_at_the_end_of_a_link_is_judged(tree) {
        tree.link("in/f", "../out/s").link("in/d", "../out");
        assert_eq!(tree.refused(write(&tree.judge("in/f", Access::Write))), Code::LinkOutside);
        assert_eq!(tree.refused(append(&tree.judge("in/f", Access::Write))), Code::LinkOutside);
        assert_eq!(tree.refused(truncate(&tree.judge("in/f", Access::Truncate), 0)), Code::LinkOutside);
        assert_eq!(tree.refused(metadata(&tree.judge("in/f", Access::Metadata))), Code::LinkOutside);
        assert_eq!(tree.refused(metadata(&tree.judge("in/d/", Access::Metadata))), Code::LinkOutside);
        assert_eq!(tree.refused(list(&tree.judge("in/d", Access::List))), Code::LinkOutside);
        assert_eq!(tree.refused(list(&tree.judge("in/d/", Access::List))), Code::LinkOutside);
        assert_eq!(tree.content("out/s"), "outside");
    }

    /// GHSA-hp8f with a listing, as it was reported.
    fn a_listing_through_a_target_with_a_separator_is_refused(tree) {
        tree.link("in/evil", "../out").link("in/l1", "evil/").link("in/l2", "evil/.");
        for name in ["in/l1", "in/l2", "in/l1/", "in/l2/."] {
            assert_eq!(tree.refused(list(&tree.judge(name, Access::List))), Code::LinkOutside, "{name}");
        }
    }

    /// Even where an entry spells `/proc`, what the kernel shows as a magic link's target is not where it leads.
    fn magic_links_are_refused_where_proc_is_in_scope(tree) {
        tree.scope(serde_json::json!(["/**", "/proc/**"]), serde_json::json!([]));
        let pid = std::process::id();
        let held = std::fs::File::open(tree.at("out/s")).unwrap();
        let fd = std::os::fd::AsRawFd::as_raw_fd(&held);
        for path in [
            format!("/proc/{pid}/root/etc/passwd"),
            format!("/proc/{pid}/cwd/Cargo.toml"),
            format!("/proc/{pid}/exe"),
            format!("/proc/{pid}/fd/{fd}"),
            "/proc/self/fd/0".to_owned(),
        ] {
            let judged = tree.setup().judge(&path, Access::Read).unwrap();
            assert_eq!(tree.refused(read(&judged)), Code::LinkOutside, "{path}");
        }
        assert!(read(&tree.setup().judge("/proc/version", Access::Read).unwrap()).is_ok());
    }

    /// The link's own name is judged as it was asked for, and the end of it as it is.
    fn a_deny_counts_for_a_link_as_named_and_as_resolved(tree) {
        tree.file("in/d/x", "inside").link("in/l", "d");
        tree.scope(serde_json::json!(["$ROOT/in/**"]), serde_json::json!(["$ROOT/in/l/**"]));
        let named = tree.setup().judge(tree.at("in/l/x").to_str().unwrap(), Access::Read);
        assert_eq!(named.unwrap_err().record().code, Code::PathDenied);
        assert_eq!(tree.refused(read(&tree.judge("in/d/x", Access::Read))), Code::LinkDenied);
    }

    /// A known limit, documented: a hard link in scope is a file in scope.
    fn a_hard_link_is_a_file_of_its_own(tree) {
        std::fs::hard_link(tree.at("out/s"), tree.at("in/h")).unwrap();
        assert_eq!(content(read(&tree.judge("in/h", Access::Read))), "outside");
    }

    fn the_log_has_where_a_link_led_and_the_nearest_entry(tree) {
        tree.link("in/l", "../out/s");
        assert_eq!(tree.refused(read(&tree.judge("in/l", Access::Read))), Code::LinkOutside);
        let record = tree.setup().last_record();
        assert_eq!(record.resource.as_deref(), tree.at("out/s").to_str());
        assert_eq!(record.asked.as_deref(), tree.at("in/l").to_str());
        assert_eq!(record.entry.as_ref().map(|entry| entry.pattern.as_str()), Some("$ROOT/in"));
        assert_eq!(record.difference.as_deref(), Some("out"));
    }
}
