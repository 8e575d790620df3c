//! The extensions that may be shown: those that tell the kind of a file, and nothing of the one who named it.

/// The well-known extension of a name, as it stands in the list. A page that puts a secret there finds it dropped, and one
/// that wants to write in capitals and small letters finds them all small.
pub(super) fn of(name: &str) -> Option<&'static str> {
    let (stem, extension) = name.rsplit_once('.')?;
    if stem.is_empty() || extension.len() > LONGEST {
        return None;
    }
    let mut small = [0; LONGEST];
    let small = small.get_mut(..extension.len())?;
    small.copy_from_slice(extension.as_bytes());
    small.make_ascii_lowercase();
    let at = KNOWN.binary_search_by(|known| known.as_bytes().cmp(small)).ok()?;
    KNOWN.get(at).copied()
}

const LONGEST: usize = 8;

/// Sorted. None of them is a word that says something by itself.
pub(super) const KNOWN: &[&str] = &[
    "7z", "aac", "ai", "aiff", "apk", "appimage", "avi", "avif", "bak", "bash", "bat", "bin", "bmp", "bz2", "c", "cer",
    "cfg", "conf", "cpp", "crt", "cs", "css", "csv", "dat", "db", "deb", "dll", "dmg", "doc", "docx", "dwg", "eml",
    "env", "eot", "eps", "epub", "exe", "flac", "flv", "gif", "go", "gpg", "gz", "h", "heic", "htm", "html", "ico",
    "ics", "ini", "ipynb", "iso", "jar", "java", "jpeg", "jpg", "js", "json", "jsonl", "jsx", "kdbx", "key", "kt",
    "lock", "log", "lua", "m4a", "m4v", "map", "md", "mid", "mjs", "mkv", "mobi", "mov", "mp3", "mp4", "mpeg", "mpg",
    "msg", "msi", "odp", "ods", "odt", "ogg", "ogv", "opus", "otf", "p12", "parquet", "pdf", "pem", "pfx", "php",
    "pkg", "plist", "png", "pps", "ppt", "pptx", "ps1", "psd", "pst", "pub", "py", "rar", "raw", "rb", "rpm", "rs",
    "rtf", "sh", "so", "sql", "sqlite", "srt", "svg", "swift", "tar", "tgz", "tif", "tiff", "tmp", "toml", "ts", "tsv",
    "tsx", "ttf", "txt", "vcf", "vue", "wasm", "wav", "webm", "webp", "wma", "wmv", "woff", "woff2", "xls", "xlsx",
    "xml", "xz", "yaml", "yml", "zip", "zst",
];
