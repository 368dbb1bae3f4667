/** What the service puts in front of the service worker's script (api/web/files.py). */
declare const BUILD: { readonly version: string; readonly files: readonly string[] };
