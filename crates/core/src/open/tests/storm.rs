//! A swap storm: threads turn names in scope into links that leave it and back while others use them.
//!
//! Whatever is opened is none of the objects outside, and of those none is changed, made, moved or removed. Two seconds
//! each way, or as long as `AUTHORITY_STORM_SECONDS` says; what was done is printed.

use std::{
    collections::{BTreeMap, HashSet},
    fs::{self, File},
    io::Write,
    os::{
        fd::AsRawFd,
        unix::fs::{MetadataExt, symlink},
    },
    path::Path,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant, UNIX_EPOCH},
};

use rustix::fs::{CWD, Mode, OFlags, RenameFlags, mkdirat, openat, renameat_with, symlinkat};

use crate::{
    access::{Access, AccessSet},
    open::{
        Kind, OpenError, Permissions, Times, append, copy, create, create_directory,
        linux::hook,
        list, metadata, read, remove_directory, remove_file, remove_tree, rename, replace, set_permissions, set_times,
        tests::{Tree, support::inode},
        truncate, walk, write,
    },
    testing::Dice,
};

/// Directories in scope, and as many links that change places with them.
const DIRS: usize = 3;
/// No file in scope is as long as those outside.
const LONG: u64 = 1_000;
/// A name that only directories outside have.
const MARK: &str = "mark";

#[derive(Debug, Default)]
struct Tally {
    stop: AtomicBool,
    swaps: AtomicU64,
    done: AtomicU64,
    refused: AtomicU64,
    io: AtomicU64,
    /// Of those done, each kind.
    each: [AtomicU64; KINDS],
}

/// What the users of names do, by its number in the dice.
const KINDS: usize = 20;
/// Of each outcome, at least.
const ENOUGH: u64 = 200;
/// How long a storm may take beyond its time to come to that.
const PATIENCE: Duration = Duration::from_secs(120);

impl Tally {
    fn is_enough(&self) -> bool {
        let above = |count: &AtomicU64, least| count.load(Ordering::Relaxed) > least;
        [&self.swaps, &self.done, &self.refused, &self.io].iter().all(|count| above(count, ENOUGH))
            && self.each.iter().all(|count| above(count, 0))
    }
}

#[test]
fn straight() {
    storm(false);
}

#[test]
fn by_the_walk() {
    storm(true);
}

