//! Size, kind and time, of a link's end and of a link itself.

use std::{
    fs::{Permissions, set_permissions},
    os::unix::fs::{MetadataExt, PermissionsExt},
};

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{Kind, link_metadata, metadata},
};

both_ways! {
    fn a_file_has_its_size_kind_and_time(tree) {
        let found = metadata(&tree.judge("in/a", Access::Metadata)).unwrap();
        assert_eq!((found.kind, found.len, found.readonly), (Kind::File, 6, false));
        let on_disk = tree.at("in/a").metadata().unwrap();
        assert_eq!(found.modified, on_disk.mtime() * 1000 + on_disk.mtime_nsec() / 1_000_000);
        set_permissions(tree.at("in/a"), Permissions::from_mode(0o444)).unwrap();
        assert!(metadata(&tree.judge("in/a", Access::Metadata)).unwrap().readonly);
    }

    fn a_link_is_followed_or_not_as_asked(tree) {
        tree.link("in/l", "a").link("in/d", ".");
        let kinds = |name: &str| {
            let judge = || tree.judge(name, Access::Metadata);
            (metadata(&judge()).unwrap().kind, link_metadata(&judge()).unwrap().kind)
        };
        assert_eq!(kinds("in/l"), (Kind::File, Kind::Link));
        assert_eq!(kinds("in/d"), (Kind::Directory, Kind::Link));
        assert_eq!(kinds("in"), (Kind::Directory, Kind::Directory));
        assert_eq!(kinds("in/d/l"), (Kind::File, Kind::Link));
    }

    /// A link in scope may be looked at; what it leads to may not.
    fn of_a_link_that_leaves_the_scope_the_link_itself_is_told(tree) {
        tree.link("in/l", "../out/s").link("in/d", "../out");
        assert_eq!(link_metadata(&tree.judge("in/l", Access::Metadata)).unwrap().kind, Kind::Link);
        assert_eq!(tree.refused(metadata(&tree.judge("in/l", Access::Metadata))), Code::LinkOutside);
        assert_eq!(tree.refused(link_metadata(&tree.judge("in/d/s", Access::Metadata))), Code::LinkOutside);
        assert_eq!(tree.refused(link_metadata(&tree.judge("in/d/missing", Access::Metadata))), Code::LinkOutside);
        // The separator asks for the directory behind it, and gets the link.
        assert_eq!(link_metadata(&tree.judge("in/d/", Access::Metadata)).unwrap().kind, Kind::Link);
    }

    fn a_time_before_1970_is_negative(tree) {
        let file = std::fs::File::options().write(true).open(tree.at("in/a")).unwrap();
        file.set_modified(std::time::UNIX_EPOCH - std::time::Duration::from_millis(1_500)).unwrap();
        assert_eq!(metadata(&tree.judge("in/a", Access::Metadata)).unwrap().modified, -1_500);
    }
}
