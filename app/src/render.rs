// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the server hands to a page, and the document around it.

use std::sync::Arc;

use domain::Locale;
use domain::policy::Viewer;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use portal::people::SignedIn;

use super::i18n::say;
use super::pages::App;
use super::parts::failure::Broken;

/// Where a request is: the language and the address of the page, and who asks for it.
#[derive(Clone, Debug)]
pub struct Here {
    /// The page's language.
    pub locale: Locale,
    /// The address as in Italian, without its parameters.
    pub path: String,
    /// The parameters, as they came.
    pub query: String,
    /// Who asks.
    pub viewer: Viewer,
    /// The account of who asks, for the header; absent for visitors.
    pub signed_in: Option<Arc<SignedIn>>,
    /// Whether a session is half begun: the password was right, and a code is still wanted.
    pub wants_code: bool,
}

impl Here {
    /// Where a visitor's request is.
    pub fn of(address: &http::Uri) -> Self {
        let (locale, path) = crate::paths::split(address.path());
        let query = address.query().unwrap_or_default().to_owned();
        Self { locale, path: path.to_owned(), query, viewer: Viewer::Visitor, signed_in: None, wants_code: false }
    }

    /// The address in a language, with its parameters.
    pub fn in_locale(&self, locale: Locale) -> String {
        let whole = if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) };
        crate::paths::in_locale(locale, &whole)
    }

    /// The value of a parameter, where it is given once or more (the first counts).
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.parameters(name).into_iter().next()
    }

    /// All values of a parameter, in their order.
    pub fn parameters(&self, name: &str) -> Vec<String> {
        self.pairs().into_iter().filter(|(given, _)| given == name).map(|(_, value)| value).collect()
    }

    /// All parameters as they were given.
    pub fn pairs(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.query.as_bytes()).into_owned().collect()
    }
}

/// Names of the built files, which change with their content.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The script that wakes islands.
    pub start: String,
    /// The module that it loads.
    pub module: String,
    /// The WebAssembly that the module runs.
    pub wasm: String,
    /// The icons.
    pub icons: String,
    /// Fonts to load early.
    pub fonts: Vec<String>,
}

/// Who runs this portal, for the header, the footer and the legal pages.
#[derive(Clone, Debug, Default)]
pub struct Owner {
    /// Name of the body.
    pub name: String,
    /// Its own web site.
    pub url: String,
    /// Postal address.
    pub address: String,
    /// E-mail address for questions.
    pub email: String,
    /// Certified e-mail address (PEC).
    pub pec: String,
    /// Tax code.
    pub tax_code: String,
    /// Where its declaration of accessibility is.
    pub accessibility_url: String,
    /// Where the source of the program is.
    pub repository_url: String,
}

/// What is the same for every page of this server.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Address of the portal, without a slash at the end.
    pub base_url: String,
    /// Who runs it.
    pub owner: Owner,
    /// The built files.
    pub assets: Assets,
    /// Providers of identities: name in the configuration, words on the button.
    pub providers: Vec<(String, String)>,
    /// Whether browsers keep a sign-in here: over https, or on this very machine.
    pub sign_in: SignInHere,
    /// What is in force, for the administrator's page: name and value, secrets hidden.
    pub settings: Vec<(String, String)>,
}

/// Whether browsers keep a sign-in at this address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignInHere {
    /// They do.
    #[default]
    Works,
    /// The address is plain http on another machine: browsers drop the cookie.
    NeedsHttps,
}

/// A form that was not accepted: what was typed, and what is wrong, field by field.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    /// Names and values as they were typed, without secrets.
    pub typed: Vec<(String, String)>,
    /// Problems: the field and the key of the message.
    pub problems: Vec<(String, String)>,
}

impl Refused {
    /// What was typed into a field.
    pub fn value(&self, field: &str) -> String {
        let found = self.typed.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// What is wrong with a field.
    pub fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, key)| key.as_str())
    }
}

/// A post that waits until its sender has signed in: it stands in the sign-in form and is sent again afterwards.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// The address of its form.
    pub to: String,
    /// What was typed, as a form sends it, without secrets.
    pub body: String,
}

/// What a page shows on this one answer and never again.
#[derive(Clone, Debug)]
pub enum ShownOnce {
    /// Recovery codes, just made.
    Codes(Vec<String>),
}

/// Who seems to read a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A person, with a browser.
    Person,
    /// A program, or a browser before its reader.
    Program,
}

/// The secret of the session that asks, for pages that tell it from the others; empty for visitors.
#[derive(Clone, Debug, Default)]
pub struct OwnSessionToken(pub String);

/// The contexts of one request, taken once by a page.
#[derive(Clone)]
pub struct Asked {
    /// Where it is.
    pub here: Here,
    /// The server's own values.
    pub site: Arc<Site>,
    /// The use cases.
    pub portal: portal::Portal,
}

/// Reads the contexts of the request that is being answered.
pub fn asked() -> Asked {
    Asked {
        here: use_context().expect("the server provides Here before it renders"),
        site: use_context().expect("the server provides Site before it renders"),
        portal: use_context().expect("the server provides Portal before it renders"),
    }
}

/// The whole document.
///
/// Nothing here is hydrated as a page: without the first line, leptos would serialise every resource into inline
/// script, since only its own hydration component, which is left out, switches that off.
pub fn shell() -> impl IntoView {
    if let Some(shared) = leptos::reactive::owner::Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let asked = asked();
    let assets = asked.site.assets.clone();
    let fonts = assets.fonts.iter().map(|font| {
        view! { <link rel="preload" href=font.clone() r#as="font" r#type="font/woff2" crossorigin="anonymous"/> }
    });
    view! {
        <!DOCTYPE html>
        <html lang=asked.here.locale.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <link rel="stylesheet" href=assets.style.clone()/>
                {fonts.collect_view()}
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The title of the feed of new practices.
pub fn feed_title(locale: Locale) -> &'static str {
    say!(locale, common.feed_title)
}

/// The title of the feed of new twinnings.
pub fn twinning_feed_title(locale: Locale) -> &'static str {
    say!(locale, twinnings.feed_title)
}

/// The title of the feed of new adverts.
pub fn advert_feed_title(locale: Locale) -> &'static str {
    say!(locale, adverts.feed_title)
}

/// The title of the feed of discussions.
pub fn thread_feed_title(locale: Locale) -> &'static str {
    say!(locale, threads.feed_title)
}

/// The page for a failure that nobody foresaw, without asking anything of the portal.
pub fn failure_document(here: &Here, site: &Arc<Site>, portal: &portal::Portal, reference: &str) -> String {
    let owner = leptos::reactive::owner::Owner::new();
    let reference = reference.to_owned();
    owner.with(|| {
        provide_context(here.clone());
        provide_context(Arc::clone(site));
        provide_context(portal.clone());
        let style = site.assets.style.clone();
        let page = view! {
            <!DOCTYPE html>
            <html lang=here.locale.code()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <title>{say!(here.locale, common.site)}</title>
                    <link rel="stylesheet" href=style/>
                </head>
                <body>
                    <main>
                        <Broken reference/>
                    </main>
                </body>
            </html>
        };
        page.to_html().replace("<!>", "<!---->")
    })
}
