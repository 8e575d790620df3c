//! What the gate takes names the same host and port to a second parser, for texts that are put together of what parsers read
//! differently.

use crate::{
    testing::Dice,
    validate::url::{ValidUrl, second_parser},
};

/// What a URL is made of, part by part: what all read alike, and what they may not.
const SCHEMES: [&str; 2] = ["http https ws wss", "HTTPS hTTp ftp a"];
const STARTS: [&str; 2] = ["://", ":// :/ : :/// ://// :\\\\ :/\\ :\t// //"];
const USERS: [&str; 2] = [" u@ u:p@", "@ a@b@ u\\@ good.example:80@ u%40@ u/@ u?@ u#@ |@ \u{fc}@"];
const NAMES: [&str; 2] = [
    "a b example Example .com .com .a.b 1 127.0.0.1 [::1] \u{fc} \u{3002}com xn--mller-kva \u{4f8b}",
    "- . _ 0x7f.1 2130706433 [::ffff:127.0.0.1] [0:0::1] [fe80::1%25eth0] %2e %41 %00 \u{ad} \u{ff0e} \u{ff21} xn-- \u{e0100} \
     , ; \\ \t | & $ ' [ ]",
];
const PORTS: [&str; 2] = [" : :80 :443 :8443 :0443", ":0 :65535 :65536 :+443 :80:443 :8a :\u{ff18}"];
const PATHS: [&str; 2] = [
    " / /a/../b ?q #top /@evil.example ?@evil.example/ #@evil.example //evil.example/ /:80 /a;b",
    "/a|b /%2e%2e/ /a%2fb /a\\b /\u{e9} \\@evil.example/ \\evil.example @evil.example/ ;x /\n",
];

type Part = [Vec<&'static str>; 2];

fn part(texts: [&'static str; 2]) -> Part {
    texts.map(|text| text.split(' ').collect())
}

fn spell<'p>(dice: &mut Dice, parts: impl IntoIterator<Item = &'p Part>) -> String {
    let mut pick = |[alike, other]: &Part| {
        let of = if dice.below(8) == 0 { other } else { alike };
        *dice.pick(of)
    };
    parts.into_iter().map(&mut pick).collect()
}

#[test]
fn whom_the_gate_reads_is_whom_a_second_parser_reads() {
    let mut dice = Dice(81);
    let (before, names, after) = ([SCHEMES, STARTS, USERS].map(part), part(NAMES), [PORTS, PATHS].map(part));
    let (mut taken, mut compared, mut with_a_port) = (0, 0, 0);
    // Under Wine a round takes ten times as long.
    let rounds = if cfg!(windows) { 20_000 } else { 200_000 };
    for _ in 0..rounds {
        let names = std::iter::repeat_n(&names, 1 + dice.below(3));
        let raw = spell(&mut dice, before.iter().chain(names).chain(&after));
        let Ok(url) = ValidUrl::parse(&raw) else { continue };
        taken += 1;
        compared += usize::from(second_parser::agrees(&raw, &url));
        with_a_port += usize::from(!url.port_text().is_empty());
    }
    let counted = format!("{taken} taken, {compared} compared, {with_a_port} with a port");
    println!("{counted}");
    assert!(compared > rounds / 4 && with_a_port > rounds / 10, "{counted}");
}
