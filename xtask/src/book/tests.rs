//! The book as it stands holds together, and what would break it is told.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use super::Book;

/// A repository with a book of one chapter, and a guide that it includes.
struct Fixture(PathBuf);

impl Fixture {
    fn new(summary: &str, chapter: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("xtask-book-{}-{number}", std::process::id()));
        for (file, text) in [
            ("docs/book/src/SUMMARY.md", summary),
            ("docs/book/src/part/one.md", chapter),
            ("docs/book/src/guide.md", "# Guide\n{{#include ../../guide.md}}\n"),
            ("docs/guide.md", "[policy](../SECURITY.md) [one](book/src/part/one.md#the-one)\n## So it is\n"),
            (
                "README.md",
                "out\n<!-- ANCHOR: in -->\nin, see [guide](docs/guide.md#so-it-is)\n<!-- ANCHOR_END: in -->\nout\n",
            ),
            ("SECURITY.md", ""),
        ] {
            let path = dir.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(dir)
    }

    fn chapter(&self, name: &str) -> Result<String, String> {
        let chapters = Book::read(&self.0).and_then(|book| book.chapters());
        chapters.map(|all| all[name].clone()).map_err(|error| format!("{error:#}"))
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SUMMARY: &str = "- [One](part/one.md)\n- [Guide](guide.md)\n";

#[test]
fn the_book_of_this_repository_holds_together() {
    let chapters = Book::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap().chapters().unwrap();
    assert!(chapters.len() > 25);
    for (name, text) in &chapters {
        assert!(!text.contains("{{#include") && !text.contains("ANCHOR"), "{name}");
        assert!(name == "SUMMARY.md" || text.starts_with("# "), "{name} has no title");
    }
}

#[test]
fn links_of_what_is_included_lead_where_they_led() {
    let fixture = Fixture::new(SUMMARY, "# The one\n{{#include ../../../../README.md:in}}\n");
    assert_eq!(fixture.chapter("part/one.md").unwrap(), "# The one\nin, see [guide](../guide.md#so-it-is)\n");
    let repository = env!("CARGO_PKG_REPOSITORY");
    let guide = fixture.chapter("guide.md").unwrap();
    assert!(
        guide.contains(&format!("[policy]({repository}/blob/main/SECURITY.md) [one](part/one.md#the-one)")),
        "{guide}"
    );
}

#[test]
fn what_leads_nowhere_is_told() {
    for (summary, chapter, said) in [
        (SUMMARY, "# The one\n[gone](gone.md)", "links to `gone.md`, which is not there"),
        (SUMMARY, "# The one\n[gone](../guide.md#so-it-was)", "no heading for the link `../guide.md#so-it-was`"),
        (SUMMARY, "# The one\n[gone](#nowhere)", "no heading for the link `#nowhere`"),
        (SUMMARY, "# The one\n{{#include ../gone.md}}", "`docs/book/src/gone.md` cannot be included"),
        (SUMMARY, "# The one\n{{#include ../../../../README.md:gone}}", "between `ANCHOR: gone` and"),
        (SUMMARY, "# The one\n```ts\n```\n[gone](gone.md)", "links to `gone.md`, which is not there"),
        (SUMMARY, "# The one\n[out](../../../../../x)", "leads out of the repository"),
        ("- [One](part/one.md)\n", "# The one\n", "SUMMARY.md does not name `guide.md`"),
        ("- [Gone](gone.md)\n", "# The one\n", "SUMMARY.md names `gone.md`"),
        ("- [One](part/one.md)\n- [Two](part/one.md)\n- [Guide](guide.md)\n", "# The one\n", "`part/one.md` twice"),
    ] {
        let error = Fixture::new(summary, chapter).chapter("part/one.md").unwrap_err();
        assert!(error.contains(said), "{chapter}: {error}");
    }
}

#[test]
fn what_looks_like_a_link_in_code_is_none() {
    let text = "# The one\n```ts\nit[0](gone)\n```\n";
    assert_eq!(Fixture::new(SUMMARY, text).chapter("part/one.md").unwrap(), text);
}
