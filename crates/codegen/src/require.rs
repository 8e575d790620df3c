//! `require!`, `require_path!` and `require_url!`: a plain argument judged in one line of a command's body.

use heck::ToLowerCamelCase as _;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{
    Expr, ExprPath, Ident, LitStr, Result, Token, Type,
    ext::IdentExt as _,
    parse::{Parse, ParseStream},
    spanned::Spanned as _,
};

use crate::plugin;

/// `call, note_path, File<Read>`, or `call, "note" = expression, File<Read>`.
struct Require {
    call: Expr,
    argument: LitStr,
    value: Expr,
    ty: Type,
}

/// The expansion of `require!(call, argument, Type)`.
#[must_use]
pub fn value(input: TokenStream) -> TokenStream {
    expand(input, |ty| quote!(#ty))
}

/// The expansion of `require_path!(call, argument, Purpose)`.
#[must_use]
pub fn path(input: TokenStream) -> TokenStream {
    let plugin = plugin();
    expand(input, |purpose| quote_spanned!(purpose.span()=> #plugin::File<#purpose>))
}

/// The expansion of `require_url!(call, argument, Method)`.
#[must_use]
pub fn url(input: TokenStream) -> TokenStream {
    let plugin = plugin();
    expand(input, |method| quote_spanned!(method.span()=> #plugin::Url<#method>))
}

fn expand(input: TokenStream, ty: impl FnOnce(&Type) -> TokenStream) -> TokenStream {
    let plugin = plugin();
    match syn::parse2::<Require>(input) {
        Ok(Require { call, argument, value, ty: written }) => {
            let ty = ty(&written);
            quote!(#plugin::require::<#ty, _, _>(&#call, #argument, &#value))
        }
        Err(error) => error.to_compile_error(),
    }
}

impl Parse for Require {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let call: Expr = input.parse()?;
        comma(input, "the argument to judge")?;
        let (argument, value) = if input.peek(LitStr) {
            let name: LitStr = input.parse()?;
            input.parse::<Token![=]>().map_err(|error| {
                syn::Error::new(error.span(), "behind the page's name for it comes the value: `\"note\" = value`")
            })?;
            (name, input.parse()?)
        } else {
            let value: Expr = input.parse()?;
            (page_name(&value)?, value)
        };
        comma(
            input,
            "what the command does with it, as a type: `File<Read>`, `Read` in `require_path!`, `Get` in `require_url!`; what comes first is the command's `Call`",
        )?;
        let ty = input.parse()?;
        let _: Option<Token![,]> = input.parse()?;
        if !input.is_empty() {
            return Err(input.error("nothing comes behind the type"));
        }
        Ok(Self { call, argument, value, ty })
    }
}

fn comma(input: ParseStream<'_>, next: &str) -> Result<()> {
    let comma: Result<Token![,]> = input.parse();
    comma.map(|_| ()).map_err(|error| syn::Error::new(error.span(), format!("missing: `, ` and {next}")))
}

/// The name that the page uses: Tauri makes `notePath` of an argument `note_path`.
fn page_name(value: &Expr) -> Result<LitStr> {
    let ident = match value {
        Expr::Path(ExprPath { path, .. }) => path.get_ident(),
        _ => None,
    };
    let name = |ident: &Ident| LitStr::new(&ident.unraw().to_string().to_lower_camel_case(), ident.span());
    ident.map(name).ok_or_else(|| {
        let says = "not the name of an argument: write `\"note\" = value`, with the name that the page uses";
        syn::Error::new(value.span(), says)
    })
}
