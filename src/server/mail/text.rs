//! A message as it goes out (RFC 5322): ASCII, CRLF, one Message-ID for as long as it lives, so that a receiver can tell
//! a message that comes twice.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::model::{Email, Message};
use crate::web::letters::{Letter, letter};

/// Writes it. `portal` is the portal's address, without a slash at the end.
pub(super) fn write(from: &Email, portal: &str, number: u64, to: &Email, message: &Message) -> String {
    let Letter { languages, subject, text } = letter(message, portal);
    let headers = [
        ("From", format!("Vereda <{from}>")),
        ("To", format!("<{to}>")),
        ("Subject", encoded(&subject)),
        ("Date", message.created.mail_date()),
        ("Message-ID", format!("<{number}.{}@{}>", message.created.micros(), domain(from))),
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Language", languages),
        ("Content-Type", "text/plain; charset=utf-8".to_owned()),
        ("Content-Transfer-Encoding", "base64".to_owned()),
    ];
    let head: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let body = STANDARD.encode(text.replace('\n', "\r\n"));
    // Only ASCII is in it: every cut is between characters.
    let lines = body.as_bytes().chunks(76).map(|line| format!("{}\r\n", String::from_utf8_lossy(line)));
    head + "\r\n" + &lines.collect::<String>()
}

/// What stands behind the `@`.
pub(super) fn domain(address: &Email) -> &str {
    address.as_str().rsplit('@').next().unwrap_or_default()
}

/// A header's text (RFC 2047): as it is when it is plain, else in words of at most 75 characters.
fn encoded(text: &str) -> String {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return text.to_owned();
    }
    let mut words = vec![String::new()];
    for c in text.chars().filter(|c| !c.is_control()) {
        if words.last().is_some_and(|word| word.len() + c.len_utf8() > 45) {
            words.push(String::new());
        }
        words.last_mut().into_iter().for_each(|word| word.push(c));
    }
    words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word))).collect::<Vec<_>>().join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_ascii_in_short_words() {
        assert_eq!(encoded("plain text"), "plain text");
        let long = encoded(&"\u{f1}and\u{fa} ".repeat(20));
        assert!(long.is_ascii() && long.split("\r\n ").all(|word| word.len() <= 75), "{long}");
        assert!(!encoded("\u{e9}\r\nBcc: x").contains("Bcc"));
    }
}
