//! Permissions and times, of the object and of no name.

use std::{
    fs,
    io::ErrorKind,
    os::unix::fs::{MetadataExt, PermissionsExt, symlink},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{
        OpenError, Permissions, Times,
        linux::hook::{self, Step},
        set_permissions, set_times,
        tests::Tree,
    },
};

fn mode(tree: &Tree, name: &str) -> u32 {
    tree.at(name).metadata().unwrap().permissions().mode() & 0o7777
}

fn set(tree: &Tree, name: &str, permissions: Permissions) -> Result<(), OpenError> {
    set_permissions(&tree.judge(name, Access::SetMetadata), permissions)
}

const PAST: Times = Times { accessed: Some(UNIX_EPOCH), modified: Some(UNIX_EPOCH) };

both_ways! {
    fn permissions_of_a_file_and_a_directory_are_set(tree) {
        tree.dir("in/d").link("in/l", "a");
        for name in ["in/a", "in/d"] {
            set(tree, name, Permissions::Mode(0o640)).unwrap();
            assert_eq!(mode(tree, name), 0o640);
            set(tree, name, Permissions::Readonly(true)).unwrap();
            assert_eq!(mode(tree, name), 0o440);
            // Nobody but the owner is given anything.
            set(tree, name, Permissions::Readonly(false)).unwrap();
            assert_eq!(mode(tree, name), 0o640);
        }
        set(tree, "in/l", Permissions::Mode(0o600)).unwrap();
        assert_eq!(mode(tree, "in/a"), 0o600);
        // What nobody may read can be changed by whoever owns it.
        set(tree, "in/a", Permissions::Mode(0)).unwrap();
        set(tree, "in/a", Permissions::Mode(0o600)).unwrap();
    }

    fn bits_that_are_no_permissions_are_not_set(tree) {
        for bits in [0o4755, 0o2755, 0o1777, 0o100_644, u32::MAX] {
            assert_eq!(tree.io(set(tree, "in/a", Permissions::Mode(bits))), ErrorKind::InvalidInput);
        }
        assert_eq!(mode(tree, "in/a") & 0o7000, 0);
    }

    fn a_link_that_leaves_the_scope_changes_nothing(tree) {
        let before = (mode(tree, "out/s"), tree.at("out/s").metadata().unwrap().mtime());
        tree.link("in/l", "../out/s").link("in/k", "denied/k");
        assert_eq!(tree.refused(set(tree, "in/l", Permissions::Mode(0o777))), Code::LinkOutside);
        assert_eq!(tree.refused(set(tree, "in/k", Permissions::Mode(0o777))), Code::LinkDenied);
        assert_eq!(tree.refused(set_times(&tree.judge("in/l", Access::SetMetadata), PAST)), Code::LinkOutside);
        assert_eq!((mode(tree, "out/s"), tree.at("out/s").metadata().unwrap().mtime()), before);
    }

    /// The name is a link by the time that it is changed.
    fn a_name_that_becomes_a_link_is_not_changed_through(tree) {
        let before = mode(tree, "out/s");
        tree.file("in/d/f", "x").link("in/l", "d");
        let (name, out) = (tree.at("in/d/f"), tree.at("out/s"));
        let act = move || {
            let _ = fs::remove_file(&name);
            symlink(&out, &name).unwrap();
        };
        let judged = tree.judge("in/l/f", Access::SetMetadata);
        let result = hook::at(Step::Placed, act, || set_permissions(&judged, Permissions::Mode(0o777)));
        assert_eq!(tree.refused(result), Code::LinkOutside);
        assert_eq!(mode(tree, "out/s"), before);
    }

    /// It is a link once the object is held, when a name would be looked up once more.
    fn what_is_held_is_changed_whatever_comes_to_its_name(tree) {
        let before = (mode(tree, "out/s"), tree.at("out/s").metadata().unwrap().mtime());
        let act = |name: &str| {
            let (name, aside, out) = (tree.at(name), tree.at(&format!("{name}-held")), tree.at("out/s"));
            move || {
                fs::rename(&name, &aside).unwrap();
                symlink(&out, &name).unwrap();
            }
        };
        tree.file("in/f", "x").file("in/g", "x");
        let judged = ["in/f", "in/g"].map(|name| tree.judge(name, Access::SetMetadata));
        hook::at(Step::Held, act("in/f"), || set_permissions(&judged[0], Permissions::Mode(0o604))).unwrap();
        hook::at(Step::Held, act("in/g"), || set_times(&judged[1], PAST)).unwrap();
        assert_eq!((mode(tree, "out/s"), tree.at("out/s").metadata().unwrap().mtime()), before);
        assert_eq!((mode(tree, "in/f-held"), tree.at("in/g-held").metadata().unwrap().mtime()), (0o604, 0));
    }

    fn times_are_set_each_for_itself(tree) {
        let time = |seconds, nanos| UNIX_EPOCH + Duration::new(seconds, nanos);
        let judged = tree.judge("in/a", Access::SetMetadata);
        let times = |tree: &Tree| {
            let metadata = tree.at("in/a").metadata().unwrap();
            (metadata.accessed().unwrap(), metadata.modified().unwrap())
        };
        set_times(&judged, Times { accessed: Some(time(1, 5)), modified: Some(time(2, 7)) }).unwrap();
        assert_eq!(times(tree), (time(1, 5), time(2, 7)));
        set_times(&judged, Times { modified: Some(time(3, 0)), ..Times::default() }).unwrap();
        assert_eq!(times(tree), (time(1, 5), time(3, 0)));
        set_times(&judged, Times { accessed: Some(time(4, 0)), ..Times::default() }).unwrap();
        assert_eq!(times(tree), (time(4, 0), time(3, 0)));
        set_times(&judged, Times::default()).unwrap();
        assert_eq!(times(tree), (time(4, 0), time(3, 0)));
        let before = UNIX_EPOCH - Duration::new(1, 250_000_000);
        set_times(&judged, Times { modified: Some(before), ..Times::default() }).unwrap();
        let metadata = tree.at("in/a").metadata().unwrap();
        // A file system that ends at the epoch keeps it as near as it can.
        assert!((metadata.mtime(), metadata.mtime_nsec()) == (-2, 750_000_000) || metadata.mtime() == 0);
        set_times(&tree.judge("in", Access::SetMetadata), Times { modified: Some(SystemTime::now()), ..PAST }).unwrap();
    }

    fn special_objects_and_values_judged_for_something_else_are_refused(tree) {
        tree.pipe("in/p");
        assert_eq!(tree.refused(set(tree, "in/p", Permissions::Mode(0o777))), Code::OpenSpecial);
        let judged = tree.judge("in/a", Access::Write);
        assert_eq!(tree.refused(set_permissions(&judged, Permissions::Mode(0))), Code::OpenAccess);
        assert_eq!(tree.refused(set_times(&judged, PAST)), Code::OpenAccess);
        assert_eq!(tree.io(set(tree, "in/missing", Permissions::Mode(0))), ErrorKind::NotFound);
    }
}
