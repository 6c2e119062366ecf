//! The verbs that touch data, as values: they run here or inside a server, with the same outcome.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::exit::{Exit, Failure};
use super::{
    accounts, audit, doctor, export, feed, index, jobs, matching, recover, reference, search, setup, show, submit,
    user, worklist,
};
use crate::model::{Actor, Origin, Who};
use crate::server::Services;

/// What is asked for. File names are labels; contents come and go as streams, so that the server needs no right to
/// read what the caller may read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Request {
    /// One file of a state; the file is the input, the answers are the files.
    Submit(submit::Submit),
    /// One query.
    Search(search::Search),
    /// A query a line on the input.
    SearchLines(search::SearchLines),
    /// A child's record.
    Show(show::Show),
    /// A CSV file of all contributions or near matches.
    Export(export::Export),
    /// One file of reference data; the file is the input.
    Reference(reference::Import),
    /// A new index.
    IndexRebuild,
    /// Everything verified.
    Doctor(doctor::Doctor),
    /// A new account.
    UserAdd(user::UserAdd),
    /// About the accounts there are.
    User(accounts::Ask),
    /// A link under which the first account is made.
    UserSetup(setup::UserSetup),
    /// A way back in for somebody who lost what she proves herself with.
    UserRecover(recover::UserRecover),
    /// About the model of linking; a model file may be the input.
    Matching(matching::Ask),
    /// What waits to be decided.
    Worklist(worklist::Worklist),
    /// About the jobs of the scheduler.
    Jobs(jobs::Ask),
    /// About a state's feed and its keys.
    Feed(feed::Ask),
    /// About the audit log; checkpoint files may be the input.
    Audit(audit::Ask),
}

/// Where bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Standard output of the caller.
    Terminal,
    /// The first file the caller named.
    First,
    /// The second.
    Second,
}

/// Takes what a request gives out.
pub trait Sink {
    /// Bytes for a channel, in order.
    fn write(&mut self, channel: Channel, bytes: &[u8]) -> io::Result<()>;
    /// How far the request is.
    fn progress(&mut self, done: u64, total: u64);
}

/// Who calls: a user of the operating system, by name, and whether through the socket of a running server.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The user.
    pub user: String,
    /// [`Origin::Console`] or [`Origin::Socket`].
    pub origin: Origin,
}

impl Caller {
    /// In this process.
    pub fn here(user: String) -> Self {
        Self { user, origin: Origin::Console }
    }

    /// Through the socket.
    pub fn through_the_socket(user: String) -> Self {
        Self { user, origin: Origin::Socket }
    }

    /// As the audit log names it.
    pub fn actor(&self) -> Actor {
        Actor::Console(self.user.as_str().into())
    }

    /// The same, with the way by which he came.
    pub fn who(&self) -> Who {
        Who::new(self.actor(), self.origin)
    }
}

/// Does what is asked.
pub fn execute(
    services: &Services,
    caller: &Caller,
    request: Request,
    input: &mut dyn Read,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    match request {
        Request::Submit(request) => submit::execute(services, caller, &request, input, sink),
        Request::Search(request) => search::execute(services, caller, &request, sink),
        Request::SearchLines(request) => search::execute_lines(services, caller, &request, input, sink),
        Request::Show(request) => show::execute(services, caller, &request, sink),
        Request::Export(request) => export::execute(services, caller, request, sink),
        Request::Reference(request) => reference::execute(services, caller, &request, input, sink),
        Request::IndexRebuild => index::execute(services, sink),
        Request::Doctor(request) => doctor::execute(services, &request, sink),
        Request::UserAdd(request) => user::execute(services, caller, request, sink),
        Request::User(request) => accounts::execute(services, caller, request, sink),
        Request::UserSetup(request) => setup::execute(services, caller, &request, sink),
        Request::UserRecover(request) => recover::execute(services, caller, &request, sink),
        Request::Matching(request) => matching::execute(services, caller, &request, input, sink),
        Request::Worklist(request) => worklist::execute(services, &request, sink),
        Request::Jobs(ask) => jobs::execute(services, caller, &ask, sink),
        Request::Feed(ask) => feed::execute(services, caller, ask, sink),
        Request::Audit(ask) => audit::execute(services, caller, &ask, input, sink),
    }
}

/// A channel as a writer.
pub(super) struct To<'a>(pub &'a mut dyn Sink, pub Channel);

impl Write for To<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(self.1, bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Text for the caller's standard output. What states send is part of it, and must not steer the terminal.
pub(super) fn say(sink: &mut dyn Sink, text: &str) -> Result<(), Failure> {
    sink.write(Channel::Terminal, harmless(text).as_bytes()).map_err(|error| undelivered(&error))
}

/// The text with control characters but ends of lines and tabs as `\u001b`, which is the same text in JSON.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            shown.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// What is said when the output cannot be delivered.
pub(super) fn undelivered(error: &io::Error) -> Failure {
    let exit = if error.kind() == io::ErrorKind::StorageFull { Exit::DiskFull } else { Exit::Data };
    Failure::new(exit, format!("the output could not be written: {error}. What was changed stays; run the verb again"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Screen(String);

    impl Sink for Screen {
        fn write(&mut self, _: Channel, bytes: &[u8]) -> io::Result<()> {
            self.0.push_str(std::str::from_utf8(bytes).unwrap());
            Ok(())
        }

        fn progress(&mut self, _: u64, _: u64) {}
    }

    #[test]
    fn nothing_that_was_sent_steers_the_terminal() {
        let mut screen = Screen::default();
        let sent = "Jos\u{e9}\u{1b}]0;x\u{7}\r\u{9b}31m\u{7f}";
        say(&mut screen, &format!("a\tb\n{sent}\n")).unwrap();
        assert_eq!(screen.0, "a\tb\nJos\u{e9}\\u001b]0;x\\u0007\\u000d\\u009b31m\\u007f\n");
        // JSON stays JSON and means the same.
        let mut screen = Screen::default();
        say(&mut screen, &serde_json::to_string(sent).unwrap()).unwrap();
        assert!(!screen.0.contains(char::is_control));
        assert_eq!(serde_json::from_str::<String>(&screen.0).unwrap(), sent);
    }
}
