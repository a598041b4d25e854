// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';
import en from '../locales/en.json';
import { externalIdsOf, rulesOf } from '../../scripts/generate-rules.mjs';
import { languagesIn } from '../../scripts/languages.mjs';

const source = path.resolve(import.meta.dirname, '..');
const languages = languagesIn();
// As they are: the pages' own leave out what the server says.
const textsIn = (code: string) => JSON.parse(readFileSync(path.join(source, `locales/${code}.json`), 'utf8')) as object;

it('the types of the API are those of contract/openapi.json (npm run generate makes them again)', async () => {
  const contract = readFileSync(path.resolve(source, '../../contract/openapi.json'), 'utf8');
  const made = astToString(await openapiTS(contract, { alphabetize: true }));
  const kept = readFileSync(path.join(source, 'generated/api.ts'), 'utf8');
  expect(kept.slice(kept.indexOf('export interface paths'))).toBe(made.slice(made.indexOf('export interface paths')));
});

it('the rules of forms are those of contract/openapi.json (npm run generate makes them again)', () => {
  const contract = readFileSync(path.resolve(source, '../../contract/openapi.json'), 'utf8');
  expect(readFileSync(path.join(source, 'generated/rules.json'), 'utf8')).toBe(rulesOf(JSON.parse(contract) as object));
});

it('the ids that others know films by are those of contract/openapi.json (npm run generate makes them again)', () => {
  const contract = readFileSync(path.resolve(source, '../../contract/openapi.json'), 'utf8');
  expect(readFileSync(path.join(source, 'generated/externalIds.json'), 'utf8')).toBe(
    externalIdsOf(JSON.parse(contract) as object),
  );
});

const keysOf = (node: object, prefix = ''): string[] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' ? keysOf(value as object, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
const plain = (keys: string[]) => [...new Set(keys.map((key) => key.replace(/_(one|few|many|other)$/, '')))].sort();

it('all languages say the same things', () => {
  for (const { code } of languages) {
    expect(plain(keysOf(textsIn(code))), code).toEqual(plain(keysOf(textsIn('en'))));
  }
});

it('the languages of the pages are those that the server speaks', () => {
  const { components } = JSON.parse(readFileSync(path.resolve(source, '../../contract/openapi.json'), 'utf8')) as {
    components: { schemas: { NewAccount: { properties: { language: { enum: string[] } } } } };
  };
  expect(components.schemas.NewAccount.properties.language.enum.filter(Boolean)).toEqual(
    languages.map(({ code }) => code),
  );
});

it('every reason, fault and state that the server may send has its sentence', () => {
  type Words = { properties: Record<string, { enum?: (string | null)[] }> };
  const { components } = JSON.parse(readFileSync(path.resolve(source, '../../contract/openapi.json'), 'utf8')) as {
    components: { schemas: Record<string, Words> };
  };
  for (const [schema, member, texts] of [
    ['FieldError', 'code', en.refusal],
    ['MediaFile', 'fault', en.fileFault],
    ['ProviderState', 'state', en.providerState],
    ['LeftOut', 'why', en.import.why],
  ] as const) {
    const words = components.schemas[schema]?.properties[member]?.enum ?? [];
    expect(words.length, schema).toBeGreaterThan(3);
    for (const word of words) if (word) expect(texts, schema).toHaveProperty(word);
  }
});

it('every text that a page asks for exists', () => {
  const known = new Set(plain(keysOf(en)));
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tsx') || file.endsWith('.ts'),
  );
  for (const file of files) {
    for (const [, key] of readFileSync(path.join(source, file), 'utf8').matchAll(/\bt\('([a-zA-Z.]+)'/g)) {
      expect(known, `${file}: ${key}`).toContain(key);
    }
  }
});
