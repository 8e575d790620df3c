//! A value is used by the rules that judged it, or not at all.
//!
//! Paths can be judged by any platform's rules, so such values can be had: by a test, by the command line.

use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::require::unfit,
    platform::Platform,
};

#[test]
fn what_another_platforms_rules_judged_is_refused() {
    let all = AccessSet::of(&Access::ALL);
    for platform in [Platform::MacOs, Platform::Windows, Platform::Android, Platform::Ios, Platform::Other] {
        assert_eq!(unfit(platform, all, Access::Read.into()), Some(Code::OpenUnsupported), "{platform:?}");
        assert_eq!(unfit(platform, AccessSet::NONE, Access::Read.into()), Some(Code::OpenUnsupported), "{platform:?}");
    }
}

#[test]
fn what_was_judged_for_less_than_is_needed_is_refused() {
    let replace = AccessSet::REPLACE;
    assert_eq!(unfit(Platform::Linux, replace, replace), None);
    assert_eq!(unfit(Platform::Linux, replace.without(Access::Create.into()), replace), Some(Code::OpenAccess));
    assert_eq!(unfit(Platform::Linux, AccessSet::NONE, Access::Read.into()), Some(Code::OpenAccess));
}
