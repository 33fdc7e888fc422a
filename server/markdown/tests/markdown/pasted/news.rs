// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A page of news, invented, and the texts of officials that only look like one.

use markdown::pasted::from_html;

use super::{settled, text};

const ARTICLE: [&str; 4] = [
    "A Vallechiara lo sportello digitale arriva nelle frazioni",
    "Il Comune di Vallechiara ha aperto in tre frazioni uno sportello che aiuta a usare i servizi in rete: dall’identità \
     digitale ai pagamenti, con il 24 % di pratiche in più nel primo anno.",
    "RISULTATI",
    "«Abbiamo formato 55 volontari», spiega la responsabile Anna Bianchi, «e a 35 °C di temperatura massima nelle aule \
     abbiamo spostato i corsi al mattino».",
];

const ABOVE: &str = "18.3 C\nVallechiara\n21.0 C\nMonte Alto\nPubblicità\n\nPOLITICA\n\nVALLE-CHIARA\n\nPubblicità\n\
                     HomeNotizieA Vallechiara lo sportello digitale arriva nelle...\n\n";
const BYLINE: &str = "\n\nPubblicità\nSeguiteci sul nostro canale WhatsApp\n\ndi Redazione, #Vallechiara\n\n";
const BELOW: &str = "\n\n\u{a0}\n\n©lavalle.example 2024 – diritti riservati, riproduzione vietata\n\n\n\u{a0}\n\n\
                     Condividi su:\nFacebook\nTelegram\n\nVallechiara\npoche nuvole\n18.1 ° C\n19 °\n17.2 °\n72 %\n2.6kmh\n\
                     20 %\nLun\n21 °\nMar\n-1 °\n\nLEGGI ANCHE\nUn altro titolo\nE un altro ancora\n";

#[test]
fn an_invented_page_leaves_its_article() {
    let page = format!("{ABOVE}{}{BYLINE}{}{BELOW}", ARTICLE[0], ARTICLE[1..].join("\n\u{a0}\n\n\n"));
    let pasted = text(&page);
    assert_eq!(pasted.text, ARTICLE.join("\n\n"));
    assert_eq!(pasted.removed_lines, 9 + 3 + 19);
    assert_eq!(text(&pasted.whole.unwrap()).text, pasted.text);
}

#[test]
fn the_same_page_as_html_leaves_the_same_article() {
    let lines = |text: &str| -> String {
        text.lines().map(|line| format!("<div class=w><span>{line}</span></div>\n")).collect()
    };
    let article: String = ARTICLE[1..].iter().map(|line| format!("<p>{line}</p>")).collect();
    let page = format!(
        "<html><head><title>x</title><script>var a = '<p>';</script></head><body><nav>Menu</nav>{}<h1>{}</h1>{}\
         {article}{}<footer>Contatti</footer></body></html>",
        lines(ABOVE),
        ARTICLE[0],
        lines(BYLINE),
        lines(BELOW),
    );
    let pasted = settled(from_html(&page).unwrap());
    assert_eq!(pasted.text, format!("# {}", ARTICLE.join("\n\n")));
    let (plain, _) = pasted.removed.split_at(5);
    assert_eq!(plain, ["18.3 C", "Vallechiara", "21.0 C", "Monte Alto", "Pubblicità"]);
}

#[test]
fn links_and_styles_do_not_hide_noise() {
    let page = "<a href='https://x.example/'>Home</a><a href='https://x.example/n'>Notizie</a>Il titolo di una notizia sullo \
                sportello nelle frazioni...<h1>Il titolo</h1><a href='https://social.example/?u=https://x.example/una-notizia-\
                sullo-sportello-nelle-frazioni-che-ha-un-indirizzo-molto-lungo&amp;text=Il-titolo-di-una-notizia-sullo-sportello-\
                nelle-frazioni-con-tutte-le-sue-parole'><div>Facebook</div></a><div>di <b>Redazione</b></div><div><b>PUBBLICITÀ\
                </b></div><p>Il Comune ha aperto uno sportello in tre frazioni, e lo racconta.</p>";
    let pasted = settled(from_html(page).unwrap());
    assert_eq!(pasted.text, "# Il titolo\n\nIl Comune ha aperto uno sportello in tre frazioni, e lo racconta.");
}

