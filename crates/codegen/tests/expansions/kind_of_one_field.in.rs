struct Table {
    #[kind(key)]
    table: String,
}
