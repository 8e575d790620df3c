//! What is a secret by its look, and what is not.

use super::super::{
    extensions,
    secrets::{looks_secret, looks_sent},
};

#[test]
fn ordinary_names_are_no_secrets() {
    let taken: Vec<_> = ORDINARY.iter().filter(|name| looks_secret(name)).collect();
    assert!(taken.is_empty(), "{taken:?}");
}

/// A label below a domain is taken for a message sooner.
#[test]
fn ordinary_labels_are_none() {
    for label in [
        "www",
        "api-eu-west-1",
        "fonts",
        "raw",
        "my-bucket-name",
        "documentation-staging",
        "ec2-12-34-56-78",
        "s3",
        "us-east-2",
        "objects-origin",
        "clientservices",
        "authentication",
        "play-lh",
        "storage-download",
        "avatars1",
    ] {
        assert!(!looks_sent(label), "{label}");
    }
    assert!(looks_sent("pompdzmelessixlutgmbxx") && !looks_secret("pompdzmelessixlutgmbxx"));
}

#[test]
fn secrets_are() {
    let missed: Vec<_> = SECRET.iter().filter(|text| !looks_secret(text)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn escapes_do_not_hide_a_secret() {
    assert!(looks_secret("anna%40example.com"));
    assert!(looks_secret("anna%2540example.com"));
    assert!(looks_secret("%67%68%70_0123456789abcdef"));
    assert!(looks_secret("%2525252525252541 name"), "escaped seven times");
    // Not by its digits, of which there are eight.
    assert!(looks_secret("%25252541 name"), "escaped four times");
    assert!(!looks_secret("%252541 name"), "escaped three times");
    assert!(
        !looks_secret("100%25 done, 5% left")
            && !looks_secret("a%20b%C3%A4r.txt")
            && !looks_secret("%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82")
    );
}

/// Texts that make a careless search look at everything again for each character.
#[test]
fn long_texts_are_read_once() {
    for piece in ["sk-", "@a.", "%25", "a@", "-----", "eyJ", "aB", "+1 ", "4111 ", "sk-a-"] {
        let text = piece.repeat(200_000 / piece.len());
        let began = std::time::Instant::now();
        let _ = looks_secret(&text);
        assert!(began.elapsed().as_secs() < 5, "{piece}: {:?}", began.elapsed());
    }
}

#[test]
fn extensions_are_sorted_and_found_in_any_case() {
    assert!(extensions::KNOWN.is_sorted() && extensions::KNOWN.len() > 100);
    assert_eq!(
        ["a.TXT", "a.b.JsonL", "a.", "a", ".txt", "a.appimagex", "a.tx"].map(extensions::of),
        [Some("txt"), Some("jsonl"), None, None, None, None, None]
    );
}

const ORDINARY: &[&str] = &[
    "quarterly-report-2025-final.pdf",
    "node_modules",
    "IMG_20251129",
    "IMG_20251129_101530.jpg",
    "com.example.notes",
    "Screenshot 2025-11-29 at 10.00.00",
    "Screenshot from 2025-11-29 10-00-00.png",
    "Screenshot_20251129-101530.png",
    "VID_20251129_101530.mp4",
    "WhatsApp Image 2025-11-29 at 10.15.30.jpeg",
    "DSC_0042.JPG",
    "DCIM",
    "100APPLE",
    "Cargo.toml",
    "package-lock.json",
    "tsconfig.tsbuildinfo",
    "index-BxYz12Qa.js",
    "main.3f2a91bc.js",
    "lodash@4.17.21.tgz",
    "@types",
    "icon@2x.png",
    "icon@3x~ipad.png",
    "getty@.service",
    "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "libstdc++.so.6.0.30",
    "python3.11",
    "vmlinuz-6.1.0-18-amd64",
    "v1.2.3-rc.4",
    "1.0.0-beta.11",
    "My Documents",
    "Program Files (x86)",
    "AppData",
    "Local Settings",
    "com.apple.Safari.SafeBrowsing",
    "org.mozilla.firefox",
    "Übersicht der Ausgaben 2025.xlsx",
    "Straßenverkehrsordnung.pdf",
    "Steuererklaerung_2024_Entwurf_v3.docx",
    "Bewerbungsunterlagen.zip",
    "rechnung-2025-11-0042.pdf",
    "Invoice_INV-2025-00042.pdf",
    "compte-rendu-reunion.odt",
    "presupuesto_anual_definitivo.xls",
    "sprawozdanie-finansowe-2024.pdf",
    "отчёт за ноябрь.docx",
    "会议记录2025.docx",
    "getElementsByTagNameNS.html",
    "AbstractSingletonProxyFactoryBean.java",
    "UserServiceImplTest.java",
    "README.md",
    "CONTRIBUTING.md",
    "LICENSE-APACHE",
    "The.Show.S01E05.1080p.WEB-DL.x264.mkv",
    "mp4-h264-1080p-60fps-hdr10",
    "01 - Track One.flac",
    "Symphony No. 9 in D minor, Op. 125.mp3",
    "backup-2025-11-29T10-15-30Z.tar.gz",
    "20251129T101530Z.log",
    "app.2025-11-29.log",
    "cache_v2",
    "thumbnails-256x256",
    "sk-SK.json",
    "sk-learn-notes.txt",
    "hf_models",
    "npm_cache",
    "npm-debug.log",
    "pypi-mirror-list",
    "SG.csv",
    "ASIA_2024.xlsx",
    "ASIAPACIFIC-report.pdf",
    "eyJafjallajokull.jpg",
    "Eyjafjallajokull.jpg",
    "ghp_notes",
    "2025-11-29",
    "10.0.0.1",
    "192.168.100.200",
    "localhost",
    "api-eu-west-1.example.com",
    "ec2-12-34-56-78.us-west-2.compute.amazonaws.com",
    "fonts.googleapis.com",
    "raw.githubusercontent.com",
    "xn--mnchen-3ya.de",
    "deadbeef",
    "new folder (2)",
    "untitled-12345678.txt",
    "MEMORY.DMP",
    "ntuser.dat",
    "WindowsApps",
    "internationalization-and-localization-guidelines.md",
];

const SECRET: &[&str] = &[
    "sk-proj-4fT9xQ2LmZ8vK1aB",
    "sk_live_51H8x",
    "pk_test_51H8x",
    "ghp_0123456789abcdef",
    "GHO_0123456789ABCDEF",
    "github_pat_11ABCDE",
    "glpat-abcdefgh",
    "xoxb-1234-abcd",
    "xoxp-abc",
    "AKIAIOSFODNN7EXAMPLE",
    "ASIAIOSFODNN7EXAMPLE",
    "akiaiosfodnnaexample",
    "AIzaSyA12345",
    "eyJhbGciOiJIUzI1",
    "ya29.abc",
    "npm_abcdEFGH1234",
    "pypi-AgEIcHlwaS5",
    "hf_abcdEFGHijk1",
    "dop_v1_ab",
    "SG.abcdEFGH1.x",
    "-----BEGIN PRIVATE KEY",
    "backup ghp_abcdEFGH12.txt",
    "my-glpat-abcdefgh",
    "123e4567-e89b-12d3-a456-426614174000",
    "11111111-2222-3333-4444-555555555555",
    "{123E4567-E89B-12D3-A456-426614174000}",
    "0123456789abcdef",
    "abcdefabcdefabcd",
    "x-DEADBEEFDEADBEEF.txt",
    "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01",
    "123456789",
    "a1234567890",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111.pdf",
    "3782 822463 10005",
    "DE89 3704 0044 0532 0130 00",
    "DE89370400440532013000",
    "GB29NWBK60161331926819",
    "+49 170 1234567",
    "call +1 (555) 123-4567",
    "anna@example.com",
    "anna.b+c@mail.example.co.uk",
    "a@b.cd",
    "anna@163.com",
    "änna@exämple.de",
    "x anna@example.com.txt",
    "dGhpcyBpcyBub3QgYSB3b3Jk",
    "a-long-name-before-it-Zx9Qk2Lm7Vt4Rp8W",
    "MFRGGZDFMZTWQ2LKNNWG23TP",
    "mfrggzdfmztwq2lknnwg23tp",
    "Zx9Qk2Lm7Vt4Rp8W",
];
