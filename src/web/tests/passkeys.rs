//! A passkey on the pages: set up, shown at the next login and once more before what weighs much, taken away.

use axum::http::{StatusCode, header};

use super::world::World;
use crate::identity::{Device, RelyingParty, ShownPasskey};

impl World {
    /// What the script asks the server.
    async fn challenge(&self, cookie: &str, csrf: &str) -> String {
        let answer = self.post(cookie, "/login/passkey", &format!("csrf={csrf}")).await;
        assert_eq!((answer.status, answer.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/json"));
        let asked: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        asked["challenge"].as_str().unwrap().to_owned()
    }
}

/// What the script puts into the form.
fn form(csrf: &str, shown: &ShownPasskey) -> String {
    let ShownPasskey { id, client_data, authenticator, signature } = shown;
    format!("csrf={csrf}&id={id}&client_data={client_data}&authenticator={authenticator}&signature={signature}")
}

#[tokio::test]
async fn rosa_sets_up_a_passkey_and_is_asked_for_it_from_then_on() {
    let world = World::new();
    let mut device = Device::new(b"blue", &RelyingParty::of("https://vereda.example").unwrap());
    let before = world.log_in("rosa").await;
    let page = world.get(&before, "/login/set-up?next=/account").await;
    assert!(page.body.contains(r#"data-site="vereda.example""#) && page.body.contains("/assets/passkey-"));
    let csrf = page.csrf();
    let nothing = world.post(&before, "/login/set-up/passkey", &format!("csrf={csrf}&client_data=AAAA")).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("That passkey was not accepted"));
    let made = device.make(&world.challenge(&before, &csrf).await);
    let sent = format!("csrf={csrf}&name=Blue&client_data={}&attestation={}", made.client_data, made.attestation);
    let taken = world.post(&before, "/login/set-up/passkey", &sent).await;
    assert_eq!((taken.status, taken.body.matches("class=\"secret\"").count()), (StatusCode::OK, 10));
    let cookie = taken.cookie();
    assert!(world.get(&cookie, "/account").await.body.contains("<strong>Blue</strong>"));

    world.turn(60);
    let cookie = world.log_in("rosa").await;
    let page = world.get(&cookie, "/login/second-factor?next=/account").await;
    assert!(page.body.contains(r#"action="/login/second-factor/passkey""#), "{}", page.body);
    let csrf = page.csrf();
    let shown = device.show(&world.challenge(&cookie, &csrf).await);
    let wrong = ShownPasskey { signature: "AAAA".to_owned(), ..shown };
    let refused = world.post(&cookie, "/login/second-factor/passkey", &form(&csrf, &wrong)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("That passkey does not fit"));
    let shown = device.show(&world.challenge(&cookie, &csrf).await);
    let right = format!("{}&next=/account", form(&csrf, &shown));
    let right = world.post(&cookie, "/login/second-factor/passkey", &right).await;
    assert_eq!((right.status, right.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/account"));
    let cookie = right.cookie();

    // Later, what weighs much asks for it again and then goes on.
    world.turn(16 * 60);
    let csrf = world.get(&cookie, "/account").await.csrf();
    let remove = format!("csrf={csrf}&passkey=626c7565");
    let asked = world.post(&cookie, "/account/passkeys/remove", &remove).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    assert!(asked.body.contains(r#"action="/login/again/passkey""#));
    let shown = device.show(&world.challenge(&cookie, &csrf).await);
    let proof = format!("{}&action=/account", form(&csrf, &shown));
    let proved = world.post(&cookie, "/login/again/passkey", &proof).await;
    assert_eq!((proved.status, proved.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/account"));
    let gone = world.post(&proved.cookie(), "/account/passkeys/remove", &remove).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "this world asks nobody for a second proof");
    assert!(world.get(&proved.cookie(), "/account").await.body.contains("No passkey is set up"));
}
