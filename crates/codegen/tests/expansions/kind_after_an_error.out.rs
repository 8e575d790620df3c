::core::compile_error! {
    "a kind needs a key, by which its entries are known: put `#[kind(key)]` on one field, as in `struct Table { #[kind(key)] table: String }`"
}
#[automatically_derived]
impl ::tauri_plugin_authority::__private::Kind for Table {
    const KIND: &'static ::tauri_plugin_authority::__private::kind::Kind = &::tauri_plugin_authority::__private::kind::Kind::new(
        "",
        ::tauri_plugin_authority::__private::kind::Field::new::<
            ::std::string::String,
        >(
            "",
            ::tauri_plugin_authority::__private::kind::By::Exact,
            ::tauri_plugin_authority::__private::kind::Case::Counts,
        ),
        &[],
    );
    fn from_fields(
        _: &mut ::tauri_plugin_authority::__private::Fields<'_>,
    ) -> ::core::option::Option<Self> {
        ::core::option::Option::None
    }
}
#[automatically_derived]
impl ::tauri_plugin_authority::__private::Owned for Table {
    type Owner = ::tauri_plugin_authority::__private::App;
}
#[automatically_derived]
impl ::tauri_plugin_authority::__private::Judge for Table {
    const ACCESS: ::tauri_plugin_authority::__private::AccessSet = ::tauri_plugin_authority::__private::AccessSet::NONE;
    fn judge(
        input: ::tauri_plugin_authority::__private::Input<'_>,
        bench: &::tauri_plugin_authority::__private::Bench<'_>,
    ) -> ::core::result::Result<Self, ::tauri_plugin_authority::__private::Denial> {
        ::tauri_plugin_authority::__private::judge_value(input, bench)
    }
}
#[automatically_derived]
impl<
    'de,
    R: ::tauri_plugin_authority::__private::tauri::Runtime,
> ::tauri_plugin_authority::__private::tauri::ipc::CommandArg<'de, R> for Table {
    fn from_command(
        item: ::tauri_plugin_authority::__private::tauri::ipc::CommandItem<'de, R>,
    ) -> ::core::result::Result<
        Self,
        ::tauri_plugin_authority::__private::tauri::ipc::InvokeError,
    > {
        ::tauri_plugin_authority::__private::judged_argument::<
            R,
            Self,
            ::tauri_plugin_authority::__private::App,
        >(&item)
    }
}
