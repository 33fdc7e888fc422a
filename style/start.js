// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

// Loads the islands' bundle the first time that a reader touches an island, or a form that has one (`data-wakes`), and
// wakes all islands of the page.
// Until then, and where it fails, islands are the plain fields and links that the server wrote.

const { js, wasm } = document.querySelector('script[data-js]').dataset;
// The bundle expects these from scripts that our pages do not have.
for (const name of ['__RESOLVED_RESOURCES', '__SERIALIZED_ERRORS', '__PENDING_RESOURCES', '__RESOURCE_RESOLVERS', '__INCOMPLETE_CHUNKS']) {
  globalThis[name] ??= [];
}
const ISLANDS = 'leptos-island, [data-wakes]';
let begun = false;

async function wake() {
  if (begun || !js) return;
  begun = true;
  const bundle = await import(js);
  await bundle.default({ module_or_path: wasm });
  bundle.hydrate();
  for (const island of document.querySelectorAll('leptos-island')) {
    const typed = [...island.querySelectorAll('input, textarea')].map((field) => field.value);
    await bundle[island.dataset.component]?.(island);
    // What the reader typed meanwhile is told to the island.
    island.querySelectorAll('input, textarea').forEach((field, at) => {
      if (typed[at] !== field.defaultValue) {
        field.value = typed[at];
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    });
  }
}

for (const touch of ['pointerover', 'focusin', 'pointerdown']) {
  document.addEventListener(touch, (event) => event.target.closest?.(ISLANDS) && wake(), { capture: true, passive: true });
}
// A field that the reader is in already, before this script came.
if (document.activeElement?.closest(ISLANDS)) wake();
