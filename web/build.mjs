// Bundles the question page into kg/serve/assets: one script, one style, and the notices of what the script holds.
// Run by 'make' (make assets): node build.mjs

import { build } from 'esbuild';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '..', 'kg', 'serve', 'assets');
await mkdir(out, { recursive: true });
const made = await build({
  entryPoints: [join(here, 'src', 'query.js'), join(here, 'src', 'query.css')],
  outdir: out, absWorkingDir: here, bundle: true, minify: true, format: 'iife', target: ['es2022'], charset: 'utf8',
  legalComments: 'none', metafile: true, logLevel: 'warning',
});

const names = new Set();
for (const input of Object.keys(made.metafile.inputs)) {
  const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (match) names.add(match[1]);
}
const notices = ['What kg/serve/assets/query.js holds besides kg\'s own code, each with its licence.\n'];
for (const name of [...names].sort()) {
  const folder = join(here, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence text`);
  notices.push(`${'='.repeat(80)}\n${name} ${version} (${license})\n${'='.repeat(80)}\n\n${await readFile(join(folder, file), 'utf8')}`);
}
await writeFile(join(out, 'NOTICES.txt'), notices.join('\n'));
