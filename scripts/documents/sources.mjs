// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// What the programs make documents from: OpenDocument in one file of XML, and HTML.

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const SPACES = ['office', 'style', 'text', 'table', 'drawing', 'presentation']
  .map((name) => `xmlns:${name === 'drawing' ? 'draw' : name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    ['fo', 'svg'].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === 'fo' ? 'xsl-fo' : name}-compatible:1.0"`),
  )
  .join(' ');

/** One file of OpenDocument; `kind` is `text`, `spreadsheet` or `presentation`. */
const open = (kind, styles, body) => `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${SPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.${kind}">
${styles}<office:body><office:${kind}>${body}</office:${kind}></office:body></office:document>`;

const cell = (text) => `<table:table-cell office:value-type="string"><text:p>${escaped(text)}</text:p></table:table-cell>`;
const figure = (value) =>
  `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`;
const row = (cells) => `<table:table-row>${cells.join('')}</table:table-row>`;

/** A text with headings, some of them on a new page, a list, a table and a note. */
export function writing({ title, parts }) {
  const styles = `<office:automatic-styles><style:style style:name="New" style:family="paragraph" style:parent-style-name="Heading_20_1">
<style:paragraph-properties fo:break-before="page"/></style:style></office:automatic-styles>`;
  const note = `<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Testo approvato in via provvisoria.</text:p></text:note-body></text:note>`;
  const shown = parts.map(({ heading, paragraphs }, at) => {
    const style = at % 3 === 2 ? ' text:style-name="New"' : '';
    const body = paragraphs.map((text) => `<text:p>${escaped(text)}${at === 0 ? note : ''}</text:p>`);
    return `<text:h text:outline-level="1"${style}>${escaped(heading)}</text:h>${at === 0 ? body[0] + body.slice(1).join('').replaceAll(note, '') : body.join('')}`;
  });
  const steps = ['Domanda', 'Verifica', 'Graduatoria'].map((step) => `<text:list-item><text:p>${step}</text:p></text:list-item>`);
  const table = `<table:table table:name="Costi"><table:table-column table:number-columns-repeated="2"/>${row([cell('Voce'), cell('Importo')])}${row([cell('Personale'), figure(12500)])}${row([cell('Licenze'), figure(3200.5)])}</table:table>`;
  shown.splice(1, 0, `<text:list>${steps.join('')}</text:list>${table}`);
  return open('text', styles, `<text:h text:outline-level="1">${escaped(title)}</text:h>${shown.join('\n')}`);
}
writing.ending = 'fodt';

/** A workbook: figures on the first sheet, the text on the second. */
export function sheet({ title, parts }) {
  const figures = Array.from({ length: 12 * parts.length }, (_, at) =>
    row([cell(`Mese ${(at % 12) + 1}`), figure(100 + ((at * 37) % 91)), figure((at * 1.25).toFixed(2))]),
  );
  const rows = parts.flatMap(({ heading, paragraphs }) => paragraphs.map((text) => row([cell(heading), cell(text)])));
  return open(
    'spreadsheet',
    '',
    `<table:table table:name="Dati">${row([cell(title), cell('Pratiche'), cell('Spesa')])}${figures.join('')}</table:table><table:table table:name="Note &amp; fonti">${rows.join('')}</table:table>`,
  );
}
sheet.ending = 'fods';

/** Slides: one for each part. */
export function presentation({ title, parts }) {
  const box = (text, y, height) =>
    `<draw:frame svg:x="2cm" svg:y="${y}cm" svg:width="22cm" svg:height="${height}cm"><draw:text-box>${text.map((line) => `<text:p>${escaped(line)}</text:p>`).join('')}</draw:text-box></draw:frame>`;
  const pages = [{ heading: title, paragraphs: ['Incontro con gli enti'] }, ...parts].map(
    ({ heading, paragraphs }, at) =>
      `<draw:page draw:name="p${at + 1}" draw:master-page-name="Default">${box([heading], 1, 2)}${box(paragraphs, 4, 11)}</draw:page>`,
  );
  const styles = `<office:automatic-styles><style:page-layout style:name="Screen"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="Screen"/></office:master-styles>`;
  return open('presentation', styles, pages.join('\n'));
}
presentation.ending = 'fodp';

/** A page of a site. */
export function page({ title, language, parts }) {
  const shown = parts.map(
    ({ heading, paragraphs }) => `<h2>${escaped(heading)}</h2>\n${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}`,
  );
  return `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><title>${escaped(title)}</title>
<h1>${escaped(title)}</h1>\n${shown.join('\n')}\n<table><tr><th>Voce</th><th>Importo</th></tr><tr><td>Personale</td><td>12.500</td></tr></table></html>\n`;
}
page.ending = 'html';
