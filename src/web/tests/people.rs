//! What each of them may see and do.

use axum::http::{StatusCode, header};

use super::world::{World, form_from};

const PAGES: [&str; 4] = ["/", "/students", "/submissions", "/submissions/1"];

#[tokio::test]
async fn a_stranger_is_asked_to_log_in_and_comes_back() {
    let world = World::new();
    for page in PAGES {
        let answer = world.get("", page).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        let expected = if page == "/" { "/login".to_owned() } else { format!("/login?next={page}") };
        assert_eq!(answer.header(header::LOCATION), expected);
    }
    let form = "user_name=rosa&password=harvest+moon+1962&next=%2Fstudents";
    assert_eq!(world.post("", "/login", form).await.header(header::LOCATION), "/students");
    let away = form.replace("%2Fstudents", "%2F%2Fevil.example");
    assert_eq!(world.post("", "/login", &away).await.header(header::LOCATION), "/");
}

#[tokio::test]
async fn a_stranger_reads_help_and_login_only() {
    let world = World::new();
    for page in ["/login", "/help", "/help/search", "/help/privacy"] {
        assert_eq!(world.get("", page).await.status, StatusCode::OK, "{page}");
    }
    assert_eq!(world.get("", "/help/nothing").await.status, StatusCode::NOT_FOUND);
    let missing = world.get("", "/no/such/page").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.body.contains("This page does not exist") && missing.body.contains("Number for the help desk"));
    let wrong = world.send(form_from("same-origin", "", "/help", "")).await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(wrong.body.contains("<!DOCTYPE html>"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_alike() {
    let world = World::new();
    let known = world.post("", "/login", "user_name=rosa&password=no&next=/").await;
    let unknown = world.post("", "/login", "user_name=nobody&password=no&next=/").await;
    assert_eq!((known.status, unknown.status), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
    assert_eq!(known.body, unknown.body);
    assert!(known.headers.get(header::SET_COOKIE).is_none());
}

#[tokio::test]
async fn the_session_cookie_is_locked_to_this_host_and_named_by_its_world() {
    let world = World::new();
    let form = "user_name=rosa&password=harvest+moon+1962";
    let answer = world.post("", "/login", form).await;
    let cookie = answer.header(header::SET_COOKIE);
    assert!(cookie.starts_with("__Host-vereda-demo="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    for (cookie, page) in
        [("", "/login"), ("", "/"), (rosa.as_str(), "/"), (rosa.as_str(), "/none"), ("", "/favicon.ico")]
    {
        let answer = world.get(cookie, page).await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{page}");
        assert!(!policy.contains("unsafe"), "{page}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{page}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert!(answer.header(header::STRICT_TRANSPORT_SECURITY).starts_with("max-age="));
    }
}

#[tokio::test]
async fn pages_have_scripts_of_their_own_alone_and_no_inline_style() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    for page in ["/", "/students", "/submissions", "/help", "/none"] {
        let body = world.get(&rosa, page).await.body;
        assert!(!body.contains("style=") && !body.contains("<style"), "{page}");
        for script in body.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/assets/") && script.contains("defer></script>"), "{page}: {script}");
        }
        assert_eq!(body.contains("/assets/search-"), ["/", "/students"].contains(&page), "{page}");
        assert!(body.contains("/assets/session-"), "{page}");
        assert!(!body.contains("rosa <b>") && body.contains("rosa &lt;b&gt;"), "{page}: names are escaped");
        assert!(body.contains("Every child here is invented"), "{page}: the demo is named");
    }
}

#[tokio::test]
async fn a_registrar_searches_and_no_name_is_in_an_address() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    let csrf = world.get(&rosa, "/students").await.csrf();
    let form = format!("csrf={csrf}&text=Lissete+Flores&parent=Maria&state=TX&born_from=2003-10-14");
    let sent = world.post(&rosa, "/students", &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let address = sent.header(header::LOCATION).to_owned();
    let token = address.strip_prefix("/students?q=").expect("a token");
    assert!(token.len() == 24 && token.bytes().all(|b| b.is_ascii_hexdigit()), "{address}");

    let found = world.get(&rosa, &address).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.body.contains(r#"value="Lissete Flores""#) && found.body.contains(r#"value="2003-10-14""#));
    assert!(found.body.contains("No student found"), "an empty list says what to do next");

    let other = world.log_in("rosa").await;
    let theirs = world.get(&other, &address).await;
    assert!(!theirs.body.contains("Lissete") && theirs.body.contains("no longer kept"));
}

#[tokio::test]
async fn what_is_found_while_typing_is_a_part_of_a_page_and_keeps_nothing_in_an_address() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    let csrf = world.get(&rosa, "/students").await.csrf();
    let answer = world.post(&rosa, "/students/suggestions", &format!("csrf={csrf}&text=Lissete")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("No student so far") && !answer.body.contains("<html"), "{}", answer.body);
    assert!(!answer.body.contains("Lissete"), "what was typed is not sent back");
    assert_eq!(world.post(&rosa, "/students/suggestions", "text=Lissete").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get(&rosa, "/students/suggestions?text=Lissete").await.status, StatusCode::METHOD_NOT_ALLOWED);
    let page = world.get(&rosa, "/students").await.body;
    let script = page.split("<script src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let script = world.get(&rosa, script).await;
    assert_eq!(script.header(header::CONTENT_TYPE), "text/javascript; charset=utf-8");
    let policy = script.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{policy}");
}

#[tokio::test]
async fn forms_without_the_sessions_token_are_refused() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    let theirs = world.get(&world.log_in("rosa").await, "/students").await.csrf();
    for form in ["text=Lissete", "csrf=&text=Lissete", &format!("csrf={theirs}&text=Lissete")] {
        assert_eq!(world.post(&rosa, "/students", form).await.status, StatusCode::FORBIDDEN, "{form}");
    }
    assert_eq!(world.post(&rosa, "/logout", "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get(&rosa, "/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn forms_from_another_site_are_refused_even_without_a_session() {
    let world = World::new();
    let form = "user_name=rosa&password=harvest+moon+1962";
    for site in ["cross-site", "same-site"] {
        let answer = world.send(form_from(site, "", "/login", form)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site}");
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
    }
}

#[tokio::test]
async fn a_user_administrator_is_refused_children_kindly() {
    let world = World::new();
    let uma = world.log_in("uma").await;
    let home = world.get(&uma, "/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(!home.body.contains(r#"action="/students""#));
    let refused = world.get(&uma, "/students").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("None of your roles may read children"));
    assert!(refused.body.contains("/logout"), "the page keeps the person's navigation");
    let form = format!("csrf={}&text=Lissete", home.csrf());
    assert_eq!(world.post(&uma, "/students", &form).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn logging_out_ends_the_session() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    let csrf = world.get(&rosa, "/").await.csrf();
    let out = world.post(&rosa, "/logout", &format!("csrf={csrf}")).await;
    assert_eq!(out.header(header::LOCATION), "/login");
    assert!(out.header(header::SET_COOKIE).contains("Max-Age=0"));
    assert_eq!(world.get(&rosa, "/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn odd_requests_get_a_page_and_no_panic() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    let long = "x".repeat(100_000);
    for (path, form) in [("/login", "user_name=rosa"), ("/login", "%ff%00"), ("/login", long.as_str())] {
        let answer = world.post("", path, form).await;
        assert!(answer.status.is_client_error() && answer.body.contains("<!DOCTYPE html>"), "{path} {}", answer.status);
    }
    for path in ["/submissions/x", "/submissions/18446744073709551616", "/students?q=%ff"] {
        let answer = world.get(&rosa, path).await;
        assert!(answer.body.contains("<!DOCTYPE html>"), "{path}: {}", answer.body);
    }
    assert!(world.get("__Host-vereda-demo=\u{e9}", "/").await.status.is_redirection());
}

#[tokio::test]
async fn the_style_sheet_is_kept_for_ever_under_its_hash() {
    let world = World::new();
    let page = world.get("", "/login").await.body;
    let path = page.split("href=\"/assets/").nth(1).unwrap().split('"').next().unwrap();
    let css = world.get("", &format!("/assets/{path}")).await;
    assert_eq!(css.status, StatusCode::OK);
    assert!(css.header(header::CACHE_CONTROL).contains("immutable"));
    assert!(css.body.contains("--brand"));
    assert_eq!(world.get("", "/assets/vereda-000000000000.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn somebody_who_guesses_is_made_to_wait_and_others_are_not() {
    let world = World::new();
    let guess = "user_name=rosa&password=wrong+wrong+wrong&next=/";
    let mut answers = Vec::new();
    for _ in 0..8 {
        answers.push(world.post("", "/login", guess).await.status);
    }
    assert_eq!(answers.first(), Some(&StatusCode::UNAUTHORIZED));
    assert_eq!(answers.last(), Some(&StatusCode::SERVICE_UNAVAILABLE));
    world.log_in("uma").await;
}
