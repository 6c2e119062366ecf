//! `GET /students/{id}`: where does she belong.

use super::*;
use crate::access::{Permission, jurisdiction};
use crate::web::views::{corrections, disclosures, notices, requests};
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
) -> Result<Markup, PageError> {
    let opened = open(&person, &app, id, day, "overview").await?;
    let (context, record) = (&person.page, &opened.record);
    let today = record.as_of.is_none();
    let lacks = opened.lacks.as_ref().map(|(lacks, asked)| requests::lacks(context, record.msix_id, lacks, asked));
    let ways = html! {
        @if today { p .ways.no-print { (notices::ways(context, record)) (corrections::ways(context, record)) } }
    };
    let reach = jurisdiction(&person.account, Permission::Disclosures);
    let accounted = reach
        .is_some_and(|reach| reach.is_national() || record.members.iter().any(|member| reach.holds(member.key.state)));
    let body = html! {
        (pages::overview(Words::new(person.language), record, &ways))
        @if let Some(lacks) = lacks { (lacks) }
        @if today { (work::actions(context, record)) }
        (disclosures::ways(context, record.msix_id, accounted))
    };
    Ok(page(&person, &opened, body))
}
