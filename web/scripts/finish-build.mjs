// After `vite build`: lets the first paint wait for a page and two small files alone; puts the API's documentation page
// beside the application, and compressed forms beside each file, so that the server never compresses while somebody waits.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { compile } from 'sass';

const dist = path.resolve(import.meta.dirname, '../dist');
const docs = path.join(dist, 'api/docs');
const swagger = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

mkdirSync(docs, { recursive: true });
for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js'])
  copyFileSync(path.join(swagger, file), path.join(docs, file));
for (const file of ['index.html', 'start.js', 'docs.css'])
  copyFileSync(path.resolve(import.meta.dirname, '../api-docs', file), path.join(docs, file));

// The bar and the ground are painted before the application's styles have come: these stand in the body, where they hold up
// what follows them and the scripts, but not what is before them.
const { css } = compile(path.resolve(import.meta.dirname, '../src/styles/first.scss'), {
  style: 'compressed',
  silenceDeprecations: ['import'],
});
const first = `/assets/first-${createHash('sha256').update(css).digest('hex').slice(0, 8)}.css`;
writeFileSync(path.join(dist, first), css);
const written = readFileSync(path.join(dist, 'index.html'), 'utf8');
const [styles] = written.match(/<link rel="stylesheet"[^>]*>/) ?? [];
if (!styles) throw new Error('vite wrote no stylesheet into index.html');
writeFileSync(
  path.join(dist, 'index.html'),
  written
    .replace(styles, '')
    .replace('<script src="/theme.js">', `<link rel="stylesheet" href="${first}">\n    $&`)
    .replace('<noscript>', `${styles}\n    $&`),
);

// The service worker knows the files of this build.
const kept = [
  ...readdirSync(path.join(dist, 'assets'))
    .filter((file) => /\.(js|css|woff2)$/.test(file) && !/(cyrillic-ext|greek|vietnamese|latin-ext)/.test(file))
    .map((file) => `/assets/${file}`),
  ...['/favicon.svg', '/theme.js', '/icon-192.png', '/manifest.webmanifest'],
].sort();
const worker = readFileSync(path.resolve(import.meta.dirname, 'service-worker.js'), 'utf8');
const page = readFileSync(path.join(dist, 'index.html'));
const hash = createHash('sha256').update(worker).update(page);
// Some of them have the same name in every build.
for (const file of kept) hash.update(file).update(readFileSync(path.join(dist, file)));
const version = hash.digest('hex').slice(0, 12);
writeFileSync(
  path.join(dist, 'sw.js'),
  worker.replace('%VERSION%', version).replace("'%FILES%'", kept.map((file) => JSON.stringify(file)).join(', ')),
);

for (const entry of readdirSync(dist, { recursive: true })) {
  const file = path.join(dist, entry);
  if (!statSync(file).isFile() || !/\.(html|js|css|svg|json|webmanifest|txt)$/.test(file)) continue;
  const bytes = readFileSync(file);
  if (bytes.length < 512) continue;
  const quality = bytes.length > 500_000 ? 9 : constants.BROTLI_MAX_QUALITY;
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}
