::core::compile_error! {
    "there is nothing to judge: give it a field, as in `struct Export { from: File<Read>, to: NewFile }`"
}
#[automatically_derived]
impl ::tauri_plugin_authority::__private::Judge for Export {
    const ACCESS: ::tauri_plugin_authority::__private::AccessSet = ::tauri_plugin_authority::__private::AccessSet::NONE;
    fn judge(
        input: ::tauri_plugin_authority::__private::Input<'_>,
        bench: &::tauri_plugin_authority::__private::Bench<'_>,
    ) -> ::core::result::Result<Self, ::tauri_plugin_authority::__private::Denial> {
        ::core::result::Result::Err(
            bench
                .refuse(
                    Self::ACCESS,
                    ::tauri_plugin_authority::__private::Code::ArgumentType,
                ),
        )
    }
}
#[automatically_derived]
impl<
    'de,
    R: ::tauri_plugin_authority::__private::tauri::Runtime,
> ::tauri_plugin_authority::__private::tauri::ipc::CommandArg<'de, R> for Export {
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
