// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// An official who has never seen the portal sends a practice, by what can be read on the pages alone, and in less than
// ten minutes. What is asked of them is counted: screens, fields, choices, characters.

import { expect, test, type Locator, type Page } from '@playwright/test';
import { password } from '../acting';

/** How fast an official types whose words are there: an ordinary pace for somebody who is no typist. */
const charactersPerMinute = 200;

/** To see what a screen is about, to read its first lines and to find its button. */
const secondsPerScreen = 15;

/** To open a list or to look through boxes, and to choose. */
const secondsPerChoice = 5;

/** Somebody who finds everything by its words, and what they had to do so far. */
class Newcomer {
  screens = 0;
  fields = 0;
  choices = 0;
  characters = 0;

  constructor(readonly page: Page) {}

  private get main() {
    return this.page.getByRole('main');
  }

  /** A group of fields by its name. */
  group(name: string) {
    return this.main.getByRole('group', { name, exact: true });
  }

  async arrives(title: string) {
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(title);
    // Nothing has to be done twice: no screen comes back with something to mend.
    await expect(this.page.locator('#problemi')).toHaveCount(0);
    this.screens += 1;
  }

  async types(label: string, text: string, place: Locator = this.main) {
    await place.getByLabel(label, { exact: true }).fill(text);
    this.fields += 1;
    this.characters += [...text].length;
  }

  async chooses(label: string, option: string) {
    await this.main.getByLabel(label, { exact: true }).selectOption({ label: option });
    this.fields += 1;
    this.choices += 1;
  }

  async ticks(label: string, place: Locator = this.main) {
    await place.getByLabel(label, { exact: true }).check();
    this.fields += 1;
    this.choices += 1;
  }

  async presses(button: string) {
    await this.main.getByRole('button', { name: button, exact: true }).click();
  }

  get minutes() {
    const moments = this.screens * secondsPerScreen + this.choices * secondsPerChoice;
    return this.characters / charactersPerMinute + moments / 60;
  }
}

test('an official who is new here sends a practice in less than ten minutes', async ({ page }) => {
  const official = new Newcomer(page);
  await page.goto('/');
  official.screens += 1;
  await page.getByRole('main').getByRole('link', { name: 'Invia una storia' }).click();

  await official.arrives('Accedi');
  await official.types('Indirizzo e-mail', 'ada.funzionaria@example.org');
  await official.types('Password', password);
  await official.presses('Accedi');

  await official.arrives('Invia una storia');
  await official.types('Titolo', 'Libri a casa per chi non può uscire');
  await official.presses('Comincia a scrivere');

  await official.arrives('L’essenziale');
  await official.types('Riassunto', 'La biblioteca porta i libri a chi non può uscire, con i volontari di una associazione.');
  await official.types('A chi scrivere', 'Biblioteca, biblioteca@comune.example.it');
  await official.chooses('Che cos’è', 'Servizio');
  await official.chooses('Livello', 'Comunale');
  await official.chooses('Regione', 'Toscana');
  await official.types('Quando è cominciata', '2022');
  await official.ticks('Infanzia e istruzione', official.group('Temi'));
  await official.ticks('Cittadini', official.group('A chi serve'));
  await official.presses('Salva e continua');

  await official.arrives('Il problema e la soluzione');
  await official.types(
    'Il problema',
    'Molti anziani e molte persone malate non riuscivano più a venire in biblioteca. Nel 2021 un lettore su dieci oltre i settant’anni aveva smesso di prendere libri in prestito.',
  );
  await official.types(
    'La soluzione',
    'Chi non può uscire telefona e sceglie i libri con una bibliotecaria. Ogni giovedì i volontari li portano a casa e riprendono quelli letti. Il prestito dura due mesi.',
  );
  await official.presses('Salva e continua');

  await official.arrives('I risultati');
  const result = official.group('Risultato 1');
  await official.types('Che cosa si misura', 'Persone servite a casa', result);
  await official.types('Prima', '0', result);
  await official.types('Dopo', '85', result);
  await official.types('Che cosa non ha funzionato', 'All’inizio i libri si sceglievano dal sito, e quasi nessuno ci riusciva da solo.');
  await official.presses('Salva e continua');

  await official.arrives('Che cosa serve per farla');
  await official.chooses('Quanto è costata per partire', 'Meno di 10.000 euro');
  await official.types('Persone a tempo pieno', '0,5');
  await official.types('Mesi per partire', '3');
  await official.presses('Salva e continua');

  await official.arrives('Che cosa devono avere gli altri');
  const conditions = ['C’è un gruppo di volontari', 'C’è un numero di telefono', 'Il prestito può durare due mesi'];
  for (const [at, condition] of conditions.entries()) {
    await official.types('Condizione', condition, official.group(`Condizione ${at + 1}`));
  }
  await official.types(
    'Perché può funzionare altrove',
    'Basta una biblioteca con un telefono e qualche volontario. Dove le case sono molto lontane serve un’auto del Comune.',
  );
  await official.presses('Salva e continua');

  await official.arrives('Documenti e materiali');
  await official.presses('Salva e continua');

  await official.arrives('Controllo e invio');
  await official.ticks('Ho titolo a pubblicare questi testi per l’ente');
  await official.presses('Manda in revisione');
  await expect(page).toHaveURL(/\/scrivania\/[^/]+\?done=submit$/);
  await expect(page.getByRole('status')).toContainText('È partita');

  const { screens, fields, choices, characters, minutes } = official;
  console.log(`newcomer: ${screens} screens, ${fields} fields (${choices} chosen), ${characters} characters, ${minutes.toFixed(1)} minutes`);
  expect(fields).toBeLessThanOrEqual(25);
  expect(minutes).toBeLessThan(10);
});
