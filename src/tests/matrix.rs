//! Who gets what: every address and method of the portal for every kind of person. An address that the router has and
//! the table has not fails, and so does a method.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use tower::ServiceExt;
use vereda::audit;
use vereda::identity::{Identity, NewAccount, Policy};
use vereda::model::{
    Account, AccountStatus, Actor, Area, AuditEvent, Clock, Credential, Date, DisabledWhy, Grant, LoginStep, RegionId,
    Role, StateCode, Text, Timestamp, Totp,
};
use vereda::store::{Environment, Read, Store, tables};
use vereda::web::{Portal, router, routes};

use crate::world::{file_of, student};

/// A row of the table.
struct Row(&'static str, &'static str, &'static str, [u16; 12]);

/// Method, address in the router, what is asked for, and the status for each person: `CHILD`, `OURS` (Texas's file)
/// and `THEIRS` (Florida's) stand for identifiers. 303 of a stranger is the way to the login, 303 of a form its end.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    // The people of a state are those of Texas; the last six have no state.
    //                                                                   stranger  secondary user adm.  govern.adm. pr.act adm.  trainer
    //                                                                        primary   data adm.  region adm. federal user adm. operator auditor
    Row("GET",  "/",                          "/",                           [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/login",                     "/login",                      [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/login",                     "/login",                      [401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401]),
    Row("GET",  "/login/second-factor",      "/login/second-factor",      [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    Row("POST", "/login/second-factor",      "/login/second-factor",      [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    Row("GET",  "/login/new-password",       "/login/new-password",       [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/login/new-password",       "/login/new-password",       [303, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("GET",  "/login/set-up",             "/login/set-up",             [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/login/set-up",             "/login/set-up",             [303, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400]),
    Row("GET",  "/login/forgotten",          "/login/forgotten",          [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/login/forgotten",          "/login/forgotten",          [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/login/forgotten/{token}",  "/login/forgotten/LINK",     [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/login/forgotten/{token}",  "/login/forgotten/LINK",     [422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("POST", "/login/forgotten/{token}/question", "/login/forgotten/LINK/question", [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/login/forgotten/{token}/passkey", "/login/forgotten/LINK/passkey", [422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("GET",  "/login/again",              "/login/again",              [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/login/again",              "/login/again",              [303, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("POST", "/login/again/passkey",       "/login/again/passkey",       [303, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400]),
    Row("POST", "/login/passkey",             "/login/passkey",             [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/login/second-factor/passkey", "/login/second-factor/passkey", [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    Row("POST", "/login/set-up/passkey",      "/login/set-up/passkey",      [303, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400]),
    Row("GET",  "/account",                  "/account",                  [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/account/stay",             "/account/stay",             [303, 204, 204, 204, 204, 204, 204, 204, 204, 204, 204, 204]),
    Row("POST", "/account/recovery-codes",   "/account/recovery-codes",   [303, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400]),
    Row("POST", "/account/app/remove",       "/account/app/remove",       [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    Row("POST", "/account/passkeys/remove",   "/account/passkeys/remove",   [303, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400]),
    Row("POST", "/account/sessions/end",     "/account/sessions/end",     [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
    // The time of links is over once there is an account.
    Row("GET",  "/setup/{token}",             "/setup/none",                 [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/setup/{token}",             "/setup/none",                 [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/help",                      "/help",                       [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/help/people",               "/help/people",                [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/help/{page}",               "/help/search",                [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/help/{page}",               "/help/none",                  [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/favicon.ico",               "/favicon.ico",                [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/assets/{name}",             "/assets/none.css",            [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/purpose",                   "/purpose",                    [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("POST", "/purpose",                   "/purpose",                    [303, 303, 303, 303, 403, 403, 403, 403, 303, 403, 403, 403]),
    Row("GET",  "/students",                  "/students",                   [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("POST", "/students",                  "/students",                   [303, 303, 303, 303, 403, 403, 403, 403, 303, 403, 403, 403]),
    Row("POST", "/students/suggestions",      "/students/suggestions",       [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}",             "/students/CHILD",             [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}",             "/students/999999999999",      [303, 404, 404, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("GET",  "/students/{id}/demographics","/students/CHILD/demographics",[303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/history",     "/students/CHILD/history",     [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/print",       "/students/CHILD/print",       [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/enrollments", "/students/CHILD/enrollments", [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/courses",     "/students/CHILD/courses",     [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/assessments", "/students/CHILD/assessments", [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/moves",       "/students/CHILD/moves",       [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/decisions",   "/students/CHILD/decisions",   [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/disclosures", "/students/CHILD/disclosures", [303, 403, 403, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/export",      "/students/CHILD/export",      [303, 200, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/students/{id}/export",      "/students/CHILD/export",      [303, 200, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/worklist",                  "/worklist",                  [303, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/worklist/decided",          "/worklist/decided",          [303, 403, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/worklist/proposed",         "/worklist/proposed",         [303, 200, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/worklist/{item}",           "/worklist/999",              [303, 404, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/matches/{id}",              "/matches/999",               [303, 404, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/take",      "/worklist/999/take",         [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/assign",    "/worklist/999/assign",       [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/escalate",  "/worklist/999/escalate",     [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/same",      "/worklist/999/same",         [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/different", "/worklist/999/different",    [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/approve",   "/worklist/999/approve",      [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/reject",    "/worklist/999/reject",       [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/cancel",    "/worklist/999/cancel",       [303, 404, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/reopen",    "/worklist/999/reopen",       [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/merges/new",                "/merges/new?child=CHILD",    [303, 200, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/merges",                    "/merges",                    [303, 409, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/splits/new",                "/splits/new?child=CHILD",    [303, 200, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/splits",                    "/splits",                    [303, 409, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/undos/new",                 "/undos/new?item=999",        [303, 409, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/undos",                     "/undos",                     [303, 409, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/undos/exposure",            "/undos/exposure?item=999",   [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/undos/exposure",            "/undos/exposure",            [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/audit",                     "/audit",                     [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    Row("GET",  "/audit",                     "/audit?child=1",             [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 422]),
    Row("GET",  "/audit/{seq}",               "/audit/1",                   [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    Row("GET",  "/audit/{seq}",               "/audit/999999",              [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 404]),
    Row("GET",  "/apply",                     "/apply",                      [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/apply",                     "/apply",                      [422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("GET",  "/applications/confirm/{token}", "/applications/confirm/none", [410, 410, 410, 410, 410, 410, 410, 410, 410, 410, 410, 410]),
    Row("POST", "/applications/confirm/{token}", "/applications/confirm/none", [422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("GET",  "/applications",              "/applications",               [303, 403, 403, 403, 200, 403, 403, 200, 403, 403, 403, 403]),
    Row("GET",  "/applications/{id}",         "/applications/999",           [303, 403, 403, 403, 404, 403, 403, 404, 403, 403, 403, 403]),
    Row("POST", "/applications/{id}/vouch",   "/applications/999/vouch",     [303, 403, 403, 403, 404, 403, 403, 404, 403, 403, 403, 403]),
    Row("POST", "/applications/{id}/approve", "/applications/999/approve",   [303, 403, 403, 403, 404, 403, 403, 404, 403, 403, 403, 403]),
    Row("POST", "/applications/{id}/refuse",  "/applications/999/refuse",    [303, 403, 403, 403, 404, 403, 403, 404, 403, 403, 403, 403]),
    Row("GET",  "/accounts",                  "/accounts",                   [303, 403, 403, 403, 200, 403, 403, 200, 403, 403, 403, 403]),
    Row("GET",  "/accounts/report",           "/accounts/report",            [303, 403, 403, 403, 200, 403, 403, 200, 403, 403, 403, 403]),
    Row("GET",  "/accounts/leavers",          "/accounts/leavers",           [303, 403, 403, 403, 200, 403, 403, 200, 403, 403, 403, 403]),
    Row("GET",  "/accounts/{user}",           "/accounts/primary",           [303, 403, 403, 403, 200, 403, 403, 404, 403, 403, 403, 403]),
    Row("GET",  "/accounts/{user}",           "/accounts/stateuseradministrator", [303, 403, 403, 403, 404, 403, 403, 200, 403, 403, 403, 403]),
    Row("GET",  "/accounts/{user}/status",    "/accounts/primary/status?become=disabled", [303, 403, 403, 403, 200, 403, 403, 404, 403, 403, 403, 403]),
    Row("POST", "/accounts/{user}/profile",   "/accounts/primary/profile",   [303, 403, 403, 403, 422, 403, 403, 404, 403, 403, 403, 403]),
    Row("POST", "/accounts/{user}/give",      "/accounts/primary/give",      [303, 403, 403, 403, 422, 403, 403, 404, 403, 403, 403, 403]),
    Row("POST", "/accounts/{user}/take",      "/accounts/primary/take",      [303, 403, 403, 403, 422, 403, 403, 404, 403, 403, 403, 403]),
    Row("POST", "/accounts/{user}/status",    "/accounts/primary/status",    [303, 403, 403, 403, 400, 403, 403, 400, 403, 403, 403, 403]),
    Row("POST", "/accounts/{user}/reset",     "/accounts/none/reset",        [303, 403, 403, 403, 404, 403, 403, 404, 403, 403, 403, 403]),
    Row("POST", "/accounts/{user}/letters",   "/accounts/primary/letters",   [303, 403, 403, 403, 409, 403, 403, 404, 403, 403, 403, 403]),
    Row("GET",  "/terms",                     "/terms",                      [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/terms",                     "/terms",                      [303, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("GET",  "/training",                  "/training",                   [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/training/{course}",         "/training/security",          [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/training/{course}/quiz",    "/training/security/quiz",     [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/training/{course}/quiz",    "/training/security/quiz",     [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/training/certificates/{number}", "/training/certificates/999", [303, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/submissions",               "/submissions",                [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/submissions/{id}",          "/submissions/OURS",           [303, 200, 200, 200, 200, 200, 404, 404, 404, 200, 404, 200]),
    Row("GET",  "/submissions/{id}",          "/submissions/THEIRS",         [303, 404, 404, 404, 404, 404, 404, 404, 404, 200, 404, 200]),
    Row("GET",  "/regions",                   "/regions",                    [303, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/regions/{state}",           "/regions/FL",                 [303, 403, 403, 403, 403, 404, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/regions/{state}",           "/regions/TX",                 [303, 403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/regions/{state}/switch",    "/regions/TX/switch",          [303, 403, 403, 403, 403, 409, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/regions/{state}/{region}",  "/regions/TX/9",               [303, 403, 403, 403, 403, 404, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/regions/{state}/{region}/name",     "/regions/TX/9/name",      [303, 403, 403, 403, 403, 404, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/regions/{state}/{region}/close",    "/regions/TX/9/close",     [303, 403, 403, 403, 403, 409, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/regions/{state}/{region}/districts","/regions/TX/9/districts", [303, 403, 403, 403, 403, 404, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/clocks",                    "/clocks",                     [303, 403, 403, 200, 403, 403, 200, 403, 200, 403, 403, 403]),
    Row("GET",  "/clocks/export",             "/clocks/export",              [303, 403, 403, 200, 403, 403, 200, 403, 200, 403, 403, 403]),
    Row("GET",  "/clocks/{id}",               "/clocks/999",                 [303, 403, 403, 404, 403, 403, 404, 403, 404, 403, 403, 403]),
    Row("GET",  "/clocks/calendar/{state}",   "/clocks/calendar/TX",         [303, 403, 403, 200, 403, 403, 200, 403, 200, 403, 403, 403]),
    Row("GET",  "/clocks/calendar/{state}",   "/clocks/calendar/FL",         [303, 403, 403, 404, 403, 403, 200, 403, 200, 403, 403, 403]),
    Row("POST", "/clocks/calendar/{state}/closures",        "/clocks/calendar/TX/closures",        [303, 403, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/clocks/calendar/{state}/closures/remove", "/clocks/calendar/TX/closures/remove", [303, 403, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/clocks/calendar/{state}/terms",           "/clocks/calendar/TX/terms",           [303, 403, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/clocks/calendar/{state}/terms/remove",    "/clocks/calendar/TX/terms/remove",    [303, 403, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/notices", "/notices", [303, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/notices", "/notices?child=CHILD", [303, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/notices", "/notices", [303, 400, 400, 400, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/notices/new", "/notices/new?child=CHILD", [303, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/notices/new", "/notices/new", [303, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/notices/preview", "/notices/preview", [303, 400, 400, 400, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/notices/log", "/notices/log", [303, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/notices/log", "/notices/log", [303, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/notices/{id}", "/notices/999", [303, 404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/notices/{id}/assign", "/notices/999/assign", [303, 404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/notices/{id}/{act}", "/notices/999/located", [303, 404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    // Requests for correction and dispute statements.
    Row("GET",  "/corrections",               "/corrections",                [303, 200, 403, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("POST", "/corrections",               "/corrections",                [303, 303, 403, 303, 403, 403, 403, 403, 303, 403, 403, 403]),
    Row("GET",  "/corrections/new",           "/corrections/new?child=CHILD",[303, 200, 403, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("POST", "/corrections/new",           "/corrections/new",            [303, 303, 403, 303, 403, 403, 403, 403, 303, 403, 403, 403]),
    Row("GET",  "/corrections/{id}",          "/corrections/999",            [303, 404, 403, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("POST", "/corrections/{id}/forward",  "/corrections/999/forward",    [303, 404, 403, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("POST", "/corrections/{id}/decide",   "/corrections/999/decide",     [303, 403, 403, 422, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/corrections/{id}/note",     "/corrections/999/note",       [303, 404, 403, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("POST", "/corrections/{id}/withdraw", "/corrections/999/withdraw",   [303, 404, 403, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("POST", "/corrections/{id}/close",    "/corrections/999/close",      [303, 404, 403, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("GET",  "/corrections/{id}/letters/{letter}",     "/corrections/999/letters/decision",     [303, 404, 403, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("POST", "/corrections/{id}/letters/{letter}",     "/corrections/999/letters/decision",     [303, 404, 403, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("GET",  "/corrections/{id}/letters/{letter}/pdf", "/corrections/999/letters/decision/pdf", [303, 404, 403, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("GET",  "/students/{id}/statement",   "/students/CHILD/statement",   [303, 403, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("POST", "/students/{id}/statement",   "/students/CHILD/statement",   [303, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403]),
    Row("POST", "/students/{id}/statement/{number}/end", "/students/CHILD/statement/999/end", [303, 403, 403, 403, 403, 403, 403, 403, 404, 403, 403, 403]),
    // The last one, since it ends the session.
    // Data requests.
    Row("GET",  "/requests",                  "/requests",                  [303, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/requests",                  "/requests",                  [303, 422, 422, 422, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/requests/new",              "/requests/new?child=CHILD",  [303, 200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/requests/{id}",             "/requests/999",              [303, 404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/requests/{id}/acknowledge", "/requests/999/acknowledge",  [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/requests/{id}/say",         "/requests/999/say",          [303, 404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/requests/{id}/decline",     "/requests/999/decline",      [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/requests/{id}/withdraw",    "/requests/999/withdraw",     [303, 404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    // The interface takes a key, whoever else one is: src/tests/feed.rs has the rows of keys.
    Row("GET",  "/feed", "/feed", [303, 403, 403, 403, 200, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/feed/{state}/keys", "/feed/TX/keys", [303, 403, 403, 403, 422, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/feed/{state}/keys/{key}/replace", "/feed/TX/keys/999/replace", [303, 403, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/feed/{state}/keys/{key}/revoke", "/feed/TX/keys/999/revoke", [303, 403, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/feed/{state}/keys/{key}/revoke", "/feed/FL/keys/999/revoke", [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/feed/{state}/webhooks", "/feed/TX/webhooks", [303, 403, 403, 403, 422, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/feed/{state}/webhooks/{webhook}/end", "/feed/TX/webhooks/999/end", [303, 403, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/api/v1/changes", "/api/v1/changes", [401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401]),
    Row("GET",  "/api/v1/changes", "/api/v1/changes?key=vk_1_x", [400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400]),
    Row("GET",  "/api/v1/openapi.json", "/api/v1/openapi.json", [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/api/{*rest}", "/api/v1/none", [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/worklist/acknowledge",      "/worklist/acknowledge",      [303, 303, 303, 303, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/filters",          "/worklist/filters",          [303, 403, 403, 303, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/filters/remove",   "/worklist/filters/remove",   [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/done",      "/worklist/999/done",         [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/operations",                "/operations",                 [303, 403, 403, 403, 403, 403, 403, 403, 403, 200, 403, 403]),
    Row("GET",  "/operations/jobs/{job}",     "/operations/jobs/accounts",   [303, 403, 403, 403, 403, 403, 403, 403, 403, 200, 403, 403]),
    Row("GET",  "/operations/jobs/{job}",     "/operations/jobs/none",       [303, 403, 403, 403, 403, 403, 403, 403, 403, 404, 403, 403]),
    Row("POST", "/operations/jobs/{job}/run", "/operations/jobs/accounts/run", [303, 403, 403, 403, 403, 403, 403, 403, 403, 303, 403, 403]),
    Row("POST", "/operations/jobs/{job}/run", "/operations/jobs/none/run",   [303, 403, 403, 403, 403, 403, 403, 403, 403, 404, 403, 403]),
    Row("POST", "/operations/messages/{number}/retry", "/operations/messages/9999/retry", [303, 403, 403, 403, 403, 403, 403, 403, 403, 409, 403, 403]),
    Row("POST", "/account/mail",              "/account/mail",               [303, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400]),
    Row("POST", "/logout",                    "/logout",                     [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
];

/// The persons in the order of the table; a stranger is none of them.
const ROLES: [Role; 11] = [
    Role::Primary,
    Role::Secondary,
    Role::StateDataAdministrator,
    Role::StateUserAdministrator,
    Role::StateRegionAdministrator,
    Role::GovernmentAdministrator,
    Role::OmeUserAdministrator,
    Role::PrivacyActAdministrator,
    Role::Operator,
    Role::Trainer,
    Role::Auditor,
];

#[tokio::test]
async fn everybody_gets_what_the_table_says() {
    let world = World::new();
    let mut wrong = Vec::new();
    for column in 0..=ROLES.len() {
        let visitor = world.visitor(column).await;
        for Row(method, _, path, statuses) in TABLE {
            let (status, body) = world.ask(&visitor, method, path).await;
            if status != statuses[column] {
                wrong.push(format!("{}: {method} {path} gives {status}, not {}", visitor.name, statuses[column]));
            }
            shows_no_child(status, &body, &format!("{}: {method} {path}", visitor.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is refused shows nothing of a child: neither name nor birth date. A bare year may begin the number of a request.
fn shows_no_child(status: u16, body: &str, asked: &str) {
    let shown = ["Lissete", "May 2010"].iter().find_map(|word| body.split_once(word)).map(|(before, _)| before);
    let shown = shown.filter(|_| !matches!(status, 200 | 422));
    assert_eq!(shown, None, "{asked} is refused with {status} and shows a child after this");
}

/// Whoever holds several roles may do what any of them may, and nothing else. The first role named is the one that
/// decides where both may, but differently.
const SEVERAL: &[&[Role]] = &[
    &[Role::StateDataAdministrator, Role::Primary],
    &[Role::Primary, Role::StateUserAdministrator],
    &[Role::StateDataAdministrator, Role::StateUserAdministrator],
    &[Role::Secondary, Role::StateRegionAdministrator],
    &[Role::Auditor, Role::PrivacyActAdministrator],
];

#[tokio::test]
async fn several_roles_are_no_more_than_their_sum() {
    let world = World::new();
    for roles in SEVERAL {
        let grants = roles.iter().map(|role| Grant { role: *role, area: state_of(*role).into() }).collect();
        let visitor = world.hired("several", grants).await;
        world.meets(&visitor, &format!("{roles:?}"), |row| expected(row, roles)).await;
    }
}

/// What a data administrator of the whole state may and one of a part of it may not, beside what lies in the part.
const OF_THE_WHOLE_STATE: &[&str] = &["/students/{id}/disclosures"];

#[tokio::test]
async fn a_part_of_a_state_is_less_than_the_state() {
    let world = World::new();
    let texas: StateCode = "TX".parse().unwrap();
    for area in [Area::Region(texas, RegionId(1)), Area::District(texas, "4829540".into())] {
        let grants = vec![Grant { role: Role::StateDataAdministrator, area: area.clone() }];
        let visitor = world.hired("local", grants).await;
        let fewer = |row: &Row| {
            let refused = OF_THE_WHOLE_STATE.contains(&row.1);
            if refused { 403 } else { expected(row, &[Role::StateDataAdministrator]) }
        };
        world.meets(&visitor, &format!("{area:?}"), fewer).await;

        // Whoever draws regions draws the state's.
        let grants = vec![Grant { role: Role::StateRegionAdministrator, area: area.clone() }];
        let visitor = world.hired("drawer", grants).await;
        let none = |row: &Row| {
            let of_regions = row.1.starts_with("/regions");
            if of_regions { 403 } else { expected(row, &[Role::StateRegionAdministrator]) }
        };
        world.meets(&visitor, &format!("{area:?} regions"), none).await;
    }
}

#[tokio::test]
async fn a_disabled_account_is_a_stranger() {
    let world = World::new();
    let grants = vec![Grant { role: Role::StateDataAdministrator, area: state_of(Role::Primary).into() }];
    let visitor = world.hired("disabled", grants).await;
    let since = Noon.now();
    for status in [
        AccountStatus::Disabled { since, why: DisabledWhy::Administrator },
        AccountStatus::Disabled { since, why: DisabledWhy::Unused },
        AccountStatus::Deactivated { since },
    ] {
        world.changes(&visitor, |account, _| account.status = status);
        world.meets(&visitor, &format!("{status:?}"), |row| row.3[0]).await;
        let form = format!("user_name={}&password={}", visitor.name, PASSWORD.replace(' ', "+"));
        let login = world.send(&stranger(), "POST", "/login", form).await;
        assert_eq!(login.status(), StatusCode::UNAUTHORIZED, "{status:?}");
    }
}

/// Wrong attempts of a stranger shut the door: who is inside goes on.
#[tokio::test]
async fn a_locked_account_goes_on_in_its_session_and_begins_no_other() {
    let world = World::new();
    let roles = [Role::StateDataAdministrator];
    let grants = vec![Grant { role: roles[0], area: state_of(Role::Primary).into() }];
    let visitor = world.hired("locked", grants).await;
    let status = AccountStatus::Disabled { since: Noon.now(), why: DisabledWhy::WrongAttempts };
    world.changes(&visitor, |account, _| account.status = status);
    world.meets(&visitor, "locked", |row| expected(row, &roles)).await;
    let form = format!("user_name={}&password={}", visitor.name, PASSWORD.replace(' ', "+"));
    let login = world.send(&stranger(), "POST", "/login", form).await;
    assert_eq!(login.status(), StatusCode::UNAUTHORIZED);
}

/// Somebody who knows the password and has not done the rest sees what a stranger sees, and the way to the next step.
#[tokio::test]
async fn half_a_login_is_none() {
    // Where no second factor is asked for, the steps after it are reached without one.
    let worlds = [World::with(Policy::default()), World::with(Policy::of_the_demo())];
    for step in [
        LoginStep::SecondFactor,
        LoginStep::NewPassword,
        LoginStep::SetUpSecondFactor,
        LoginStep::Terms,
        LoginStep::Training,
    ] {
        let grants = vec![Grant { role: Role::StateDataAdministrator, area: state_of(Role::Primary).into() }];
        let world = &worlds[usize::from(matches!(step, LoginStep::Terms | LoginStep::Training))];
        let visitor = world.hired("half", grants).await;
        world.changes(&visitor, |account, credential| stop_at(step, account, credential));
        let page = step_page(step);
        for row in TABLE.iter().filter(|row| row.1 != "/logout" && !is_of_a_login(row.1)) {
            let response = world.send(&visitor, row.0, &world.path(row.2), world.form(&visitor)).await;
            let (status, to) = (response.status().as_u16(), response.headers().get(header::LOCATION).cloned());
            assert_eq!(status, row.3[0], "{step:?}: {} {}", row.0, row.2);
            if status == 303 {
                assert!(to.unwrap().to_str().unwrap().starts_with(page), "{step:?}: {} {}", row.0, row.2);
            }
            let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
            // What is open to everybody, such as the help, may name an invented child.
            let shown = status != 200 && String::from_utf8_lossy(&body).contains("Lissete");
            assert!(!shown, "{step:?}: {} {}", row.0, row.2);
        }
    }
}

/// Changes an account so that this step of the login is the first that is still to do.
fn stop_at(step: LoginStep, account: &mut Account, credential: &mut Credential) {
    match step {
        LoginStep::SecondFactor => {
            credential.totp = Some(Totp { sealed: vec![1], confirmed: Timestamp::default(), last_step: 0 });
        }
        LoginStep::NewPassword => credential.one_time = true,
        // It is still to do before the other two are looked at.
        LoginStep::SetUpSecondFactor => {}
        LoginStep::Terms | LoginStep::Training => {
            account.terms_accepted = account.terms_accepted.filter(|_| step == LoginStep::Training);
            account.trained = account.trained.filter(|_| step == LoginStep::Terms);
        }
    }
}

fn step_page(step: LoginStep) -> &'static str {
    match step {
        LoginStep::SecondFactor => "/login/second-factor",
        LoginStep::NewPassword => "/login/new-password",
        LoginStep::SetUpSecondFactor => "/login/set-up",
        LoginStep::Terms => "/terms",
        LoginStep::Training => "/training",
    }
}

fn is_of_a_login(route: &str) -> bool {
    ["/login", "/terms", "/training"].iter().any(|page| route.starts_with(page))
}

/// What the table says of several roles together.
fn expected(row: &Row, roles: &[Role]) -> u16 {
    let of = |role: &Role| ROLES.iter().position(|one| one == role).map(|place| row.3[place + 1]).unwrap();
    roles.iter().map(of).find(|status| *status != 403).unwrap_or(403)
}

#[test]
fn every_address_is_in_the_table() {
    let built: BTreeSet<_> = routes().map(|(path, _)| *path).collect();
    let known: BTreeSet<_> = TABLE.iter().map(|Row(_, path, ..)| *path).collect();
    assert_eq!(built, known);
}

#[tokio::test]
async fn every_method_is_in_the_table() {
    let world = World::new();
    let registrar = world.visitor(1).await;
    for Row(_, route, path, _) in TABLE {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
            if !TABLE.iter().any(|Row(known, there, ..)| there == route && *known == method) {
                assert_eq!(world.ask(&registrar, method, path).await.0, 405, "{method} {path}");
            }
        }
    }
}

#[test]
fn every_role_has_a_column() {
    for (place, role) in ROLES.iter().enumerate() {
        // A new role does not compile here until it has its place.
        let expected = match role {
            Role::Primary => 0,
            Role::Secondary => 1,
            Role::StateDataAdministrator => 2,
            Role::StateUserAdministrator => 3,
            Role::StateRegionAdministrator => 4,
            Role::GovernmentAdministrator => 5,
            Role::OmeUserAdministrator => 6,
            Role::PrivacyActAdministrator => 7,
            Role::Operator => 8,
            Role::Trainer => 9,
            Role::Auditor => 10,
        };
        assert_eq!(place, expected);
    }
}

const PASSWORD: &str = "harvest moon 1962";

/// The portal with a child of Texas, a file of Florida, and an account for each role.
struct World {
    router: Router,
    store: Store,
    identity: Identity,
    child: String,
    links: AtomicU32,
    _folder: tempfile::TempDir,
}

/// Somebody with a browser.
struct Visitor {
    name: String,
    cookie: String,
    token: String,
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::start_of(Date::new(2026, 11, 21).unwrap()).plus_seconds(43_200)
    }
}

impl World {
    fn new() -> Self {
        Self::with(Policy::of_the_demo())
    }

    /// Where more or less is asked of those who log in.
    fn with(policy: Policy) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(Noon);
        let store = audit::store_in_memory(Environment::Training, clock.now()).unwrap();
        let (portal, folder) = crate::portal::portal(&store, clock);
        let portal = Portal { identity: portal.identity.with_policy(policy), ..portal };
        let (identity, submissions) = (portal.identity.clone(), &portal.submissions);
        for role in ROLES {
            let name = format!("{role:?}");
            let account = NewAccount::settled(&user_name(role), &name, role, state_of(role), PASSWORD);
            identity.create_account(Actor::Console("root".into()), account).unwrap();
        }
        let texas = file_of("TX", &student(1, "Lissete", "A1"));
        let florida = file_of("FL", &student(1, "Ramon", "B1"));
        let mut child = None;
        for file in [texas, florida] {
            let taken = submissions.submit("x.mdes", &mut file.as_bytes(), None, false, &mut |_| ()).unwrap();
            let mut ids = Vec::new();
            let note = &mut |answer: &vereda::model::StudentAnswer| {
                ids.push(answer.msix_id.unwrap().to_string());
                Ok(std::ops::ControlFlow::Continue(()))
            };
            submissions.visit_answers(&taken, note).unwrap();
            child = child.or(ids.pop());
        }
        portal.search.catch_up(&store).unwrap();
        Self {
            router: router(portal),
            store,
            identity,
            child: child.unwrap(),
            links: AtomicU32::new(0),
            _folder: folder,
        }
    }

    /// The person of a column, logged in.
    async fn visitor(&self, column: usize) -> Visitor {
        let Some(role) = column.checked_sub(1).map(|place| ROLES[place]) else { return stranger() };
        self.log_in(&user_name(role)).await
    }

    /// Somebody with these roles, logged in; a new account each time.
    async fn hired(&self, name: &str, grants: Vec<Grant>) -> Visitor {
        let count = self.store.view().unwrap().len(&tables::ACCOUNT).unwrap();
        let name = format!("{name}{count}");
        let account = NewAccount { grants, ..NewAccount::settled(&name, &name, Role::Primary, None, PASSWORD) };
        self.identity.create_account(Actor::Console("root".into()), account).unwrap();
        self.log_in(&name).await
    }

    /// Changes an account behind the portal's back, as an administrator would.
    fn changes(&self, visitor: &Visitor, what: impl FnOnce(&mut Account, &mut Credential)) {
        let name = Text::from(visitor.name.as_str());
        let change = self.store.begin(Actor::Console("root".into()), Noon.now()).unwrap();
        let mut account = change.get(&tables::ACCOUNT, &name).unwrap().unwrap();
        let mut credential = change.get(&tables::CREDENTIAL, &name).unwrap().unwrap();
        what(&mut account, &mut credential);
        change.put(&tables::ACCOUNT, &name, &account).unwrap();
        change.put(&tables::CREDENTIAL, &name, &credential).unwrap();
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
    }

    /// Every row of the table for one person: the status, and that nothing refused shows a child.
    async fn meets(&self, visitor: &Visitor, who: &str, expected: impl Fn(&Row) -> u16) {
        let mut wrong = Vec::new();
        for row in TABLE.iter().filter(|row| row.1 != "/logout") {
            let (status, body) = self.ask(visitor, row.0, row.2).await;
            if status != expected(row) {
                wrong.push(format!("{who}: {} {} gives {status}, not {}", row.0, row.2, expected(row)));
            }
            shows_no_child(status, &body, &format!("{who}: {} {}", row.0, row.2));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn log_in(&self, name: &str) -> Visitor {
        let form = format!("user_name={name}&password={}", PASSWORD.replace(' ', "+"));
        let response = self.send(&stranger(), "POST", "/login", form).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let visitor = Visitor { name: name.to_owned(), cookie, token: String::new() };
        let (_, home) = self.ask(&visitor, "GET", "/").await;
        // Half a login has no page with a form.
        let token = home.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let token = token.unwrap_or_default().to_owned();
        let visitor = Visitor { token, ..visitor };
        // Who reads records says why; the others are refused.
        self.ask(&visitor, "POST", "/purpose").await;
        visitor
    }

    /// Status and body. A form carries the session's token and what any of the forms takes, but a wrong password.
    async fn ask(&self, visitor: &Visitor, method: &str, path: &str) -> (u16, String) {
        let response = self.send(visitor, method, &self.path(path), self.form(visitor)).await;
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    fn path(&self, path: &str) -> String {
        // A link of its own each time: one that is tried too often is made to wait.
        let link = format!("none-{}", self.links.fetch_add(1, Ordering::Relaxed));
        path.replace("CHILD", &self.child).replace("OURS", "1").replace("THEIRS", "2").replace("LINK", &link)
    }

    fn form(&self, visitor: &Visitor) -> String {
        // A name of its own for each: one name's wrong passwords are soon made to wait.
        let name = visitor.name.replace(' ', "-");
        format!(
            "csrf={}&text=Garza&user_name=no-{name}&password=no&purpose=enrollment&why=because&item=999&child={}\
             &seen={}&enrollments=1&district=none&said=yes",
            visitor.token,
            self.child,
            "0".repeat(64),
        )
    }

    async fn send(&self, visitor: &Visitor, method: &str, path: &str, form: String) -> axum::response::Response {
        let method: Method = method.parse().unwrap();
        let body = if method == Method::GET { Body::empty() } else { Body::from(form) };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &visitor.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }
}

fn stranger() -> Visitor {
    Visitor { name: "a stranger".into(), cookie: String::new(), token: String::new() }
}

fn user_name(role: Role) -> String {
    format!("{role:?}").to_lowercase()
}

/// The roles of a state are held in Texas.
fn state_of(role: Role) -> Option<StateCode> {
    let of_a_state = matches!(
        role,
        Role::Primary
            | Role::Secondary
            | Role::StateDataAdministrator
            | Role::StateUserAdministrator
            | Role::StateRegionAdministrator
    );
    of_a_state.then(|| "TX".parse().unwrap())
}
