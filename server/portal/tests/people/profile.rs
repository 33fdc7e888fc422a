// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own profile: what is kept of what is typed, and the photo.

use std::path::Path;

use domain::policy::Viewer;
use domain::{Language, Locale};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::people::{PHOTO_MAX, ProfileForm};
use serde_json::json;

use crate::reading::reading;
use crate::world::{World, acting, denied, member, on_both, organisation, problem, refused, theme, with};

/// The form as the page shows it.
pub async fn form(world: &World, viewer: &Viewer) -> ProfileForm {
    let page = world.portal.own_profile(viewer, Locale::Italian).await.unwrap();
    let record = page.member;
    ProfileForm {
        version: page.version.to_string(),
        first_name: record.first_name,
        last_name: record.last_name,
        job_title: record.job_title,
        member_type: record.member_type.code().to_owned(),
        locale: record.locale.code().to_owned(),
        ..ProfileForm::default()
    }
}

/// A picture in which no two parts are alike, so that its bytes are found again.
pub fn picture(format: ImageFormat) -> Vec<u8> {
    let mut state = 7_u32;
    let drawn = RgbImage::from_fn(400, 300, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([state.to_be_bytes()[0], state.to_be_bytes()[1], 120])
    });
    let mut out = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawn).write_to(&mut out, format).unwrap();
    out.into_inner()
}

#[tokio::test]
async fn what_is_typed_is_kept_clean() {
    on_both(async |world| {
        world.put(&[theme("nidi"), theme("bandi")]).await;
        world.put_members(&[member("ada")]).await;
        let ada = world.by("ada").await;
        let typed = ProfileForm {
            first_name: " Ada\u{202e} ".to_owned(),
            last_name: "D'Angelo".to_owned(),
            job_title: "Dirigente  del\tservizio".to_owned(),
            member_type: "executive".to_owned(),
            region: "09".to_owned(),
            bio: "Prima riga\r\nSeconda\u{0}\u{200b}".to_owned(),
            skills: " bandi, , nidi,  ".to_owned(),
            themes: vec!["nidi".to_owned(), "?".to_owned()],
            languages: vec!["it".to_owned(), "xx".to_owned(), "en".to_owned()],
            link_labels: vec!["Sito\u{200b}".to_owned(), String::new(), "leer".to_owned()],
            link_urls: vec![
                " https://a.example/\u{202e}gpj.exe ".to_owned(),
                "http://b.example".to_owned(),
                String::new(),
            ],
            locale: "en".to_owned(),
            ..form(world, &ada).await
        };
        world.portal.save_profile(&ada, typed).await.unwrap();
        let kept = world.record("ada").await;
        assert_eq!((kept.full_name().as_str(), kept.job_title.as_str()), ("Ada D'Angelo", "Dirigente del servizio"));
        assert_eq!((kept.member_type.code(), kept.region.as_deref()), ("executive", Some("09")));
        assert_eq!(kept.bio.as_deref(), Some("Prima riga\nSeconda"));
        assert_eq!((kept.skills, kept.themes.len()), (vec!["bandi".to_owned(), "nidi".to_owned()], 1));
        assert_eq!((kept.languages, kept.locale), (vec![Language::Italian, Language::English], Locale::English));
        let links: Vec<_> = kept.links.iter().map(|link| (link.label.as_str(), link.url.as_str())).collect();
        assert_eq!(links, [("Sito", "https://a.example/gpj.exe"), ("http://b.example", "http://b.example")]);
        // What a form does not hold stays as it was.
        assert_eq!((kept.email.unwrap().as_str(), kept.roles.len()), ("ada@comune.example.it", 0));
    })
    .await;
}

