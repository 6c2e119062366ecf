//! Accounts, credentials and sessions. It must never say whether an account exists to somebody who has not logged in.
