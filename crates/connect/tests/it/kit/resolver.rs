//! A resolver whose answers change from one look-up to the next.

use std::{
    collections::HashMap,
    io,
    net::IpAddr,
    sync::{Arc, Mutex},
};

use authority_connect::resolve::{Answering, Resolve};

/// Names, and what each look-up of them is answered with; the last answer stays.
#[derive(Clone, Default)]
pub(crate) struct Names {
    answers: Arc<Mutex<HashMap<String, Vec<Vec<IpAddr>>>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Names {
    /// Names of this machine.
    pub(crate) fn here(names: &[&str]) -> Self {
        names.iter().fold(Self::default(), |known, name| known.with(name, &[&["127.0.0.1"]]))
    }

    pub(crate) fn with(self, name: &str, answers: &[&[&str]]) -> Self {
        self.set(name, answers);
        self
    }

    pub(crate) fn set(&self, name: &str, answers: &[&[&str]]) {
        let read = |answer: &&[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
        self.answers.lock().unwrap().insert(name.to_owned(), answers.iter().map(read).collect());
    }

    /// The look-ups, in their order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn next(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        self.asked.lock().unwrap().push(host.to_owned());
        let mut known = self.answers.lock().unwrap();
        let answers = known.get_mut(host).ok_or_else(|| io::Error::other("the zone ends here: NXDOMAIN"))?;
        if answers.len() > 1 { Ok(answers.remove(0)) } else { Ok(answers[0].clone()) }
    }
}

impl Resolve for Names {
    fn resolve<'a>(&'a self, host: &'a str) -> Answering<'a> {
        Box::pin(async move { self.next(host) })
    }
}
