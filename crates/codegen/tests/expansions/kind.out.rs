#[automatically_derived]
impl ::tauri_plugin_authority::__private::Kind for Job {
    const KIND: &'static ::tauri_plugin_authority::__private::kind::Kind = &::tauri_plugin_authority::__private::kind::Kind::new(
        ::core::concat!(::core::module_path!(), "::", ::core::stringify!(Job)),
        ::tauri_plugin_authority::__private::kind::Field::new::<
            String,
        >(
            "printer",
            ::tauri_plugin_authority::__private::kind::By::Glob,
            ::tauri_plugin_authority::__private::kind::Case::Folds,
        ),
        const {
            &[
                ::tauri_plugin_authority::__private::kind::Field::new::<
                    Option<u8>,
                >(
                    "copies",
                    ::tauri_plugin_authority::__private::kind::By::Range,
                    ::tauri_plugin_authority::__private::kind::Case::Counts,
                ),
                ::tauri_plugin_authority::__private::kind::Field::new::<
                    Box<str>,
                >(
                    "inTray",
                    ::tauri_plugin_authority::__private::kind::By::Regex,
                    ::tauri_plugin_authority::__private::kind::Case::Counts,
                ),
                ::tauri_plugin_authority::__private::kind::Field::new::<
                    bool,
                >(
                    "type",
                    ::tauri_plugin_authority::__private::kind::By::Exact,
                    ::tauri_plugin_authority::__private::kind::Case::Counts,
                ),
            ]
        },
    );
    fn from_fields(
        fields: &mut ::tauri_plugin_authority::__private::Fields<'_>,
    ) -> ::core::option::Option<Self> {
        ::core::option::Option::Some(Self {
            printer: fields.take()?,
            copies: fields.take()?,
            tray: fields.take()?,
            r#type: fields.take()?,
        })
    }
}
#[automatically_derived]
impl ::tauri_plugin_authority::__private::Owned for Job {
    type Owner = crate::Printing;
}
#[automatically_derived]
impl ::tauri_plugin_authority::__private::Judge for Job {
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
> ::tauri_plugin_authority::__private::tauri::ipc::CommandArg<'de, R> for Job {
    fn from_command(
        item: ::tauri_plugin_authority::__private::tauri::ipc::CommandItem<'de, R>,
    ) -> ::core::result::Result<
        Self,
        ::tauri_plugin_authority::__private::tauri::ipc::InvokeError,
    > {
        ::tauri_plugin_authority::__private::judged_argument::<
            R,
            Self,
            crate::Printing,
        >(&item)
    }
}
