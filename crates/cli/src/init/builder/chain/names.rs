//! What the names in a file stand for, by its `use`.

use syn::{File, ItemUse, UseTree, visit::Visit};

/// Names, with the paths that they stand for.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<(String, Vec<String>)>);

impl Names {
    /// Reads all of a file's, wherever in it they are declared.
    pub(super) fn of(file: &File) -> Self {
        let mut names = Self::default();
        names.visit_file(file);
        names
    }

    /// Whether the words of a path, read with these names, are this path.
    pub(super) fn mean(&self, words: &[String], path: &[&str]) -> bool {
        let Some((first, rest)) = words.split_first() else { return false };
        let is_it = |full: Vec<&String>| full == path;
        is_it(words.iter().collect())
            || self.0.iter().any(|(own, stands_for)| own == first && is_it(stands_for.iter().chain(rest).collect()))
    }

    /// Whether a name stands for something of this crate.
    pub(super) fn come_from(&self, word: &str, krate: &str) -> bool {
        self.0.iter().any(|(own, path)| own == word && path.first().is_some_and(|first| first == krate))
    }

    fn collect(&mut self, tree: &UseTree, mut path: Vec<String>) {
        match tree {
            UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.collect(&step.tree, path);
            }
            UseTree::Name(name) if name.ident == "self" => {
                if let Some(own) = path.last().cloned() {
                    self.0.push((own, path));
                }
            }
            UseTree::Name(name) => {
                path.push(name.ident.to_string());
                self.0.push((name.ident.to_string(), path));
            }
            UseTree::Rename(rename) => {
                if rename.ident != "self" {
                    path.push(rename.ident.to_string());
                }
                self.0.push((rename.rename.to_string(), path));
            }
            UseTree::Glob(_) if path == ["tauri"] => {
                self.0.push(("Builder".to_owned(), vec!["tauri".to_owned(), "Builder".to_owned()]));
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.collect(tree, path.clone())),
            _ => {}
        }
    }
}

impl Visit<'_> for Names {
    fn visit_item_use(&mut self, item: &ItemUse) {
        self.collect(&item.tree, Vec::new());
    }
}
