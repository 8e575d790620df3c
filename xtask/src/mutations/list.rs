//! The lists of mutants: what a file has, what stands there instead, and what that takes away.
//!
//! ```text
//! package authority-core
//!
//! == control characters pass the gate
//! crates/core/src/validate/path/posix.rs
//! - raw.chars().any(is_control)
//! + false
//! ```
//!
//! Behind the package may stand which of its tests are asked first, by a part of their names: `package authority-it fetch`.
//!
//! Several `-` lines are several lines of the file, with their indentation; they must stand there once. A line that begins
//! with `=` says why a mutant is the same program, or why nothing can notice it. `#` begins a remark.

use std::{fmt, fs, path::Path};

use anyhow::{Context, Result, anyhow, bail};

/// One check taken away.
#[derive(Debug, Default)]
pub(super) struct Mutant {
    /// The list that it stands in, by its file's name.
    list: String,
    /// Whose tests must notice.
    pub(super) package: String,
    /// Which of them are asked first.
    first: Option<String>,
    /// What is taken away, as a sentence about the result.
    what: String,
    pub(super) file: String,
    old: Vec<String>,
    new: Vec<String>,
    /// Why nothing can notice it.
    pub(super) equivalent: Option<String>,
}

/// All lists of a directory, by their names.
pub(super) fn read(dir: &Path) -> Result<Vec<Mutant>> {
    let entries = fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))?;
    let mut files: Vec<_> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "mutants"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        all.extend(parse(&text, &name).with_context(|| format!("in {}", file.display()))?);
    }
    Ok(all)
}

fn parse(text: &str, list: &str) -> Result<Vec<Mutant>> {
    let mut package = None;
    let mut mutants: Vec<Mutant> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let at = || format!("line {}", number + 1);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix("package ") {
            package = Some(match name.split_once(' ') {
                Some((name, first)) => (name.to_owned(), Some(first.to_owned())),
                None => (name.to_owned(), None),
            });
            continue;
        }
        if let Some(what) = line.strip_prefix("== ") {
            let (package, first) = package.clone().with_context(at).context("no `package` before the first mutant")?;
            mutants.push(Mutant { list: list.to_owned(), package, first, what: what.to_owned(), ..Mutant::default() });
            continue;
        }
        let mutant = mutants.last_mut().with_context(at).context("no `==` before this line")?;
        match line.split_at_checked(2) {
            Some(("- ", old)) => mutant.old.push(old.to_owned()),
            Some(("+ ", new)) => mutant.new.push(new.to_owned()),
            Some(("= ", why)) => mutant.equivalent = Some(why.to_owned()),
            _ if mutant.file.is_empty() => line.clone_into(&mut mutant.file),
            _ => bail!("{}: neither `- `, `+ ` nor `= `: {line}", at()),
        }
    }
    match mutants.iter().find(|mutant| mutant.file.is_empty() || mutant.old.is_empty()) {
        Some(mutant) => bail!("`{}` names no file, or takes nothing away", mutant.what),
        None => Ok(mutants),
    }
}

impl Mutant {
    pub(super) fn has(&self, word: &str) -> bool {
        self.list == word || self.file.contains(word) || self.what.contains(word) || self.package.contains(word)
    }

    /// What `cargo test` is told for the tests that are the first to notice: those that the list names, or those of the module.
    pub(super) fn first_tests(&self) -> Option<Vec<String>> {
        let (kind, filters) = match &self.first {
            Some(first) => ("--tests", first.split(' ').map(str::to_owned).collect()),
            None => ("--lib", vec![self.module()?]),
        };
        Some([vec![kind.to_owned(), "-p".to_owned(), self.package.clone(), "--".to_owned()], filters].concat())
    }

    /// The module that the file belongs to; none for a file of another package. What opens has its tests beside all of it.
    fn module(&self) -> Option<String> {
        let package = format!("crates/{}/src/", self.package.strip_prefix("authority-")?);
        let modules = self.file.strip_prefix(&package)?.strip_suffix(".rs")?;
        let depth = if modules.starts_with("open/") { 1 } else { 2 };
        Some(modules.split('/').take(depth).collect::<Vec<_>>().join("::"))
    }

    /// The file with the check taken away.
    pub(super) fn mutated(&self, tree: &Path) -> Result<String> {
        let text = fs::read_to_string(tree.join(&self.file)).with_context(|| format!("cannot read {}", self.file))?;
        let old = self.old.join("\n");
        match text.matches(&old).count() {
            1 => Ok(text.replacen(&old, &self.new.join("\n"), 1)),
            times => Err(anyhow!("{self}: the text to take away stands there {times} times, not once")),
        }
    }
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.what, self.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read() {
        let text = "# remark\npackage p first\n\n== nothing is refused\nsrc/a.rs\n-     if bad {\n-         refuse()\n+     if false {\n= it is the same\n";
        let [mutant] = parse(text, "p").unwrap().try_into().unwrap();
        assert_eq!(mutant.old, ["    if bad {", "        refuse()"]);
        assert_eq!(mutant.new, ["    if false {"]);
        assert_eq!(mutant.equivalent.as_deref(), Some("it is the same"));
        assert_eq!(mutant.first_tests().unwrap(), ["--tests", "-p", "p", "--", "first"]);
        assert_eq!(mutant.to_string(), "nothing is refused (src/a.rs)");
    }

    #[test]
    fn a_file_belongs_to_a_module() {
        let mutant = |file: &str| Mutant { package: "authority-core".into(), file: file.into(), ..Mutant::default() };
        assert_eq!(mutant("crates/core/src/scope/index/names.rs").module().as_deref(), Some("scope::index"));
        assert_eq!(mutant("crates/core/src/decide.rs").module().as_deref(), Some("decide"));
        assert_eq!(mutant("crates/core/src/open/vetted/list.rs").module().as_deref(), Some("open"));
        assert_eq!(mutant("crates/codegen/src/scoped.rs").module(), None);
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        for text in
            ["== no package\n", "package p\nsrc/a.rs\n", "package p\n== no file\n", "package p\n== a\nf\n- x\nwhat\n"]
        {
            assert!(parse(text, "p").is_err(), "{text}");
        }
    }
}
