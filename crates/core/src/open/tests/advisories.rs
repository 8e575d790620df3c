//! What went wrong elsewhere, done to our operations: one test for each advisory on paths that one of them can show. The table
//! is in the threat model. Those about names alone are with the gate, `validate/path`.

use std::{
    ffi::OsStr,
    fs,
    io::{Read, Write},
    os::unix::{ffi::OsStrExt, fs::PermissionsExt},
};

use serde_json::json;

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{
        Kind, Permissions, Times, append, copy, create, create_directory, link_metadata, list, metadata, read,
        remove_file, remove_tree, rename, replace, set_permissions, set_times, tests::Tree, truncate, walk, write,
    },
};

fn refused_by_name(tree: &Tree, name: &str, access: Access) -> Code {
    tree.setup().judge(tree.at(name).to_str().unwrap(), access).unwrap_err().record().code
}

fn untouched(tree: &Tree) {
    assert_eq!((tree.names("out"), tree.content("out/s").as_str()), (vec!["s".into()], "outside"));
}

both_ways! {
    /// `readDir` went through links.
    fn tauri_cve_2022_39215_a_listing_through_a_link(tree) {
        tree.link("in/l", "../out").link("in/d/l", "../../out");
        assert_eq!(tree.refused(list(&tree.judge("in/l", Access::List))), Code::LinkOutside);
        let judged = tree.judge("in", Access::List);
        assert!(walk(&judged, 99).unwrap().all(|found| !found.unwrap().path.ends_with("/s")));
    }

    /// A path that was granted at run time was read as a pattern.
    fn tauri_cve_2022_41874_a_path_is_no_pattern(tree) {
        tree.file("in/*", "a star").file("in/[ab]", "brackets");
        tree.scope(json!(["$ROOT/in/[*]", "$ROOT/in/[[]ab]"]), json!([]));
        for (name, content) in [("in/*", "a star"), ("in/[ab]", "brackets")] {
            let mut text = String::new();
            read(&tree.judge(name, Access::Read)).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, content);
        }
        assert_eq!(refused_by_name(tree, "in/a", Access::Read), Code::PathOutsideScope);
    }

    /// `*` crossed `/`.
    fn tauri_cve_2022_46171_a_star_stays_in_a_name(tree) {
        tree.file("in/d/f", "x");
        tree.scope(json!(["$ROOT/in", "$ROOT/in/*"]), json!([]));
        assert_eq!(refused_by_name(tree, "in/d/f", Access::Read), Code::PathOutsideScope);
        let judged = tree.judge("in", Access::List);
        assert_eq!(walk(&judged, 99).unwrap().map(|found| found.unwrap().path).collect::<Vec<_>>(), ["a", "d", "denied"]);
        assert_eq!(tree.refused(remove_tree(&tree.judge("in/d", Access::Remove))), Code::OpenHoldsOutside);
    }

    /// `$HOME/*` exposed `.ssh`.
    fn tauri_cve_2023_34460_hidden_names(tree) {
        tree.file("in/.ssh/id", "x").link("in/l", ".ssh/id");
        assert_eq!(refused_by_name(tree, "in/.ssh/id", Access::Read), Code::PathHidden);
        assert_eq!(tree.refused(read(&tree.judge("in/l", Access::Read))), Code::LinkOutside);
        assert!(list(&tree.judge("in", Access::List)).unwrap().children.iter().all(|child| child.name != ".ssh"));
    }

    /// A new file below a linked directory, or through a link that led nowhere yet.
    fn tauri_plugin_fs_3627_a_new_file_below_a_linked_directory(tree) {
        tree.link("in/l", "../out").link("in/n", "../out/new");
        for name in ["in/l/new", "in/n"] {
            assert_eq!(tree.refused(create(&tree.judge(name, Access::Create))), Code::LinkOutside);
            assert_eq!(tree.refused(replace(&tree.judge(name, AccessSet::REPLACE), &mut &b"x"[..])), Code::LinkOutside);
            assert_eq!(tree.refused(create_directory(&tree.judge(name, Access::Create))), Code::LinkOutside);
        }
        untouched(tree);
    }

    /// The page passed `O_TRUNC` as a flag of its own. wasmtime, CVE-2026-47261: under a grant to read.
    fn tauri_plugin_fs_3634_wasmtime_cve_2026_47261_truncation_under_another_grant(tree) {
        let judged = tree.judge("in/a", AccessSet::of(&[Access::Read, Access::Write]));
        drop((read(&judged).unwrap(), write(&judged).unwrap(), append(&judged).unwrap()));
        assert_eq!(tree.content("in/a"), "inside");
        assert_eq!(tree.refused(truncate(&judged, 0)), Code::OpenAccess);
        assert_eq!(tree.refused(replace(&judged, &mut &b""[..])), Code::OpenAccess);
        assert_eq!(tree.content("in/a"), "inside");
    }

    /// Tauri resolved a link's relative target against the directory of the process.
    fn tauri_scope_a_relative_link_is_relative_to_its_directory(tree) {
        tree.file("in/d/Cargo.toml", "inside").link("in/d/l", "Cargo.toml");
        let mut text = String::new();
        read(&tree.judge("in/d/l", Access::Read)).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "inside");
    }

    /// `root.Open("symlink/")`.
    fn go_cve_2026_39822_a_separator_after_a_link(tree) {
        tree.link("in/l", "../out").link("in/f", "../out/s");
        for name in ["in/l/", "in/f/"] {
            assert_eq!(refused_by_name(tree, name, Access::Read), Code::PathTrailingSeparator);
            assert_eq!(tree.refused(metadata(&tree.judge(name, Access::Metadata))), Code::LinkOutside);
            assert_eq!(tree.refused(list(&tree.judge(name, Access::List))), Code::LinkOutside);
            assert_eq!(tree.refused(walk(&tree.judge(name, Access::List), 1)), Code::LinkOutside);
            assert_eq!(refused_by_name(tree, name, Access::Remove), Code::PathTrailingSeparator);
        }
        untouched(tree);
    }

    /// `root.Open("../")`. Node, CVE-2023-30584: traversal past a check.
    fn go_cve_2025_22873_node_cve_2023_30584_parents(tree) {
        for name in ["in/../", "in/..", "in/../out/s", "in/d/../../out/s"] {
            assert_eq!(refused_by_name(tree, name, Access::Metadata), Code::PathParentComponent);
        }
    }

    /// `Root.Chmod`: `fchmodat` follows the link that came to the name.
    fn go_cve_2026_32282_permissions_through_a_link(tree) {
        tree.link("in/l", "../out/s");
        let mode = || tree.at("out/s").metadata().unwrap().permissions().mode();
        let before = mode();
        let result = set_permissions(&tree.judge("in/l", Access::SetMetadata), Permissions::Mode(0o777));
        assert_eq!((tree.refused(result), mode()), (Code::LinkOutside, before));
    }

    /// The `FileInfo` of a listing was looked up by name, outside.
    fn go_cve_2026_27139_kinds_in_a_listing(tree) {
        tree.link("in/l", "../out").link("in/f", "../out/s");
        let children = list(&tree.judge("in", Access::List)).unwrap().children;
        let kind = |name: &str| children.iter().find(|child| child.name == name).unwrap().kind;
        assert_eq!((kind("l"), kind("f")), (Kind::Link, Kind::Link));
        assert_eq!(link_metadata(&tree.judge("in/f", Access::Metadata)).unwrap().kind, Kind::Link);
    }

    /// The separator is in the target of the link. RUSTSEC-2026-0269, GHSA-vqjp-4c8c-hfgg.
    fn cap_std_ghsa_hp8f_xmx4_4qrg_a_separator_in_a_links_target(tree) {
        tree.link("in/evil", "../out/").link("in/dots", "../out/.");
        for name in ["in/evil", "in/dots"] {
            assert_eq!(tree.refused(list(&tree.judge(name, Access::List))), Code::LinkOutside);
            assert_eq!(tree.refused(read(&tree.judge(&format!("{name}/s"), Access::Read))), Code::LinkOutside);
            assert_eq!(tree.refused(create_directory(&tree.judge(&format!("{name}/n"), Access::Create))), Code::LinkOutside);
        }
        untouched(tree);
    }

    /// `rename("link/", ..)` moved what the link led to.
    fn wasmtime_ghsa_m9f7_9w4p_gv38_renaming_a_link_with_a_separator(tree) {
        tree.link("in/l", "../out");
        assert_eq!(refused_by_name(tree, "in/l/", Access::RenameFrom), Code::PathTrailingSeparator);
        rename(&tree.judge("in/l", Access::RenameFrom), &tree.judge("in/m", Access::RenameTo)).unwrap();
        assert!(tree.at("in/m").is_symlink());
        untouched(tree);
    }

    /// Rename asked for no permission at the destination.
    fn wasmtime_cve_2026_58494_a_rename_needs_both_ends(tree) {
        let (from, to) = (tree.judge("in/a", Access::RenameFrom), tree.judge("in/b", Access::Create));
        assert_eq!(tree.refused(rename(&from, &to)), Code::OpenAccess);
        assert_eq!(refused_by_name(tree, "out/b", Access::RenameTo), Code::PathOutsideScope);
        tree.link("in/l", "../out");
        assert_eq!(tree.refused(rename(&from, &tree.judge("in/l/b", Access::RenameTo))), Code::LinkOutside);
        assert!(tree.has("in/a"));
        untouched(tree);
    }

    /// A link in scope led out.
    fn deno_cve_2021_41641_a_link_that_leads_out(tree) {
        tree.link("in/l", "$ROOT/out/s");
        assert_eq!(tree.refused(read(&tree.judge("in/l", Access::Read))), Code::LinkOutside);
        assert_eq!(tree.refused(write(&tree.judge("in/l", Access::Write))), Code::LinkOutside);
    }

    /// `/proc/self/environ` and `/proc/self/mem` under a wide grant.
    fn deno_cve_2024_34346_kernel_files_under_a_wide_grant(tree) {
        tree.scope(json!([{ "path": "/**", "hidden": true }]), json!([])).link("in/l", "/proc/self/environ");
        let judged = |path: &str| tree.setup().judge(path, Access::Read);
        assert_eq!(judged("/proc/self/environ").unwrap_err().record().code, Code::PathKernel);
        assert_eq!(judged("/dev/fd/0").unwrap_err().record().code, Code::PathKernel);
        assert_eq!(tree.refused(read(&tree.judge("in/l", Access::Read))), Code::LinkOutside);
        tree.link("in/m", "/proc/self/fd/0").link("in/n", "/proc/self/root/etc/passwd");
        for name in ["in/m", "in/n"] {
            assert_eq!(tree.refused(read(&tree.judge(name, Access::Read))), Code::LinkOutside);
        }
    }

    /// What allow and deny meant together hung on their order.
    fn deno_cve_2025_48888_deny_wins_in_any_order(tree) {
        let (wide, narrow) = (json!("$ROOT/in/**"), json!("$ROOT/in/denied/k"));
        for (allow, deny) in [(json!([wide, narrow]), json!([narrow])), (json!([narrow, wide]), json!([narrow, narrow]))] {
            tree.scope(allow, deny);
            assert_eq!(refused_by_name(tree, "in/denied/k", Access::Read), Code::PathDenied);
        }
        tree.scope(json!([narrow]), json!([wide]));
        assert_eq!(refused_by_name(tree, "in/denied/k", Access::Read), Code::PathDenied);
    }

    /// Times were set, and metadata read, on a handle that was opened for something else.
    fn deno_cve_2025_61785_61786_times_and_metadata_need_their_own_grant(tree) {
        let judged = tree.judge("in/a", AccessSet::of(&[Access::Read, Access::Write]));
        let modified = || tree.at("in/a").metadata().unwrap().modified().unwrap();
        let before = modified();
        let times = Times { modified: Some(std::time::UNIX_EPOCH), ..Times::default() };
        assert_eq!(tree.refused(set_times(&judged, times)), Code::OpenAccess);
        assert_eq!(tree.refused(metadata(&judged)), Code::OpenAccess);
        assert_eq!(tree.refused(link_metadata(&judged)), Code::OpenAccess);
        assert_eq!(modified(), before);
    }

    /// A link into a denied directory was followed.
    fn deno_ghsa_jxwh_q9gp_f7j9_a_link_into_what_is_denied(tree) {
        tree.link("in/l", "denied").link("in/f", "denied/k");
        assert_eq!(tree.refused(read(&tree.judge("in/f", Access::Read))), Code::LinkDenied);
        assert_eq!(tree.refused(read(&tree.judge("in/l/k", Access::Read))), Code::LinkDenied);
        assert_eq!(tree.refused(list(&tree.judge("in/l", Access::List))), Code::LinkDenied);
        assert_eq!(tree.refused(create(&tree.judge("in/l/n", Access::Create))), Code::LinkDenied);
        assert_eq!(tree.refused(remove_file(&tree.judge("in/l/k", Access::Remove))), Code::LinkDenied);
    }

    /// A path in bytes went past the check.
    fn node_cve_2023_32004_names_that_are_no_text(tree) {
        fs::write(tree.at("in").join(OsStr::from_bytes(b"n\xff")), "x").unwrap();
        assert_eq!(list(&tree.judge("in", Access::List)).unwrap().children.len(), 1);
        let judged = tree.judge("in", Access::List);
        assert_eq!(walk(&judged, 9).unwrap().count(), 1);
        tree.link("in/l", "n\u{fffd}");
        assert!(read(&tree.judge("in/l", Access::Read)).is_err());
    }

    /// `fchmod` and `fchown` on a handle that was opened for reading; CVE-2026-21716, `FileHandle.chmod`.
    fn node_cve_2024_36137_2026_21716_permissions_under_a_grant_to_read(tree) {
        let mode = || tree.at("in/a").metadata().unwrap().permissions().mode();
        let before = mode();
        for access in [Access::Read, Access::Write, Access::Metadata] {
            let judged = tree.judge("in/a", access);
            assert_eq!(tree.refused(set_permissions(&judged, Permissions::Mode(0o777))), Code::OpenAccess);
            assert_eq!(tree.refused(set_permissions(&judged, Permissions::Readonly(true))), Code::OpenAccess);
        }
        assert_eq!(mode(), before);
    }

    /// `link/../../../etc/passwd`, in a name and in a link's target.
    fn node_cve_2025_55130_parents_behind_a_link(tree) {
        tree.dir("in/d").link("in/l", "d").link("in/up", "l/../../out/s").link("in/far", "../../../../../../etc/passwd");
        assert_eq!(refused_by_name(tree, "in/l/../../out/s", Access::Read), Code::PathParentComponent);
        for name in ["in/up", "in/far"] {
            assert_eq!(tree.refused(read(&tree.judge(name, Access::Read))), Code::LinkOutside);
        }
    }

    /// `realpath`, forgotten twice, told where links lead.
    fn node_cve_2026_21715_2026_106073_no_operation_tells_where_a_link_leads(tree) {
        tree.link("in/l", "../out/s").link("in/gone", "../out/missing").link("in/k", "denied/k");
        // The helper holds each refusal against what a page gets: one code, and no name of the tree.
        for name in ["in/l", "in/gone", "in/k"] {
            tree.refused(read(&tree.judge(name, Access::Read)));
            tree.refused(metadata(&tree.judge(name, Access::Metadata)));
            tree.refused(walk(&tree.judge(name, Access::List), 1));
            tree.refused(create_directory(&tree.judge(name, Access::Create)));
        }
    }

    /// A prefix was compared; and a link was checked by name alone (CVE-2025-53109).
    fn mcp_cve_2025_53110_53109_a_sibling_with_the_same_start(tree) {
        tree.file("in-evil/s", "x").link("in/l", "../in-evil/s");
        assert_eq!(refused_by_name(tree, "in-evil/s", Access::Read), Code::PathOutsideScope);
        assert_eq!(tree.refused(read(&tree.judge("in/l", Access::Read))), Code::LinkOutside);
    }

    /// `%5C` split a name.
    fn cve_2026_54286_percent_escapes_are_characters_of_a_name(tree) {
        tree.file("in/%2e%2e%2fout", "literal").file("in/%5C", "literal");
        for name in ["in/%2e%2e%2fout", "in/%5C"] {
            let mut text = String::new();
            read(&tree.judge(name, Access::Read)).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "literal");
        }
    }

    /// An archive brings a link, and then a file to be written through it.
    fn rustsec_2026_0067_2025_0168_a_link_out_of_an_archive(tree) {
        tree.link("in/x/link", "../../out").link("in/x/file", "../../out/s").link("in/x/new", "../../out/planted");
        let judge = |name: &str, access: Access| tree.judge(name, access);
        assert_eq!(tree.refused(create_directory(&judge("in/x/link/d/e", Access::Create))), Code::LinkOutside);
        assert_eq!(tree.refused(create(&judge("in/x/link/f", Access::Create))), Code::LinkOutside);
        assert_eq!(tree.refused(create(&judge("in/x/new", Access::Create))), Code::LinkOutside);
        let over = tree.judge("in/x/file", AccessSet::REPLACE);
        assert_eq!(tree.refused(copy(&judge("in/a", Access::Read), &over)), Code::LinkOutside);
        assert_eq!(tree.refused(append(&judge("in/x/file", Access::Write))), Code::LinkOutside);
        remove_tree(&judge("in/x", Access::Remove)).unwrap();
        untouched(tree);
    }

    /// A library opened the database that a statement named (`ATTACH DATABASE`). What is handed out here is an open file: the
    /// name that leads to it leads nowhere else, whatever comes to the name that was judged.
    fn deno_cve_2025_48935_what_a_library_gets_is_the_object(tree) {
        tree.file("in/db", "inside");
        let file = read(&tree.judge("in/db", Access::Read)).unwrap();
        let name = crate::danger::name_without_access(&file).unwrap();
        tree.rename("in/db", "in/aside");
        tree.link("in/db", "../out/s");
        assert_eq!(fs::read_to_string(&name).unwrap(), "inside");
        // What its documentation says is given up.
        fs::OpenOptions::new().append(true).open(&name).unwrap().write_all(b"!").unwrap();
        assert_eq!(tree.content("in/aside"), "inside!");
        drop(file);
        assert!(fs::read_to_string(name).is_err());
    }
}
