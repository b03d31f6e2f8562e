/* Builds public/assistant-dife.js from src/ (`make widget`). The built file is committed, so that
 * nobody who runs the assistant needs Node; its first line holds the digest of its sources, which
 * a test compares. */

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { build, transform } from 'esbuild';

const sources = ['package.json', ...readdirSync('src').sort().map((name) => `src/${name}`)];
const digest = createHash('sha256');
for (const name of sources) digest.update(readFileSync(name));

const target = ['es2022', 'safari16.4'];
const style = { name: 'style', setup: ({ onLoad }) => onLoad({ filter: /\.css$/ }, async ({ path }) => {
  const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, charset: 'utf8', target });
  return { contents: code, loader: 'text' };
}) };

await build({
  entryPoints: ['src/assistant-dife.js'],
  outfile: 'public/assistant-dife.js',
  bundle: true,
  external: ['./association.js'], // filled in by the server
  minify: true,
  format: 'esm',
  target,
  charset: 'utf8',
  plugins: [style],
  legalComments: 'inline',
  banner: { js: `/* sources ${digest.digest('hex')} · licences.txt */` },
});
