/// A print job.
#[kind(owner = crate::Printing)]
pub struct Job {
    #[kind(range)]
    copies: Option<u8>,
    #[kind(key, glob, ignore_case)]
    printer: String,
    #[kind(regex, rename = "inTray")]
    tray: Box<str>,
    r#type: bool,
}
