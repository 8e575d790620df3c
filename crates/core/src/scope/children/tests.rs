use serde_json::{Value, json};

use super::*;
use crate::testing::{ARGUMENT, Dice, Setup, path};

const PARTS: [&str; 14] = ["a", "b", ".a", "*", "**", "**", "a*", "[ab]", ".*", "proc", "?", "*.b", "a.b", "[!.]*"];
const NAMES: [&str; 8] = ["a", "b", ".a", "ab", "proc", "a.b", "dev", ".b"];

fn spell(dice: &mut Dice, parts: &[&str], most: usize) -> String {
    (0..=dice.below(most)).flat_map(|_| ["/", *dice.pick(parts)]).collect()
}

fn list(dice: &mut Dice, most: usize) -> Value {
    let entry = |dice: &mut Dice| {
        let mut entry = json!({ "path": spell(dice, &PARTS, 4), "hidden": dice.below(2) == 0 });
        match dice.below(5) {
            0 => entry["access"] = json!(["read"]),
            1 => entry["access"] = json!(["list", "write"]),
            2 => entry["arg"] = json!("other"),
            _ => {}
        }
        entry
    };
    (0..=dice.below(most)).map(|_| entry(dice)).collect()
}

/// The directory is come to in one go or name by name: there is no third way.
#[test]
fn a_child_is_judged_as_its_whole_path_is() {
    let mut dice = Dice(31);
    let (mut shown, mut denied, mut through, mut all) = (0, 0, 0, 0);
    for _ in 0..600 {
        let (allow, deny) = (list(&mut dice, 6), list(&mut dice, 4));
        let scope = Setup::new(allow.clone(), deny.clone()).scope;
        let mut dir = path("/");
        let mut children = scope.children(&dir, ARGUMENT);
        for _ in 0..6 {
            let afresh = scope.children(&dir, ARGUMENT);
            for name in NAMES {
                let child = path(&format!("{}/{name}", dir.as_str().trim_end_matches('/')));
                let said = || format!("{child}: {allow} without {deny}");
                let shows = scope.shows(&child, ARGUMENT);
                assert_eq!(children.shows(name), shows, "{}", said());
                assert_eq!(afresh.shows(name), shows, "{}", said());
                let goes = scope.denies_through(&child);
                assert_eq!((children.denies_through(name), afresh.denies_through(name)), (goes, goes), "{}", said());
                for access in [Access::Read, Access::List, Access::RenameFrom] {
                    let whole = scope.denying(&child, ARGUMENT, access.into()).is_some();
                    assert_eq!(children.denying(name, access.into()).is_some(), whole, "{}", said());
                    assert_eq!(afresh.denying(name, access.into()).is_some(), whole, "{}", said());
                    denied += usize::from(whole);
                }
                shown += usize::from(shows);
                through += usize::from(goes);
                all += 1;
            }
            let name = *dice.pick(&NAMES);
            children = children.enter(name);
            dir = path(&format!("{}/{name}", dir.as_str().trim_end_matches('/')));
        }
    }
    assert!(shown > all / 20 && denied > all / 20 && through > all / 100, "{shown}, {denied}, {through} of {all}");
}

#[test]
fn no_child_is_shown_while_an_entry_cannot_be_used() {
    let scope = Setup::new(json!(["/a/*", "/b/["]), json!([])).scope;
    assert!(!scope.children(&path("/a"), ARGUMENT).shows("b"));
}

#[test]
fn a_wildcard_shows_nothing_of_a_kernel_file_system() {
    let scope = Setup::new(json!(["/**"]), json!([])).scope;
    let root = scope.children(&path("/"), ARGUMENT);
    assert!(root.shows("a") && root.enter("a").shows("proc"));
    assert!(!root.shows("proc") && !root.enter("proc").shows("self"));
    assert!(!scope.children(&path("/proc"), ARGUMENT).shows("self"));
}
