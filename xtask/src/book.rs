//! The book: its chapters put together with what they include, so that every link of them leads somewhere, and built.

mod include;
mod link;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    command::{program, succeed},
    install,
    step::Outcome,
};

/// Where the book lies in the repository, and its chapters below.
const BOOK: &str = "docs/book";
const SRC: &str = "docs/book/src";

/// Where the chapters are put together, and the pages of them.
const TOGETHER: &str = "target/book-src";
const PAGES: &str = "target/book";

/// `cargo xtask book`: with mdBook, which is installed where it is missing.
pub(crate) fn run() -> Result<()> {
    assemble()?;
    install::mdbook()?;
    build()?;
    println!("the book is {PAGES}/index.html");
    Ok(())
}

/// The step of `cargo xtask test`: the links always, the pages where mdBook is at hand.
pub(crate) fn check() -> Result<Outcome> {
    assemble()?;
    if !install::mdbook_is_here() {
        return Ok(Outcome::Skipped("its links are checked; mdBook is not installed: run `cargo xtask book`".into()));
    }
    build()?;
    Ok(Outcome::Passed)
}

fn build() -> Result<()> {
    let pages = std::path::absolute(PAGES)?;
    let mut mdbook: Command = program(install::MDBOOK, ["build", TOGETHER, "--dest-dir"]);
    succeed(mdbook.arg(pages))
}

/// Writes the chapters into [`TOGETHER`], with everything in them that they include.
fn assemble() -> Result<()> {
    let chapters = Book::read(Path::new("."))?.chapters()?;
    if Path::new(TOGETHER).exists() {
        fs::remove_dir_all(TOGETHER)?;
    }
    for (name, text) in &chapters {
        let path = Path::new(TOGETHER).join("src").join(name);
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        fs::write(path, text)?;
    }
    fs::copy(Path::new(BOOK).join("book.toml"), Path::new(TOGETHER).join("book.toml"))?;
    Ok(())
}

/// What the book is made of.
struct Book {
    root: PathBuf,
    /// The chapters by their place below [`SRC`], as they are written.
    written: BTreeMap<String, String>,
    /// Which chapter a file of the repository is: its own, or the one that includes all of it.
    chapter_of: BTreeMap<String, String>,
}

impl Book {
    fn read(root: &Path) -> Result<Self> {
        let read = |file: &str| fs::read_to_string(root.join(file)).with_context(|| format!("`{file}` cannot be read"));
        let summary = read(&format!("{SRC}/SUMMARY.md"))?;
        let mut book = Self { root: root.to_owned(), written: BTreeMap::new(), chapter_of: BTreeMap::new() };
        for name in link::targets(&summary) {
            let text = read(&format!("{SRC}/{name}")).with_context(|| format!("SUMMARY.md names `{name}`"))?;
            book.chapter_of.insert(format!("{SRC}/{name}"), name.clone());
            for whole in include::whole_files(&text) {
                book.chapter_of.insert(link::resolved(&format!("{SRC}/{name}"), whole)?, name.clone());
            }
            if book.written.insert(name.clone(), text).is_some() {
                bail!("SUMMARY.md names `{name}` twice");
            }
        }
        book.nothing_is_left_out(&root.join(SRC), "")?;
        book.written.insert("SUMMARY.md".to_owned(), summary);
        Ok(book)
    }

    /// A chapter that the summary does not name is a page that nobody finds.
    fn nothing_is_left_out(&self, dir: &Path, below: &str) -> Result<()> {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.nothing_is_left_out(&entry.path(), &format!("{name}/"))?;
            } else if name != "SUMMARY.md" && !self.written.contains_key(&name) {
                bail!("SUMMARY.md does not name `{name}`");
            }
        }
        Ok(())
    }

    /// The chapters as they are read: what they include is in them, and each link leads to a chapter, to a heading that is
    /// there, or into the repository.
    fn chapters(&self) -> Result<BTreeMap<String, String>> {
        let mut together = BTreeMap::new();
        for (name, text) in &self.written {
            let text = self.with_included(name, text).with_context(|| format!("in the chapter `{name}`"))?;
            together.insert(name.clone(), text);
        }
        let headings: BTreeMap<&str, BTreeSet<String>> =
            together.iter().map(|(name, text)| (name.as_str(), link::headings(text))).collect();
        for (name, text) in &together {
            for target in link::targets(text) {
                let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
                if file.contains("://") || heading.is_empty() {
                    continue;
                }
                let chapter = if file.is_empty() { name.clone() } else { link::resolved(name, file)? };
                if !headings.get(chapter.as_str()).is_some_and(|known| known.contains(heading)) {
                    bail!("in the chapter `{name}`: no heading for the link `{target}`");
                }
            }
        }
        Ok(together)
    }

    fn with_included(&self, name: &str, text: &str) -> Result<String> {
        let here = format!("{SRC}/{name}");
        let mut whole = String::new();
        for part in include::parts(text) {
            let (file, text) = match part {
                include::Part::Own(text) => (here.clone(), text),
                include::Part::Include { file, anchor } => {
                    let file = link::resolved(&here, file)?;
                    let text = fs::read_to_string(self.root.join(&file))
                        .with_context(|| format!("`{file}` cannot be included"))?;
                    (file.clone(), include::section(&text, anchor).with_context(|| format!("in `{file}`"))?)
                }
            };
            whole += &link::rewritten(&text, |target| self.link(name, &file, target))?;
        }
        Ok(whole)
    }

    /// Where a link in `file` leads when it stands in the chapter `name`.
    fn link(&self, name: &str, file: &str, target: &str) -> Result<String> {
        if target.contains("://") || target.starts_with('#') {
            return Ok(target.to_owned());
        }
        let (path, heading) =
            target.split_once('#').map_or((target, String::new()), |(path, it)| (path, format!("#{it}")));
        let path = link::resolved(file, path)?;
        if let Some(chapter) = self.chapter_of.get(&path) {
            return Ok(format!("{}{heading}", link::from(name, chapter)));
        }
        if !self.root.join(&path).exists() {
            bail!("`{file}` links to `{target}`, which is not there");
        }
        Ok(format!("{}/blob/main/{path}{heading}", env!("CARGO_PKG_REPOSITORY")))
    }
}
