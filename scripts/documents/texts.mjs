// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// What the documents say: sentences as offices write them, in six languages, and words that stand in one document only.

/** Numbers as if by lot (splitmix32), the same ones for the same seed. */
export function lot(seed) {
  let state = (seed * 0x9e3779b9) >>> 0;
  return (limit) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit;
  };
}

const BEGINNINGS = ['Borgo', 'Castel', 'Fiume', 'Grotta', 'Monte', 'Pieve', 'Rocca', 'Torre', 'Valle', 'Villa'];
const MIDDLES = ['ffi', 'fla', 'gri', 'lù', 'mèr', 'nza', 'quo', 'rba', 'sto', 'zze', 'dùl', 'fi', 'cche', 'vra', 'pò'];
const ENDINGS = ['berta', 'colina', 'drano', 'fiore', 'gnano', 'letto', 'mirra', 'nella', 'pardo', 'resca', 'sogna', 'tusco'];

/** A place that is on no map, another one for each number: with ligatures and accents, on which readers of PDFs stumble. */
export function word(number) {
  const middle = Math.floor(number / BEGINNINGS.length);
  const ending = Math.floor(middle / MIDDLES.length);
  // Neighbours differ in all three pieces.
  const at = (list, place) => list[place % list.length];
  return at(BEGINNINGS, number) + at(MIDDLES, middle + 4 * number) + at(ENDINGS, ending + number);
}

const SUBJECTS = [
  'Regolamento della mensa',
  'Piano dei trasporti',
  'Verbale della giunta',
  'Convenzione fra comuni',
  'Relazione annuale',
  'Bilancio partecipato',
  'Guida per le famiglie',
  'Capitolato dei servizi',
  'Carta dei servizi',
  'Programma di formazione',
  'Modulo di iscrizione',
];

export const subject = (number) => SUBJECTS[number % SUBJECTS.length];

export const TEXTS = {
  it: [
    'L’ufficio affida il servizio con una gara e ne verifica gli effetti ogni sei mesi.',
    'Le famiglie presentano la domanda una volta sola, dal telefono o allo sportello.',
    'La convenzione stabilisce chi paga, chi decide e come si esce dalla gestione associata.',
    'Il costo per abitante è sceso da 14,20 € a 11,80 € in due anni.',
    'Chi non ha l’identità digitale trova aiuto nella biblioteca, il martedì e il giovedì.',
    'Nel primo anno le iscrizioni fatte da casa sono passate dal 31% al 68%.',
    'La giunta approva il piano con la deliberazione n. 112 e lo pubblica all’albo.',
    'Il personale è formato in affiancamento: tre giornate in aula e dieci sul campo.',
    'Non ha funzionato il modulo unico per tutti i servizi: era troppo lungo e nessuno lo finiva.',
    'I Comuni più piccoli mettono una persona mezza giornata alla settimana.',
    'Le segnalazioni dei cittadini ricevono una risposta entro cinque giorni lavorativi.',
    'La città più lontana dista quaranta minuti: perciò gli incontri si tengono anche a distanza.',
    'Per difficoltà finanziarie la fase due è rinviata; gli affitti restano a carico dell’ente capofila.',
    'I dati sono pubblicati in formato aperto e aggiornati il primo giorno del mese.',
    'Ogni classe visita il laboratorio due volte, con l’autobus messo a disposizione dal consorzio.',
    'La riflessione con i sindacati è cominciata tardi, e questo ha rallentato l’avvio.',
    'L’acqua piovana è raccolta in tre vasche e usata per il verde pubblico.',
    'Il referente tiene un registro delle modifiche e lo condivide con gli altri enti.',
  ],
  en: [
    'The office checks the effects of the service twice a year and files the findings.',
    'Families apply once, from a phone or at the counter.',
    'Five small councils share one officer and split the costs by population.',
    'What did not work was the single form: it was too long and few people finished it.',
    'The first flood barrier was finished in the spring and is raised by hand.',
  ],
  fr: [
    'Les familles déposent leur demande une seule fois, au guichet ou par téléphone.',
    'Le coût par habitant a baissé de façon régulière grâce à la mutualisation.',
    'L’accueil des élèves est assuré dès la première semaine d’août.',
    'La commune la plus éloignée se trouve à quarante minutes : les réunions ont lieu à distance.',
    'Le bilan est présenté au conseil où siègent aussi les usagers.',
  ],
  de: [
    'Das Büro prüft die Wirkung zweimal im Jahr und veröffentlicht die Ergebnisse.',
    'Für kleine Gemeinden übernimmt der Landkreis die Abrechnung und die Schulung.',
    'Die Gebühren sind von zwölf auf neun Euro gesunken, während die Zufriedenheit größer wurde.',
    'Außerdem öffnet die Bücherei donnerstags länger, damit Berufstätige Hilfe finden.',
    'Nicht bewährt hat sich das lange Formular; es wurde häufig abgebrochen.',
  ],
  ro: [
    'Primăria verifică de două ori pe an rezultatele și le publică pe pagina proprie.',
    'Familiile depun cererea o singură dată, la ghișeu sau prin telefon.',
    'Costul pe locuitor a scăzut, iar mulțumirea cetățenilor a crescut în același timp.',
    'Școlile din județ primesc un învățător de sprijin pentru fiecare clasă.',
  ],
  lv: [
    'Pašvaldība divas reizes gadā pārbauda pakalpojuma ietekmi un publicē rezultātus.',
    'Ģimenes iesniedz pieteikumu vienu reizi, klātienē vai pa tālruni.',
    'Mazākie pagasti kopīgi algo vienu speciālistu un dala izmaksas.',
    'Bibliotēkā otrdienās palīdz tiem, kuriem nav elektroniskā paraksta.',
  ],
};