#[test]
fn the_text_of_an_official_stays() {
    for kept in [
        "Formazione",
        "67 %",
        "Pubblicità",
        "LEGGI ANCHE",
        "35 °C di temperatura massima nelle aule",
        "- 550 dipendenti\n- 24 %\n- 35 °C\n- Facebook",
        "OBIETTIVI\n\nRidurre i tempi.\n\nRISULTATI\n\nMeno 24 % di attese.",
        "PROGETTO ALFA\n\ndi Anna Bianchi\n\nIl progetto riguarda i comuni della valle, che gestiscono insieme gli uffici.",
        "Gli orari:\n\nLunedì\n9-13\nMartedì\n9-13",
        "Palestra\n35 °C\nBiblioteca\n33 °C",
        "Redazione del piano di azione\n\nPubblicità legale\n\nHome care premium\n\nHomeCare",
        "Il manuale ha tutti i diritti riservati all’ente, e la riproduzione è vietata senza il suo consenso.",
        "Iscriviti ai corsi entro il 3 maggio",
        "La sede è stata condivisa. Condividi le regole con i colleghi: funziona.",
        "Leggi anche il regolamento, che dice il resto",
        "> Pubblicità\n\nfine",
        "| Sab | Dom |\n|---|---|\n| 35 ° | 36 ° |",
        "```\nPubblicità\n\n\n  a  b\n```",
        "Una frase  con \"virgolette\" «basse» e ‘alte’ – e un inciso – che resta.",
    ] {
        let pasted = text(kept);
        let folded = if kept.starts_with("```") { kept.to_owned() } else { kept.replace("  ", " ") };
        assert_eq!((pasted.text, pasted.removed_lines), (folded, 0));
    }
}

#[test]
fn labels_and_authors_go_only_above_a_page() {
    let prose = "Il progetto riguarda i comuni della valle, che gestiscono insieme gli uffici.";
    let page = format!("CRONACA\n\nIl titolo\n\ndi Anna Bianchi\n\nPubblicità\n\n{prose}\n\nRISULTATI\n\n{prose}");
    assert_eq!(text(&page).text, format!("Il titolo\n\n{prose}\n\nRISULTATI\n\n{prose}"));
    let lone = format!("PROGETTO ALFA\n\nPubblicità\n\n{prose}");
    assert_eq!(text(&lone).text, format!("PROGETTO ALFA\n\n{prose}"));
}

#[test]
fn a_heading_for_other_articles_takes_the_rest_only_at_the_end() {
    let prose = "Il progetto riguarda i comuni della valle, che gestiscono insieme gli uffici.";
    let page =
        format!("{prose}\n\nLeggi anche:\nUn altro titolo\n\n{prose}\n\nUltima riga\n\nArticoli correlati\n\nA\n\nB");
    assert_eq!(text(&page).text, format!("{prose}\n\n{prose}\n\nUltima riga"));
    assert_eq!(text(&format!("{prose}\n\nLEGGI ANCHE: Un altro titolo\n\nfine")).text, format!("{prose}\n\nfine"));
}

#[test]
fn what_stood_around_noise_does_not_run_together() {
    assert_eq!(text("Una riga\nPubblicità\nUn’altra").text, "Una riga\n\nUn’altra");
    let broken = from_html("<p>a<br>Pubblicità<br>b<br>Pubblicità</p><p>c").unwrap();
    assert_eq!((settled(broken).text.as_str(), 2), ("a\\\nb\n\nc", 2));
}

#[test]
fn lines_are_put_in_order_and_words_stay() {
    for (given, made) in [
        ("  a\u{a0}\u{a0} b  \r\n\r\n\r\n\u{a0}\r\nc\u{200b}\0", "a b\n\nc"),
        ("•\ta\n•\tb\no\tc\n§\td", "- a\n- b\n- c\n- d"),
        ("– a\n– b\n\n– c", "- a\n- b\n\n- c"),
        ("– Sì, disse.", "– Sì, disse."),
        ("   1. a\n      - b\n   2. c", "1. a\n   - b\n2. c"),
        ("a\u{b}b\u{2028}c", "a\nb\nc"),
    ] {
        assert_eq!(text(given).text, made, "{given:?}");
    }
    let long = "parola ".repeat(20);
    let long = long.trim();
    assert_eq!(
        text(&format!("Titolo\n{long}\n{long}\n- a\n{long}")).text,
        format!("Titolo\n\n{long}\n\n{long}\n- a\n\n{long}")
    );
}
