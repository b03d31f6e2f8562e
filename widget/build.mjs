/* Builds the scripts of public/ from src/ (`make widget`). The built files are committed, so that
 * nobody who runs the assistant needs Node; their first line holds the digest of all sources, which
 * a test compares. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build, transform } from 'esbuild';
import { minify } from 'terser';

const sources = ['package.json', ...readdirSync('src').sort().map((name) => `src/${name}`)];
const hash = createHash('sha256');
for (const name of sources) hash.update(readFileSync(name));
const digest = hash.digest('hex').slice(0, 16);

// Parts of socket.io that connexion.js never uses, or that every browser has by now.
const LIGHTER = [
  [/parseuri\.js$/, `export function parse(text) {
    const { protocol, hostname, port, pathname, search } = new URL(text);
    return { source: text, protocol: protocol.slice(0, -1), host: hostname.replace(/[[\\]]/g, ''), port, path: pathname, query: search.slice(1) };
  }`],
  [/polling-xhr\.js$/, "export { Fetch as XHR } from './polling-fetch.js'"],
  [/socket\.io-client\/build\/esm\/index\.js$/, "export { Manager } from './manager.js'"],
  [/webtransport\.js$/, 'export class WT {}'],
  [/parser\/.*\/is-binary\.js$/, 'export const isBinary = () => false; export const hasBinary = isBinary;'],
  [/parser\/.*\/binary\.js$/, 'export const deconstructPacket = () => {}; export const reconstructPacket = deconstructPacket;'],
  [/encodePacket\.browser\.js$/, `import { PACKET_TYPES } from './commons.js';
  export const encodePacket = ({ type, data }, _, done) => done(PACKET_TYPES[type] + (data || ''));
  export const encodePacketToBinary = () => {};`],
  [/decodePacket\.browser\.js$/, `import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js';
  export const decodePacket = (text) => {
    const type = PACKET_TYPES_REVERSE[text[0]];
    return type ? { type, data: text.slice(1) || undefined } : ERROR_PACKET;
  };`],
  [/base64-arraybuffer\.js$/, 'export const decode = () => {};'],
];

// Beside the widget's one file, those that it fetches when they are first of use.
const files = ['assistant-dife', 'sortie', 'suggestions', 'ecoute', 'avis'].filter((name) => existsSync(`src/${name}.js`));
const { outputFiles } = await build({
  entryPoints: files.map((name) => `src/${name}.js`),
  outdir: 'public',
  write: false,
  bundle: true,
  external: ['./association.js'], // filled in by the server
  minify: true,
  mangleProps: /^_[a-z]/,
  mangleQuoted: true, // socket.io reads some of its own by their names in quotes
  format: 'esm',
  target: ['es2022', 'safari16.4'],
  charset: 'utf8',
  define: { SUGGESTIONS: String(files.includes('suggestions')) },
  plugins: [{ name: 'lighter', setup: ({ onLoad }) => {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ loader: 'text',
      contents: (await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, charset: 'utf8' })).code.trim() }));
    for (const [filter, contents] of LIGHTER) onLoad({ filter }, ({ path }) => ({ contents, resolveDir: dirname(path) }));
  } }],
  legalComments: 'inline',
});
for (const { path, text } of outputFiles) {
  const { code } = await minify(text, { module: true, compress: { passes: 3 }, mangle: true,
    format: { comments: /^!|@license|licences/, preamble: `/* sources ${digest} · licences.txt */` } });
  writeFileSync(path, `${code}\n`);
}
