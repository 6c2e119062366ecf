//! Where a login leads: the pages of its steps, and back to the page that was asked for.

use crate::model::LoginStep;

/// The address of the login page that comes back to `next`.
pub(in crate::web) fn address(next: &str) -> String {
    with_way_back("/login", next)
}

/// The same for somebody whose session ended meanwhile: the page says so.
pub(in crate::web) fn over_address(next: &str) -> String {
    let login = address(next);
    let joint = if login.contains('?') { '&' } else { '?' };
    format!("{login}{joint}over=1")
}

/// The address of the page of a step of the login.
pub(in crate::web) fn step_address(step: LoginStep, next: &str) -> String {
    let page = match step {
        LoginStep::SecondFactor => "/login/second-factor",
        LoginStep::NewPassword => "/login/new-password",
        LoginStep::SetUpSecondFactor => "/login/set-up",
        LoginStep::Terms => "/terms",
        LoginStep::Training => "/training",
    };
    with_way_back(page, next)
}

/// A page's address with the page to come back to.
pub(in crate::web) fn with_way_back(page: &str, next: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.');
    let escaped: String =
        next.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    if next == "/" { page.to_owned() } else { format!("{page}?next={escaped}") }
}

/// A path of this site, or the start page. A second slash or a backslash would name another host; control
/// characters would end the header.
pub(in crate::web) fn safe_next(next: &str) -> &str {
    let local = next.starts_with('/') && !next.starts_with("//");
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if local && plain && !next.starts_with("/login") { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_site() {
        for wrong in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "/login"]
        {
            assert_eq!(safe_next(wrong), "/", "{wrong}");
        }
        assert_eq!(safe_next("/students?q=ab"), "/students?q=ab");
        assert_eq!(address("/students?q=ab"), "/login?next=/students%3Fq%3Dab");
    }
}
