// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Naming members and quoting others.

use proptest::prelude::*;

use super::super::*;
use super::{config, uid};

fn named(text: &str) -> Vec<String> {
    mentions(text).members.iter().map(ToString::to_string).collect()
}

#[test]
fn a_member_is_named_by_the_identifier() {
    assert_eq!(named("Ciao @[Ada Prova](member:ada), e @[B](member:bea.1)!"), ["ada", "bea.1"]);
    assert_eq!(named("@[A](member:ada) e ancora @[Altra](member:ada)"), ["ada"]);
    for nobody in [
        "@Ada",
        "@[Ada]",
        "@[Ada](http://x)",
        "@[](member:ada)",
        "@[Ada](member:)",
        "@[Ada](member:a b)",
        "@[Ada](member:ada",
        "@[A\nda](member:ada)",
        "@[A[b](member:ada)",
        "posta@[Ada](member:ada)",
        r"\@[Ada](member:ada)",
        "[Ada](member:ada)",
    ] {
        assert_eq!(named(nobody), [""; 0], "{nobody}");
    }
    assert_eq!(named(&format!("@[{}](member:ada)", "x".repeat(700))), [""; 0]);
}

#[test]
fn in_code_and_in_quotations_nobody_is_named() {
    for nobody in [
        "`@[A](member:ada)`",
        "``x ` @[A](member:ada)``",
        "`su due\nrighe @[A](member:ada)`",
        "```\n@[A](member:ada)\n```",
        "~~~~\n@[A](member:ada)\n~~~\n@[A](member:ada)\n~~~~",
        "```rust\n@[A](member:ada)",
        "Testo.\n\n    @[A](member:ada)",
        "\t@[A](member:ada)",
        "> @[A](member:ada)",
        "   > @[A](member:ada)\n> @[A](member:ada)",
    ] {
        assert_eq!(named(nobody), [""; 0], "{nobody}");
    }
    for one in [
        "`aperto @[A](member:ada)",
        "``` x ` @[A](member:ada)",
        "```\ncodice\n```\n@[A](member:ada)",
        "> citazione\n\n@[A](member:ada)",
        "- voce\n\n    @[A](member:ada)",
        "Testo\n    @[A](member:ada)",
        "`x` @[A](member:ada) `y`",
        r"\\@[A](member:ada)",
        "`uno\n\n@[A](member:ada)`",
        "è`à`è @[È](member:ada)",
    ] {
        assert_eq!(named(one), ["ada"], "{one}");
    }
}

#[test]
fn what_is_shown_in_the_place_of_a_mention_comes_from_the_identifier() {
    let text = "Ciao @[<b>Falso</b>](member:ada) e @[Bea](member:bea), `@[A](member:ada)`.";
    let shown = with_mentions(text, |member| (*member == uid("ada")).then(|| "ADA".to_owned()));
    assert_eq!(shown, "Ciao ADA e Bea, `@[A](member:ada)`.");
}

#[test]
fn a_quotation_says_where_it_stands_and_has_no_name_in_it() {
    let text = "> di un altro\n\nPrima riga di @[Ada Prova](member:ada).\n\nSeconda.";
    let quoted = quote("In\n#3", text);
    assert_eq!(quoted, "> In #3\n>\n> Prima riga di @….\n> \n> Seconda.\n\n");
    assert_eq!(mentions(&quoted).count, 0);
    assert_eq!(quote("Bea", "> solo citato"), "");
    assert_eq!(quote("Bea", ""), "");
}

#[test]
fn a_long_quotation_is_cut_and_its_code_is_closed() {
    let long = quote("Bea", &"parola ".repeat(400));
    assert!(long.chars().count() < QUOTE_MAX + 40 && long.ends_with("…\n\n"), "{long}");
    let code = quote("Bea", "```\nuno\ndue");
    assert_eq!(code, "> Bea\n>\n> ```\n> uno\n> due\n> ```\n\n");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_names_more_than_it_may_and_each_is_there(text in "(?s)[@\\[\\]()a:`~> \\\\\nmember-]{0,200}") {
        let named = mentions(&text);
        prop_assert!(named.members.len() <= MENTIONS_MAX && named.members.len() <= named.count);
        for member in &named.members {
            let written = format!("](member:{member})");
            prop_assert!(text.contains(&written));
        }
    }

    #[test]
    fn who_is_named_in_plain_words_is_found_whatever_stands_around(before in "[a-z][a-z ]{0,20}", after in "[a-z .,]{0,20}") {
        let text = format!("{before} @[Ada Prova](member:ada){after}");
        prop_assert_eq!(mentions(&text).members, [uid("ada")]);
    }

    #[test]
    fn any_text_is_walked_through_and_put_together_again(text in "(?s).{0,200}") {
        let _ = mentions(&text);
        if mentions(&text).count == 0 {
            prop_assert_eq!(with_mentions(&text, |_| None), text);
        }
    }

    #[test]
    fn no_quotation_names_anybody(text in "(?s)[@\\[\\]()a:`~> \\\\\nmember-]{0,200}") {
        prop_assert_eq!(mentions(&quote("Bea", &text)).count, 0);
    }
}
