#[judge(owner = crate::Exporting, rename_all = "camelCase")]
struct Export {
    note_path: Option<File<Read>>,
    #[judge(rename = "target")]
    write_to: Vec<NewFile>,
    r#type: Table,
}
