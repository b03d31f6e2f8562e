/* Builds the scripts of public/ from src/ (`make widget`). The built files are committed, so that
 * nobody who runs the assistant needs Node; their first line holds the digest of all sources, which
 * a test compares. */

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { build, transform } from 'esbuild';

const sources = ['package.json', ...readdirSync('src').sort().map((name) => `src/${name}`)];
const digest = createHash('sha256');
for (const name of sources) digest.update(readFileSync(name));

const UNUSED = [
  [/webtransport\.js$/, 'export class WT {}'],
  [/parser\/.*\/is-binary\.js$/, 'export const isBinary = () => false; export const hasBinary = isBinary;'],
  [/parser\/.*\/binary\.js$/, 'export const deconstructPacket = () => {}; export const reconstructPacket = deconstructPacket;'],
  [/base64-arraybuffer\.js$/, 'export const decode = () => {};'],
];

await build({
  // Beside the widget's one file, those that it fetches when they are first of use.
  entryPoints: ['assistant-dife', 'suggestions', 'ecoute'].map((name) => `src/${name}.js`),
  outdir: 'public',
  bundle: true,
  external: ['./association.js'], // filled in by the server
  minify: true,
  format: 'esm',
  target: ['es2022', 'safari16.4'],
  charset: 'utf8',
  plugins: [{ name: 'smaller', setup: ({ onLoad }) => {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ loader: 'text',
      contents: (await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, charset: 'utf8' })).code.trim() }));
    // What connexion.js never asks for: a transport, and anything but text.
    for (const [filter, contents] of UNUSED) onLoad({ filter }, () => ({ contents }));
  } }],
  legalComments: 'inline',
  banner: { js: `/* sources ${digest.digest('hex')} · licences.txt */` },
});
