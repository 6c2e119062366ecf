//! What tests of this module share.

use crate::model::{Clock, Purpose, Session, Timestamp};

/// A clock that stands.
pub(super) struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::default()
    }
}

/// A session with or without a purpose.
pub(super) fn session(purpose: Option<Purpose>) -> Session {
    Session {
        user_name: "x".into(),
        began: Timestamp::default(),
        last_used: Timestamp::default(),
        purpose,
        csrf_token: "t".into(),
        second_factor: true,
        proved: Timestamp::default(),
        from: "".into(),
        browser: "".into(),
    }
}
