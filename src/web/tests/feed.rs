//! The forms of whoever looks after a state's feed.

use axum::http::StatusCode;

use super::world::World;

#[tokio::test]
async fn what_was_typed_is_still_there_when_a_form_does_not_fit() {
    let world = World::new();
    let uma = world.log_in("uma").await;
    let csrf = world.get(&uma, "/feed").await.csrf();
    let form = format!("csrf={csrf}&url=http%3A%2F%2Fstate.example%2Fhook%3Fa%3D%3Cb%3E");
    let hook = world.post(&uma, "/feed/TX/webhooks", &form).await;
    assert_eq!(hook.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(hook.body.contains("role=\"alert\"") && hook.body.contains("action=\"/feed/TX/keys\""), "{}", hook.body);
    assert!(hook.body.contains("value=\"http://state.example/hook?a=&lt;b&gt;\""), "{}", hook.body);
    let name = "x".repeat(61);
    let key = world.post(&uma, "/feed/TX/keys", &format!("csrf={csrf}&name={name}")).await;
    assert_eq!(key.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(key.body.contains(&format!("value=\"{name}\"")), "{}", key.body);
    let made = world.post(&uma, "/feed/TX/keys", &format!("csrf={csrf}&name=loader")).await;
    assert_eq!(made.status, StatusCode::OK);
    assert!(made.body.contains("vk_1_"), "{}", made.body);
}
