//! `GET /students/{id}`: where does she belong.

use super::*;
use crate::access::{Permission, jurisdiction};
use crate::web::views::{corrections, disclosures, requests};
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
) -> Result<Markup, PageError> {
    let opened = open(&person, &app, id, day, "overview").await?;
    let wrong = if opened.record.as_of.is_none() {
        html! { (corrections::ways(&person.page, &opened.record)) (work::actions(&person.page, &opened.record)) }
    } else {
        html! {}
    };
    let lacks =
        opened.lacks.as_ref().map(|(lacks, asked)| requests::lacks(&person.page, opened.record.msix_id, lacks, asked));
    let moved = crate::web::views::notices::on_the_record(&person.page, &opened.record);
    let reach = jurisdiction(&person.account, Permission::Disclosures);
    let accounted = reach.is_some_and(|reach| {
        reach.is_national() || opened.record.members.iter().any(|member| reach.holds(member.key.state))
    });
    let papers = disclosures::ways(&person.page, opened.record.msix_id, accounted);
    let overview = pages::overview(Words::new(person.language), &opened.record);
    let body = html! { (moved) (overview) @if let Some(lacks) = lacks { (lacks) } (wrong) (papers) };
    Ok(page(&person, &opened, body))
}
