//! Who sits at the console, for the audit log.

/// The name of a user of the operating system; its number when it has no name here.
pub(crate) fn user_name(uid: u32) -> String {
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    name_in(&accounts, uid).unwrap_or_else(|| format!("uid {uid}"))
}

/// The user who runs this process.
pub(super) fn own_name() -> String {
    user_name(rustix::process::getuid().as_raw())
}

fn name_in(accounts: &str, uid: u32) -> Option<String> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        let number: u32 = fields.nth(1)?.parse().ok()?;
        (number == uid && !name.is_empty()).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_that_of_the_number() {
        let accounts = "root:x:0:0::/root:/bin/sh\n\nbroken\nana:x:1000:1000::/home/ana:/bin/sh\n";
        assert_eq!(name_in(accounts, 1000).as_deref(), Some("ana"));
        assert_eq!(name_in(accounts, 7), None);
    }
}
