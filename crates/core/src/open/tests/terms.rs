//! What an entry says of the object: whether links may be on the way, and whether it may be special.

use std::{
    fs,
    io::{ErrorKind, Read, Write},
};

use rustix::fs::{CWD, Mode, OFlags, fcntl_getfl, openat};
use serde_json::json;

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{
        Permissions, append, copy, create, create_directory, link_metadata, list, metadata, read, remove_file, rename,
        replace, set_permissions, tests::Tree, truncate, walk, write,
    },
};

fn without_links(tree: &mut Tree) {
    tree.scope(json!([{ "path": "$ROOT/in", "links": false }, { "path": "$ROOT/in/**", "links": false }]), json!([]));
}

both_ways! {
    fn an_entry_without_links_refuses_one_on_the_way(tree) {
        tree.file("in/d/f", "inside").link("in/l", "d").link("in/f", "a").link("in/gone", "missing");
        without_links(tree);
        let judge = |name: &str, access: Access| tree.judge(name, access);
        for name in ["in/l/f", "in/f"] {
            assert_eq!(tree.refused(read(&judge(name, Access::Read))), Code::LinkRefused);
            assert_eq!(tree.refused(write(&judge(name, Access::Write))), Code::LinkRefused);
            assert_eq!(tree.refused(append(&judge(name, Access::Write))), Code::LinkRefused);
            assert_eq!(tree.refused(truncate(&judge(name, Access::Truncate), 0)), Code::LinkRefused);
            assert_eq!(tree.refused(metadata(&judge(name, Access::Metadata))), Code::LinkRefused);
            assert_eq!(tree.refused(replace(&tree.judge(name, AccessSet::REPLACE), &mut &b"x"[..])), Code::LinkRefused);
            let changed = set_permissions(&judge(name, Access::SetMetadata), Permissions::Mode(0));
            assert_eq!(tree.refused(changed), Code::LinkRefused);
        }
        assert_eq!(tree.refused(list(&judge("in/l", Access::List))), Code::LinkRefused);
        assert_eq!(tree.refused(walk(&judge("in/l", Access::List), 9)), Code::LinkRefused);
        assert_eq!(tree.refused(create(&judge("in/l/new", Access::Create))), Code::LinkRefused);
        assert_eq!(tree.refused(create_directory(&judge("in/l/new/x", Access::Create))), Code::LinkRefused);
        assert_eq!(tree.refused(remove_file(&judge("in/l/f", Access::Remove))), Code::LinkRefused);
        let (from, to) = (judge("in/a", Access::RenameFrom), judge("in/l/a", Access::RenameTo));
        assert_eq!(tree.refused(rename(&from, &to)), Code::LinkRefused);
        // What is missing behind a link is not told from what is there.
        assert_eq!(tree.refused(read(&judge("in/l/missing", Access::Read))), Code::LinkRefused);
        assert_eq!(tree.refused(read(&judge("in/l/no/where", Access::Read))), Code::LinkRefused);
        assert_eq!(tree.refused(read(&judge("in/gone", Access::Read))), Code::LinkRefused);
        assert_eq!((tree.content("in/d/f").as_str(), tree.content("in/a").as_str()), ("inside", "inside"));
        assert_eq!(tree.names("in/d"), ["f"]);
    }

    /// It is no way to anything.
    fn a_link_itself_can_be_seen_and_removed_without_links(tree) {
        tree.link("in/l", "a");
        without_links(tree);
        assert!(link_metadata(&tree.judge("in/l", Access::Metadata)).is_ok());
        remove_file(&tree.judge("in/l", Access::Remove)).unwrap();
        read(&tree.judge("in/a", Access::Read)).unwrap();
    }

    fn a_file_with_another_name_is_refused_without_links(tree) {
        fs::hard_link(tree.at("out/s"), tree.at("in/h")).unwrap();
        let judge = |tree: &Tree, access: Access| tree.judge("in/h", access);
        // The limit that is documented: with links, it is a file in scope.
        read(&judge(tree, Access::Read)).unwrap();
        without_links(tree);
        assert_eq!(tree.refused(read(&judge(tree, Access::Read))), Code::LinkRefused);
        assert_eq!(tree.refused(write(&judge(tree, Access::Write))), Code::LinkRefused);
        assert_eq!(tree.refused(append(&judge(tree, Access::Write))), Code::LinkRefused);
        assert_eq!(tree.refused(truncate(&judge(tree, Access::Truncate), 0)), Code::LinkRefused);
        assert_eq!(tree.refused(replace(&tree.judge("in/h", AccessSet::REPLACE), &mut &b"x"[..])), Code::LinkRefused);
        let to = tree.judge("in/copy", Access::Create);
        assert_eq!(tree.refused(copy(&judge(tree, Access::Read), &to)), Code::LinkRefused);
        let changed = set_permissions(&judge(tree, Access::SetMetadata), Permissions::Mode(0));
        assert_eq!(tree.refused(changed), Code::LinkRefused);
        assert_eq!(tree.content("out/s"), "outside");
    }

    /// Both names are judged: an entry that takes links where one leads does not speak for the name as given.
    fn each_name_needs_an_entry_that_takes_the_link(tree) {
        tree.file("in/d/f", "inside").link("in/l", "d");
        let links = |path: &str, links: bool| json!({ "path": path, "links": links });
        for (named, led, granted) in [(true, true, true), (false, true, false), (true, false, false)] {
            tree.scope(json!([links("$ROOT/in/l/**", named), links("$ROOT/in/d/**", led)]), json!([]));
            let result = read(&tree.judge("in/l/f", Access::Read));
            if granted { assert!(result.is_ok()) } else { assert_eq!(tree.refused(result), Code::LinkRefused) }
        }
        // Another entry that takes them grants what the first does not.
        tree.scope(json!([links("$ROOT/in/**", false), links("$ROOT/in/**", true)]), json!([]));
        read(&tree.judge("in/l/f", Access::Read)).unwrap();
    }

    /// A home that was moved is no link that came out of an archive.
    fn a_base_directory_may_lie_behind_links_without_links(tree) {
        tree.file("data/f", "inside").link("data/l", "f").link("base", "data");
        tree.scope(json!([{ "path": "$BASE/**", "links": false }]), json!([]));
        read(&tree.judge("base/f", Access::Read)).unwrap();
        create(&tree.judge("base/new", Access::Create)).unwrap();
        assert_eq!(tree.refused(read(&tree.judge("base/l", Access::Read))), Code::LinkRefused);
    }

    fn an_entry_grants_a_pipe_as_a_file_and_it_is_never_waited_for(tree) {
        tree.pipe("in/p").link("in/l", "p");
        tree.scope(json!([{ "path": "$ROOT/in/**", "special": true }]), json!([]));
        for name in ["in/p", "in/l"] {
            // Nobody writes: the end, at once. Nobody reads: the disk's answer, at once.
            let mut reader = read(&tree.judge(name, Access::Read)).unwrap();
            assert_eq!(reader.read(&mut [0; 8]).unwrap(), 0);
            drop(reader);
            let error = write(&tree.judge(name, Access::Write)).unwrap_err().to_string();
            assert!(error.contains("os error 6"), "{error}");
            let mut reader = read(&tree.judge(name, Access::Read)).unwrap();
            let mut writer = write(&tree.judge(name, Access::Write)).unwrap();
            let mut appender = append(&tree.judge(name, Access::Write)).unwrap();
            // From here on it is read as any file is, and waits for content.
            for file in [&reader, &writer, &appender] {
                assert!(!fcntl_getfl(file).unwrap().contains(OFlags::NONBLOCK));
            }
            writer.write_all(b"con").unwrap();
            appender.write_all(b"tent").unwrap();
            drop((writer, appender));
            let mut content = String::new();
            reader.read_to_string(&mut content).unwrap();
            assert_eq!(content, "content");
        }
        // It has no length to be set, and no content to be replaced.
        assert_eq!(tree.refused(truncate(&tree.judge("in/p", Access::Truncate), 0)), Code::OpenSpecial);
        assert_eq!(tree.refused(replace(&tree.judge("in/p", AccessSet::REPLACE), &mut &b"x"[..])), Code::OpenSpecial);
    }

    fn an_entry_grants_a_device_as_a_file(tree) {
        tree.scope(json!([{ "path": "/dev/null", "special": true }, "/dev/zero"]), json!([]));
        let judge = |path: &str, access: Access| tree.setup().judge(path, access).unwrap();
        assert_eq!(read(&judge("/dev/null", Access::Read)).unwrap().read(&mut [0; 8]).unwrap(), 0);
        write(&judge("/dev/null", Access::Write)).unwrap().write_all(b"x").unwrap();
        assert_eq!(tree.refused(read(&judge("/dev/zero", Access::Read))), Code::OpenSpecial);
    }

    /// One entry must take all that is known of the object.
    fn terms_of_two_entries_do_not_add_up(tree) {
        tree.dir("in/d").pipe("in/d/p").link("in/l", "d");
        tree.scope(json!([{ "path": "$ROOT/in/**", "special": true, "links": false }, "$ROOT/in/**"]), json!([]));
        read(&tree.judge("in/d/p", Access::Read)).unwrap();
        assert_eq!(tree.refused(read(&tree.judge("in/l/p", Access::Read))), Code::OpenSpecial);
    }

    fn a_deny_covers_special_objects_whatever_an_entry_takes(tree) {
        tree.pipe("in/denied/p").link("in/l", "denied/p");
        tree.scope(json!([{ "path": "$ROOT/in/**", "special": true }]), json!([{ "path": "$ROOT/in/denied/**", "special": false }]));
        assert_eq!(tree.refused(read(&tree.judge("in/l", Access::Read))), Code::LinkDenied);
    }

    /// Whoever would be told of a hang-up has a pipe that nobody opened for reading.
    fn a_pipe_behind_a_link_is_not_opened_to_be_refused(tree) {
        tree.pipe("in/p").link("in/l", "p");
        let nobody = || openat(CWD, tree.at("in/p"), OFlags::WRONLY | OFlags::NONBLOCK, Mode::empty()).unwrap_err();
        assert_eq!(std::io::Error::from(nobody()).raw_os_error(), Some(6));
        assert_eq!(tree.refused(read(&tree.judge("in/l", Access::Read))), Code::OpenSpecial);
        assert_eq!(tree.io(read(&tree.judge("in/nowhere", Access::Read))), ErrorKind::NotFound);
    }
}
