//! Links cannot be made where these tests run, so what is made of their targets is tried by itself.

use super::*;

#[test]
fn a_target_is_read_from_where_windows_reads_it() {
    for absolute in
        [r"C:\out", "C:", r"\\server\share\x", r"\\?\C:\out", r"\??\C:\out", "//server/share", "Volume{1}\\x"]
    {
        assert!(matches!(Target::of(absolute), Target::Absolute), "{absolute}");
    }
    for from_the_root in [r"\out", "/out", r"\"] {
        assert!(matches!(Target::of(from_the_root), Target::FromTheRoot), "{from_the_root}");
    }
    for relative in [r"..\out", "out", ".", "", r".\C:"] {
        assert!(matches!(Target::of(relative), Target::Relative), "{relative}");
    }
}
