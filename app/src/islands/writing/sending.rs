// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is sent to the server while somebody writes, and what comes back.

use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use leptos::serde_json;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::js_sys::Reflect;
use web_sys::js_sys::futures::JsFuture;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, FormData, Headers, HtmlFormElement, RequestInit, Response, UrlSearchParams};

/// How long an answer is waited for: a little longer than the server works on a request.
const PATIENCE: Duration = Duration::from_secs(20);

/// How a request ended.
pub(super) enum Answer {
    /// With a status and a text.
    Came(u16, String),
    /// Without an answer: nobody knows whether it arrived.
    Lost,
}

impl Answer {
    /// What the answer holds, where all went well.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Option<T> {
        match self {
            Self::Came(200, text) => serde_json::from_str(text).ok(),
            _ => None,
        }
    }
}

/// How long a request may live.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    /// As long as its page.
    Page,
    /// Longer: the page is going away. Browsers allow this for small bodies only.
    Beyond,
}

/// The fields of a form as it would send them.
pub(super) fn fields(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let fields = FormData::new_with_form(form).ok()?;
    UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()
}

/// Posts the fields of a form.
pub(super) async fn post_fields(address: &str, fields: &UrlSearchParams, life: Life) -> Answer {
    let request = RequestInit::new();
    request.set_body(fields);
    if life == Life::Beyond {
        // Where the browser does not know it, the request may be given up with the page.
        drop(Reflect::set(&request, &JsValue::from_str("keepalive"), &JsValue::TRUE));
    }
    post(address, &request).await
}

/// Posts a value as JSON.
pub(super) async fn post_value<T: Serialize>(address: &str, value: &T) -> Answer {
    let Ok(body) = serde_json::to_string(value) else { return Answer::Lost };
    let Ok(headers) = Headers::new() else { return Answer::Lost };
    drop(headers.set("content-type", "application/json"));
    let request = RequestInit::new();
    request.set_headers(&headers);
    request.set_body(&JsValue::from_str(&body));
    post(address, &request).await
}

/// Asks for a value.
pub(super) async fn get(address: &str) -> Answer {
    send(address, &RequestInit::new(), "GET").await
}

async fn post(address: &str, request: &RequestInit) -> Answer {
    send(address, request, "POST").await
}

async fn send(address: &str, request: &RequestInit, method: &str) -> Answer {
    request.set_method(method);
    if let Ok(patience) = AbortController::new() {
        request.set_signal(Some(&patience.signal()));
        set_timeout(move || patience.abort(), PATIENCE);
    }
    match answered(address, request).await {
        Ok((status, text)) => Answer::Came(status, text),
        Err(_) => Answer::Lost,
    }
}

async fn answered(address: &str, request: &RequestInit) -> Result<(u16, String), JsValue> {
    let response = JsFuture::from(window().fetch_with_str_and_init(address, request)).await?;
    let response: Response = response.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}