fn storm(walk: bool) {
    let tree = plant();
    let (before, tally) = (outside(&tree), Tally::default());
    let forbidden: HashSet<(u64, u64)> = before.values().map(|((inode, ..), _)| *inode).collect();
    let seconds = std::env::var("AUTHORITY_STORM_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(2);
    let end = Instant::now() + Duration::from_secs(seconds);
    thread::scope(|threads| {
        let (tree, tally, forbidden) = (&tree, &tally, &forbidden);
        threads.spawn(move || turn_directories(tree, tally));
        threads.spawn(move || turn_links_and_files(tree, tally));
        for seed in 0..3 {
            let users = move || use_names(tree, tally, forbidden, Dice(seed));
            threads.spawn(move || if walk { hook::without_openat2(users) } else { users() });
        }
        // On a busy machine little happens in that time, so it goes on until enough has.
        while Instant::now() < end || (!tally.is_enough() && Instant::now() < end + PATIENCE) {
            thread::sleep(Duration::from_millis(10));
        }
        tally.stop.store(true, Ordering::Relaxed);
    });
    assert_eq!(before, outside(&tree));
    println!("{tally:?}");
    // A storm in which nothing happens shows nothing.
    assert!(tally.is_enough(), "{tally:?}");
}

/// The same names in scope, in what is denied and outside; and the links that take the place of the first.
fn plant() -> Tree {
    let tree = Tree::in_memory();
    for dir in ["out/", "in/denied/"] {
        for name in ["f", "v", "r", "u/f", MARK] {
            tree.file(&format!("{dir}{name}"), &"outside!".repeat(200));
        }
    }
    for i in 0..DIRS {
        for name in ["f", "v", "r", "u/f"] {
            tree.file(&format!("in/d{i}/{name}"), "inside");
        }
        tree.link(&format!("in/d{i}/g"), "../../out/f");
        tree.link(&format!("in/d{i}/t"), "../../out/u");
        tree.link(&format!("in/k{i}"), ["../out/", "denied", "$ROOT/out/."][i % 3]);
    }
    tree.link("in/l", "d0");
    tree
}

/// Every object that nobody may come to, with its content.
fn outside(tree: &Tree) -> BTreeMap<String, (Object, Option<String>)> {
    let mut found = BTreeMap::new();
    for dir in ["out", "out/u", "in/denied", "in/denied/u"] {
        found.insert(dir.to_owned(), (object(tree, dir), None));
        for name in tree.names(dir) {
            let name = format!("{dir}/{name}");
            let content = tree.at(&name).is_file().then(|| tree.content(&name));
            found.insert(name.clone(), (object(tree, &name), content));
        }
    }
    found
}

/// Device and inode, permissions and time.
type Object = ((u64, u64), u32, i64);

fn object(tree: &Tree, name: &str) -> Object {
    let metadata = tree.at(name).symlink_metadata().unwrap();
    (inode(&metadata), metadata.mode(), metadata.mtime())
}

/// Puts each into the other's place, in one step.
fn exchange(a: &Path, b: &Path, tally: &Tally) {
    if renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok() {
        tally.swaps.fetch_add(1, Ordering::Relaxed);
    }
}

fn turn_directories(tree: &Tree, tally: &Tally) {
    let mut dice = Dice(100);
    let pairs: Vec<_> = (0..DIRS).map(|i| (tree.at(&format!("in/d{i}")), tree.at(&format!("in/k{i}")))).collect();
    while !tally.stop.load(Ordering::Relaxed) {
        let (a, b) = dice.pick(&pairs);
        exchange(a, b, tally);
        if dice.below(4) == 0 {
            thread::yield_now();
        }
    }
}

fn turn_links_and_files(tree: &Tree, tally: &Tally) {
    let mut dice = Dice(200);
    let (link, fresh) = (tree.at("in/l"), tree.at("in/l-fresh"));
    // By its handle, so that the test itself does not go where the links lead.
    let dirs: Vec<_> = (0..DIRS)
        .map(|i| {
            let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW;
            [tree.at(&format!("in/d{i}")), tree.at(&format!("in/k{i}"))]
                .iter()
                .find_map(|path| openat(CWD, path, flags, Mode::empty()).ok())
        })
        .collect();
    while !tally.stop.load(Ordering::Relaxed) {
        let target =
            *dice.pick(&["d0", "../out", "denied/", "d1/", "../out/.", "./d2/.", "k0", "../out/u/../", "d1/u"]);
        symlink(target, &fresh).unwrap();
        fs::rename(&fresh, &link).unwrap();
        tally.swaps.fetch_add(1, Ordering::Relaxed);
        let Some(dir) = dice.pick(&dirs) else { continue };
        let _ = renameat_with(dir, "f", dir, "g", RenameFlags::EXCHANGE);
        let _ = renameat_with(dir, "u", dir, "t", RenameFlags::EXCHANGE);
        // A tree that is removed is put there again, and what lies in it changes places with a link out.
        let _ = mkdirat(dir, "w", Mode::from_raw_mode(0o700));
        let _ = mkdirat(dir, "w/x", Mode::from_raw_mode(0o700));
        let _ = symlinkat("../../../out", dir, "w/y");
        let _ = renameat_with(dir, "w/x", dir, "w/y", RenameFlags::EXCHANGE);
        let _ = renameat_with(dir, "w/x", dir, "u", RenameFlags::EXCHANGE);
        for name in ["v", "r", "w/x/f", "u/f"] {
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
            let _ =
                openat(dir, name, flags, Mode::from_raw_mode(0o600)).map(|file| File::from(file).write_all(b"inside"));
        }
    }
}

fn use_names(tree: &Tree, tally: &Tally, forbidden: &HashSet<(u64, u64)>, mut dice: Dice) {
    let mut made = 0;
    while !tally.stop.load(Ordering::Relaxed) {
        let mut dir = || match dice.below(2 * DIRS + 1) {
            i if i < DIRS => format!("in/d{i}"),
            i if i < 2 * DIRS => format!("in/k{}", i - DIRS),
            _ => "in/l".to_owned(),
        };
        let (dir, other) = (dir(), dir());
        let file = format!("{dir}/{}", dice.pick(&["f", "g", "u/f", "t/f", "r"]));
        let judge = |name: &str, access: Access| tree.judge(name, access);
        let kind = dice.below(KINDS);
        let outcome = match kind {
            0 | 1 => read(&judge(&file, Access::Read)).map(|file| ours(tree, &file, forbidden)),
            2 => write(&judge(&file, Access::Write)).map(|file| ours(tree, &file, forbidden)),
            3 => append(&judge(&file, Access::Write)).map(|file| ours(tree, &file, forbidden)),
            4 => metadata(&judge(&file, Access::Metadata)).map(|found| {
                assert!(found.kind != Kind::File || found.len < LONG, "escaped to {found:?}");
            }),
            5 => list(&judge(&dir, Access::List)).map(|listing| {
                assert!(listing.children.iter().all(|child| child.name != MARK), "escaped to {listing:?}");
            }),
            6 => {
                made += 1;
                let name = format!("{dir}/made-{}-{made}", dice.0);
                let result = create(&judge(&name, Access::Create)).map(|file| ours(tree, &file, forbidden));
                if result.is_ok() {
                    let _ = remove_file(&judge(&name, Access::Remove));
                }
                result
            }
            7 => replace(&tree.judge(&format!("{dir}/r"), AccessSet::REPLACE), &mut &b"replaced"[..]).map(drop),
            8 => remove_file(&judge(&format!("{dir}/v"), Access::Remove)),
            9 | 10 => {
                made += 1;
                let new = format!("{other}/moved-{}-{made}", dice.0);
                let result = rename(&judge(&format!("{dir}/v"), Access::RenameFrom), &judge(&new, Access::RenameTo));
                if result.is_ok() {
                    let _ = remove_file(&judge(&new, Access::Remove));
                }
                result
            }
            11 => copy(&judge(&file, Access::Read), &tree.judge(&format!("{other}/r"), AccessSet::REPLACE))
                .map(|bytes| assert!(bytes < LONG, "escaped by a copy")),
            12 => truncate(&judge(&file, Access::Truncate), 6),
            13 => create_directory(&judge(&format!("{dir}/n/o/p"), Access::Create)),
            14 => remove_directory(&judge(&format!("{dir}/n/o/p"), Access::Remove)),
            15 => remove_tree(&judge(&format!("{dir}/{}", dice.pick(&["w", "w", "n", "t"])), Access::Remove)),
            16 | 17 => {
                let judged = judge(&dir, Access::List);
                walk(&judged, 9).map(|walk| {
                    for found in walk.flatten() {
                        assert!(found.path.split('/').all(|name| name != MARK), "escaped to {found:?}");
                    }
                })
            }
            18 => set_permissions(&judge(&file, Access::SetMetadata), Permissions::Mode(0o640)),
            _ => {
                let times = Times { modified: Some(UNIX_EPOCH), ..Times::default() };
                set_times(&judge(&file, Access::SetMetadata), times)
            }
        };
        if outcome.is_ok() {
            tally.each[kind].fetch_add(1, Ordering::Relaxed);
        }
        let count = match outcome {
            Ok(()) => &tally.done,
            Err(OpenError::Denied(_)) => &tally.refused,
            Err(OpenError::Io(_)) => &tally.io,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// Not an object outside, nor one that was made there.
fn ours(tree: &Tree, file: &File, forbidden: &HashSet<(u64, u64)>) {
    let found = inode(&file.metadata().unwrap());
    assert!(!forbidden.contains(&found), "escaped to {found:?}");
    let place = fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).unwrap();
    assert!(place.starts_with(tree.at("in")) && !place.starts_with(tree.at("in/denied")), "escaped to {place:?}");
}