#[tokio::test]
async fn each_field_is_refused_for_its_own_fault() {
    on_both(async |world| {
        world.put(&[organisation("lu", "Comune di Lucca")]).await;
        world.put_members(&[member("ada")]).await;
        let ada = world.by("ada").await;
        let before = world.kept("ada").await;
        type Change = fn(&mut ProfileForm);
        let cases: &[(Change, &str, FieldProblem)] = &[
            (|form| form.first_name = String::new(), "first_name", FieldProblem::Missing),
            (|form| form.last_name = "x".repeat(61), "last_name", FieldProblem::TooLong),
            (|form| form.last_name = "<script>".to_owned(), "last_name", FieldProblem::Invalid),
            (|form| form.job_title = "\u{200b}".to_owned(), "job_title", FieldProblem::Missing),
            (|form| form.job_title = "x".repeat(101), "job_title", FieldProblem::TooLong),
            (|form| form.member_type = "wizard".to_owned(), "member_type", FieldProblem::Invalid),
            (|form| form.region = "99".to_owned(), "region", FieldProblem::Invalid),
            (|form| form.bio = "x".repeat(1_001), "bio", FieldProblem::TooLong),
            (|form| form.bio = "x".repeat(70_000), "bio", FieldProblem::TooLong),
            (|form| form.skills = "x".repeat(61), "skills", FieldProblem::TooLong),
            (|form| form.skills = "a,b,c,d,e,f,g,h,i,j,k".to_owned(), "skills", FieldProblem::TooLong),
            (|form| form.themes = vec!["t".to_owned(); 11], "themes", FieldProblem::TooLong),
            (
                |form| {
                    (form.link_labels, form.link_urls) = (vec!["x".to_owned()], vec!["javascript:alert(1)".to_owned()])
                },
                "links",
                FieldProblem::Invalid,
            ),
            (
                |form| {
                    (form.link_labels, form.link_urls) = (vec!["x".repeat(101)], vec!["https://a.example".to_owned()])
                },
                "links",
                FieldProblem::TooLong,
            ),
            (
                |form| {
                    form.link_labels = vec![String::new(); 5];
                    form.link_urls = vec!["https://a.example".to_owned(); 5];
                },
                "links",
                FieldProblem::TooLong,
            ),
            (|form| form.locale = "xx".to_owned(), "locale", FieldProblem::Invalid),
            (
                |form| (form.first_name, form.last_name) = ("Соmune di".to_owned(), "Lucca".to_owned()),
                "last_name",
                FieldProblem::Invalid,
            ),
            (|form| form.version = "0".to_owned(), "form", FieldProblem::Conflict),
            (|form| form.version = String::new(), "form", FieldProblem::Conflict),
        ];
        for (number, (spoil, field, fault)) in cases.iter().enumerate() {
            let mut spoilt = form(world, &ada).await;
            spoil(&mut spoilt);
            assert_eq!(problem(world.portal.save_profile(&ada, spoilt).await), (*field, *fault), "case {number}");
        }
        assert_eq!(world.kept("ada").await.record, before.record);
        let two = ProfileForm { member_type: String::new(), locale: String::new(), ..form(world, &ada).await };
        assert_eq!(refused(world.portal.save_profile(&ada, two).await).len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_save_one_profile_at_once_one_is_told() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let ada = world.by("ada").await;
        let [one, other] = [("Uno", form(world, &ada).await), ("Due", form(world, &ada).await)]
            .map(|(job, form)| ProfileForm { job_title: job.to_owned(), ..form });
        let (one, other) = tokio::join!(world.portal.save_profile(&ada, one), world.portal.save_profile(&ada, other));
        assert_ne!(one.is_ok(), other.is_ok());
        assert_eq!(problem(if one.is_ok() { other } else { one }), ("form", FieldProblem::Conflict));
    })
    .await;
}

#[tokio::test]
async fn who_is_called_like_a_body_already_may_still_save_the_profile() {
    on_both(async |world| {
        world.put_members(&[with(member("ada"), json!({"first_name": "Marina", "last_name": "Di Mare"}))]).await;
        world.put(&[organisation("marina", "Marina di Mare")]).await;
        let ada = world.by("ada").await;
        world.portal.save_profile(&ada, form(world, &ada).await).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_photo_is_seen_by_who_sees_the_profile_and_a_new_one_has_another_number() {
    on_both(async |world| {
        world.put_members(&[acting("ada", "lu", "editor"), member("bea")]).await;
        let ada = world.by("ada").await;
        let nobody = world.portal.member_photo(&Viewer::Visitor, "ada").await;
        assert!(matches!(nobody, Err(Error::NotFound)));
        let portal = reading(world).await;
        portal.save_photo(&ada, picture(ImageFormat::Png)).await.unwrap();
        let (version, kind, bytes) = world.portal.member_photo(&Viewer::Visitor, "ada").await.unwrap();
        assert_eq!((version, kind.as_str()), (1, "image/jpeg"));
        let drawn = image::load_from_memory(&bytes).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (320, 320));
        portal.save_photo(&ada, picture(ImageFormat::Jpeg)).await.unwrap();
        assert_eq!(world.portal.member_photo(&ada, "ada").await.unwrap().0, 2);
        assert_eq!(world.kept("ada").await.photo, Some(2));

        for (bytes, fault) in [
            (Vec::new(), FieldProblem::Missing),
            (vec![0; PHOTO_MAX + 1], FieldProblem::TooLong),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), FieldProblem::Invalid),
            (picture(ImageFormat::Png)[..500].to_vec(), FieldProblem::Invalid),
        ] {
            assert_eq!(problem(portal.save_photo(&ada, bytes).await), ("photo", fault));
        }
        // Without anybody who draws, it is not the photo's fault.
        let undrawn: Result<(), FormError> = world.portal.save_photo(&ada, picture(ImageFormat::Png)).await;
        assert!(matches!(denied(undrawn), Error::Broken(_)));
        assert_eq!(world.kept("ada").await.photo, Some(2));
        world
            .put(&[with(
                acting("ada", "lu", "editor"),
                json!({"shown":
            {"profile": "members", "email": "nobody", "last_sign_in": "nobody"}}),
            )])
            .await;
        assert!(world.portal.member_photo(&Viewer::Visitor, "ada").await.is_err());
        world.portal.member_photo(&world.by("bea").await, "ada").await.unwrap();
        world.portal.remove_photo(&ada).await.unwrap();
        assert!(matches!(world.portal.member_photo(&ada, "ada").await, Err(Error::NotFound)));
        for uid in ["nobody", "?", "../ada"] {
            assert!(world.portal.member_photo(&ada, uid).await.is_err());
        }
    })
    .await;
}

/// Pictures with something to run in each place for metadata (PayloadsAllTheThings).
#[tokio::test]
async fn nothing_that_hides_in_a_picture_is_kept() {
    let Ok(shared) = std::env::var("INNESTO_SHARED") else {
        return crate::hostile::left_out("pictures with payloads");
    };
    let world = World::new().await;
    world.put_members(&[member("ada")]).await;
    let ada = world.by("ada").await;
    let folder = Path::new(&shared).join("corpora/payloads/svg");
    let portal = reading(&world).await;
    let mut tried = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let outcome: Result<(), FormError> = portal.save_photo(&ada, bytes).await;
        tried += 1;
        if path.extension().is_some_and(|ending| ending == "svg") {
            assert_eq!(problem(outcome), ("photo", FieldProblem::Invalid), "{}", path.display());
            continue;
        }
        outcome.unwrap();
        let (_, _, kept) = world.portal.member_photo(&ada, "ada").await.unwrap();
        let text = String::from_utf8_lossy(&kept).to_lowercase();
        assert!(["alert", "<script", "onerror", "<svg"].iter().all(|word| !text.contains(word)), "{}", path.display());
    }
    assert!(tried >= 10);
    let nothing: Result<(), FormError> = world.portal.save_photo(&Viewer::Visitor, vec![1]).await;
    assert!(matches!(denied(nothing), Error::SignInFirst));
}
