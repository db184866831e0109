/** FlexSearch looks for `window.indexedDB` when it is loaded; a worker has no window. */
if (!('window' in globalThis)) Object.assign(globalThis, { window: globalThis });
