#[automatically_derived]
impl ::tauri_plugin_authority::__private::Judge for Export {
    const ACCESS: ::tauri_plugin_authority::__private::AccessSet = ::tauri_plugin_authority::__private::AccessSet::NONE
        .union(
            <Option<File<Read>> as ::tauri_plugin_authority::__private::Judge>::ACCESS,
        )
        .union(<Vec<NewFile> as ::tauri_plugin_authority::__private::Judge>::ACCESS)
        .union(<Table as ::tauri_plugin_authority::__private::Judge>::ACCESS);
    fn judge(
        input: ::tauri_plugin_authority::__private::Input<'_>,
        bench: &::tauri_plugin_authority::__private::Bench<'_>,
    ) -> ::core::result::Result<Self, ::tauri_plugin_authority::__private::Denial> {
        let fields = ::tauri_plugin_authority::__private::fields(
            input,
            bench,
            Self::ACCESS,
            &["notePath", "target", "type"],
        )?;
        ::core::result::Result::Ok(Self {
            note_path: ::tauri_plugin_authority::__private::judge_field::<
                Option<File<Read>>,
            >(fields, "notePath", bench)?,
            write_to: ::tauri_plugin_authority::__private::judge_field::<
                Vec<NewFile>,
            >(fields, "target", bench)?,
            r#type: ::tauri_plugin_authority::__private::judge_field::<
                Table,
            >(fields, "type", bench)?,
        })
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
            crate::Exporting,
        >(&item)
    }
}
