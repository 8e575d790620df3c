//! `#[derive(Judge)]`: a struct of judged fields.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Ident, LitStr, Path, Result, Type, ext::IdentExt as _, spanned::Spanned as _};

use crate::{
    attribute::{distinct, each},
    kind::argument,
    misuse, plugin,
};

const EXAMPLE: &str = "struct Export { from: File<Read>, to: NewFile }";

struct Declaration {
    owner: Option<Path>,
    fields: Vec<Field>,
}

struct Field {
    ident: Ident,
    name: String,
    ty: Type,
}

/// The expansion of `#[derive(Judge)]`. After an error it still implements all, so that the error is the only one.
#[must_use]
pub fn derive(input: &DeriveInput) -> TokenStream {
    let plugin = plugin();
    let ident = &input.ident;
    let declaration = match read(input) {
        Ok(declaration) => declaration,
        Err(error) => {
            let error = error.to_compile_error();
            let body = quote!(::core::result::Result::Err(bench.refuse(Self::ACCESS, #plugin::Code::ArgumentType)));
            let stub = implementations(ident, &quote!(#plugin::App), &[], &body);
            return quote!(#error #stub);
        }
    };
    let owner = declaration.owner.as_ref().map_or_else(|| quote!(#plugin::App), |owner| quote!(#owner));
    let names: Vec<&String> = declaration.fields.iter().map(|field| &field.name).collect();
    let fields = declaration.fields.iter().map(|Field { ident, name, ty }| {
        quote_spanned!(ty.span()=> #ident: #plugin::judge_field::<#ty>(fields, #name, bench)?)
    });
    let body = quote! {
        let fields = #plugin::fields(input, bench, Self::ACCESS, &[#(#names),*])?;
        ::core::result::Result::Ok(Self { #(#fields),* })
    };
    let types: Vec<&Type> = declaration.fields.iter().map(|field| &field.ty).collect();
    implementations(ident, &owner, &types, &body)
}

fn implementations(ident: &Ident, owner: &TokenStream, types: &[&Type], body: &TokenStream) -> TokenStream {
    let plugin = plugin();
    let accesses = types.iter().map(|ty| quote_spanned!(ty.span()=> .union(<#ty as #plugin::Judge>::ACCESS)));
    let argument = argument(ident, owner);
    quote! {
        #[automatically_derived]
        impl #plugin::Judge for #ident {
            const ACCESS: #plugin::AccessSet = #plugin::AccessSet::NONE #(#accesses)*;

            fn judge(
                input: #plugin::Input<'_>,
                bench: &#plugin::Bench<'_>,
            ) -> ::core::result::Result<Self, #plugin::Denial> {
                #body
            }
        }

        #argument
    }
}

fn read(input: &DeriveInput) -> Result<Declaration> {
    let named = &misuse::named_fields(input, "a struct of judged fields", EXAMPLE)?.named;
    if named.is_empty() {
        return misuse::at(&input.ident, format!("there is nothing to judge: give it a field, as in `{EXAMPLE}`"));
    }
    let mut owner = None;
    let mut camel = false;
    each(&input.attrs, "judge", |meta| {
        if meta.path.is_ident("owner") {
            owner = Some(meta.value()?.parse()?);
        } else if meta.path.is_ident("rename_all") {
            let case: LitStr = meta.value()?.parse()?;
            match case.value().as_str() {
                "camelCase" => camel = true,
                "snake_case" => camel = false,
                _ => return misuse::at(&case, "fields are renamed to `camelCase` or `snake_case`"),
            }
        } else {
            return Err(meta.error("unknown attribute: a struct takes `owner = Type` and `rename_all = \"camelCase\"`"));
        }
        Ok(())
    })?;
    let fields = misuse::all(named.iter().map(|field| read_field(field, camel)))?;
    distinct(fields.iter().map(|field| (&field.ident, &field.name)))?;
    Ok(Declaration { owner, fields })
}

fn read_field(field: &syn::Field, camel: bool) -> Result<Field> {
    let Some(ident) = field.ident.clone() else { return misuse::at(field, "a judged field has a name") };
    let written = ident.unraw().to_string();
    let mut name = if camel { heck::ToLowerCamelCase::to_lower_camel_case(written.as_str()) } else { written };
    each(&field.attrs, "judge", |meta| {
        if !meta.path.is_ident("rename") {
            return Err(meta.error("unknown attribute: a judged field takes `rename = \"name\"`"));
        }
        name = meta.value()?.parse::<LitStr>()?.value();
        Ok(())
    })?;
    Ok(Field { ident, name, ty: field.ty.clone() })
}
