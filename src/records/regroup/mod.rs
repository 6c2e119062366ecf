//! Regrouping: moving memberships from child to child, because people decided so. A plan is worked out into moves
//! against the present state, shown as a preview, and carried out in one change. It must never touch a contribution.

mod preview;

pub use preview::{LeftOut, Placed, PlanError, Preview, Seen, SeenError, Target, WhyLeft};
