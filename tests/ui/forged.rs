use tauri_plugin_authority::{App, File, Header, Read, Scoped, Valid};

fn wrap(file: File<Read>) -> Scoped<File<Read>> {
    Scoped::<_, App> { value: file, owner: std::marker::PhantomData }
}

fn make(file: File<Read>) -> Scoped<File<Read>> {
    Scoped::new(file)
}

fn from_text() -> Scoped<File<Read>> {
    serde_json::from_str("\"/etc/passwd\"").unwrap()
}

fn twice(file: &Scoped<File<Read>>) -> Scoped<File<Read>> {
    file.clone()
}

fn header(file: Scoped<File<Read>>) -> Header<File<Read>> {
    Header(file)
}

fn unchecked(text: String) -> Valid<String> {
    Valid(text)
}

fn conjured() -> File<Read> {
    File { held: panic!(), purpose: std::marker::PhantomData }
}

fn main() {}
