struct Table {
    table: String,
}
