//! `POST /operations/jobs/{job}/run`: the job begins now.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Redirect;

use super::Operator;
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::{AppState, PageError};

pub(super) async fn submit(
    operator: Operator,
    State(app): State<AppState>,
    Path(job): Path<String>,
    Signed(_): Signed<Fields>,
) -> Result<Redirect, PageError> {
    let (machine, who) = (Arc::clone(&app.portal.machine), operator.right.actor());
    let job = app.blocking(move || machine.run_now(who, &job).map(|()| job)).await?;
    Ok(Redirect::to(&format!("/operations?begun={job}")))
}
