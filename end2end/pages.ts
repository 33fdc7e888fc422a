// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// One address of each kind of page, in both languages.

const italian = [
  '/',
  '/pratiche',
  '/pratiche?theme=formazione-e-competenze&region=09',
  '/pratiche/self-e-learning-federato-per-la-pubblica-amministrazione',
  '/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti',
  '/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti/correggi',
  '/pratiche/trio-la-formazione-a-distanza-aperta-a-tutti/dossier',
  '/pratiche/mappa',
  '/pratiche/mappa?vista=riusi',
  '/pratiche/mappa?vista=riusi&theme=innovazione-e-dati&anno_a=2020&region=09',
  '/confronta',
  '/confronta?p=trio-la-formazione-a-distanza-aperta-a-tutti',
  '/confronta?p=trio-la-formazione-a-distanza-aperta-a-tutti,self-e-learning-federato-per-la-pubblica-amministrazione',
  '/cosa-non-ha-funzionato',
  '/cosa-non-ha-funzionato?q=comuni&theme=ambiente-ed-energia',
  '/cerca?q=lavoro+agile',
  '/cerca?q=DSBPGoverance',
  '/cerca?q=xyzzyqwert',
  '/enti',
  '/enti?kind=municipality',
  '/enti/regione-emilia-romagna',
  '/enti/unione-dei-comuni-del-distretto-ceramico',
  '/enti/comune-di-firenze/persone',
  '/iscritti',
  '/iscritti?type=executive&body=Comune',
  '/iscritti/member-bruno-rappresentante',
  '/gemellaggi',
  '/gemellaggi?region=18&state=running&programme=prog-qsn-2007-2013',
  '/gemellaggi/tos-ca',
  '/gemellaggi/dsbpgovernance',
  '/gemellaggi/archivio-di-comunita-dalle-isole-alle-valli',
  '/cerco-offro',
  '/cerco-offro?tipo=offer&theme=formazione-e-competenze&region=08',
  '/cerco-offro/adv-caposele-formazione',
  '/temi',
  '/temi/formazione-e-competenze',
  '/aiuto',
  '/note-legali',
  '/privacy',
  '/accessibilita',
  '/mappa-del-sito',
  '/non-esiste',
];

/** Every page that the tests walk through. */
export const pages = italian.flatMap((path) => [path, path === '/' ? '/en' : `/en${path}`]);
