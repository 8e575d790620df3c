//! From what is declared to the implementations.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Ident, spanned::Spanned as _};

use super::{By, Declaration, Field};
use crate::plugin;

pub(super) fn implementation(declaration: &Declaration) -> TokenStream {
    let plugin = plugin();
    let Declaration { ident, owner, fields, .. } = declaration;
    let owner = owner.as_ref().map_or_else(|| quote!(#plugin::App), |owner| quote!(#owner));
    let mut constants = fields.iter().map(constant);
    let key = constants.next();
    let names = fields.iter().map(|field| &field.ident);
    let kind = quote! {
        const KIND: &'static #plugin::kind::Kind = &#plugin::kind::Kind::new(
            ::core::concat!(::core::module_path!(), "::", ::core::stringify!(#ident)),
            #key,
            const { &[#(#constants),*] },
        );

        fn from_fields(fields: &mut #plugin::Fields<'_>) -> ::core::option::Option<Self> {
            ::core::option::Option::Some(Self { #(#names: fields.take()?),* })
        }
    };
    implementations(ident, &owner, &kind)
}

pub(super) fn stub(ident: &Ident, error: &syn::Error) -> TokenStream {
    let plugin = plugin();
    let error = error.to_compile_error();
    let kind = quote! {
        const KIND: &'static #plugin::kind::Kind = &#plugin::kind::Kind::new(
            "",
            #plugin::kind::Field::new::<::std::string::String>("", #plugin::kind::By::Exact, #plugin::kind::Case::Counts),
            &[],
        );

        fn from_fields(_: &mut #plugin::Fields<'_>) -> ::core::option::Option<Self> {
            ::core::option::Option::None
        }
    };
    let stub = implementations(ident, &quote!(#plugin::App), &kind);
    quote!(#error #stub)
}

fn constant(field: &Field) -> TokenStream {
    let plugin = plugin();
    let Field { name, ty, .. } = field;
    let by = match field.by {
        By::Exact => quote!(Exact),
        By::Glob => quote!(Glob),
        By::Regex => quote!(Regex),
        By::Range => quote!(Range),
    };
    let case = if field.ignore_case { quote!(Folds) } else { quote!(Counts) };
    // At the type, where an error about it belongs.
    quote_spanned!(ty.span()=> #plugin::kind::Field::new::<#ty>(#name, #plugin::kind::By::#by, #plugin::kind::Case::#case))
}

/// INVARIANT no-argument-unjudged: a bare value as a command's argument is judged, too: a type that implements `CommandArg` cannot implement `Deserialize`
/// beside it, so there is no way to take one unjudged.
fn implementations(ident: &Ident, owner: &TokenStream, kind: &TokenStream) -> TokenStream {
    let plugin = plugin();
    let argument = argument(ident, owner);
    quote! {
        #[automatically_derived]
        impl #plugin::Kind for #ident {
            #kind
        }

        #[automatically_derived]
        impl #plugin::Owned for #ident {
            type Owner = #owner;
        }

        #[automatically_derived]
        impl #plugin::Judge for #ident {
            const ACCESS: #plugin::AccessSet = #plugin::AccessSet::NONE;

            fn judge(
                input: #plugin::Input<'_>,
                bench: &#plugin::Bench<'_>,
            ) -> ::core::result::Result<Self, #plugin::Denial> {
                #plugin::judge_value(input, bench)
            }
        }

        #argument
    }
}

/// `CommandArg` for a type that can be judged.
pub(crate) fn argument(ident: &Ident, owner: &TokenStream) -> TokenStream {
    let plugin = plugin();
    quote! {
        #[automatically_derived]
        impl<'de, R: #plugin::tauri::Runtime> #plugin::tauri::ipc::CommandArg<'de, R> for #ident {
            fn from_command(
                item: #plugin::tauri::ipc::CommandItem<'de, R>,
            ) -> ::core::result::Result<Self, #plugin::tauri::ipc::InvokeError> {
                #plugin::judged_argument::<R, Self, #owner>(&item)
            }
        }
    }
}
