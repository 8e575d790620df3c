//! A name server of a few lines: it answers over UDP what it is told to, in turn.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, UdpSocket},
    sync::{Arc, Mutex},
    thread,
};

const A: u16 = 1;
const CNAME: u16 = 5;
const AAAA: u16 = 28;

/// What one look-up of a name is answered with.
#[derive(Clone)]
enum Record {
    Address(IpAddr),
    Alias(String),
}

/// The names it knows.
#[derive(Clone, Default)]
pub(crate) struct Zone {
    /// The answers in turn, and how many look-ups there were, of each type.
    names: Arc<Mutex<HashMap<String, Vec<Vec<Record>>>>>,
    asked: Arc<Mutex<HashMap<(String, u16), usize>>>,
}

impl Zone {
    pub(crate) fn serve(address: &str) -> io::Result<Self> {
        let zone = Self::default();
        let (own, socket) = (zone.clone(), UdpSocket::bind(address)?);
        thread::spawn(move || {
            let mut message = [0; 1500];
            while let Ok((length, from)) = socket.recv_from(&mut message) {
                let _ = socket.send_to(&own.answer(&message[..length]), from);
            }
        });
        Ok(zone)
    }

    /// Each text is an address, or the name that it is an alias of; the last answer stays.
    pub(crate) fn set(&self, name: &str, answers: &[&[&str]]) {
        let read = |text: &&str| text.parse().map_or_else(|_| Record::Alias((*text).to_owned()), Record::Address);
        let answers = answers.iter().map(|answer| answer.iter().map(read).collect()).collect();
        self.names.lock().unwrap().insert(name.to_owned(), answers);
        self.asked.lock().unwrap().retain(|(known, _), _| known != name);
    }

    /// How often the IPv4 addresses of a name were asked for.
    pub(crate) fn asked(&self, name: &str) -> usize {
        self.asked.lock().unwrap().get(&(name.to_owned(), A)).copied().unwrap_or_default()
    }

    fn answer(&self, query: &[u8]) -> Vec<u8> {
        let (name, end) = read_name(query, 12);
        let kind = u16::from_be_bytes([query[end], query[end + 1]]);
        let mut records = Vec::new();
        let known = self.collect(&name, kind, &mut records);
        let mut answer = query[..2].to_vec();
        // A response, for which recursion was available; that there is no such name is 3.
        answer.extend([0x81, if known { 0x80 } else { 0x83 }, 0, 1]);
        answer.extend((records.len() as u16).to_be_bytes());
        answer.extend([0; 4]);
        answer.extend(&query[12..end + 4]);
        for (owner, kind, data) in records {
            write_name(&owner, &mut answer);
            answer.extend(kind.to_be_bytes());
            answer.extend([0, 1, 0, 0, 0, 0]);
            answer.extend((data.len() as u16).to_be_bytes());
            answer.extend(data);
        }
        answer
    }

    /// The records of a name, behind its aliases; false where there is no such name.
    fn collect(&self, name: &str, kind: u16, into: &mut Vec<(String, u16, Vec<u8>)>) -> bool {
        let turn = {
            let mut asked = self.asked.lock().unwrap();
            let turn = asked.entry((name.to_owned(), kind)).or_default();
            *turn += 1;
            *turn - 1
        };
        let Some(answers) = self.names.lock().unwrap().get(name).cloned() else { return false };
        for record in &answers[turn.min(answers.len() - 1)] {
            match record {
                Record::Address(IpAddr::V4(address)) if kind == A => {
                    into.push((name.to_owned(), A, address.octets().to_vec()));
                }
                Record::Address(IpAddr::V6(address)) if kind == AAAA => {
                    into.push((name.to_owned(), AAAA, address.octets().to_vec()));
                }
                Record::Address(_) => {}
                Record::Alias(target) => {
                    let mut data = Vec::new();
                    write_name(target, &mut data);
                    into.push((name.to_owned(), CNAME, data));
                    self.collect(target, kind, into);
                }
            }
        }
        true
    }
}

fn read_name(message: &[u8], mut at: usize) -> (String, usize) {
    let mut labels = Vec::new();
    while message[at] != 0 {
        let end = at + 1 + usize::from(message[at]);
        labels.push(String::from_utf8_lossy(&message[at + 1..end]).to_ascii_lowercase());
        at = end;
    }
    (labels.join("."), at + 1)
}

fn write_name(name: &str, into: &mut Vec<u8>) {
    for label in name.split('.') {
        into.push(label.len() as u8);
        into.extend(label.as_bytes());
    }
    into.push(0);
}
