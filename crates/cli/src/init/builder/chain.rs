//! What a source file says about the app's builder.

mod names;

use std::ops::Range;

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{
    Attribute, Expr, ExprCall, ExprMethodCall, ExprPath, File, ItemFn, ItemMod, Meta, Type,
    spanned::Spanned as _,
    visit::{self, Visit},
};

use super::super::splice::{Splice, line_end};
use names::Names;

/// The builders and plugins of one file.
#[derive(Debug)]
pub(super) struct Chains {
    /// The chains that begin with Tauri's builder.
    pub(super) builders: Vec<Chain>,
    /// The arguments of all calls of `.plugin`, and where they stand, from the dot on.
    plugins: Vec<(String, Range<usize>)>,
    names: Names,
    tokens: String,
}

/// `tauri::Builder::default()`, and the calls of `.plugin` that follow.
#[derive(Debug)]
pub(super) struct Chain {
    /// Its line, from 1.
    pub(super) line: usize,
    /// Where the last of these ends. Ours is not put first: tauri-plugin-single-instance has to be.
    end: usize,
    /// What parts the last of these from the next call, or from the one before.
    gap: Option<Range<usize>>,
}

impl Chains {
    /// Reads a file.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let file: File = syn::parse_str(text).map_err(|error| error.to_string())?;
        let names = Names::of(&file);
        let mut search = Search { names: &names, builders: Vec::new(), plugins: Vec::new(), seen: Vec::new() };
        search.visit_file(&file);
        let Search { builders, plugins, .. } = search;
        Ok(Self { builders, plugins, names, tokens: file.to_token_stream().to_string() })
    }

    /// Whether a plugin is added that comes from this crate, in whatever form.
    pub(super) fn has_plugin_of(&self, name: &str) -> bool {
        let is_of = |word: &str| word == name || self.names.come_from(word, name);
        self.plugins.iter().any(|(argument, _)| first_words(argument).any(is_of))
    }

    /// Where exactly this is added.
    pub(super) fn calls(&self, argument: &str) -> Vec<Range<usize>> {
        let argument = spaced(argument);
        self.plugins.iter().filter(|(found, _)| *found == argument).map(|(_, at)| at.clone()).collect()
    }

    /// Whether this is the other one without its call of `.plugin` with this argument.
    pub(super) fn same_but(&self, other: &Self, argument: &str) -> bool {
        let call = format!(" . plugin ({})", spaced(argument));
        self.calls(argument).is_empty() && self.tokens == other.tokens.replace(&call, "")
    }
}

impl Chain {
    /// Adds a call behind the plugins that are there, on a line of its own where the others are.
    pub(super) fn insert(&self, text: &str, call: &str) -> Splice {
        let gap = self.gap.clone().and_then(|gap| Some((gap.start, text.get(gap)?)));
        let Some((start, gap)) = gap.filter(|(_, gap)| gap.contains('\n')) else {
            return Splice::insert(self.end, call);
        };
        let line = gap.rsplit('\n').next().unwrap_or_default();
        let margin: String = line.chars().take_while(|c| c.is_whitespace()).collect();
        // A remark that ends the line belongs to what stands before it.
        let first = gap.lines().next().unwrap_or_default().trim_end();
        let at = if start == self.end { start + first.len() } else { self.end };
        Splice::insert(at, format!("{}{margin}{call}", line_end(text)))
    }
}

struct Search<'a> {
    names: &'a Names,
    builders: Vec<Chain>,
    plugins: Vec<(String, Range<usize>)>,
    /// The builders that a chain was found for: it is met again without its calls.
    seen: Vec<usize>,
}

impl Search<'_> {
    /// Whether this makes Tauri's builder: `default` or `new` of `tauri::Builder`, by whatever name.
    fn makes_builder(&self, expr: &ExprCall) -> bool {
        let Expr::Path(ExprPath { path, qself, .. }) = &*expr.func else { return false };
        let words = |path: &syn::Path| path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let mut made: Vec<String> = words(path);
        if !made.pop().is_some_and(|word| word == "default" || word == "new") {
            return false;
        }
        if let Some(qself) = qself {
            let Type::Path(named) = &*qself.ty else { return false };
            made = words(&named.path);
        }
        self.names.mean(&made, &["tauri", "Builder"])
    }

    fn chain(&mut self, base: &ExprCall, calls: &[&ExprMethodCall]) {
        let at = base.span().byte_range();
        if self.seen.contains(&at.start) || !self.makes_builder(base) {
            return;
        }
        self.seen.push(at.start);
        let plugins = calls.iter().take_while(|call| call.method == "plugin").count();
        let last = plugins.checked_sub(1).and_then(|last| calls.get(last));
        let end = last.map_or(at.end, |call| call.span().byte_range().end);
        let dot = |call: &ExprMethodCall| call.dot_token.span().byte_range().start;
        let behind = calls.get(plugins).map(|next| end..dot(next));
        let before = last.map(|last| last.receiver.span().byte_range().end..dot(last));
        self.builders.push(Chain { line: base.span().start().line, end, gap: behind.or(before) });
    }
}

impl Visit<'_> for Search<'_> {
    fn visit_expr_method_call(&mut self, call: &ExprMethodCall) {
        if call.method == "plugin" {
            let at = call.dot_token.span().byte_range().start..call.span().byte_range().end;
            self.plugins.push((call.args.to_token_stream().to_string(), at));
        }
        let mut calls = vec![call];
        let mut base = &*call.receiver;
        while let Expr::MethodCall(call) = base {
            calls.push(call);
            base = &call.receiver;
        }
        calls.reverse();
        if let Expr::Call(base) = base {
            self.chain(base, &calls);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &ExprCall) {
        self.chain(call, &[]);
        visit::visit_expr_call(self, call);
    }

    fn visit_item_mod(&mut self, item: &ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &ItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }
}

/// A builder that tests make is not the app's.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

/// The words of an argument that are not behind a `::`.
fn first_words(argument: &str) -> impl Iterator<Item = &str> {
    let mut before = 0;
    argument.split(|c: char| !c.is_alphanumeric() && c != '_').filter(move |word| {
        let start = before;
        before += word.len() + 1;
        !word.is_empty() && !argument.get(..start).is_some_and(|lead| lead.trim_end().ends_with("::"))
    })
}

/// An argument as tokens print it.
fn spaced(argument: &str) -> String {
    argument.parse::<TokenStream>().map_or_else(|_| argument.to_owned(), |tokens| tokens.to_string())
}
